"""Whether a file is a sheet of awards: as the library exports it, or by what persons said of its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cases import accessions
from cases.choices import ColumnRole
from cases.exports.excel.excel_file import CONDITIONS, VERSION
from cases.imports.files.decoded_file import FileGrids, FileRefused, Grid
from cases.imports.files.decoding import grids_of
from cases.imports.sheets.cells import accession_in, number_in
from cases.imports.sheets.headings import ACCESSION, SheetColumns, columns_of
from cases.imports.sheets.mapped_columns import SaidOfColumns, said_columns, said_of_columns
from cases.models import ColumnMapping

MOST_ABOVE = 10  # rows that may stand above the headings, such as a title that somebody put there
OTHERS = "工作表“{name}”也是案例表，没有读：一次只读一张，这次读的是“{read}”。"
Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class ExportedSheet:
    """A sheet whose rows have accession numbers; `heading` is the place of its headings, from 0.

    `version` is the data version of which it was exported; a CSV does not say it. `mapping` is what a person
    said of its columns, if anybody did.
    """

    grid: Grid
    heading: int
    columns: SheetColumns
    encoding: str
    notes: tuple[str, ...]
    version: int | None = None
    mapping: ColumnMapping | None = None

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows below the headings that say anything, each with its number as programs count, from 1."""
        for number, row in enumerate(self.grid.rows[self.heading + 1 :], self.heading + 2):
            if any(cell is None or cell.strip() for cell in row):
                yield number, row


def open_sheet(name: str, content: bytes) -> ExportedSheet | None:
    """The sheet of awards in a file; None where it is none, or cannot be read as a sheet at all."""
    try:
        found = grids_of(content, name)
    except FileRefused:
        return None
    return recognised(found) if found is not None else None


def recognised(file: FileGrids) -> ExportedSheet | None:
    """The first sheet with a column of accession numbers and another of a field; others are named."""
    said = said_of_columns()
    found = [sheet for grid in file.grids if (sheet := _sheet_in(grid, file, said)) is not None]
    if not found:
        return None
    others = tuple(OTHERS.format(name=each.grid.name, read=found[0].grid.name) for each in found[1:])
    return replace(found[0], notes=(*found[0].notes, *others))


def _sheet_in(grid: Grid, file: FileGrids, said: SaidOfColumns) -> ExportedSheet | None:
    for at, cells in enumerate(grid.rows[:MOST_ABOVE]):
        mapping = said.of(cells)
        if mapping is not None and ColumnRole.ACCESSION not in mapping.roles.values():
            return None  # a list, as a person said
        columns = columns_of(cells) if mapping is None else said_columns(cells, mapping)
        sheet = ExportedSheet(grid, at, columns, file.encoding, file.notes, _version(file), mapping)
        if ACCESSION in columns.fields and len(columns.fields) > 1 and _has_numbers(sheet):
            return sheet
    return None


def _version(file: FileGrids) -> int | None:
    """What the sheet beside the cases says, where it is still there."""
    rows = (row for grid in file.grids if grid.name == CONDITIONS for row in grid.rows if len(row) > 1)
    return next((number_in(row[1] or "") for row in rows if row[0] == VERSION), None)


def _has_numbers(sheet: ExportedSheet) -> bool:
    """Whether any row has what can be an accession number: 编号 alone heads many a list."""
    place = sheet.columns.fields[ACCESSION]
    numbers = (accession_in(row[place] if place < len(row) else "") for _number, row in sheet.rows())
    return any(written and _is_whole(written) for written in numbers)


def _is_whole(written: str) -> bool:
    return any(each.is_whole for each in accessions.read(written))
