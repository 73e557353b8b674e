"""Two who change one account or one group: the second overwrites nothing, and loses no word."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.admin.colliding import disputes
from tests.admin.forms import page_data
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(db) -> Client:
    return logged_in(account("manager", ADMINISTRATOR))


def at(row: Model) -> str:
    return reverse(f"admin:auth_{row._meta.model_name}_change", args=[row.pk])


def opened(client: Client, row: Model) -> dict[str, object]:
    """What the browser would send; the digest of a password is drawn, and no field."""
    sent = page_data(client, at(row))
    sent.pop("password", None)
    return sent


def choice(client: Client, answer, label: str) -> dict[str, str]:
    """What is sent to take what is there now."""
    found = next(each for each in answer.context["collision"].disputes if each.label == label)
    return {found.name: "theirs", **dict(found.values), "_seen": answer.context["seen"]}


def test_who_was_deactivated_does_not_come_back_by_an_old_form(as_curator, manager):
    user = account("writer", EDITOR)
    user.set_password("a long and secret word")
    user.save()
    old, theirs = opened(manager, user), opened(as_curator, user)
    assert as_curator.post(at(user), {k: v for k, v in theirs.items() if k != "is_active"}).status_code == 302

    refused = manager.post(at(user), old | {"last_name": "王"})
    assert refused.status_code == 409
    assert {each[0]: each[2:] for each in disputes(refused)} == {"有效": ("否", "是"), "姓氏": ("", "王")}
    drawn = refused.content.decode()
    assert "curator 于" in drawn and 'value="王"' in drawn and "您的改动还没有保存" in drawn
    user.refresh_from_db()
    assert (user.is_active, user.last_name) == (False, "")
    assert user.password not in drawn and user.password.rpartition("$")[2] not in drawn

    taken = old | {"last_name": "王"} | choice(manager, refused, "有效")
    assert manager.post(at(user), taken).status_code == 302
    user.refresh_from_db()
    assert (user.is_active, user.last_name) == (False, "王")


@pytest.mark.parametrize("token", ["", "0:forged"])
def test_a_form_without_its_token_changes_nothing_that_it_did_not_show(manager, token):
    user = account("writer", EDITOR)
    sent = opened(manager, user) | {"_seen": token}
    assert manager.post(at(user), sent).status_code == 302, "it says what is there"
    assert manager.post(at(user), sent | {"last_name": "王"}).status_code == 409
    assert User.objects.get(pk=user.pk).last_name == ""


def test_groups_are_compared_and_taken_as_a_whole(as_curator, manager):
    account("other", REVIEWER)
    user = account("writer", EDITOR)
    old = opened(manager, user)
    both = [*Group.objects.filter(name__in=[EDITOR, REVIEWER]).values_list("pk", flat=True)]
    assert as_curator.post(at(user), opened(as_curator, user) | {"groups": both}).status_code == 302
    refused = manager.post(at(user), {**old, "groups": [], "last_name": "王"})
    assert refused.status_code == 409
    assert next(each[2:] for each in disputes(refused) if each[0] == "组") == ("审核、编辑", "")
    assert user.groups.count() == 2
    taken = {**old, "groups": [], "last_name": "王"} | choice(manager, refused, "组")
    assert manager.post(at(user), taken).status_code == 302
    assert user.groups.count() == 2 and User.objects.get(pk=user.pk).last_name == "王"


def test_a_group_is_not_given_back_what_was_taken_from_it(as_curator, second):
    group = Group.objects.create(name="临时")
    kept, taken = Permission.objects.filter(codename__in=["view_award", "change_award"]).order_by("codename")
    group.permissions.set([kept, taken])
    sent = opened(second, group)
    theirs = {**opened(as_curator, group), "permissions": [kept.pk]}
    assert as_curator.post(at(group), theirs).status_code == 302
    refused = second.post(at(group), {**sent, "name": "改名", "permissions": [kept.pk, taken.pk]})
    assert refused.status_code == 409
    assert [each[0] for each in disputes(refused)] == ["名称", "权限"]
    assert [*group.permissions.all()] == [kept] and Group.objects.get(pk=group.pk).name == "临时"
    again = {**sent, "name": "改名"} | choice(second, refused, "权限")
    assert second.post(at(group), again).status_code == 302
    assert [*group.permissions.all()] == [kept] and Group.objects.get(pk=group.pk).name == "改名"
