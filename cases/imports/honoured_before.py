"""Rows that say what became of awards of earlier years: each is matched with the award that is held.

What fits one held award alone is proposed as a change of it. Of several a person chooses; where none is held
the row is doubtful, and a person leaves it out or makes it an award. `StoredChange.milestone` has what is
said, `was_read` the award as it was read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError

from cases.choices import TAKEN_BACK, ChangeAction, ChangeOutcome, MilestoneKind
from cases.curation.checks import whole_awards
from cases.curation.states import chunks, states
from cases.curation.whole_award import says_name
from cases.imports.duplicates import compared, held_awards
from cases.imports.foreign_tiers import is_foreign_tier
from cases.imports.matching import AwardMatcher, Likeness
from cases.imports.milestones import called
from cases.imports.proposals import NO_NAME, NO_PLACE, NO_PROGRAMME, NO_TIER, NO_UNIT
from cases.imports.settling import action_of, changing, intake_of, set_outcome
from cases.library.snapshot import Snapshot
from cases.library.snapshots.awards import AwardSnapshots
from cases.models import Award, Intake, StoredChange
from cases.models.intake import problem_at
from cases.models.writing import State as StateOfAward
from cases.places.gazetteer import Gazetteer

NOT_HELD = (
    "{what}：库中没有找到这个案例。库中有的，填写它的入库编号，按“补记”；"
    "没有的，按“不收录”；确属新荣誉的，按“收录为新案例”。"
)
HELD = "{what}：说的是库中的 {number}，写明年份后补记在它上面。"
WHICH = "{what}：说的可能是 {numbers}，请选定补记在哪一个案例上，或者不收录。"
TWICE = "{what}：前面已有一条补记在 {number} 上，请核对是否重复。"
NOT_NAMED = "这一条的原文没有说到案例 {number}，不能补记在它上面：应印有它的标题、申报单位或者地名。"
WITHDRAWN = "案例 {number} 已经撤回，不能补记后续事项。"
UNKNOWN = "没有编号为“{number}”的案例，请核对编号。"
EARLIER = "案例 {number} 的年度是 {awarded} 年，晚于所说的 {year} 年，不会是它。"
NOT_OF_EARLIER = "这一条说的不是以前的荣誉，或者已经补记在案例上。"
ANOTHER = "这份文献里已有一条补记在 {number} 上，同一案例只补记一处。"
AGAIN = "{what}：案例 {number} 已经记有{known}，请核对说的是不是同一次；是的，按“不收录”。"
ONCE = (MilestoneKind.ACCEPTED, MilestoneKind.WITHDRAWN)
NOT_IT = "{what}：请另选补记在哪一个案例上，或者不收录。"
OF_NEW_AWARDS = {
    NO_PROGRAMME,
    NO_TIER,
    NO_NAME,
    NO_UNIT,
    NO_PLACE,
}  # a held award has it


def match_earlier(rows: Iterable[StoredChange], slug: str, gazetteer: Gazetteer) -> None:
    """Propose the milestones of these rows on the awards that are held; none of it is saved.

    `slug` is that of the document: its own awards are not of an earlier one.
    """
    asked = [row for row in rows if row.milestone is not None and row.thing is None]
    if not asked:
        return
    read = [replace(compared(row.proposed, gazetteer), year=None, batch="", tier="") for row in asked]
    matcher = AwardMatcher(held_awards({each.programme for each in read}, gazetteer, but_of=slug))
    found = [matcher.of_earlier(each, _year_of(row)) for each, row in zip(read, asked, strict=True)]
    sure = {match.held[0].number for match in found if match.likeness is Likeness.ATTESTATION}
    there, before = _held(sure)
    taken = set[str]()
    for row, match in zip(asked, found, strict=True):
        numbers = [award.number for award in match.held]
        what = called(_milestone(row))
        if match.likeness is Likeness.NEW:
            _doubt(row, NOT_HELD.format(what=what), ())
        elif match.likeness is Likeness.DOUBTFUL:
            _doubt(row, WHICH.format(what=what, numbers="、".join(numbers)), numbers)
        elif numbers[0] in taken:
            _doubt(row, TWICE.format(what=what, number=numbers[0]), numbers)
        elif _year_of(row) is None:
            _doubt(row, HELD.format(what=what, number=numbers[0]), numbers)
        else:
            taken.add(numbers[0])
            attach(row, there[numbers[0]], *before[numbers[0]])


def _held(numbers: Iterable[str]) -> tuple[dict[str, Snapshot], dict[str, tuple[int, StateOfAward]]]:
    """The awards as snapshots, and their primary keys and states, by number; a few queries for 500."""
    there, before = dict[str, Snapshot](), dict[str, tuple[int, StateOfAward]]()
    for some in chunks(sorted(numbers)):
        awards = Award.objects.filter(accession__in=some)
        there |= AwardSnapshots().dump_of(awards)
        keys = dict(awards.values_list("accession", "pk"))
        now = states(Award, keys.values())
        before |= {number: (pk, now[pk]) for number, pk in keys.items()}
    return there, before


def _doubt(row: StoredChange, message: str, numbers: Sequence[str]) -> None:
    """A person has to say of which award it is; `held` of the problem has those that it may be."""
    named = problem_at(message, row.start, row.end) | {"held": list(numbers)}
    row.problems = [*_with_own_problems(row), named]
    row.action = action_of(row.proposed, row.problems)


def _with_own_problems(row: StoredChange) -> list[dict[str, Any]]:
    """The problems of the row and those of its milestone, without which award it may be of."""
    kept = [each for each in row.problems if "held" not in each]
    known = {each["message"] for each in kept}
    asked = [each for each in _milestone(row)["problems"] if each not in known]
    return [*kept, *(problem_at(each, row.start, row.end) for each in asked)]


def attach(row: StoredChange, there: Snapshot, pk: int, before: StateOfAward) -> None:
    """Make the row a change of the held award: its milestone, unless the award has it already."""
    milestone = _milestone(row)
    own = {name: value for name, value in milestone.items() if name != "problems"}
    own |= {"start": row.start, "end": row.end}
    if (slug := row.proposed["source"]) != there["source"]:
        own["source"] = slug
    row.was_read, row.thing, row.before = row.proposed, pk, before
    is_there = any((each["kind"], each["year"]) == (own["kind"], own["year"]) for each in there["milestones"])
    if is_there:
        row.proposed, row.problems, row.action = there, [], ChangeAction.UNCHANGED
        return
    ordered = sorted([*there["milestones"], own], key=lambda each: (each["year"], each["kind"]))
    row.proposed = {**there, "milestones": ordered}
    row.problems = [each for each in _with_own_problems(row) if not _is_of_new_award(each["message"])]
    once = [each for each in there["milestones"] if each["kind"] == own["kind"] in ONCE]
    if once:
        known = "、".join(called(each) for each in once)
        again = AGAIN.format(what=called(own), number=there["accession"], known=known)
        row.problems = [*row.problems, problem_at(again, row.start, row.end)]
    row.action = ChangeAction.DOUBTFUL if row.problems else ChangeAction.CHANGED


def detach(row: StoredChange) -> None:
    """The row is of no held award any more; a person has to say of which, or leaves it out."""
    number = row.proposed["accession"]
    row.proposed, row.thing, row.before, row.was_read = row.as_read, None, None, None
    _doubt(row, NOT_IT.format(what=called(_milestone(row))), [number])


def record(change: StoredChange, number: str, *, lock: int, by: str) -> None:
    """The row is of the held award of that number, says a person: its milestone is recorded there."""
    intake = intake_of(change)
    with changing(intake, lock, by):
        record_on(intake, change, number)
        set_outcome(change, ChangeOutcome.ACCEPTED, by)


def record_on(intake: Intake, change: StoredChange, number: str) -> None:
    """The same of a row that is saved by somebody else; ValidationError where it cannot be."""
    if change.milestone is None or change.thing is not None:
        raise ValidationError(NOT_OF_EARLIER)
    year = _year_of(change)
    if year is None:
        raise ValidationError(change.milestone["problems"])
    award = Award.objects.filter(accession=number).select_related("edition").first()
    if award is None:
        raise ValidationError(UNKNOWN.format(number=number))
    if award.state in TAKEN_BACK:
        raise ValidationError(WITHDRAWN.format(number=number))
    if award.edition.year is not None and award.edition.year > year:
        raise ValidationError(EARLIER.format(number=number, awarded=award.edition.year, year=year))
    if intake.rows.filter(thing=award.pk).exclude(pk=change.pk).exists():
        raise ValidationError(ANOTHER.format(number=number))
    (whole,) = whole_awards([award.pk])
    if not says_name(intake.text[change.start or 0 : change.end], whole):
        raise ValidationError(NOT_NAMED.format(number=number))
    there, before = _held([number])
    attach(change, there[number], *before[number])


def _is_of_new_award(message: str) -> bool:
    return message in OF_NEW_AWARDS or is_foreign_tier(message)


def _milestone(row: StoredChange) -> Mapping[str, Any]:
    return row.milestone or {}


def _year_of(row: StoredChange) -> int | None:
    year: int | None = _milestone(row).get("year")
    return year
