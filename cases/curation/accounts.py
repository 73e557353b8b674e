"""Accounts that wrote stay: their names are what the record says of who wrote."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, Q, QuerySet

from cases.models import CodingRound, DistinctCases, OfficeChange, Reconciliation, Revision, StoredChange

NOT_DELETED = "账号“{}”留有修订或操作记录，不能删除：请取消“有效”，停用账号。"
NOT_RENAMED = "账号“{}”留有修订或操作记录，登录名不能改：姓名可以改，或者另建账号并停用这个。"


def has_written(user: User) -> bool:
    """Whether a record names the user, by the name in the database; the triggers of 0044 ask the same."""
    if user.pk is None:
        return False
    name = _name(user) or user.username  # empty: of every revision that a program wrote
    if LogEntry.objects.filter(user=user.pk).exists() or Revision.objects.filter(by=name).exists():
        return True
    return any(rows.exists() for rows in _further_records(name)) or _has_commented(name)


def _further_records(name: str) -> Iterator[QuerySet[Any]]:
    """What names people beside the revisions."""
    of_proposals = StoredChange.objects.filter(intake=None)
    yield OfficeChange.objects.filter(by=name)
    yield of_proposals.filter(Q(made_by=name) | Q(decided_by=name))
    yield CodingRound.objects.filter(Q(opened_by=name) | Q(closed_by=name))
    yield Reconciliation.objects.filter(by=name)
    yield DistinctCases.objects.filter(Q(made_by=name) | Q(undone_by=name))


def _has_commented(name: str) -> bool:
    """SQLite knows no `contains` of a list, and few proposals were talked about."""
    talked = StoredChange.objects.filter(intake=None).exclude(comments=[]).order_by()
    return any(said["by"] == name for some in talked.values_list("comments", flat=True) for said in some)


def refuse_deletion(*, instance: User, **_signal: Any) -> None:
    """Before an account is deleted, by whatever way: ProtectedError where it wrote."""
    if has_written(instance):
        raise ProtectedError(NOT_DELETED.format(instance.get_username()), {instance})


def refuse_renaming(*, instance: User, raw: bool = False, **_signal: Any) -> None:
    """Before an account is saved: ValidationError where it wrote and would get another name."""
    if raw or instance.pk is None:
        return
    known = _name(instance)
    if known not in ("", instance.username) and has_written(instance):
        raise ValidationError(NOT_RENAMED.format(known))


def _name(user: User) -> str:
    """What it is called in the database; empty while it is not there."""
    return User.objects.filter(pk=user.pk).values_list("username", flat=True).first() or ""
