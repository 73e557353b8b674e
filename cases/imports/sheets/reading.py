"""An exported sheet that came back is read into an intake: a stored change for each row that differs."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from cases.choices import TAKEN_BACK, ChangeAction, ChangeOutcome, IntakeKind, IntakeState
from cases.curation.checks import problems_of_wholes, whole_awards
from cases.curation.references import References
from cases.curation.states import states
from cases.curation.whole_award import WholeAward
from cases.imports.files.decoded_file import FileRefused
from cases.imports.sheets.bulk_changes import wrong_values
from cases.imports.sheets.cells import accession_in, shortened
from cases.imports.sheets.earlier_values import EarlierValues
from cases.imports.sheets.exported_sheet import Cells, ExportedSheet, open_sheet
from cases.imports.sheets.forms import Forms
from cases.imports.sheets.headings import ACCESSION, SheetColumns
from cases.imports.sheets.proposed_award import ProposedAward
from cases.imports.sheets.row_readings import RowReading, cell_at, read_row
from cases.library.snapshot import Snapshot
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import Award, FormerAccession, Intake, StoredChange, StoredFile
from cases.models.intake import problem_at
from cases.progress import with_progress
from cases.records.record import records
from cases.vocabulary import read_vocabulary

Counts = dict[str, int]
NAMED = ("kind", "text", "text_sha256", "problems", "note", "source", "declared")  # of a sheet itself
COLUMNS = "columns"  # the fact that says by whose mapping columns were read
CHUNK = 500  # rows that are looked up together
NO_NUMBER = "没有入库编号：表格只能修改库中已有的案例，新案例请导入公告或名单。"
NOT_HELD = "库中没有编号为“{number}”的案例：表格只能修改已有的案例，新案例请导入公告或名单。"
WITHDRAWN = "案例 {number} 已经撤回，不能在表格里改。"
TWICE = "与第 {row} 行是同一个案例（{number}），一个案例只能有一行。"
NOT_RECORDED = "这个案例的记录读不出来，请刷新后重新导入。"
CHANGED_SINCE = "表格导出之后，这个案例又改动过：请重新导出，在新的表格里改。"
GONE = "来文件已不在，或者不再是表格，不能读取。"
DECIDED = "编目人员在表格“{file}”中改定。"


@dataclass(frozen=True, slots=True)
class HeldAward:
    """The award that a row is about."""

    pk: int
    accession: str
    state: str


def read_sheet(name: str, content: bytes, sheet: ExportedSheet, *, by: str = "", note: str = "") -> Intake:
    """Read the sheet into an intake, which keeps its file; rows that say what is held are only counted.

    Nothing is locked while it is read. The rows of a long sheet are stored some hundreds at a time; an
    intake that was not read to its end is none.
    """
    intake = _new(sheet, by, note)
    intake.state = IntakeState.FAILED  # until it is read: it can be read again
    _keep(intake, name, content)
    try:
        counts = _store_rows(intake, sheet, sheet.rows())
        with transaction.atomic():
            _settle(intake, sheet, counts)
    except BaseException:
        intake.delete()
        raise
    return intake


def keep_sheet(name: str, content: bytes, sheet: ExportedSheet, *, by: str = "", note: str = "") -> Intake:
    """A sheet to be read by `read_kept_sheet`."""
    return _keep(_new(sheet, by, note), name, content)


def _new(sheet: ExportedSheet, by: str, note: str) -> Intake:
    intake = Intake(made_by=by, changed_by=by)
    _name(intake, sheet, note)
    return intake


def _keep(intake: Intake, name: str, content: bytes) -> Intake:
    with transaction.atomic():
        intake.file = StoredFile.keep(name, content)
        intake.save()
    return intake


def read_kept_sheet(intake: Intake, lock: int, *, by: str = "") -> None:
    """Read a sheet that was kept, or a table whose columns somebody has named since.

    StaleIntake where somebody else was quicker, FileRefused where the file is no sheet any more. Nothing is
    locked while it is read. The rows of a long one are written some hundreds at a time before the intake is
    ready: nobody sees them until then.
    """
    sheet = open_sheet(intake.file.name, bytes(intake.file.content)) if intake.file is not None else None
    if sheet is None:
        raise FileRefused(GONE)
    _name(intake, sheet, "")
    rows = list(sheet.rows())
    if len(rows) <= CHUNK:
        reader = _SheetReader(intake, sheet)
        made = reader.changes(rows)
        with intake.claimed(lock, by):
            intake.changes.all().delete()
            StoredChange.objects.bulk_create(made)
            _settle(intake, sheet, reader.counts)
        return
    if not Intake.objects.filter(pk=intake.pk, lock=lock).update(state=IntakeState.READING):
        with intake.claimed(lock, by):
            return  # never: somebody else was quicker, and that says who
    intake.changes.all().delete()
    counts = _store_rows(intake, sheet, with_progress(rows))
    with intake.claimed(lock, by):
        _settle(intake, sheet, counts)


def _store_rows(intake: Intake, sheet: ExportedSheet, rows: Iterator[tuple[int, Cells]]) -> Counts:
    reader = _SheetReader(intake, sheet)
    while chunk := list(islice(rows, CHUNK)):
        StoredChange.objects.bulk_create(reader.changes(chunk), batch_size=CHUNK)
    return reader.counts


def _settle(intake: Intake, sheet: ExportedSheet, counts: Counts) -> None:
    """What was read, and by what: the intake can be looked over."""
    intake.facts = {name: {"value": value} for name, value in counts.items()}
    if sheet.mapping is not None:
        intake.facts[COLUMNS] = sheet.mapping.as_fact
    intake.state = IntakeState.READY
    intake.save(update_fields=[*NAMED, "facts", "state"])


def _name(intake: Intake, sheet: ExportedSheet, note: str) -> None:
    headings = "\t".join(cell or "" for cell in sheet.grid.rows[sheet.heading])
    intake.kind, intake.text = IntakeKind.SPREADSHEET, headings
    intake.text_sha256 = hashlib.sha256(headings.encode()).hexdigest()
    intake.problems = [problem_at(message) for message in _about_columns(sheet.columns)]
    intake.note = "\n".join(filter(None, [*sheet.notes, note]))
    intake.source, intake.declared = None, None


def _about_columns(columns: SheetColumns) -> Iterator[str]:
    if columns.unknown:
        yield f"“{'”“'.join(map(shortened, columns.unknown))}”不是案例库的列，没有读。"
    for read, others in columns.doubled.items():
        yield f"“{read}”与“{'”“'.join(others)}”是同一项，只读了{_which(read, others)}。"


def _which(read: str, others: Sequence[str]) -> str:
    return "前一列" if read in others else f"“{read}”"


class _SheetReader:
    """Reads the rows of one sheet, some hundreds at a time, and counts them."""

    def __init__(self, intake: Intake, sheet: ExportedSheet) -> None:
        self._intake, self._sheet = intake, sheet
        self._vocabulary = read_vocabulary()
        self._forms = Forms(self._vocabulary)
        self._references = References(self._vocabulary.gazetteer)
        self._seen: dict[int, int] = {}  # award → the row that was about it first
        self.counts = {"rows": 0, "unchanged": 0, "changed": 0, "refused": 0}

    def changes(self, rows: Sequence[tuple[int, Cells]]) -> list[StoredChange]:
        """What these rows would change, and those that cannot be accepted."""
        place = self._sheet.columns.fields[ACCESSION]
        numbers = {number: accession_in(cell_at(row, place)) for number, row in rows}
        held = _held(numbers.values())
        found, refused = {}, []
        for number, row in rows:
            award = held.get(numbers[number])
            if message := self._why_not(number, numbers[number], award):
                refused.append(self._refused(number, numbers[number], [message]))
            elif award is not None:
                found[award.pk] = (number, row)
        readings = self._readings(found)
        refused += [
            self._refused(each.number, numbers[each.number], each.wrong, pk)
            for pk, each in readings.items()
            if each.wrong
        ]
        changed = list(self._proposed({pk: each for pk, each in readings.items() if not each.wrong}))
        made = sorted([*refused, *changed], key=lambda change: change.order)
        self._count(len(rows), made)
        return made

    def _why_not(self, number: int, accession: str, award: HeldAward | None) -> str:
        if not accession:
            return NO_NUMBER
        if award is None:
            return NOT_HELD.format(number=shortened(accession))
        if award.state in TAKEN_BACK:
            return WITHDRAWN.format(number=award.accession)
        if award.pk in self._seen:
            return TWICE.format(row=self._seen[award.pk], number=award.accession)
        self._seen[award.pk] = number
        return ""

    def _readings(self, found: Mapping[int, tuple[int, Cells]]) -> dict[int, RowReading]:
        """By award the rows that say anything else than what is held."""
        readings: dict[int, RowReading] = {}
        left = set(found)
        for record in records(Award.objects.filter(pk__in=found), self._vocabulary):
            number, row = found[record.pk]
            reading = read_row(number, row, self._sheet, self._forms.of(record))
            left.discard(record.pk)
            if reading.values or reading.wrong:
                readings[record.pk] = reading
        return readings | {pk: RowReading(found[pk][0], wrong=[NOT_RECORDED]) for pk in left}

    def _proposed(self, readings: Mapping[int, RowReading]) -> Iterator[StoredChange]:
        """The awards as the rows want them, after the checks that the room will make."""
        if not readings:
            return
        before = states(Award, readings)
        snapshots, wholes = AwardSnapshots().of_states(before.values()), self._whole(readings)
        decided = DECIDED.format(file=self._intake.file.name if self._intake.file else "")
        proposed = {
            whole.award.pk: ProposedAward(whole, snapshots[whole.award.accession]) for whole in wholes
        }
        wrong = {
            pk: each.give(readings[pk].values, readings[pk].reason or decided)
            for pk, each in proposed.items()
        }
        earlier = EarlierValues(proposed if self._sheet.version is None else ())
        checked = problems_of_wholes([each.whole for pk, each in proposed.items() if not wrong[pk]])
        for pk, each in proposed.items():
            accession = each.whole.award.accession
            messages = wrong[pk] or [*_wrong_values(each.whole.award), *checked.get(accession, ())]
            if self._sheet.version is not None and each.whole.award.version > self._sheet.version:
                messages = [CHANGED_SINCE]
            if messages:
                yield self._refused(readings[pk].number, accession, messages, pk)
            else:
                change = self._changed(readings[pk], pk, before[pk], each.snapshot)
                if doubts := [problem_at(message) for message in earlier.doubts(pk, readings[pk].values)]:
                    change.action, change.problems = ChangeAction.DOUBTFUL, doubts
                yield change

    def _whole(self, awards: Iterable[int]) -> list[WholeAward]:
        return whole_awards(sorted(awards), self._references)

    def _changed(self, row: RowReading, pk: int, before: Snapshot, proposed: Snapshot) -> StoredChange:
        return StoredChange(
            intake=self._intake, order=row.number, thing=pk, action=ChangeAction.CHANGED,
            before=before, proposed=proposed, reason=row.reason,
        )  # fmt: skip

    def _refused(
        self, number: int, accession: str, messages: Iterable[str], pk: int | None = None
    ) -> StoredChange:
        """Left out from the beginning: it is put right in the sheet, which comes back with the reasons."""
        return StoredChange(
            intake=self._intake, order=number, thing=pk, action=ChangeAction.REFUSED,
            outcome=ChangeOutcome.DROPPED, proposed={"accession": shortened(accession)},
            problems=[problem_at(message) for message in dict.fromkeys(messages)],
        )  # fmt: skip

    def _count(self, rows: int, made: Sequence[StoredChange]) -> None:
        refused = sum(change.action == ChangeAction.REFUSED for change in made)
        self.counts["rows"] += rows
        self.counts["refused"] += refused
        self.counts["changed"] += len(made) - refused
        self.counts["unchanged"] += rows - len(made)


def _held(numbers: Iterable[str]) -> dict[str, HeldAward]:
    """The awards by the numbers that they have, or had."""
    wanted = {number for number in numbers if number}
    former = dict(FormerAccession.objects.filter(accession__in=wanted).values_list("accession", "award"))
    own = Award.objects.filter(accession__in=wanted).values_list("pk", "accession", "state")
    held = {accession: HeldAward(pk, accession, state) for pk, accession, state in own}
    rows = Award.objects.filter(pk__in=former.values()).values_list("pk", "accession", "state")
    by_pk = {pk: HeldAward(pk, accession, state) for pk, accession, state in rows}
    return {number: by_pk[pk] for number, pk in former.items() if pk in by_pk} | held


def _wrong_values(award: Award) -> list[str]:
    """What a form would refuse, or the table."""
    is_named = award.title or award.applicant or award.place_then_id
    return wrong_values(award) if is_named else ["标题和申报单位不能都空着。"]
