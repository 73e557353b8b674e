"""What a person does to the rows of an intake: corrects them and decides on them.

Each function is one transaction that claims the intake's lock, so that nobody overwrites another's work:
StaleIntake says who was quicker, ValidationError what cannot be. Values and decisions are two things: a
correction leaves the decision as it is. Rows are split, joined and added by `row_passages.py` beside it.
"""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError

from cases.choices import ChangeAction, ChangeOutcome, IntakeState
from cases.curation.checks import whole_awards
from cases.curation.states import states
from cases.curation.whole_award import unnamed
from cases.imports.duplicates import held_numbers
from cases.imports.honoured_before import detach
from cases.imports.reading_alone import read_alone
from cases.imports.row_passages import refuse_overlap
from cases.imports.row_values import RowCorrection, origins
from cases.imports.settling import (
    CLOSED,
    action_of,
    changing,
    intake_of,
    set_outcome,
    settle,
    without_doubts_of_place,
)
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import Attestation, Award, Intake, Source, StoredChange
from cases.models.intake import problem_at

REOPENED = "改回了待处理：请收录、不收录，或者保存文献信息重新读取。"
ATTESTS = "这一条已记为库中案例的其他出处，没有可改的内容：要改的先“改回待处理”。"
RECORDED = "这一条将补记在库中的案例上，没有可改的内容：不是那个案例的，先按“不是这个案例”。"
ASKS_FOR_FACT = "这一项要在“文献和届次的信息”里写明，看过不能代替。"
NO_EARLIER = "这几条说的是以前入选的案例后来怎样，不能一起收录为新案例：请逐条核对，或者全部不收录。"
GONE = "这一条已不在这次导入里：可能已与上一条合并，或者重新读取过。"
UNNAMED = (
    "选中的文字没有说到案例 {number}，不能记为它的其他出处："
    "应印有它的标题或申报单位（主要来源都没有印的，印有它的地名）。"
)


class RowsRefused(ValidationError):
    """Corrections that cannot be, by the primary key of the row that each is about; nothing was changed."""

    def __init__(self, by_row: Mapping[int, list[str]]) -> None:
        super().__init__([message for messages in by_row.values() for message in messages])
        self.by_row = by_row


def correct_all(intake: Intake, corrections: Mapping[int, RowCorrection], *, lock: int, by: str) -> None:
    """Give several rows, by primary key, other values, or none of them: RowsRefused says which and why."""
    wrong = dict[int, list[str]]()
    with changing(intake, lock, by):
        there = {row.pk: row for row in intake.rows.filter(pk__in=corrections)}
        for pk, correction in corrections.items():
            try:
                if pk not in there:
                    raise ValidationError(GONE)
                _correct(intake, there[pk], correction, by)
            except ValidationError as refusal:
                wrong[pk] = refusal.messages
        if wrong:
            raise RowsRefused(wrong)


def correct(change: StoredChange, correction: RowCorrection, *, lock: int, by: str) -> None:
    """Give one row other values; what was decided on it stays decided."""
    intake = intake_of(change)
    with changing(intake, lock, by):
        _correct(intake, change, correction, by)


def _correct(intake: Intake, change: StoredChange, correction: RowCorrection, by: str) -> None:
    if change.adds_to_held:
        raise ValidationError(ATTESTS if change.is_attestation else RECORDED)
    if correction.bounds is not None:
        refuse_overlap(intake, correction.bounds, change)
    change.keep_as_read()
    correction.apply(intake.text, change)
    if correction.place is not None:
        change.problems = without_doubts_of_place(change.problems)
    _place_by_applicant(intake, change, correction)
    settle(intake, change, by)


def _place_by_applicant(intake: Intake, change: StoredChange, correction: RowCorrection) -> None:
    """The place that a unit names, where somebody gave the unit to a row that had no place."""
    if not correction.values.get("applicant") or change.proposed.get("place_then"):
        return
    origin = next((each for each in origins(change) if each["field"] == "applicant"), None)
    if origin is not None and origin["start"] is not None:
        read = read_alone(intake, (origin["start"], origin["end"]))
        if read is not None and read.award["place_then"]:
            read.give_place(change)


def decide(change: StoredChange, outcome: ChangeOutcome, *, lock: int, by: str) -> None:
    """Take the row though it is doubtful (accepted), leave it out (dropped), or leave it open (pending)."""
    with changing(intake_of(change), lock, by):
        if outcome == ChangeOutcome.ACCEPTED and change.action == ChangeAction.REFUSED:
            reasons = "".join(str(problem["message"]) for problem in change.problems)
            raise ValidationError(f"{change.quoted}还不能收录，请先改正：{reasons}")
        if outcome == ChangeOutcome.PENDING:
            _reopen(change)
        else:
            set_outcome(change, outcome, by)


