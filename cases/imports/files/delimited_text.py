"""CSV of whatever encoding and delimiter, as the rows of a table."""

import csv
from collections.abc import Sequence
from io import StringIO
from itertools import islice
from statistics import median_high

from cases.characters import with_line_feeds
from cases.imports.files.bounds import MOST_CELLS, MOST_CHARACTERS
from cases.imports.files.decoded_file import FileGrids, FileRefused, FileText, Grid
from cases.imports.files.table_text import joined, row_line
from cases.imports.files.text_encodings import decode

_DELIMITERS = ",\t;|"
_LOOKED_AT = 20_000  # characters that tell the delimiter
_FIRST_ROWS = 10
_LAST_WORDS = 20
_UNREADABLE = "读不出这个 CSV 文件的表格。请在 Excel 或 WPS 中打开，另存为 xlsx，再导入。"
_UNCLOSED = (
    "这个 CSV 文件第 {row} 行起有一个引号没有配对，后面的各行都成了一格，没有读。"
    "请在 Excel 或 WPS 中打开，改好后另存为 xlsx，再导入。"
)
_SAID = "sep="  # the first line by which Excel is told the delimiter


def read_delimited(content: bytes) -> FileText:
    """The text of a CSV file, a row a line."""
    text, encoding = decode(content)
    text = with_line_feeds(text)
    return FileText(joined(map(row_line, _rows(text, _delimiter(text)))), encoding)


def read_grid(content: bytes) -> FileGrids:
    """The same as cells: one sheet without a name, by the delimiter that gives its first rows most cells."""
    text, encoding = decode(content)
    text = with_line_feeds(text)
    first, _, others = text.partition("\n")
    if first.lower().startswith(_SAID) and first[len(_SAID) :][:1] in _DELIMITERS:
        return _grid(others, first[len(_SAID) :][:1], encoding)
    head = text[:_LOOKED_AT]
    return _grid(text, max(_DELIMITERS, key=lambda sign: _width(head, sign)), encoding)


def _width(head: str, delimiter: str) -> int:
    """How many cells a row has as a rule: a title above the headings has one."""
    rows = islice(filter(None, csv.reader(StringIO(head, newline=""), delimiter=delimiter)), _FIRST_ROWS)
    return median_high([len(row) for row in rows] or [0])


def _grid(text: str, delimiter: str, encoding: str) -> FileGrids:
    return FileGrids((Grid("", [[*row] for row in _rows(text, delimiter)]),), encoding)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(MOST_CHARACTERS)
    rows, cells = list[list[str]](), 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            cells += len(row) or 1
            if cells > MOST_CELLS:
                raise FileRefused(f"表格超过 {MOST_CELLS} 格，没有读。请只导入需要的行和列。")
    except csv.Error as error:
        raise FileRefused(_UNREADABLE) from error
    if _is_unclosed(text, rows):
        raise FileRefused(_UNCLOSED.format(row=len(rows)))
    return rows


def _is_unclosed(text: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the last cell goes on over lines to the end of the file: its quotation mark never ends."""
    last = rows[-1][-1] if rows and rows[-1] else ""
    return "\n" in last and text.count('"') % 2 == 1 and text.endswith(last[-_LAST_WORDS:])


def _delimiter(text: str) -> str:
    try:
        return (
            csv.Sniffer()
            .sniff(text[:_LOOKED_AT].rpartition("\n")[0] or text[:_LOOKED_AT], _DELIMITERS)
            .delimiter
        )
    except csv.Error:
        return ","
