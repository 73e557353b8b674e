"""CSV: UTF-8 with BOM, RFC 4180, CRLF, one header row, one case a row."""

from collections.abc import Iterator

from cases.column import Column
from cases.exports.case_list import CaseList
from cases.exports.delivery import LinesFile
from cases.exports.file_format import Flag, Format, Options
from cases.fields import FIELDS
from cases.records.csv_line import ORIGIN, render

FLAGS = (Flag("raw", default=False), Flag("bom", default=True))
CONTENT_TYPE = "text/csv; charset=utf-8; header=present"
BOM = b"\xef\xbb\xbf"  # without it Excel takes the file for the machine's legacy encoding


def write(cases: CaseList, origin: str, options: Options) -> LinesFile:
    """One case a row, as the index keeps the lines; the address in them gets its host."""
    lines = cases.prepared(kept_as(options))
    head, here = (BOM if options["bom"] else b"") + header(), origin.encode()
    length = len(head) + lines.size + lines.number * (len(here) - len(ORIGIN))

    def pieces() -> Iterator[bytes]:
        yield head
        for some in lines:
            yield b"".join(some).replace(ORIGIN.encode(), here)

    return LinesFile(lines, length, pieces())


def kept_as(options: Options) -> str:
    """The column of the index that keeps the lines in the form that is asked for."""
    return "raw" if options["raw"] else "csv"


def columns(cases: CaseList, options: Options) -> tuple[Column, ...]:
    """The columns of every table of cases."""
    return tuple(Column(each.name, each.label, each.meaning, each.kind) for each in FIELDS)


def header() -> bytes:
    """The columns by name."""
    return render([each.name for each in FIELDS])


CSV = Format(
    extension="csv",
    label="CSV",
    meaning="供统计软件和程序读取",
    content_type=CONTENT_TYPE,
    write=write,
    flags=FLAGS,
    columns=columns,
)
