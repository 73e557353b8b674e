"""Rows that hang on the listed cases, one a line: CSV, Excel, JSON Lines at their stem plus extension."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from cases.award_field import SEPARATOR
from cases.column import Column
from cases.exports.case_list import CaseList
from cases.exports.csv_file import BOM, CONTENT_TYPE, FLAGS, kept_as
from cases.exports.delivery import LinesFile, WholeFile
from cases.exports.excel.cells import Value, cut, fits
from cases.exports.excel.columns import ExcelColumn
from cases.exports.excel.excel_file import CONTENT_TYPE as EXCEL_TYPE
from cases.exports.excel.excel_file import ELSEWHERE, codebook, conditions, depends_on
from cases.exports.excel.workbook import MOST_ROWS, MainSheet, TooLarge, write_workbook
from cases.exports.file_format import Format, Options, names_by_content
from cases.exports.json_file import LINES_TYPE
from cases.exports.scheme_option import SchemeOption
from cases.index.prepared_lines import PreparedLines
from cases.parameters import InvalidParameters
from cases.records.csv_line import render

WIDTH = 10  # of a column of the sheet that says nothing else
NUMBERS = ("integer", "number")


@dataclass(frozen=True)
class RowFiles:
    """The files of one kind of rows; `table` names them in the index.

    `stem` and `title` begin the names of the files, `sheet` is that of the worksheet, `called` stands behind
    a number of rows. `labels` are the Chinese words of values, by column; `widths`, `wrapped` of the sheet.
    `part` is the parameter by which a part of the rows is asked for.
    """

    table: str
    stem: str
    title: str
    sheet: str
    called: str
    columns: tuple[Column, ...]
    labels: Mapping[str, Mapping[Any, str]]
    widths: Mapping[str, int] = field(default_factory=dict)
    wrapped: frozenset[str] = frozenset()
    part: SchemeOption | None = None

    @cached_property
    def formats(self) -> tuple[Format, ...]:
        shared: dict[str, Any] = {"columns": lambda _cases, _options: self.columns, "names": self.names}
        part = (self.part,) if self.part else ()
        meaning = f"{self.sheet}表"
        return (
            Format("csv", "CSV", meaning, CONTENT_TYPE, self.write_csv, flags=(*FLAGS, *part), **shared),
            Format(
                "xlsx",
                "Excel",
                meaning,
                EXCEL_TYPE,
                self.write_excel,
                flags=part,
                depends_on=depends_on,
                **shared,
            ),
            Format(
                "jsonl",
                "JSON Lines",
                meaning,
                LINES_TYPE,
                self.write_lines,
                flags=part,
                is_paged=True,
                **shared,
            ),
        )

    @cached_property
    def main_sheet(self) -> MainSheet:
        return MainSheet(
            self.sheet,
            tuple(
                ExcelColumn(
                    each.label,
                    self.widths.get(each.name, WIDTH),
                    each.name in self.wrapped,
                    is_number=each.kind in NUMBERS,
                )
                for each in self.columns
            ),
        )

    def names(self, cases: CaseList, set_options: Options) -> tuple[str, str]:
        """By what the file holds; the Chinese one begins with the part that is asked for: 机制编码."""
        asked = str(set_options.get(self.part.name, "")) if self.part else ""
        called = self.part.called(asked, cases.index.vocabulary) if self.part else ""
        return names_by_content(replace(cases, title=f"{called}{cases.title}"), set_options)

    def write_csv(self, cases: CaseList, origin: str, options: Options) -> LinesFile:
        """One row a line, in the order of the cases and of the evidence in each."""
        lines = self._prepared(cases, kept_as(options), options)
        head = render([each.name for each in self.columns])
        return _behind((BOM if options["bom"] else b"") + head, lines)

    def write_lines(self, cases: CaseList, origin: str, options: Options) -> LinesFile:
        """One row a line, as an object."""
        return _behind(b"", self._prepared(cases, "item", options))

    def _prepared(self, cases: CaseList, column: str, options: Options) -> PreparedLines:
        return cases.prepared_rows(self.table, column, options[self.part.name] if self.part else "")

    def write_excel(self, cases: CaseList, origin: str, options: Options) -> WholeFile:
        """The workbook: the rows, by which conditions, the codebook; InvalidParameters for too many."""
        lines, called = self._prepared(cases, "item", options), self.called
        if lines.number > MOST_ROWS:
            lines.close()
            said = f"一张工作表最多 {MOST_ROWS} 行，这里有 {lines.number} {called}。{ELSEWHERE}"
            raise InvalidParameters([said])
        small = (conditions(cases, origin), codebook(cases))
        chunks = (map(self.excel_row, b"".join(some).splitlines()) for some in lines)
        try:
            return WholeFile(
                write_workbook(chunks, lines.number, small, self.main_sheet, cases.index.day), lines.number
            )
        except TooLarge:
            raise InvalidParameters([f"这些{called[1:]}一份 Excel 放不下。{ELSEWHERE}"]) from None

    def excel_row(self, item: bytes) -> list[Value]:
        """A row in the words of the page; a text longer than a cell holds is cut and says so."""
        values: list[Value] = []
        for name, value in json.loads(item).items():
            listed = isinstance(value, list)
            shown = SEPARATOR.join(value) if listed else self.labels.get(name, {}).get(value, value)
            values.append(cut(shown) if isinstance(shown, str) and not fits(shown) else shown)
        return values


def _behind(head: bytes, lines: PreparedLines) -> LinesFile:
    def pieces() -> Iterator[bytes]:
        if head:
            yield head
        for some in lines:
            yield b"".join(some)

    return LinesFile(lines, len(head) + lines.size, pieces())
