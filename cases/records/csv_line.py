"""A record as a line of CSV (RFC 4180, CRLF), with the columns of cases/fields.py.

Lines are made once, when the index is built; a download only copies them. The host is not known
then, so the address stands as ORIGIN plus a path, and ORIGIN is replaced when they are sent.
"""

import csv
import unicodedata
from collections.abc import Sequence

from cases.award_field import SEPARATOR
from cases.fields import FIELDS
from cases.records.record import Record

ORIGIN = "\x00"  # no text holds it: PostgreSQL refuses it
FORMULA_SIGNS = frozenset("=+-@")
# What spreadsheets may skip when they look for a formula: every blank, and what nobody sees.
BLANKS = (
    "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
)


class _Line:
    """A file that hands back what is written to it, so that csv.writer returns the line."""

    def write(self, line: str) -> str:
        return line


_writer = csv.writer(_Line(), lineterminator="\r\n")


def raw_line(record: Record) -> bytes:
    """The record's row, every cell as recorded."""
    return render(raw_cells(record))


def line(record: Record) -> bytes:
    """The record's row, cells that a spreadsheet would run as a formula made harmless."""
    return render([harmless(cell) if isinstance(cell, str) else cell for cell in raw_cells(record)])


def harmless(cell: str) -> str:
    """The cell, behind an apostrophe if a spreadsheet may take it for a formula.

    Formulas begin with = + - @, in full width too, blanks before them or not; a leading TAB or
    carriage return can push what follows into a cell of its own (OWASP, CSV Injection).
    """
    begin = cell.lstrip(BLANKS)[:1]
    is_formula = begin and unicodedata.normalize("NFKC", begin) in FORMULA_SIGNS
    return f"'{cell}" if is_formula or cell[:1] in {"\t", "\r"} else cell


def raw_cells(record: Record) -> list[str | int | None]:
    """The values of the record's row as recorded, the address without its host."""
    cells = []
    for each in FIELDS:
        value = getattr(record, each.name)
        if each.name == "url":
            value = ORIGIN + value
        cells.append(SEPARATOR.join(value) if each.kind == "list" else value)
    return cells


def render(cells: Sequence[str | int | None]) -> bytes:
    """The cells as a line, quoted where they have to be."""
    row: str = _writer.writerow(cells)  # whatever _Line.write gives back
    return row.encode()
