"""Accounts and groups in Chinese: what one may is called as the tables are, and a new account can begin."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from tests.admin.forms import page_data, undrawn
from tests.roles import ADMINISTRATOR, EDITOR, account, logged_in

pytestmark = pytest.mark.django_db
USERS, GROUPS = "/admin/auth/user/", "/admin/auth/group/"


def labels(client, address: str, field: str) -> list[str]:
    form = undrawn(client, address)["adminform"].form
    return [str(label) for _value, label in form.fields[field].choices]


def test_permissions_are_called_as_their_tables_and_those_of_no_use_are_left_out(as_curator, curator):
    found = labels(as_curator, f"{GROUPS}add/", "permissions")
    assert {"其他出处：新增", "案例：修改", "提出修改", "修订记录：查看"} <= set(found)
    assert not [each for each in found if "Can " in each or "|" in each]
    assert not {"会话：查看", "内容类型：新增", "权限：查看", "修订记录：删除"} & set(found)
    assert labels(as_curator, f"{USERS}{curator.pk}/change/", "user_permissions") == found


def test_what_a_group_has_beside_them_stays_when_it_is_saved(as_curator):
    group = Group.objects.create(name="旧组")
    held = Permission.objects.get(codename="view_session")
    group.permissions.add(held)
    address = f"{GROUPS}{group.pk}/change/"
    data = page_data(as_curator, address) | {"permissions": [held.pk]}
    assert as_curator.post(address, data | {"name": "改名"}).status_code == 302
    assert [*Group.objects.get(name="改名").permissions.all()] == [held]


def test_who_only_looks_reads_them_in_chinese(db):
    manager = logged_in(account("manager", ADMINISTRATOR))
    user = account("new", EDITOR, "view_report")
    group = Group.objects.get(name=EDITOR)
    for address in (f"{GROUPS}{group.pk}/change/", f"{USERS}{user.pk}/change/"):
        shown = manager.get(address).content.decode()
        assert "读者纠错：查看" in shown and "Can " not in shown


def test_who_is_entered_can_log_in_at_once(client):
    manager = logged_in(account("manager", ADMINISTRATOR))
    account("editor", EDITOR)
    group = Group.objects.get(name=EDITOR)
    shown = manager.get(f"{USERS}add/").content.decode()
    assert "可以登录编目后台" in shown and "可以不替人想密码" in shown
    sent = page_data(manager, f"{USERS}add/") | {"username": "lisi", "last_name": "李", "groups": [group.pk]}
    sent |= {"usable_password": "false", "password1": "", "password2": ""}
    assert manager.post(f"{USERS}add/", sent).status_code == 302
    user = User.objects.get(username="lisi")
    assert user.is_staff and [*user.groups.all()] == [group] and not user.has_usable_password()
    assert logged_in(user).get("/admin/").status_code == 200


def test_a_group_with_more_rights_cannot_be_given_to_a_new_account(client):
    manager = logged_in(account("manager", ADMINISTRATOR))
    strong = Group.objects.create(name="全部")
    strong.permissions.set(Permission.objects.all())
    sent = page_data(manager, f"{USERS}add/") | {"username": "lisi", "groups": [strong.pk]}
    sent |= {"usable_password": "false"}
    assert manager.post(f"{USERS}add/", sent).status_code == 200
    assert not User.objects.filter(username="lisi").exists()
