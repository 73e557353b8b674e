"""The years that an edition or a milestone may have, and how pages call them. Knows no Django."""

FIRST_YEAR, LAST_YEAR = 1949, 2100
WITHOUT_YEAR = "年度不详"


def year_label(year: int | None, unit: str) -> str:
    """The year with its unit (年, 年度), or in words that the source prints none."""
    return WITHOUT_YEAR if year is None else f"{year}{unit}"
