"""Accounts of the three groups; where a test's database came without migrations, or lost what they wrote."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

EDITOR, REVIEWER, ADMINISTRATOR = "编辑", "审核", "管理员"
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
    """One of the three groups, which are made where they are missing, with some 300 queries."""
    if not Group.objects.filter(name=name).exists():
        import_module("cases.migrations.0028_roles").make_groups(apps)
        import_module("cases.migrations.0033_coding_schemes").give_permissions(apps)
        import_module("cases.migrations.0034_coding_rounds").give_permissions(apps)
        import_module("cases.migrations.0052_key_figures").give_permissions(apps)
    return Group.objects.get(name=name)


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client
