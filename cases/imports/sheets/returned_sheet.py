"""The sheet as it came, with a column of what stands against each row."""

import csv
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from pathlib import PurePath

import xlsxwriter

from cases.exports.csv_file import BOM
from cases.exports.excel.cells import for_cell
from cases.exports.excel.excel_file import CONDITIONS, VERSION
from cases.imports.files.decoded_file import FileRefused
from cases.imports.sheets.exported_sheet import ExportedSheet, open_sheet
from cases.imports.sheets.headings import REASONS
from cases.imports.sheets.report import reasons_of
from cases.models import Intake, StoredFile
from cases.records.csv_line import harmless

WORKBOOK = ".xlsx"
HEADING = {"bold": True, "bg_color": "#E8EEF4"}
UNSAVED = "（公式没有保存结果）"  # an empty cell would be a change, when the sheet comes back again
GONE = "来文件已不在，不能取回表格。"


def returned_sheet(intake: Intake) -> tuple[str, bytes]:
    """A name and a file: Excel for a workbook, else CSV; FileRefused where it can be read no more."""
    file = intake.file
    sheet = open_sheet(file.name, bytes(file.content)) if file is not None else None
    if file is None or sheet is None:
        raise FileRefused(GONE)
    rows = intake.rows.exclude(problems=[]).only("order", "problems")
    reasons = {row.order: reasons_of(row) for row in rows}
    is_workbook = not sheet.encoding
    return _name(file, is_workbook=is_workbook), (_workbook if is_workbook else _csv)(sheet, reasons)


def _name(file: StoredFile, *, is_workbook: bool) -> str:
    return f"{PurePath(file.name).stem}-{REASONS}{WORKBOOK if is_workbook else '.csv'}"


def _rows(sheet: ExportedSheet, reasons: Mapping[int, str]) -> Iterator[list[str]]:
    """All rows from the headings on; a column of reasons that it has already gives way to the new one."""
    rows = sheet.grid.rows[sheet.heading :]
    old = [at for at, cell in enumerate(rows[0]) if (cell or "").strip() == REASONS]
    for number, row in enumerate(rows, sheet.heading + 1):
        reason = REASONS if number == sheet.heading + 1 else reasons.get(number, "")
        cells = [UNSAVED if cell is None else cell for at, cell in enumerate(row) if at not in old]
        width = len(rows[0]) - len(old)
        yield [*cells[:width], *[""] * (width - len(cells)), reason]


def _csv(sheet: ExportedSheet, reasons: Mapping[int, str]) -> bytes:
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in _rows(sheet, reasons))
    return BOM + file.getvalue().encode()


def _workbook(sheet: ExportedSheet, reasons: Mapping[int, str]) -> bytes:
    """Every cell as text, so that nothing of it is taken for a formula, a number or a date."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet.grid.name[:31])
        heading, words = book.add_format(HEADING), book.add_format({"num_format": "@"})
        for number, row in enumerate(_rows(sheet, reasons)):
            for at, cell in enumerate(row):
                if cell:
                    page.write_string(number, at, for_cell(cell), heading if number == 0 else words)
        page.freeze_panes(1, 1)
        if sheet.version is not None:
            book.add_worksheet(CONDITIONS).write_row(0, 0, [VERSION, sheet.version])
    return file.getvalue()
