"""The years that an edition or a milestone may have. Knows no Django."""

FIRST_YEAR, LAST_YEAR = 1949, 2100
