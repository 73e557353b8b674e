"""What a person does to the rows of an intake: corrects, decides, splits, joins and adds them.

Each function is one transaction that claims the intake's lock, so that nobody overwrites another's work:
StaleIntake says who was quicker, ValidationError what cannot be.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from cases.choices import ChangeAction, ChangeOutcome, IntakeState
from cases.curation.readings import printed_vocabulary
from cases.curation.states import states
from cases.imports.duplicates import held_numbers
from cases.imports.numbering import number
from cases.imports.row_values import (
    PLACES,
    PRINTED,
    Passage,
    RowCorrection,
    attribute,
    clear,
    infer,
    origins,
    set_text,
)
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import Award, Intake, StoredChange
from cases.models.intake import problem_at

CLOSED = "这次导入已经收录、撤销或放弃，不能再改。"
REOPENED = "改回了未处理：请收录、不收录，或者保存文献信息重新读取。"
ADDED = "这一条由编目人员从原文选取，请核对各项。"


@contextmanager
def changing(intake: Intake, lock: int, by: str) -> Iterator[None]:
    """One change of an open intake by a person, or nothing of it."""
    with intake.claimed(lock, by):
        if not intake.is_open:
            raise ValidationError(CLOSED)
        yield


def correct(change: StoredChange, correction: RowCorrection, *, lock: int, by: str) -> None:
    """Give the row other values; what was doubtful of them is settled by that."""
    intake = _intake(change)
    with changing(intake, lock, by):
        if correction.bounds is not None:
            _refuse_overlap(intake, correction.bounds, change)
        correction.apply(intake.text, change)
        _settle(intake, change, by)


def decide(change: StoredChange, outcome: ChangeOutcome, *, lock: int, by: str) -> None:
    """Take the row though it is doubtful (accepted), leave it out (dropped), or leave it open (pending)."""
    with changing(_intake(change), lock, by):
        if outcome == ChangeOutcome.ACCEPTED and change.action == ChangeAction.REFUSED:
            reasons = "".join(str(problem["message"]) for problem in change.problems)
            raise ValidationError(f"“{change.called}”还不能收录，请先改正：{reasons}")
        if outcome == ChangeOutcome.PENDING:
            _reopen(change)
        else:
            _decide(change, outcome, by)


def attest(change: StoredChange, number: str, *, lock: int, by: str) -> None:
    """The row is no award of its own: its words are a further source of the held award of that number."""
    intake = _intake(change)
    with changing(intake, lock, by):
        award = Award.objects.filter(accession=number).select_related("source").first()
        if award is None or number not in held_numbers(change):
            raise ValidationError("这一条没有与库中的案例对上，不能记为其他出处。")
        there = AwardSnapshots().dump_of(Award.objects.filter(pk=award.pk))[number]
        if intake.rows.filter(thing=award.pk).exclude(pk=change.pk).exists():
            raise ValidationError(f"这份文献里已有一条记为 {number}，同一案例在一份文献里只记一处。")
        slug = intake.source.slug if intake.source is not None else str(intake.fact("slug"))
        if slug in (award.source.slug, *(row["source"] for row in there["attestations"])):
            raise ValidationError(f"这份文献已是 {number} 的出处。")
        row = {"source": slug, "start": change.start, "end": change.end, "note": ""}
        change.thing, change.before = award.pk, states(Award, [award.pk])[award.pk]
        change.proposed = {**there, "attestations": [*there["attestations"], row]}
        change.action, change.problems = ChangeAction.CHANGED, []
        _decide(change, ChangeOutcome.ACCEPTED, by)


def drop_all(intake: Intake, *, lock: int, by: str) -> None:
    """Give the whole intake up: nothing of it was written."""
    with changing(intake, lock, by):
        intake.state = IntakeState.DROPPED
        intake.save(update_fields=["state"])


def split(change: StoredChange, at: int, *, lock: int, by: str) -> StoredChange:
    """Two rows of one: the second begins at this offset and inherits what is printed outside of the first."""
    intake = _intake(change)
    if change.start is None or change.end is None or not change.start < at < change.end:
        raise ValidationError("请在这一条的原文里选中后一条开头的文字，再拆分。")
    with changing(intake, lock, by):
        first, second = intake.text[change.start : at], intake.text[at : change.end]
        passage = change.end - len(second.lstrip()), change.end
        change.end = change.start + len(first.rstrip())
        change.proposed |= {"end": change.end}
        clear(change, [row["field"] for row in origins(change) if _is_behind(row, change.end)])
        set_text(intake.text, change)
        added = _like(intake, change, passage, by)
        _settle(intake, change, by)
    return added


def _is_behind(row: dict[str, int | str | None], end: int) -> bool:
    """Whether the row's own value is printed behind this offset."""
    return row["field"] in (*PRINTED, *PLACES) and isinstance(row["end"], int) and row["end"] > end


