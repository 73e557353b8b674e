"""An act of care that readers would see waits as a proposal until another person accepts it.

It is kept as what was asked for, not as states, and beside it what its proposer was shown. Whoever accepts
sees that, and it is done whole, in one room, if it comes to the same by then; else what it would do is kept
and shown anew. A merge kept as some hundred changed things would be refused by the first that moved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from cases.choices import ChangeAction, ChangeOutcome
from cases.curation.care.acts import LISTED, Outlook
from cases.curation.changes import Change
from cases.curation.proposing import CARE, DECIDED, open_ones
from cases.curation.undoing import BY_NAME
from cases.models import Award, Revision, StoredChange

UNDO = "undo"


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What is needed to ask for the act again: its form by `kind`, with what was `sent`; or what it undoes.

    `thing` is the primary key of what it starts from, None where it takes back the act of version `number`.
    """

    model: type[Model]
    kind: str
    thing: int | None = None
    sent: Mapping[str, list[str]] | None = None
    number: int = 0


def keep(
    asked: AskedFor, found: Outlook, by: User, reason: str, instead: StoredChange | None = None
) -> StoredChange:
    """Keep it for another person, with what its proposer was shown; in the place of one that is mended."""
    row = StoredChange()
    with transaction.atomic():
        if instead is not None:  # with what somebody may have said of it just now
            found_again = open_ones(by.get_username()).select_for_update().filter(pk=instead.pk).first()
            if found_again is None:
                raise ValidationError(DECIDED)
            row = found_again
        row.table, row.thing = str(asked.model._meta.model_name), asked.thing
        row.action, row.outcome = ChangeAction.CHANGED, ChangeOutcome.WAITING
        row.proposed = {CARE: _kept(asked, found)}
        row.made_by, row.made_at, row.note = by.get_username(), timezone.now(), reason
        row.save()
    return row


def waiting_undo(number: int) -> StoredChange | None:
    """What waits to take back the act of version `number`, if somebody has proposed that."""
    waiting = StoredChange.objects.filter(outcome=ChangeOutcome.WAITING, proposed__has_key=CARE)
    asked = {f"proposed__{CARE}__kind": UNDO, f"proposed__{CARE}__number": number}
    return waiting.filter(**asked).first()


def care_of(change: StoredChange) -> dict[str, Any]:
    """What was kept: kind, sent, number, and what its proposer was shown."""
    found: dict[str, Any] = change.proposed[CARE]
    return found


@dataclass(frozen=True, slots=True)
class KeptOutlook:
    """An outlook that was kept: `keys` are all awards, `listed` the first, `changes` what is told in full.

    `seen` is the last revision there was before.
    """

    sentences: list[str]
    digest: str
    count: int
    published: int
    waiting: int
    listed: list[tuple[int, str, str]]
    keys: list[int]
    changes: list[Change]
    seen: int

    @property
    def more(self) -> int:
        return self.count - len(self.listed)


def previews(change: StoredChange) -> tuple[KeptOutlook, KeptOutlook]:
    """What the proposer was shown, and what it would do by when somebody last tried to accept it."""
    kept = care_of(change)
    return _preview(kept), _preview(kept.get("later") or kept)


def show_again(change: StoredChange, found: Outlook) -> None:
    """It would do something else by now: keep that, for whoever accepts to look at."""
    kept = {**care_of(change), "later": _shown(found)}
    waiting = open_ones(change.made_by).filter(outcome=ChangeOutcome.WAITING)
    waiting.filter(pk=change.pk).update(proposed={CARE: kept})


def has_moved(preview: KeptOutlook) -> bool:
    """Whether anything of what it shows has a later revision; what is gone has one, too."""
    of_awards = Revision.objects.filter(pk__gt=preview.seen, table="award").order_by()
    if not set(preview.keys).isdisjoint(of_awards.values_list("thing", flat=True)):
        return True
    there = {(str(each.model._meta.model_name), each.pk) for each in preview.changes}
    later = Revision.objects.filter(pk__gt=preview.seen).exclude(table="award").order_by()
    return not there.isdisjoint(later.values_list("table", "thing"))


def _preview(kept: Mapping[str, Any]) -> KeptOutlook:
    changes = [Change(BY_NAME[table], pk, *states) for table, pk, *states in kept.get("changes", ())]
    listed = [(pk, number, called) for pk, number, called in kept.get("listed", ())]
    return KeptOutlook(
        kept["sentences"], kept["digest"], kept["awards"], kept["published"], kept.get("waiting", 0), listed,
        kept.get("keys", []), changes, kept.get("seen", 0),
    )  # fmt: skip


def _kept(asked: AskedFor, found: Outlook) -> dict[str, Any]:
    return {
        "kind": asked.kind,
        "sent": dict(asked.sent or {}),
        "number": asked.number,
        "title": found.title,
        **_shown(found),
    }


def _shown(found: Outlook) -> dict[str, Any]:
    awards = [each for each in found.changes if each.model is Award]
    told = [*(each for each in found.changes if each.model is not Award), *awards[:LISTED]]
    return {
        "sentences": found.sentences,
        "digest": found.digest,
        "awards": found.count,
        "published": found.published,
        "waiting": found.waiting,
        "listed": [list(each) for each in found.listed],
        "keys": [pk for pk, _number, _called in found.awards],
        "changes": [[each.model._meta.model_name, each.pk, each.before, each.after] for each in told],
        "seen": found.seen,
    }
