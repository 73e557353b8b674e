"""The codings of listed cases, one a row: CSV, Excel and JSON Lines, each at `/codings.` plus extension."""

import json
from collections.abc import Iterator

from cases.award_field import SEPARATOR
from cases.choices import CodingState, Confidence
from cases.column import Column
from cases.exports.case_list import CaseList
from cases.exports.csv_file import BOM, CONTENT_TYPE, FLAGS, kept_as
from cases.exports.delivery import LinesFile, WholeFile
from cases.exports.excel.cells import Value, cut, fits
from cases.exports.excel.columns import ExcelColumn
from cases.exports.excel.excel_file import CONTENT_TYPE as EXCEL_TYPE
from cases.exports.excel.excel_file import ELSEWHERE, codebook, conditions, depends_on
from cases.exports.excel.workbook import MOST_ROWS, MainSheet, TooLarge, write_workbook
from cases.exports.file_format import Format, Options
from cases.exports.json_file import LINES_TYPE
from cases.index.prepared_lines import PreparedLines
from cases.parameters import InvalidParameters
from cases.records.coding_row import COLUMNS, NAMES
from cases.records.csv_line import render

STEM, TITLE = "codings", "机制编码"
WIDTHS = {"award": 16, "source": 20, "term": 16, "term_slug": 24, "broader_slugs": 24}
WIDTHS |= {"evidence": 60, "note": 40}
WRAPPED = frozenset({"evidence", "note"})
CODINGS_SHEET = MainSheet(
    "编码",
    tuple(
        ExcelColumn(
            each.label, WIDTHS.get(each.name, 10), each.name in WRAPPED, is_number=each.kind == "integer"
        )
        for each in COLUMNS
    ),
)
LABELS = {"confidence": dict(Confidence.choices), "state": dict(CodingState.choices)}


def columns(cases: CaseList, options: Options) -> tuple[Column, ...]:
    """The columns of every table of codings."""
    return COLUMNS


def write_csv(cases: CaseList, origin: str, options: Options) -> LinesFile:
    """One coding a row, in the order of the cases and of the evidence in each."""
    lines = cases.prepared_codings(kept_as(options))
    return _behind((BOM if options["bom"] else b"") + render(NAMES), lines)


def write_lines(cases: CaseList, origin: str, options: Options) -> LinesFile:
    """One coding a line, as an object."""
    return _behind(b"", cases.prepared_codings("item"))


def _behind(head: bytes, lines: PreparedLines) -> LinesFile:
    def pieces() -> Iterator[bytes]:
        if head:
            yield head
        for some in lines:
            yield b"".join(some)

    return LinesFile(lines, len(head) + lines.size, pieces())


def write_excel(cases: CaseList, origin: str, options: Options) -> WholeFile:
    """The workbook: the codings, by which conditions, the codebook; InvalidParameters for too many."""
    lines = cases.prepared_codings("item")
    if lines.number > MOST_ROWS:
        lines.close()
        raise InvalidParameters([f"一张工作表最多 {MOST_ROWS} 行，这里有 {lines.number} 条编码。{ELSEWHERE}"])
    small = (conditions(cases, origin), codebook(cases))
    chunks = (map(excel_row, b"".join(some).splitlines()) for some in lines)
    try:
        return WholeFile(
            write_workbook(chunks, lines.number, small, CODINGS_SHEET, cases.index.day), lines.number
        )
    except TooLarge:
        raise InvalidParameters([f"这些编码一份 Excel 放不下。{ELSEWHERE}"]) from None


def excel_row(item: bytes) -> list[Value]:
    """A coding in the words of the page; a text longer than a cell holds is cut and says so."""
    values: list[Value] = []
    for name, value in json.loads(item).items():
        shown = SEPARATOR.join(value) if isinstance(value, list) else LABELS.get(name, {}).get(value, value)
        values.append(cut(shown) if isinstance(shown, str) and not fits(shown) else shown)
    return values


CSV = Format("csv", "CSV", "编码表", CONTENT_TYPE, write_csv, flags=FLAGS, columns=columns)
EXCEL = Format("xlsx", "Excel", "编码表", EXCEL_TYPE, write_excel, depends_on=depends_on, columns=columns)
JSON_LINES = Format("jsonl", "JSON Lines", "编码表", LINES_TYPE, write_lines, columns=columns)
OF_CODINGS = (CSV, EXCEL, JSON_LINES)
