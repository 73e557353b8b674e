"""A workbook as text: each sheet that is shown, a row a line, cells as Excel shows them."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter

from cases.imports.files.bounds import MOST_CELLS, MOST_COLUMNS
from cases.imports.files.cell_values import shown
from cases.imports.files.decoded_file import FileRefused, FileText
from cases.imports.files.sheet_parts import SheetParts, parts_of, runs_of
from cases.imports.files.table_text import joined, row_line

_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
MOST_NAMED = 10  # cells that a note names
LONGEST_NAMED = 200  # characters of struck words in a note


def read_workbook(content: bytes) -> FileText:
    """The text of an .xlsx. The values are those that were saved: no formula is computed here."""
    book, source = BytesIO(content), BytesIO(content)
    values = load_workbook(book, read_only=True, data_only=True, keep_links=False, rich_text=True)
    formulas = load_workbook(source, read_only=True, data_only=False, keep_links=False)
    sheets: list[tuple[str, list[str]]] = []
    notes: list[str] = []
    bound = _Bound()
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            notes.append(f"隐藏的工作表“{sheet.title}”没有读。")
            continue
        reader = _Sheet(sheet, formulas[sheet.title], bound)
        lines = list(reader.lines())
        if any(lines):
            sheets.append((sheet.title, lines))
        notes += reader.notes()
    return FileText(joined(_text(sheets)), notes=tuple(notes))


def _text(sheets: list[tuple[str, list[str]]]) -> Iterator[str]:
    """The sheets one below the other; of several each below its name, if somebody gave it one."""
    for title, lines in sheets:
        if len(sheets) > 1 and not _DEFAULT_NAME.fullmatch(title):
            yield title
        yield from lines
        yield ""


class _Bound:
    """Counts the cells of a workbook."""

    def __init__(self) -> None:
        self._cells = 0

    def count(self, cells: int) -> None:
        """FileRefused where they are too many."""
        self._cells += max(1, cells)
        if self._cells > MOST_CELLS or cells > MOST_COLUMNS:
            raise FileRefused(
                f"工作簿超过 {MOST_CELLS} 格或 {MOST_COLUMNS} 列，没有读。请只导入需要的行和列。"
            )


class _Sheet:
    """One sheet, read row by row."""

    def __init__(self, values: Any, formulas: Any, bound: _Bound) -> None:  # noqa: ANN401 - openpyxl has no types
        self._values, self._formulas, self._bound = values, formulas, bound
        self._unknown: list[str] = []
        self._struck: list[str] = []
        self._struck_parts: list[str] = []
        self._hidden: list[str] = []
        self._columns: set[int] = set()  # hidden ones in which something stands

    def lines(self) -> Iterator[str]:
        """The rows; those above the first that says something are no part of it."""
        for sheet in (self._values, self._formulas):
            sheet.reset_dimensions()  # what a file says of its own extent is often wrong
        parts = parts_of(self._values)
        rows = zip_longest(self._values.iter_rows(), self._formulas.iter_rows(), fillvalue=())
        for number, (cells, sources) in enumerate(rows, 1):
            self._bound.count(len(cells))
            if number in parts.rows:
                self._hidden += [str(number)] if any(cell.value is not None for cell in cells) else []
                continue
            yield row_line(self._row(number, cells, sources, parts))

    def _row(self, number: int, cells: Any, sources: Any, parts: SheetParts) -> list[str]:  # noqa: ANN401
        """The cells of the columns that are shown."""
        said: dict[int, str] = {}
        for at, (cell, source) in enumerate(zip(cells, sources, strict=False), 1):
            shown = parts.moved.get((number, at), at)
            if shown in parts.columns:
                self._columns |= {at} if cell.value is not None else set()
            else:
                said[shown] = said.get(shown) or self._shown(cell, source, parts)
        return [said.get(at, "") for at in range(1, max(said, default=0) + 1) if at not in parts.columns]

    def _shown(self, cell: Any, source: Any, parts: SheetParts) -> str:  # noqa: ANN401
        if cell.value is None:
            if source.data_type == "f":
                self._unknown.append(source.coordinate)
            return ""
        runs = runs_of(cell, parts)
        struck = "".join(words for words, is_struck in runs if is_struck)
        kept = "".join(words for words, is_struck in runs if not is_struck)
        if struck and kept:
            self._struck_parts.append(f"{cell.coordinate}“{struck}”")
        elif struck:
            self._struck.append(cell.coordinate)
            return ""
        return shown(kept if isinstance(cell.value, str | CellRichText) else cell.value, cell.number_format)

    def notes(self) -> Iterator[str]:
        """What is hidden or struck out, and the cells whose formula has no value that was saved."""
        sheet = f"工作表“{self._values.title}”"
        if self._hidden:
            rows = f"第 {_some(self._hidden)} 行共 {len(self._hidden)} 行"
            yield f"{sheet}隐藏的{rows}没有读。要导入的请取消隐藏。"
        if self._columns:
            columns = [get_column_letter(at) for at in sorted(self._columns)]
            yield f"{sheet}隐藏的第 {_some(columns)} 列共 {len(columns)} 列没有读。要导入的请取消隐藏。"
        if self._struck_parts:
            named = "、".join(self._struck_parts)[:LONGEST_NAMED]
            yield f"{sheet}一格里划去的文字没有读：{named}。"
        if self._struck:
            yield f"{sheet}的 {_some(self._struck)} 共 {len(self._struck)} 格有删除线，没有读，读作空格。"
        if self._unknown:
            yield (
                f"{sheet}的 {_some(self._unknown)} 共 {len(self._unknown)} 格是公式，"
                "没有保存结果，读作空格。"
                "请在 Excel 或 WPS 中打开，保存后再导入。"
            )


def _some(names: list[str]) -> str:
    return "、".join(names[:MOST_NAMED]) + (" 等" if len(names) > MOST_NAMED else "")
