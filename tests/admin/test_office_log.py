"""What is done that is no revision stands in the log and its file: accounts, rounds, answers, pairs."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cases.admin.histories.log import PER_PAGE
from cases.choices import OfficeKind, Through
from cases.curation.office import acting_as, record_change
from cases.models import OfficeChange, Report, Revision
from tests.admin.forms import page_data, undrawn
from tests.admin.tables import url
from tests.factories import make_award, make_mechanism
from tests.models.samples import SAMPLES
from tests.roles import EDITOR, REVIEWER, account, group_called

pytestmark = pytest.mark.django_db
LOG = "/admin/cases/revision/"
SECRET = "a long and secret word"


def recorded(kind: OfficeKind) -> list[tuple[str, str, str]]:
    """By whom, what was done and what of it is said, the oldest first; not what the test made itself."""
    found = OfficeChange.objects.filter(kind=kind).exclude(by="").order_by("pk")
    return list(found.values_list("by", "act", "said"))


def account_page(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def change(client: Client, user: User, **sent: object) -> None:
    data = page_data(client, account_page(user)) | sent
    assert (
        client.post(account_page(user), {k: v for k, v in data.items() if v is not None}).status_code == 302
    )


# --- Accounts and rights -----------------------------------------------------------------------------


def test_an_account_is_made_given_rights_and_deactivated(manager):
    group = group_called(EDITOR)
    sent = {"username": "new", "usable_password": "false", "is_staff": "on", "groups": [group.pk]}
    assert manager.post("/admin/auth/user/add/", sent).status_code == 302
    user = User.objects.get(username="new")
    chosen = {"action": "deactivate", "_selected_action": [user.pk]}
    manager.post("/admin/auth/user/", chosen)
    assert recorded(OfficeKind.ACCOUNT) == [
        ("manager", "新增", "可登录后台"),
        ("manager", "改权限", "组：加 编辑"),
        ("manager", "停用", "有效：是 → 否"),
    ]


def test_groups_of_an_account_are_told_by_what_came_and_went(manager):
    user, reviewers = account("new", EDITOR), group_called(REVIEWER)
    change(manager, user, groups=[reviewers.pk], last_name="王")
    assert recorded(OfficeKind.ACCOUNT) == [
        ("manager", "修改", "姓：无 → 王"),
        ("manager", "改权限", "组：减 编辑"),
        ("manager", "改权限", "组：加 审核"),
    ]


def test_a_password_is_said_to_be_set_and_never_what_it_is(manager):
    user = account("new", EDITOR)
    shown = manager.post(f"/admin/auth/user/{user.pk}/reset-link/").content.decode()
    link = re.search(r'value="http://testserver(/admin/auth/user/reset/[^"]+)"', shown)[1]
    holder = Client()
    asked = holder.get(link, follow=True)
    holder.post(asked.request["PATH_INFO"], {"new_password1": SECRET, "new_password2": SECRET})
    sent = {"usable_password": "true", "password1": SECRET[::-1], "password2": SECRET[::-1]}
    assert manager.post(f"/admin/auth/user/{user.pk}/password/", sent).status_code == 302
    assert recorded(OfficeKind.ACCOUNT) == [
        ("manager", "生成重设密码的链接", ""),
        ("new", "设定密码", "密码"),
        ("manager", "设定密码", "密码"),
    ]
    assert OfficeChange.objects.get(by="new").note == "凭重设密码的链接"
    user.refresh_from_db()
    token = link.rstrip("/").rsplit("/", 1)[1]
    kept = str(list(OfficeChange.objects.values_list()))
    assert not any(secret in kept for secret in (SECRET, SECRET[::-1], user.password, token))


def test_logging_in_records_nothing_even_where_the_password_is_stored_anew(settings):
    """Django writes an old hash anew at the next log in."""
    settings.PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}" for name in ("MD5PasswordHasher",)]
    user = User.objects.create_user("old", password=SECRET)
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher", *settings.PASSWORD_HASHERS
    ]  # fmt: skip
    count = OfficeChange.objects.count()
    assert user.check_password(SECRET)
    assert user.password.startswith("scrypt")
    user.save(update_fields=["last_login"])
    assert OfficeChange.objects.count() == count


def test_the_shell_is_recorded_as_a_program(db):
    user = User.objects.create_user("new")
    user.is_superuser = True
    user.save()
    user.groups.add(group_called(EDITOR))
    group_called(REVIEWER).user_set.add(user)
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="delete_report"))
    pk = user.pk
    user.delete()
    found = OfficeChange.objects.filter(kind="account", thing=pk).order_by("pk")
    assert {(each.by, each.through) for each in found} == {("", Through.SHELL)}
    assert [(each.act, each.said) for each in found] == [
        ("新增", ""),
        ("修改", "超级用户：否 → 是"),
        ("改权限", "组：加 编辑"),
        ("改权限", "组：加 审核"),
        ("改权限", "组：减 编辑、审核"),
        ("改权限", "权限：加 读者纠错：删除"),
        ("删除", ""),
    ]


def test_what_a_group_may_is_recorded(as_curator):
    group = Group.objects.create(name="实习")
    permission = Permission.objects.get(codename="view_award")
    address = reverse("admin:auth_group_change", args=[group.pk])
    sent = page_data(as_curator, address) | {"name": "实习生", "permissions": [permission.pk]}
    assert as_curator.post(address, sent).status_code == 302
    Group.objects.get(pk=group.pk).permissions.clear()
    assert recorded(OfficeKind.GROUP) == [
        ("curator", "修改", "名称：实习 → 实习生"),
        ("curator", "改权限", "权限：加 案例：查看"),
    ]
    last = OfficeChange.objects.first()
    assert (last.by, last.said, last.key) == ("", "权限：减 案例：查看", "实习生")


# --- Answers and pairs -------------------------------------------------------------------------------


def test_an_answer_to_a_reader_is_recorded_and_what_they_wrote_is_not(as_curator):
    report = SAMPLES[Report]()
    Report.objects.filter(pk=report.pk).update(contact="reader@example.org")
    address = url(Report, "change", report.pk)
    sent = page_data(as_curator, address) | {"state": "done", "answer": "已按原文改正。"}
    assert as_curator.post(address, sent).status_code == 302
    [(by, act, said)] = recorded(OfficeKind.REPORT)
    assert (by, act) == ("curator", "答复")
    assert said == "状态：待处理 → 已处理；答复：无 → 已按原文改正。"
    kept = str(list(OfficeChange.objects.filter(kind="report").values_list()))
    assert not any(each in kept for each in (report.message, report.number, "reader@example.org"))
    page = as_curator.get(LOG, {"table": "report"}).content.decode()
    assert f"来信 {report.pk}" in page and "已按原文改正" in page and address in page


def test_a_reader_who_writes_does_nothing_of_the_office(db):
    SAMPLES[Report]()
    assert not OfficeChange.objects.filter(kind="report").exists()


def test_that_two_cases_are_two_is_recorded_and_that_it_was_taken_back(as_curator):
    one, two = make_award(title="三社联动"), make_award(title="三社联动")
    address = reverse("admin:desk_distinct", args=["same-title"])
    for action in ("distinct", "distinct", "undo"):
        as_curator.post(address, {"award": [one.pk, two.pk], "action": action})
    pair = f"{one.accession} {two.accession}"
    found = OfficeChange.objects.filter(kind="distinct").order_by("pk")
    assert list(found.values_list("act", "by", "key")) == [
        ("确认不同", "curator", pair), ("撤销", "curator", pair),
    ]  # fmt: skip


# --- The log -----------------------------------------------------------------------------------------


def shown(client: Client, **asked: str) -> list[tuple[str, str]]:
    lines = undrawn(client, LOG, asked)["page"].lines
    return [(line.verb, line.called) for line in lines if line.said.who != "程序"]


@pytest.fixture
def several(db) -> None:
    user = User.objects.create_user("wang", last_name="王")
    with acting_as(user):
        record_change(OfficeKind.ROUND, 1, "第一轮", "开始")
        record_change(OfficeKind.REPORT, 2, "来信 2", "答复", "=1+1", "核对过")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["答复", "开始"]),
        ({"by": "wang"}, ["答复", "开始"]),
        ({"by": "another"}, []),
        ({"table": "report"}, ["答复"]),
        ({"table": "award"}, []),
        ({"through": "form"}, ["答复", "开始"]),
        ({"through": "import"}, []),
        ({"through": "desk"}, []),
        ({"key": "第一轮"}, ["开始"]),
        ({"until": "2020-01-01"}, []),
        ({"since": "2020-01-01", "table": "round"}, ["开始"]),
        ({"table": "nonsense"}, []),
        ({"batch": "99"}, []),
    ],
)
def test_the_log_finds_it_by_its_filters(as_curator, several, asked, found):
    assert [verb for verb, _called in shown(as_curator, **asked)] == found


def test_the_file_has_it_and_runs_no_formula(as_curator, several):
    response = as_curator.get(f"{LOG}log.csv", {"by": "wang"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    _header, answered, opened = csv.reader(io.StringIO(text))
    assert answered[1:] == [
        *("wang", "王（wang）", "编目表单", "", "读者纠错", "来信 2", "答复", "'=1+1", "核对过", "", "")
    ]  # fmt: skip
    assert opened[5:8] == ["编码轮次", "第一轮", "开始"]


def test_both_stand_in_the_order_of_time_on_every_page(as_curator):
    term = make_mechanism("协商")
    for number in range(PER_PAGE):
        record_change(OfficeKind.ROUND, number, f"轮 {number}", "开始")
        if number % 2:
            term.position = number
            term.save()
    lines, address = [], LOG
    while address:
        page = as_curator.get(address).context["page"]
        lines += page.lines
        address = f"{LOG}?{page.older}" if page.older else ""
    assert len(lines) == Revision.objects.count() + OfficeChange.objects.count()
    assert [line.made_at for line in lines] == sorted((line.made_at for line in lines), reverse=True)
    assert len({(type(line), line.pk) for line in lines}) == len(lines)


def test_an_address_of_no_line_is_none(as_curator):
    assert as_curator.get(LOG, {"before_office": "x"}).status_code == 404


def test_nothing_of_it_is_changed_or_deleted(db):
    row, rows = SAMPLES[OfficeChange](), OfficeChange.objects.all()
    for write in (row.save, row.delete, rows.delete, lambda: rows.update(note="x")):
        with pytest.raises(ValidationError, match="只增不改"):
            write()
    assert OfficeChange.objects.filter(pk=row.pk).exists()
