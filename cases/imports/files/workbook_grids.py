"""A workbook as cells: each sheet that is shown, its rows with the values that were saved."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from cases.imports.files.bounds import MOST_CELLS, MOST_COLUMNS
from cases.imports.files.cell_values import shown, words_of
from cases.imports.files.decoded_file import FileGrids, FileRefused, Grid

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
Rows = list[list[str | None]]


def read_workbook_grids(content: bytes) -> FileGrids:
    """The sheets of an .xlsx. No formula is computed; the cells of a merged range all have its value."""
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    formulas: Any = None  # read only where there are any
    grids, notes, cells = [], [], 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"隐藏的工作表“{sheet.title}”没有读。")
            continue
        with sheet._get_source() as stream:  # what the package itself reads, for what it leaves out
            xml = stream.read()
        rows: Rows = []
        for row in _rows(sheet):
            cells += max(1, len(row))
            if cells > MOST_CELLS or len(row) > MOST_COLUMNS:
                raise FileRefused(
                    f"工作簿超过 {MOST_CELLS} 格或 {MOST_COLUMNS} 列，没有读。请只导入需要的行和列。"
                )
            rows.append(row)
        width = max(map(len, rows), default=0)
        for row in rows:
            row += [""] * (width - len(row))
        if _FORMULA.search(xml):
            formulas = formulas or load_workbook(BytesIO(content), read_only=True, keep_links=False)
            _forget_unsaved(rows, formulas[sheet.title])
        for merged in _MERGED.finditer(xml):
            _fill(rows, merged[1].decode())
        grids.append(Grid(sheet.title, rows))
    return FileGrids(tuple(grids), notes=tuple(notes))


def _rows(sheet: Any) -> Iterator[list[str | None]]:  # noqa: ANN401 - openpyxl has no types
    sheet.reset_dimensions()  # what a file says of its own extent is often wrong
    for row in sheet.iter_rows():
        yield [_shown(cell) for cell in row]


def _shown(cell: Any) -> str:  # noqa: ANN401
    value = cell.value
    if value is None or isinstance(value, str):
        return words_of(value or "")
    return shown(value, cell.number_format)


def _forget_unsaved(rows: Rows, formulas: Any) -> None:  # noqa: ANN401
    """None in place of the values of formulas that were not saved: they are not empty."""
    formulas.reset_dimensions()
    for row, sources in zip(rows, formulas.iter_rows(), strict=False):
        for at, source in enumerate(sources):
            if source.data_type == "f" and row[at] == "":
                row[at] = None


def _fill(rows: Rows, area: str) -> None:
    """Give all cells of a merged range the value that Excel shows in it."""
    left, top, right, bottom = range_boundaries(area)
    if None in (left, top, right, bottom) or top > len(rows) or left > len(rows[top - 1]):
        return
    value = rows[top - 1][left - 1]
    for row in rows[top - 1 : bottom]:
        row[left - 1 : right] = [value] * len(row[left - 1 : right])
