"""CSV: UTF-8 with BOM, RFC 4180, CRLF, one header row, one case a row."""

from collections.abc import Iterator

from cases.exports.case_list import CaseList
from cases.exports.delivery import LinesFile
from cases.exports.file_format import Flag, Format, Options
from cases.fields import FIELDS
from cases.records.csv_line import ORIGIN, render

BOM = b"\xef\xbb\xbf"  # without it Excel takes the file for the machine's legacy encoding


def write(cases: CaseList, origin: str, options: Options) -> LinesFile:
    """One case a row, as the index keeps the lines; the address in them gets its host."""
    lines = cases.prepared("raw" if options["raw"] else "csv")
    head, here = (BOM if options["bom"] else b"") + header(), origin.encode()
    length = len(head) + lines.size + lines.number * (len(here) - len(ORIGIN))

    def pieces() -> Iterator[bytes]:
        yield head
        for some in lines:
            yield b"".join(some).replace(ORIGIN.encode(), here)

    return LinesFile(lines, length, pieces())


def header() -> bytes:
    """The columns by name."""
    return render([each.name for each in FIELDS])


CSV = Format(
    extension="csv",
    label="CSV",
    meaning="供统计软件和程序读取",
    content_type="text/csv; charset=utf-8; header=present",
    write=write,
    flags=(Flag("raw", default=False), Flag("bom", default=True)),
)
