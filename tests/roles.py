"""Accounts of the three groups, which each test has: also in tables without migrations, or emptied ones."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client

EDITOR, REVIEWER, ADMINISTRATOR = "编辑", "审核", "管理员"
PERMISSION = (
    "permission__content_type__app_label",
    "permission__content_type__model",
    "permission__codename",
)
_may: dict[str, set[tuple[str, ...]]] = {}
BACKEND = "django.contrib.auth.backends.ModelBackend"  # django-axes stands first and knows nobody


def account(name: str, group: str = "", *permissions: str) -> User:
    """Somebody of the staff in this group, or with these permissions alone."""
    user = User.objects.create_user(name, is_staff=True)
    if group:
        user.groups.add(group_called(group))
    if permissions:
        user.user_permissions.add(*Permission.objects.filter(codename__in=permissions))
    return user


def group_called(name: str) -> Group:
    return Group.objects.get(name=name)


# --- The groups of every test -----------------------------------------------------------------------


def remember_groups() -> None:
    """What the groups may by the migrations; in tables that came without these they are from now on."""
    with transaction.atomic():
        is_without = not Group.objects.exists()
        if is_without:
            import_module("cases.migrations.0028_roles").make_groups(apps)
            import_module("cases.migrations.0033_coding_schemes").give_permissions(apps)
            import_module("cases.migrations.0034_coding_rounds").give_permissions(apps)
            import_module("cases.migrations.0052_key_figures").give_permissions(apps)
        may = Group.permissions.through.objects.values_list("group__name", *PERMISSION)
        for name, *permission in may:
            _may.setdefault(name, set()).add(tuple(permission))
        transaction.set_rollback(is_without)  # with what the log says of it
    make_groups_again()


def make_groups_again(**_signal: object) -> None:
    """Where a test emptied the tables; by three statements, for the migrations take some 300."""
    if not _may or Group.objects.exists():
        return
    permissions = {key: pk for pk, *names in _permissions() if (key := tuple(names))}
    groups = Group.objects.bulk_create([Group(name=name) for name in _may])
    given = Group.permissions.through
    given.objects.bulk_create(
        [given(group=group, permission_id=permissions[each]) for group in groups for each in _may[group.name]]
    )


def _permissions() -> QuerySet[Permission, tuple[Any, ...]]:
    return Permission.objects.values_list("pk", *(each.removeprefix("permission__") for each in PERMISSION))


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client
