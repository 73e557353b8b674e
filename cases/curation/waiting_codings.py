"""Proposals beside the codings that are made meanwhile: one for all that a person does at the desk."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from cases.choices import ChangeOutcome
from cases.curation.changes import Change
from cases.curation.coding_states import CodingKey, codings_of, differing, with_changes
from cases.curation.proposing import Proposed, proposals, propose, waiting_of
from cases.curation.reaching_readers import is_submission
from cases.curation.states import own_values
from cases.models import Award, StoredChange
from cases.models.writing import State

DESK = "编码台"


def keep(held: Proposed, by: User) -> None:
    """Keep what another person has to look at, together with what this one asks for already.

    Else each proposal of an award would stand in the way of the next. ValidationError where `by` may not.
    """
    (change,) = held.changes
    with transaction.atomic():
        mine = next((each for each in _of_desk(change.pk) if each.made_by == by.get_username()), None)
        if mine is None or not _is_same(mine.before, change.before):
            propose(held, by)
            return
        proposed = with_changes(mine.proposed, change.before or {}, change.after or {})
        waiting = proposals().filter(pk=mine.pk, outcome=ChangeOutcome.WAITING)
        if not waiting.update(proposed=proposed, note=_joined(mine.note, held.note), made_at=timezone.now()):
            propose(held, by)  # somebody has just decided on the other


def carry_along(change: Change) -> None:
    """Within the room: what waits for review is of the award as it is with codings that readers do not see.

    A proposal that changes the same coding stays as it is, and is refused as moved.
    """
    before, after = change.before or {}, change.after or {}
    changed = differing(before, after)
    for each in waiting_of(Award, change.pk):
        if is_submission(each) or not each.proposed or not _is_same(each.before, before):
            continue
        if changed & differing(each.before or {}, each.proposed):
            continue
        proposed = with_changes(each.proposed, before, after)
        proposals().filter(pk=each.pk, outcome=ChangeOutcome.WAITING).update(before=after, proposed=proposed)


def asked_for(award: int) -> Mapping[CodingKey, State | None]:
    """What proposals of the desk would make of codings of the award; None of those that they delete."""
    found: dict[CodingKey, State | None] = {}
    for each in _of_desk(award):
        proposed = codings_of(each.proposed)
        found |= {key: proposed.get(key) for key in differing(each.before or {}, each.proposed)}
    return found


def _of_desk(award: int) -> list[StoredChange]:
    return [each for each in waiting_of(Award, award) if each.note.startswith(DESK) and each.proposed]


def _is_same(then: State | None, now: State | None) -> bool:
    known = then or {}
    return own_values(Award, known, known) == own_values(Award, now or {}, known)


def _joined(note: str, more: str) -> str:
    return note if more in note else f"{note}；{more.removeprefix(f'{DESK}：')}"
