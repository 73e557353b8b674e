"""The workbook: headings, widths and small sheets by XlsxWriter, with the rows of the large one put in.

XlsxWriter takes some 20 µs a cell, a minute for a large library. So it writes the cases' sheet with an empty
first row, whose cells say which style each column has, and the rows are written in that place as they come.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from cases.exports.excel.cells import Value, row_xml
from cases.exports.excel.columns import ExcelColumn

MOST_ROWS = 1_048_576 - 1  # of a worksheet, without the headings
MOST_BYTES = 2**31 - 1  # of a member of the archive; beyond that Excel does not open it
SHEET = "xl/worksheets/sheet1.xml"
FAST = 1  # zlib's level: a tenth larger than the usual one, in a third of the time
ROWS = re.compile(rb'<row r="2".*?</row>')
SIZE = re.compile(rb'(<dimension ref="A1:[A-Z]+)\d+')
STYLE = re.compile(rb'<c r="([A-Z]+)2" s="(\d+)"')


@dataclass(frozen=True, slots=True)
class SmallSheet:
    """A sheet of words: its name, its headings (none: the first column is bold instead), widths and rows."""

    name: str
    widths: tuple[int, ...]
    rows: tuple[tuple[str | int | date, ...], ...]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MainSheet:
    """The sheet of the rows that are many: its name and its columns."""

    name: str
    columns: tuple[ExcelColumn, ...]


class TooLarge(Exception):
    """The rows fill more than a worksheet can be read with."""


def write_workbook(
    rows: Iterable[Iterable[list[Value]]],
    total: int,
    small: Iterable[SmallSheet],
    main: MainSheet,
    day: date,
) -> IO[bytes]:
    """The file, whole, at its beginning: in memory while it is small, else in a temporary file.

    `rows` come some hundreds at a time; no more are held. TooLarge when the worksheet would be. The same
    rows of the same day make the same bytes: `day` is written wherever such a file has a date.
    """
    file = tempfile.SpooledTemporaryFile(max_size=1 << 20)  # noqa: SIM115 - whoever sends it closes it
    with (
        ZipFile(BytesIO(_around(total, small, main, day))) as made,
        ZipFile(file, "w", ZIP_DEFLATED, compresslevel=FAST) as archive,
    ):
        for name in made.namelist():
            if name != SHEET:
                with archive.open(name, "w") as part:  # unlike writestr it does not write the time of day
                    part.write(made.read(name))
        with archive.open(SHEET, "w") as sheet:
            size = 0
            for piece in _sheet(made.read(SHEET), rows, total):
                size += sheet.write(piece)
                if size > MOST_BYTES:
                    raise TooLarge
    file.seek(0)
    return file


def _sheet(around: bytes, rows: Iterable[Iterable[list[Value]]], total: int) -> Iterator[bytes]:
    """The worksheet with its rows where the empty one stood, and their number in what it says of its size.

    Readers that do not look at all of a sheet believe that (openpyxl with `read_only`).
    """
    found = STYLE.findall(around)
    letters, styles = [letter.decode() for letter, _ in found], [style.decode() for _, style in found]
    head, tail = ROWS.split(around, maxsplit=1)
    yield SIZE.sub(rb"\g<1>%d" % (total + 1), head, count=1)
    number = 2
    for chunk in rows:
        lines = [row_xml(at, letters, styles, values) for at, values in enumerate(chunk, number)]
        number += len(lines)
        yield "".join(lines).encode()
    yield tail


def _around(total: int, small: Iterable[SmallSheet], main: MainSheet, day: date) -> bytes:
    """The workbook with all but the cases."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(day, time())})
        top = {"valign": "top", "font_name": "等线", "font_size": 11}
        heading = book.add_format(
            {**top, "bold": True, "bg_color": "#E8EEF4", "bottom": 1, "text_wrap": True}
        )
        of_columns = [_style(book, top, each) for each in main.columns]
        _rows(book.add_worksheet(main.name), main, total, heading, of_columns)
        words = book.add_format({**top, "text_wrap": True, "num_format": "@"})
        dated = book.add_format({**top, "num_format": 'yyyy"年"m"月"d"日"', "align": "left"})
        number = book.add_format({**top, "num_format": "#,##0", "align": "left"})
        styles = {date: dated, int: number, str: words}
        for sheet in small:
            _write_small(book.add_worksheet(sheet.name), sheet, heading, styles)
    return file.getvalue()


def _style(book: xlsxwriter.Workbook, top: dict[str, object], column: ExcelColumn) -> CellFormat:
    form = "0" if column.is_number else "@"  # @: stays text, so that 320585 and 2014-sqzl-w01 do
    return book.add_format({**top, "num_format": form, "text_wrap": column.is_wrapped})


def _rows(
    sheet: Worksheet, main: MainSheet, total: int, heading: CellFormat, styles: list[CellFormat]
) -> None:
    """Headings, widths and filter over `total` rows, with an empty row in their place."""
    for place, (column, style) in enumerate(zip(main.columns, styles, strict=True)):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, heading)
        sheet.write_blank(1, place, None, style)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(total, 1), len(main.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_letter(len(main.columns))}{total + 1}"})
    _set_print(sheet)


def _write_small(
    sheet: Worksheet, words: SmallSheet, heading: CellFormat, styles: dict[type, CellFormat]
) -> None:
    for place, width in enumerate(words.widths):
        sheet.set_column(place, place, width)
    for place, text in enumerate(words.headings):
        sheet.write_string(0, place, text, heading)
    if words.headings:
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(words.rows), len(words.headings) - 1)
    for number, row in enumerate(words.rows, 1 if words.headings else 0):
        for place, value in enumerate(row):
            style = heading if not words.headings and place == 0 else styles[type(value)]
            _write(sheet, number, place, value, style)
    _set_print(sheet)


def _write(sheet: Worksheet, row: int, place: int, value: str | int | date, style: CellFormat) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(value, time()), style)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, style)
    else:
        sheet.write_string(row, place, value, style)


def _set_print(sheet: Worksheet) -> None:
    """A4 across, the headings on each page, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.set_footer("&C— &P —")


def _letter(number: int) -> str:
    """The letters of a column, counted from 1: 27 is AA."""
    return str(xlsxwriter.utility.xl_col_to_name(number - 1))
