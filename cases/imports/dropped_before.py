"""Rows of a notice that came before, which a person left out then: whoever decides again is told."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from cases.choices import ChangeAction, ChangeOutcome
from cases.models import Intake, StoredChange
from cases.models.intake import problem_at

BEFORE = "上次未收录：{name}，{who}，{when}，{reason}。"
NO_REASON = "没有写明理由"


def name_dropped_before(intake: Intake, changes: Iterable[StoredChange]) -> None:
    """Make doubtful what somebody left out when these very words came last; what is held as it is, is not."""
    dropped = _dropped_before(intake)
    for change in changes:
        before = dropped.get((change.start, change.end))
        if before is None or change.action == ChangeAction.UNCHANGED:
            continue
        change.problems = [*change.problems, problem_at(before, change.start, change.end)]
        if change.action in (ChangeAction.NEW, ChangeAction.CHANGED):
            change.action = ChangeAction.DOUBTFUL


def _dropped_before(intake: Intake) -> dict[tuple[int | None, int | None], str]:
    """By passage what is said of the row that was left out there, of several times the last."""
    others = Intake.objects.filter(text_sha256=intake.text_sha256, kind=intake.kind).exclude(pk=intake.pk)
    rows = StoredChange.objects.filter(intake__in=others, table="award", outcome=ChangeOutcome.DROPPED)
    decided = rows.filter(decided_at__isnull=False).defer("before", "was_read").order_by("decided_at", "pk")
    return {(row.start, row.end): _said(row, row.decided_at) for row in decided if row.decided_at is not None}


def _said(row: StoredChange, when: datetime) -> str:
    return BEFORE.format(
        name=row.quoted,
        who=row.decided_by or "命令行",
        when=f"{timezone.localtime(when):%Y-%m-%d %H:%M}",
        reason=f"理由：{row.reason.rstrip('。')}" if row.reason else NO_REASON,
    )
