"""A crossed table as CSV: UTF-8 with BOM, CRLF, one header row, one row a value, totals at the ends."""

import csv
from io import StringIO

from cases.records.csv_line import BOM, harmless
from cases.statistics.crosstab import TOTAL, Crosstab


def crosstab_csv(table: Crosstab, *, bom: bool = True) -> bytes:
    """The whole table, figures as the page shows them; a nested column is named by all its values."""
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    header = [table.layout.words, *(column.label for column in table.columns), TOTAL]
    lines = [[line.label, *(figure.text for figure in line.figures)] for line in [*table.lines, table.totals]]
    for row in [header, *lines]:
        writer.writerow([harmless(cell) for cell in row])
    return (BOM if bom else b"") + file.getvalue().encode()