def join(change: StoredChange, *, lock: int, by: str) -> StoredChange:
    """The row and the one before it as one, which keeps the values of the first; all else is its text."""
    intake = _intake(change)
    before = intake.rows.filter(order__lt=change.order, start__isnull=False)
    first = before.exclude(outcome=ChangeOutcome.DROPPED).order_by("-order").first()
    if first is None or first.thing is not None or change.thing is not None or change.end is None:
        raise ValidationError("前面没有可以合并的一条。")
    with changing(intake, lock, by):
        first.end = max(change.end, first.end or 0)
        first.proposed |= {"end": first.end}
        change.delete()
        intake.rows.filter(order__gt=change.order).update(order=F("order") - 1)
        set_text(intake.text, first)
        _settle(intake, first, by)
    return first


def add(intake: Intake, passage: Passage, *, lock: int, by: str) -> StoredChange:
    """A row that was missed, at this passage; what it inherits is taken from the row before it."""
    with changing(intake, lock, by):
        _refuse_overlap(intake, passage)
        before = intake.rows.filter(start__lt=passage[0]).order_by("-start").first() or intake.rows.first()
        if before is None:
            raise ValidationError("这份文献一条也没有读到，没有可以参照的：请在案例页面逐条录入。")
        return _like(intake, before, passage, by)


def _refuse_overlap(intake: Intake, passage: Passage, but: StoredChange | None = None) -> None:
    start, end = passage
    if not 0 <= start < end <= len(intake.text):
        raise ValidationError("请先在原文中选中这一条的全部文字。")
    others = intake.rows.exclude(outcome=ChangeOutcome.DROPPED).filter(start__lt=end, end__gt=start)
    beside = next((row for row in others if but is None or row.pk != but.pk), None)
    if beside is not None:
        raise ValidationError(f"选中的文字与“{beside.called}”一条重叠，请改选，或者拆分、合并。")


def _like(intake: Intake, model: StoredChange, passage: Passage, by: str) -> StoredChange:
    """A new row behind the model's, at the passage, with what the model has from elsewhere."""
    intake.rows.filter(order__gt=model.order).update(order=F("order") + 1)
    row = StoredChange(
        intake=intake, order=model.order + 1, action=ChangeAction.DOUBTFUL, table=model.table,
        start=passage[0], end=passage[1], proposed={**model.proposed, "accession": ""},
        problems=[problem_at(ADDED, *passage)],
    )  # fmt: skip
    row.proposed |= {"start": passage[0], "end": passage[1], "place_then": None, "place_now": None}
    row.proposed |= {"codings": [], "attestations": [], "milestones": []}
    clear(row, (*PRINTED, *PLACES))
    opening = intake.text[slice(*passage)].split("\n")[0].strip()
    name = "title" if model.proposed.get("title") else "applicant"
    row.proposed[name] = opening
    attribute(row, name, (passage[0], passage[0] + len(opening)))
    set_text(intake.text, row)
    _settle(intake, row, by)
    if row.outcome == ChangeOutcome.ACCEPTED:
        _decide(row, ChangeOutcome.PENDING, by)  # its values are a first guess
    return row


def _settle(intake: Intake, change: StoredChange, by: str) -> None:
    """A row that a person put right is taken; without programme or tier it has no number and cannot be."""
    infer(change)
    if change.thing is None:
        _number(intake, change)
        if not change.proposed["accession"]:
            change.action = ChangeAction.REFUSED
            _decide(change, ChangeOutcome.PENDING, by)
            return
        change.action = ChangeAction.DOUBTFUL if change.problems else ChangeAction.NEW
    elif change.action == ChangeAction.UNCHANGED:
        change.action = ChangeAction.CHANGED
    _decide(change, ChangeOutcome.ACCEPTED, by)


def _number(intake: Intake, change: StoredChange) -> None:
    """Its number anew, unless that it has is of its tier and its own."""
    others = intake.rows.exclude(pk=change.pk).values_list("proposed__accession", flat=True)
    given = [accession for accession in others if accession]
    was, proposed = change.proposed.get("accession", ""), change.proposed
    number([proposed], printed_vocabulary(), given)
    if was and was not in given and was.rstrip("0123456789") == proposed["accession"].rstrip("0123456789"):
        proposed["accession"] = was


def _decide(change: StoredChange, outcome: ChangeOutcome, by: str) -> None:
    change.outcome, change.decided_by, change.decided_at = outcome, by, timezone.now()
    change.save()


def _reopen(change: StoredChange) -> None:
    """Nobody has decided it: the next reading makes it anew; a change of a held award is doubtful."""
    if change.thing is not None and change.action == ChangeAction.CHANGED:
        change.action = ChangeAction.DOUBTFUL
        change.problems = change.problems or [problem_at(REOPENED, change.start, change.end)]
    change.outcome, change.decided_by, change.decided_at = ChangeOutcome.PENDING, "", None
    change.save()


def _intake(change: StoredChange) -> Intake:
    if change.intake is None:
        raise ValidationError("这一条不属于任何导入。")
    return change.intake
