"""An import is read anew by what a curator says of the columns of its tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cases.choices import ColumnRole, IntakeKind
from cases.imports.facts import said_in
from cases.imports.files.decoded_file import FileRefused
from cases.imports.reading import read_as_document
from cases.imports.receiving import ImportRefused
from cases.imports.said_columns import Roles, known_columns, mapping_of, remember, suggested
from cases.imports.sheets.exported_sheet import open_sheet
from cases.imports.sheets.reading import COLUMNS, read_kept_sheet
from cases.models import ColumnMapping, Intake, StoredFile
from cases.readers.lists.column_roles import CELL_ENDS, TableHead, table_heads

PASTED = "粘贴的表格.csv"  # what a pasted table is kept as, where it is one of held awards
MOSTLY = 0.5  # of the lines of a text: fewer rows are a table within a notice
SHOWN = 40  # rows of a sheet that are looked at for what its columns hold
NO_NUMBERS = "指明为入库编号的那一列里没有入库编号（如 2014-sqzl-w01），请另选一列。"
SaidOfTables = Sequence[tuple[TableHead, Roles]]


def heads_of(intake: Intake) -> list[TableHead]:
    """The tables of an import, with their headings and rows."""
    if intake.kind != IntakeKind.SPREADSHEET:
        if not set(intake.text) & set(CELL_ENDS):
            return []  # of most texts, without asking what is remembered
        return table_heads(intake.text, known_columns())
    sheet = open_sheet(intake.file.name, bytes(intake.file.content)) if intake.file is not None else None
    if sheet is None:
        return []
    rows = sheet.grid.rows[sheet.heading : sheet.heading + SHOWN]
    cells = [[(cell or "").strip() for cell in row] for row in rows]
    return [TableHead(cells[0], cells[1:])]


def asks_for_columns(intake: Intake) -> bool:
    """Whether an import is a table of which only a person can say what its columns are."""
    if intake.kind != IntakeKind.DOCUMENT or COLUMNS in intake.facts:
        return False
    heads = table_heads(intake.text)
    lines = sum(1 for line in intake.text.splitlines() if line.strip())
    rows = sum(len(head.rows) + 1 for head in heads)
    return rows >= lines * MOSTLY and bool(open_questions(intake, heads))


def open_questions(intake: Intake, heads: Sequence[TableHead]) -> list[TableHead]:
    """The tables whose headings leave open what their columns are, or whose rows are of awards that are held.

    Where the first row was read as an award, the table has no headings.
    """
    is_open = [
        head for head in heads if not head.is_understood or ColumnRole.ACCESSION in suggested(head).values()
    ]
    starts = set(intake.rows.values_list("start", flat=True)) if is_open else set()
    return [head for head in is_open if not any(start in starts for start in range(head.start, head.end))]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was remembered of the columns of an import, in place of what."""

    intake: Intake
    keys: Sequence[str]
    before: Sequence[ColumnMapping]
    had_file: bool

    def take_back(self) -> None:
        """All is as it was before: the import could not be read by it."""
        with transaction.atomic():
            ColumnMapping.objects.filter(key_sha256__in=self.keys).delete()
            ColumnMapping.objects.bulk_create(self.before)
            if not self.had_file:
                Intake.objects.filter(pk=self.intake.pk).update(file=None)


def remember_all(intake: Intake, said: SaidOfTables, *, by: str) -> Remembered:
    """Keep what a person says; a pasted table of held awards is kept as a file, as sheets are."""
    keys = [ColumnMapping.sha256_of(head.key) for head, _ in said]
    before = list(ColumnMapping.objects.filter(key_sha256__in=keys))
    remembered = Remembered(intake, keys, before, intake.file is not None)
    for head, roles in said:
        remember(head, roles, by=by)
    if intake.file is None and any(ColumnRole.ACCESSION in roles.values() for _, roles in said):
        intake.file = StoredFile.keep(PASTED, intake.text.encode())
        intake.save(update_fields=["file"])
    return remembered


def read_by_columns(intake: Intake, lock: int, *, by: str) -> None:
    """Read it by what is remembered now: as a sheet where that names the accession numbers, else as a list.

    StaleIntake where somebody else was quicker; ImportRefused where it cannot be read so.
    """
    if not intake.is_open:
        raise ImportRefused("这次导入已经收录、撤销或者放弃，不能再改。")
    if intake.file is not None and open_sheet(intake.file.name, bytes(intake.file.content)) is not None:
        try:
            read_kept_sheet(intake, lock, by=by)
        except FileRefused as refusal:
            raise ImportRefused(str(refusal)) from refusal
        return
    if names_numbers(intake):
        raise ImportRefused(NO_NUMBERS)
    read_as_document(intake, lock, said_in(intake.facts), by=by)


def names_numbers(intake: Intake) -> bool:
    """Whether a person said of a table of the import that one of its columns is the accession numbers."""
    said = [mapping_of(head) for head in table_heads(intake.text)]
    return any(ColumnRole.ACCESSION in each.roles.values() for each in said if each is not None)
