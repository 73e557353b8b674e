"""Changed rows of awards that are published: a reviewer accepts or declines them, with who, when and why."""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.utils import timezone

from cases.choices import ChangeOutcome, IntakeState
from cases.curation.keeper import Contradiction
from cases.imports.receiving import ImportRefused
from cases.imports.refused_rows import problems_at
from cases.imports.taking import Plan, Taken, is_reviewer, sources_of, write_plan
from cases.models import Intake, StoredChange
from cases.roles import ALONE, is_one_person_office

OWN = "{names}是您自己导入或者处理的，要由另一位审核人员收录。"
MOVED = "不能接受：{reasons}可以“不接受”，再重新导入这份文献。"


def take_waiting(
    intake: Intake, lock: int, *, by: User, only: Collection[int] | None = None, reason: str = ""
) -> Taken:
    """A reviewer writes the changed rows that wait, or some of them by primary key, all or nothing.

    Who brought them in or decided on them last does not accept them, unless one person is the whole office.
    ImportRefused where the room refuses one; the reasons then stand at its row, which still waits.
    """
    waiting, note = _waiting(intake, by, only), reason
    if own := _own(intake, waiting, by):
        if not is_one_person_office():
            raise ImportRefused(OWN.format(names="、".join(f"“{row.called}”" for row in own[:5])))
        note = f"{reason}；{ALONE}" if reason else ALONE
    plan = Plan(changed=waiting)
    plan.sources = sources_of(intake, plan)
    for row in waiting:
        row.decided_by, row.decided_at, row.reason = by.get_username(), timezone.now(), reason or row.reason
    try:
        return write_plan(intake, lock, plan, by, reason=note, attach=_attach)
    except ImportRefused as refusal:
        raise ImportRefused(MOVED.format(reasons="".join(refusal.messages))) from refusal


def decline_waiting(
    intake: Intake, lock: int, *, by: User, only: Collection[int] | None = None, reason: str = ""
) -> Taken:
    """A reviewer leaves the awards as they are, and says why; the rows wait no longer."""
    waiting = _waiting(intake, by, only)
    if not reason:
        raise ImportRefused("不接受的，请写明理由。")
    with intake.claimed(lock, by.get_username()):
        for row in waiting:
            row.outcome, row.reason = ChangeOutcome.DECLINED, reason
            row.decided_by, row.decided_at = by.get_username(), timezone.now()
        StoredChange.objects.bulk_update(waiting, ["outcome", "reason", "decided_by", "decided_at"])
    return Taken(dropped=len(waiting))


def _own(intake: Intake, rows: list[StoredChange], by: User) -> list[StoredChange]:
    """What this user brought in, or decided on last."""
    name = by.get_username()
    return [row for row in rows if name in (intake.made_by, row.decided_by)]


def _waiting(intake: Intake, by: User, only: Collection[int] | None) -> list[StoredChange]:
    if not is_reviewer(by):
        raise ImportRefused("已公布案例的修改，要由有审核权限的人收录。")
    if intake.state != IntakeState.TAKEN:
        raise ImportRefused("这次导入没有收录，或者已经撤销，没有待审的修改。")
    waiting = intake.rows.filter(outcome=ChangeOutcome.WAITING)
    found = list(waiting if only is None else waiting.filter(pk__in=only))
    if not found:
        raise ImportRefused("没有待审的修改。")
    return found


def _attach(intake: Intake, refusal: Contradiction, user: str) -> None:
    """Put what the room refused at the rows that it is about; they still wait."""
    with intake.claimed(intake.lock, user):
        rows = [row for row in intake.rows if row.proposed.get("accession") in refusal.awards]
        for row in rows:
            row.problems = [*row.problems, *problems_at(row, refusal.awards[row.proposed["accession"]])]
        StoredChange.objects.bulk_update(rows, ["problems"], batch_size=500)
