"""CSV of whatever encoding and delimiter, as the rows of a table."""

import csv
from io import StringIO

from cases.characters import with_line_feeds
from cases.imports.files.bounds import MOST_CELLS, MOST_CHARACTERS
from cases.imports.files.decoded_file import FileRefused, FileText
from cases.imports.files.table_text import joined, row_line
from cases.imports.files.text_encodings import decode

_DELIMITERS = ",\t;|"
_LOOKED_AT = 20_000  # characters that tell the delimiter


def read_delimited(content: bytes) -> FileText:
    """The text of a CSV file, a row a line."""
    text, encoding = decode(content)
    text = with_line_feeds(text)
    csv.field_size_limit(MOST_CHARACTERS)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise FileRefused(
            "读不出这个 CSV 文件的表格。请在 Excel 或 WPS 中打开，另存为 xlsx，再导入。"
        ) from error
    if sum(map(len, rows)) > MOST_CELLS:
        raise FileRefused(f"表格超过 {MOST_CELLS} 格，没有读。请只导入需要的行和列。")
    return FileText(joined(map(row_line, rows)), encoding)


def _delimiter(text: str) -> str:
    try:
        return (
            csv.Sniffer()
            .sniff(text[:_LOOKED_AT].rpartition("\n")[0] or text[:_LOOKED_AT], _DELIMITERS)
            .delimiter
        )
    except csv.Error:
        return ","
