"""Accounts, groups and answers to readers: what is written of them is recorded, by whatever way.

Said is which rights somebody has and what they are called; of a password that it was set, never what it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from cases.choices import OfficeKind, ReportState
from cases.curation.office import record_change
from cases.curation.permission_names import permission_name
from cases.models import Report

NOTHING = "无"
SIGN_IN_WORD = "密码"
KIND: Mapping[type[Model], OfficeKind] = {
    User: OfficeKind.ACCOUNT,
    Group: OfficeKind.GROUP,
    Report: OfficeKind.REPORT,
}
WATCHED: Mapping[type[Model], Mapping[str, str]] = {  # column → what it is called
    User: {
        **{"username": "登录名", "last_name": "姓", "first_name": "名", "email": "邮箱"},
        **{
            "is_active": "有效",
            "is_staff": "可登录后台",
            "is_superuser": "超级用户",
            "password": SIGN_IN_WORD,
        },
    },
    Group: {"name": "名称"},
    Report: {"state": "状态", "answer": "答复", "mended_by_id": "改正它的修订", "note": "处理说明"},
}
UNSAID = frozenset({"password", "email", "note"})  # that they changed, and no more
BEFORE = "_before_office_change"  # on a row between the signals of one writing


def watch() -> None:
    """Once, when the app is ready."""
    for model in WATCHED:
        pre_save.connect(_read_before, sender=model)
        post_save.connect(_record_saved, sender=model)
        post_delete.connect(_record_deleted, sender=model)
    for through in (User.groups.through, User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(_record_given, sender=through)


# --- Columns ------------------------------------------------------------------------------------------


def _read_before(
    *,
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **_signal: Any,
) -> None:
    named = {sender._meta.get_field(name).attname for name in update_fields or ()}  # type: ignore[union-attr]
    columns = list(WATCHED[sender])
    if raw or instance.pk is None or (update_fields is not None and not named & {*columns}):
        before = None
    else:
        before = sender._default_manager.filter(pk=instance.pk).values(*columns).first()
    setattr(instance, BEFORE, before)


def _record_saved(
    *, sender: type[Model], instance: Model, created: bool, raw: bool = False, **_signal: Any
) -> None:
    before = instance.__dict__.pop(BEFORE, None)
    if raw or (created and sender is Report):  # which readers write
        return
    if created:
        record_change(KIND[sender], instance.pk, _key(instance), "新增", "；".join(_rights(instance)))
    elif before is not None and (said := list(_said(instance, before))):
        act = _act(instance, before, said)
        record_change(KIND[sender], instance.pk, _key(instance), act, "；".join(said))


def _rights(instance: Model) -> Iterator[str]:
    if isinstance(instance, User):
        for name in ("is_staff", "is_superuser"):
            if getattr(instance, name):
                yield WATCHED[User][name]


def _said(instance: Model, before: Mapping[str, Any]) -> Iterator[str]:
    for name, label in WATCHED[type(instance)].items():
        old, new = before[name], getattr(instance, name)
        if old == new or (name == "password" and not _is_set_anew(instance)):
            continue
        yield label if name in UNSAID else f"{label}：{_shown(name, old)} → {_shown(name, new)}"


def _is_set_anew(instance: Any) -> bool:  # noqa: ANN401 - an account
    """Not so where Django stores the same password again, in a newer way, while somebody logs in."""
    return instance._password is not None or not instance.has_usable_password()


def _shown(name: str, value: Any) -> str:  # noqa: ANN401 - of any column
    if isinstance(value, bool):
        return "是" if value else "否"
    if name == "state":
        return str(ReportState(value).label)
    if name == "mended_by_id":
        return f"修订 {value}" if value else NOTHING
    return str(value) or NOTHING


def _act(instance: Model, before: Mapping[str, Any], said: list[str]) -> str:
    if isinstance(instance, User):
        if before["is_active"] != instance.is_active:
            return "启用" if instance.is_active else "停用"
        return "设定密码" if said == [SIGN_IN_WORD] else "修改"
    if isinstance(instance, Report):
        return "答复" if before["answer"] != instance.answer else "处理"
    return "修改"


def _key(instance: Model) -> str:
    """By which people know it: the receipt of a reader is known to them alone."""
    if isinstance(instance, User):
        return instance.get_username()
    return instance.name if isinstance(instance, Group) else f"来信 {instance.pk}"


def _record_deleted(*, sender: type[Model], instance: Model, **_signal: Any) -> None:
    record_change(KIND[sender], instance.pk, _key(instance), "删除")


# --- Groups and permissions ---------------------------------------------------------------------------


def _record_given(
    *,
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[int] | None,
    **_signal: Any,
) -> None:
    """What is given and taken, of an account or a group; `clear` names nothing, so it is asked first."""
    given = {"post_add": "加", "post_remove": "减", "pre_clear": "减"}.get(action)
    if given is None:
        return
    if pk_set is None:
        pk_set = set(_held(instance, model, reverse=reverse))
    others = list(model._default_manager.filter(pk__in=pk_set).order_by("pk"))
    if not others:
        return
    pairs = [(other, [instance]) for other in others] if reverse else [(instance, others)]
    for holder, things in pairs:
        label = "组" if isinstance(things[0], Group) else "权限"
        said = f"{label}：{given} " + "、".join(map(_called, things))
        record_change(KIND[type(holder)], holder.pk, _key(holder), "改权限", said)


def _held(instance: Model, model: type[Model], *, reverse: bool) -> Iterable[int]:
    """The primary keys of what is about to be taken away, all at once."""
    rows: Any  # managers of different tables
    if isinstance(instance, User):
        rows = instance.groups if model is Group else instance.user_permissions
    elif isinstance(instance, Group):
        rows = instance.user_set if reverse else instance.permissions
    else:
        assert isinstance(instance, Permission)  # noqa: S101 - nothing else is at an end of these tables
        rows = instance.user_set if model is User else instance.group_set
    keys: Iterable[int] = rows.values_list("pk", flat=True)
    return keys


def _called(thing: Model) -> str:
    return permission_name(thing) if isinstance(thing, Permission) else str(thing)