def decide_all(
    intake: Intake,
    changes: Iterable[StoredChange],
    outcome: ChangeOutcome,
    *,
    lock: int,
    by: str,
    reason: str,
) -> None:
    """Take several doubtful rows, or leave them out, for the same reason; of refused ones none is taken.

    What became of awards that are not held is taken by none at once: each would be a new award.
    """
    changes = list(changes)
    if outcome == ChangeOutcome.ACCEPTED and any(each.milestone is not None for each in changes):
        raise ValidationError(NO_EARLIER)
    with changing(intake, lock, by):
        for change in changes:
            if outcome == ChangeOutcome.ACCEPTED and change.action == ChangeAction.REFUSED:
                continue
            change.reason = reason
            set_outcome(change, outcome, by)


def see_problem(intake: Intake, number: str, *, lock: int, by: str) -> None:
    """Mark a problem of the document, by its place among all, as one that a person has seen."""
    with changing(intake, lock, by):
        held = Intake.objects.get(pk=intake.pk).problems
        if not (number.isascii() and number.isdecimal() and int(number) < len(held)):
            raise ValidationError("这个疑问已经不在了。")
        if held[int(number)].get("fact"):
            raise ValidationError(ASKS_FOR_FACT)
        held[int(number)]["seen"] = True
        intake.problems = held
        intake.save(update_fields=["problems"])


def _reopen(change: StoredChange) -> None:
    """Nobody has decided it; what was to attest a held award is again what was read."""
    if change.is_milestone:
        if change.outcome != ChangeOutcome.DROPPED:
            detach(change)
            settle(intake_of(change), change, "")
    elif change.is_attestation:
        change.proposed, change.was_read = change.as_read, None
        change.thing = change.before = None
        change.action = action_of(change.proposed, change.problems)
    elif change.thing is not None and change.action == ChangeAction.CHANGED:
        change.action = ChangeAction.DOUBTFUL
        change.problems = change.problems or [problem_at(REOPENED, change.start, change.end)]
    change.outcome, change.decided_by, change.decided_at = ChangeOutcome.PENDING, "", None
    change.save()


def attest(change: StoredChange, number: str, *, lock: int, by: str) -> None:
    """The row is no award of its own: its words are a further source of the held award of that number."""
    intake = intake_of(change)
    with changing(intake, lock, by):
        award = Award.objects.filter(accession=number).select_related("source").first()
        is_known = number in held_numbers(change) and change.milestone is None
        if award is None or not is_known or change.thing is not None:
            raise ValidationError("这一条没有与库中的案例对上，不能记为其他出处。")
        there = AwardSnapshots().dump_of(Award.objects.filter(pk=award.pk))[number]
        if intake.rows.filter(thing=award.pk).exclude(pk=change.pk).exists():
            raise ValidationError(f"这份文献里已有一条记为 {number}，同一案例在一份文献里只记一处。")
        slug = intake.source.slug if intake.source is not None else str(intake.fact("slug"))
        if slug in (award.source.slug, *(row["source"] for row in there["attestations"])):
            raise ValidationError(f"这份文献已是 {number} 的出处。")
        _refuse_unnamed(intake, change, award)
        row = {"source": slug, "start": change.start, "end": change.end, "note": ""}
        change.thing, change.before = award.pk, states(Award, [award.pk])[award.pk]
        change.was_read = change.proposed
        change.proposed = {**there, "attestations": [*there["attestations"], row]}
        change.action = ChangeAction.CHANGED
        set_outcome(change, ChangeOutcome.ACCEPTED, by)


def _refuse_unnamed(intake: Intake, change: StoredChange, award: Award) -> None:
    """What the room asks of attestations of published awards; later nobody would know why it was one."""
    wholes = whole_awards([award.pk])
    if not wholes:
        raise ValidationError(f"案例 {award.accession} 已经撤回，不能记为它的其他出处。")
    whole, document = wholes[0], _document(intake)
    ours = Attestation(award=whole.award, source=document, start=change.start or 0, end=change.end or 0)
    whole.attestations.append(ours)
    if any(each is ours for each in unnamed(whole)):
        raise ValidationError(UNNAMED.format(number=award.accession))


def _document(intake: Intake) -> Source:
    """The document that came in; one that is new is not in the database yet."""
    if intake.source is not None:
        return intake.source
    change = intake.changes.filter(table="source").first()
    body_start = change.proposed["body_start"] if change is not None else 0
    return Source(text=intake.text, body_start=body_start, title=intake.title)


def drop_all(intake: Intake, *, lock: int, by: str) -> None:
    """Give the whole intake up, one that could not be read too: nothing of it was written."""
    with intake.claimed(lock, by):
        if intake.work or intake.state not in (IntakeState.READY, IntakeState.FAILED):
            raise ValidationError(CLOSED)
        intake.state = IntakeState.DROPPED
        intake.save(update_fields=["state"])


def take_up_again(intake: Intake, *, lock: int, by: str) -> None:
    """Go on with an intake that was given up: its rows are as they were, what waited was accepted."""
    if intake.state != IntakeState.DROPPED:
        raise ValidationError("这次导入没有放弃过。")
    with intake.claimed(lock, by):
        intake.rows.filter(outcome=ChangeOutcome.UNDONE).update(outcome=ChangeOutcome.ACCEPTED)
        was_read = intake.changes.exists() or not intake.work_refused
        intake.state = IntakeState.READY if was_read else IntakeState.FAILED
        intake.save(update_fields=["state"])
