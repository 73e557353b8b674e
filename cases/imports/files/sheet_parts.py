"""What of a sheet Excel does not show or shows struck out: while it streams, the package does not tell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.cell import range_boundaries

from cases.imports.files.bounds import MOST_COLUMNS

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_FROM, _TO = (re.compile(rb"\b" + name + rb"""=["'](\d+)["']""") for name in (b"min", b"max"))
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["']""")
_STRIKE = re.compile(rb"<(?:\w+:)?strike\b")
_OFF = ("0", "false", "off")
Runs = tuple[tuple[str, bool], ...]  # the words of a cell in order, and whether each is struck out


@dataclass(frozen=True, slots=True)
class SheetParts:
    """The numbers of the hidden rows and columns; which column shows what is merged with a hidden one, by the
    row and column that have it; the runs of cells that hold their words themselves and some struck out."""

    rows: frozenset[int]
    columns: frozenset[int]
    moved: Mapping[tuple[int, int], int]
    runs: Mapping[str, Runs]


def parts_of(sheet: Any) -> SheetParts:  # noqa: ANN401 - openpyxl has no types
    """The parts of a sheet of a workbook that was opened to be read only."""
    with sheet._get_source() as stream:
        xml = stream.read()
    rows = (row[0] for row in _ROW.finditer(xml) if _HIDDEN.search(row[0]))
    hidden = {int(number[1]) for row in rows if (number := _NUMBER.search(row)) is not None}
    columns = frozenset(_columns(xml))
    moved = dict(_moved(xml, columns)) if columns else {}
    return SheetParts(frozenset(hidden), columns, moved, dict(_inline(xml)) if _STRIKE.search(xml) else {})


def runs_of(cell: Any, parts: SheetParts) -> Runs:  # noqa: ANN401
    """The words of a cell with text, run by run; a run without a font of its own has that of the cell."""
    is_struck = bool(cell.font is not None and cell.font.strike)
    if isinstance(cell.value, CellRichText):
        return tuple(
            (each.text, bool(each.font.strike)) if isinstance(each, TextBlock) else (str(each), is_struck)
            for each in cell.value
        )
    return parts.runs.get(cell.coordinate) or ((str(cell.value), is_struck),)


def _columns(xml: bytes) -> Iterator[int]:
    for column in _COLUMN.finditer(xml):
        first, last = _FROM.search(column[0]), _TO.search(column[0])
        if first is not None and last is not None and _HIDDEN.search(column[0]):
            yield from range(int(first[1]), min(int(last[1]), MOST_COLUMNS) + 1)


def _moved(xml: bytes, hidden: frozenset[int]) -> Iterator[tuple[tuple[int, int], int]]:
    """Where Excel shows the value of a merged range whose first column is hidden."""
    for match in _MERGED.finditer(xml):
        left, top, right, _ = range_boundaries(match[1].decode())
        if left in hidden and top is not None and right is not None:
            shown = next((at for at in range(left, min(right, MOST_COLUMNS) + 1) if at not in hidden), None)
            if shown is not None:
                yield (top, left), shown


def _inline(xml: bytes) -> Iterator[tuple[str, Runs]]:
    """The runs of cells that hold their words themselves, where some are struck out."""
    for _, cell in etree.iterparse(
        BytesIO(xml), tag="{*}c", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    ):
        runs = tuple(
            (
                "".join(words.text or "" for words in run.iterfind("{*}t")),
                any(mark.get("val", "1") not in _OFF for mark in run.iterfind("{*}rPr/{*}strike")),
            )
            for run in cell.iterfind("{*}is/{*}r")
        )
        if any(is_struck for _, is_struck in runs):
            yield cell.get("r", ""), runs
        cell.clear()
