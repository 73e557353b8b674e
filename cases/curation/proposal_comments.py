"""What is said of a proposal stays with it: comments, and the reason for which it came back earlier."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from cases.models import StoredChange

SENT_BACK = "退回："


def comment(change: StoredChange, by: User, text: str) -> None:
    """Add words that stay with the proposal."""
    with transaction.atomic():
        row = StoredChange.objects.select_for_update().get(pk=change.pk)
        said = {"by": by.get_username(), "at": timezone.now().isoformat(), "text": text}
        row.comments = change.comments = [*row.comments, said]
        row.save(update_fields=["comments"])


def said_by_others(change: StoredChange, reader: User) -> list[dict[str, Any]]:
    """What others than `reader` said of a proposal that waits: comments, and why it came back earlier."""
    return [each for each in with_earlier_reason(change) if each["by"] != reader.get_username()]


def with_earlier_reason(row: StoredChange) -> list[dict[str, Any]]:
    """The comments; behind them the reason of the decision that another one is to take the place of."""
    if not (row.decided_by and row.reason and row.decided_at):
        return list(row.comments)
    at = row.decided_at.isoformat()
    return [*row.comments, {"by": row.decided_by, "at": at, "text": f"{SENT_BACK}{row.reason}"}]
