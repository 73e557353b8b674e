"""An act of care that readers would see waits as a proposal until another person accepts it.

It is kept as what was asked for, not as states: whoever accepts sees what it does by then, and that is done,
whole, in one room. A merge kept as some hundred changed things would be refused by the first that moved.
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
from cases.curation.care.acts import Outlook
from cases.curation.proposing import CARE, DECIDED, open_ones
from cases.models import StoredChange

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


def care_of(change: StoredChange) -> dict[str, Any]:
    """What was kept: kind, sent, number; title, sentences, digest, awards and published as then shown."""
    found: dict[str, Any] = change.proposed[CARE]
    return found


def _kept(asked: AskedFor, found: Outlook) -> dict[str, Any]:
    return {
        "kind": asked.kind,
        "sent": dict(asked.sent or {}),
        "number": asked.number,
        "title": found.title,
        "sentences": found.sentences,
        "digest": found.digest,
        "awards": len(found.awards),
        "published": found.published,
    }
