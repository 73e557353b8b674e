"""Who manages users: what they cannot give, whom they cannot touch, how a password is set without mail."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.admin.forms import undrawn
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
LIST = "/admin/auth/user/"


def page(user: User) -> str:
    return f"{LIST}{user.pk}/change/"


def form_of(client: Client, user: User) -> dict:
    """What the browser would send of the page as it is now."""
    sent = {"username": user.username, "first_name": "", "last_name": "", "email": "", "is_active": "on"}
    shown = {"_seen": undrawn(client, page(user))["seen"]}
    return sent | shown | {"is_staff": "on"}


@pytest.fixture
def manager(db) -> Client:
    return logged_in(account("manager", ADMINISTRATOR))


def test_who_manages_users_puts_them_into_groups(manager):
    user = account("new", EDITOR)
    group = Group.objects.get(name=EDITOR)
    account("other", REVIEWER)
    reviewers = Group.objects.get(name=REVIEWER)
    sent = form_of(manager, user) | {"groups": [group.pk, reviewers.pk]}
    assert manager.post(page(user), sent).status_code == 302
    assert set(user.groups.all()) == {group, reviewers}


def test_nobody_makes_a_superuser_or_gives_single_rights_but_a_superuser(manager):
    user = account("new", EDITOR)
    sent = form_of(manager, user) | {"is_superuser": "on", "user_permissions": ["1"]}
    assert manager.post(page(user), sent).status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser and not user.user_permissions.exists()


def test_a_group_that_may_more_is_not_offered_and_not_taken(manager):
    user, strong = account("new", EDITOR), Group.objects.create(name="全部")
    strong.permissions.set(Permission.objects.all())
    form = undrawn(manager, page(user))["adminform"].form
    assert strong not in form.fields["groups"].queryset
    assert manager.post(page(user), form_of(manager, user) | {"groups": [strong.pk]}).status_code == 200
    assert strong not in user.groups.all()


@pytest.mark.parametrize("is_active", [True, False])
def test_who_may_more_is_out_of_reach(manager, is_active):
    boss = User.objects.create_superuser("boss")
    strong = account("strong", ADMINISTRATOR, "delete_logentry")
    User.objects.exclude(username="manager").update(is_active=is_active)
    for user in (boss, strong):
        assert manager.post(page(user), {"username": "x"}).status_code == 403
        assert manager.post(f"{LIST}{user.pk}/password/", {}).status_code == 403
        assert manager.post(f"{LIST}{user.pk}/reset-link/").status_code == 403
    manager.post(LIST, {"action": "deactivate", "_selected_action": [boss.pk, strong.pk]})
    for user in (boss, strong):
        user.refresh_from_db()
        assert user.is_active == is_active


@pytest.mark.parametrize("group", [EDITOR, REVIEWER])
def test_others_manage_nobody(group):
    client, user = logged_in(account("who", group)), account("new", EDITOR)
    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}{user.pk}/reset-link/").status_code == 403


def test_the_old_permission_to_change_users_is_not_enough():
    client, user = logged_in(account("old", "", "view_user", "change_user", "add_user")), account("new")
    assert client.post(page(user), {"username": "new", "is_superuser": "on"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403


def test_a_password_is_set_once_by_a_link_that_is_handed_over(manager):
    user = account("new", EDITOR)
    assert "生成重设密码的链接" in manager.get(page(user)).content.decode()
    shown = manager.post(f"{LIST}{user.pk}/reset-link/").content.decode()
    link = re.search(r'value="http://testserver(/admin/auth/user/reset/[^"]+)"', shown)[1]
    assert LogEntry.objects.filter(object_id=str(user.pk), change_message__contains="链接").exists()
    holder = Client()
    asked = holder.get(link, follow=True)
    assert asked.status_code == 200 and "新密码" in asked.content.decode()
    new = {"new_password1": "a long and secret word", "new_password2": "a long and secret word"}
    assert holder.post(asked.request["PATH_INFO"], new).headers["Location"] == "/admin/login/"
    user.refresh_from_db()
    assert user.check_password("a long and secret word")
    again = Client().get(link, follow=True).content.decode()
    assert "new_password1" not in again


def test_a_link_of_another_is_none():
    user = account("new", EDITOR)
    shown = Client().get(f"/admin/auth/user/reset/{user.pk}/abc-def/").content.decode()
    assert "new_password1" not in shown
