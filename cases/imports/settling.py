"""What a row is after a person changed it: its number, what rules infer, whether it can be taken in.

What a person decided on it is left as it is, unless the row can no longer be taken in.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.choices import ChangeAction, ChangeOutcome
from cases.curation.readings import printed_vocabulary
from cases.imports.foreign_tiers import name_foreign_tiers
from cases.imports.numbering import number
from cases.imports.proposals import NO_NAME, NO_PLACE, NO_PROGRAMME, NO_TIER, NO_UNIT, WHICH_PLACE
from cases.imports.row_values import infer
from cases.library.snapshot import Snapshot
from cases.models import Intake, StoredChange

CLOSED = "这次导入已经收录、撤销或放弃，不能再改。"


def intake_of(change: StoredChange) -> Intake:
    """The intake that a row is of."""
    if change.intake is None:
        raise ValidationError("这一条不属于任何导入。")
    return change.intake


@contextmanager
def changing(intake: Intake, lock: int, by: str) -> Iterator[None]:
    """One change of an open intake by a person, or nothing of it."""
    with intake.claimed(lock, by):
        if not intake.is_open:
            raise ValidationError(CLOSED)
        yield


def settle(intake: Intake, change: StoredChange, by: str) -> None:
    """Save a row whose values a person changed; without programme or tier it has no number and cannot be."""
    infer(change)
    if change.thing is None:
        _number(intake, change)
        change.problems = unanswered(change.proposed, change.problems)
        name_foreign_tiers([change])
        change.action = action_of(change.proposed, change.problems)
    elif change.action == ChangeAction.UNCHANGED:
        change.action = ChangeAction.CHANGED
    if change.action == ChangeAction.REFUSED and change.outcome == ChangeOutcome.ACCEPTED:
        change.outcome = ChangeOutcome.PENDING
    set_outcome(change, change.outcome, by)


def number_new(rows: Iterable[StoredChange]) -> None:
    """Number the new awards of a document in the order of print, and say which can be taken in."""
    new = [row for row in rows if row.thing is None]
    number((row.proposed for row in new), printed_vocabulary())
    name_foreign_tiers(new)
    for row in new:
        row.action = action_of(row.proposed, row.problems)
        if row.action == ChangeAction.REFUSED and row.outcome == ChangeOutcome.ACCEPTED:
            row.outcome = ChangeOutcome.PENDING


def set_outcome(change: StoredChange, outcome: str, by: str) -> None:
    """Save the row with what a person decided on it, and who did."""
    change.outcome, change.decided_by, change.decided_at = outcome, by, timezone.now()
    change.save()


def action_of(award: Snapshot, problems: Sequence[dict[str, Any]]) -> str:
    """Whether an award that is not held yet can be taken in as it is."""
    if not award["accession"]:
        return ChangeAction.REFUSED
    return ChangeAction.DOUBTFUL if problems else ChangeAction.NEW


def unanswered(award: Snapshot, problems: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The problems without those that asked for what the award has now."""
    answered = {
        NO_PROGRAMME: award["programme"],
        NO_TIER: award["tier"],
        NO_UNIT: award["applicant"],
        NO_PLACE: award["place_then"],
        NO_NAME: award["title"] or award["applicant"] or award["place_then"],
    }
    return [each for each in problems if not answered.get(each["message"])]


def without_doubts_of_place(problems: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The problems without those that only ask which place is meant, as a person who chose one has said."""
    return [each for each in problems if not any(words in each["message"] for words in WHICH_PLACE)]


def _number(intake: Intake, change: StoredChange) -> None:
    """Its number anew, unless that it has is of its tier and its own."""
    others = intake.rows.exclude(pk=change.pk).values_list("proposed__accession", flat=True)
    given = [accession for accession in others if accession]
    was, proposed = change.proposed.get("accession", ""), change.proposed
    number([proposed], printed_vocabulary(), given)
    if was and was not in given and was.rstrip("0123456789") == proposed["accession"].rstrip("0123456789"):
        proposed["accession"] = was
