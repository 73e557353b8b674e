"""Rows of a worksheet as SpreadsheetML (ECMA-376, part 1, 18.3.1).

Every text is an inline string, which no spreadsheet takes for a formula, whatever it begins with.
"""

import re
from collections.abc import Sequence

from cases.characters import printable

CELL_CHARACTERS = 32_767  # what Excel takes in a cell, counted in UTF-16
CUT = "……（原文过长，以下从略，全文见网址）"

Value = str | int | float | None  # None: an empty cell

# What XML would read as its own, and what Excel would read as the code of a character: _x0041_ is A.
_UNSAFE = re.compile("[&<>]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}


def row_xml(number: int, letters: Sequence[str], styles: Sequence[str], values: Sequence[Value]) -> str:
    """The row with that number, counted from 1; what is empty is left out."""
    cells = [
        _cell(f'r="{letter}{number}" s="{style}"', value)
        for letter, style, value in zip(letters, styles, values, strict=True)
        if value not in {None, ""}
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(attributes: str, value: Value) -> str:
    if isinstance(value, int | float):
        return f"<c {attributes}><v>{value}</v></c>"
    return f'<c {attributes} t="inlineStr"><is><t xml:space="preserve">{escaped(value or "")}</t></is></c>'


def escaped(text: str) -> str:
    """The text as XML; a blank stands for each character that XML cannot hold."""
    return _UNSAFE.sub(lambda match: _ESCAPES[match[0]], printable(text))


def for_cell(text: str) -> str:
    """The text for a cell that another writes: what XML cannot hold is blank, what is too long is cut."""
    plain = printable(text)
    return plain if fits(plain) else cut(plain)


def fits(text: str) -> bool:
    """Whether one cell can hold the text."""
    return len(text) <= CELL_CHARACTERS // 2 or _units(text) <= CELL_CHARACTERS


def cut(text: str) -> str:
    """As much of a longer text as a cell holds, and that it is cut."""
    room = CELL_CHARACTERS - len(CUT)
    return text.encode("utf-16-le", "surrogatepass")[: 2 * room].decode("utf-16-le", "ignore") + CUT


def _units(text: str) -> int:
    """The length as Excel counts it: two for a character beyond the first 65,536."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
