"""What each column of a curator's own table is: asked once, remembered, used the next time, forgotten."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.choices import IntakeKind, IntakeState
from cases.imports import work
from cases.imports.taking import take
from cases.models import Award, ColumnMapping, Intake
from tests.admin.awards import told
from tests.admin.forms import undrawn
from tests.admin.intakes import page
from tests.imports.lists import make_readers_library
from tests.small_library import make_small_library

pytestmark = pytest.mark.django_db
START = "/admin/cases/intake/add/"
HEADINGS = ("序", "推荐地", "做法名", "报送的部门", "获得档次", "我的备注")
ROLES = ("number", "place", "title", "unit", "honour", "")
ROWS = (
    ("1", "浙江省杭州市上城区", "议事到家门", "上城区民政局", "典型案例", "看过"),
    ("2", "浙江省杭州市上城区", "协商在身边", "上城区小营街道办事处", "典型案例", ""),
)


def table(order=range(6), rows=ROWS, headings=HEADINGS) -> str:
    return "".join("\t".join(cells[at] for at in order) + "\n" for cells in (headings, *rows))


def columns(intake: Intake) -> str:
    return reverse("admin:cases_intake_columns", args=[intake.pk])


def say(client: Client, intake: Intake, roles=ROLES):
    data = {"lock": Intake.objects.get(pk=intake.pk).lock}
    data |= {f"table-0-column-{at}": role for at, role in enumerate(roles)}
    return client.post(columns(intake), data)


def bring_in(client: Client, text: str) -> tuple[Intake, str]:
    """The newest import, and the page that it leads to."""
    address = client.post(START, {"text": text}).headers["Location"]
    return Intake.objects.latest("pk"), address


# --- Lists ----------------------------------------------------------------------------------------


@pytest.fixture
def readers() -> None:
    make_readers_library()


def test_a_table_of_ones_own_leads_to_the_page_that_asks(as_curator, readers):
    intake, address = bring_in(as_curator, "我收集的名单\n" + table())
    assert address == columns(intake)
    (shown,) = undrawn(as_curator, address)["tables"]
    assert [column.heading for column in shown.columns] == list(HEADINGS)
    assert shown.columns[1].cells == ["浙江省杭州市上城区", "浙江省杭州市上城区"]
    assert {column.heading: column.role for column in shown.columns} == {
        "序": "number", "推荐地": "place", "做法名": "title", "报送的部门": "unit",
        "获得档次": "honour", "我的备注": "",
    }  # fmt: skip


def test_said_once_it_is_read_so_and_remembered_whatever_the_order(as_curator, readers):
    intake, _ = bring_in(as_curator, table())
    assert say(as_curator, intake).headers["Location"] == page(intake)
    rows = list(intake.rows.order_by("order"))
    assert [(row.proposed["title"], row.proposed["applicant"]) for row in rows] == [
        (row[2], row[3]) for row in ROWS
    ]
    passages = {row["field"]: (row["start"], row["end"]) for row in rows[0].proposed["attributions"]}
    start, end = passages["title"]
    assert intake.text[start:end] == ROWS[0][2]
    assert "curator的对应读取" in as_curator.get(page(intake)).content.decode()

    again, address = bring_in(as_curator, table(order=(5, 3, 4, 2, 0, 1)))
    assert address == page(again)
    assert [row.proposed["title"] for row in again.rows.order_by("order")] == [row[2] for row in ROWS]


def test_what_is_missing_is_asked_for_and_nothing_is_kept(as_curator, readers):
    intake, _ = bring_in(as_curator, table())
    for roles, message in (
        (("number", "place", "", "", "", ""), "请指明哪一列是标题"),
        (("number", "title", "title", "unit", "", ""), "“推荐地”“做法名”都选了“标题（案例名称）”"),
        (("", "", "title", "unit", "setting", ""), "“获得档次”只能用来修改库中已有的案例"),
        (("id", "place", "title", "unit", "", ""), "“推荐地”不能从表格里改"),
        (("id", "", "", "", "", ""), "除了入库编号"),
    ):
        answer = say(as_curator, intake, roles)
        assert (answer.status_code, message in answer.content.decode()) == (200, True), message
    assert not ColumnMapping.objects.exists()
    assert f'value="{roles[0]}" selected' in answer.content.decode()


def test_a_wrong_guess_of_the_reader_is_corrected_from_the_preview(as_curator, readers):
    headings = ("序号", "案例名称", "申报单位", "")
    rows = [(row[0], row[3], row[2], "") for row in ROWS]  # the two exchanged
    intake, address = bring_in(as_curator, table(range(3), rows, headings))
    assert address == page(intake)
    assert columns(intake) in as_curator.get(address).content.decode()
    say(as_curator, intake, ("number", "unit", "title"))
    assert [row.proposed["title"] for row in intake.rows.order_by("order")] == [row[2] for row in ROWS]


def test_a_notice_with_a_small_table_is_not_asked_about(as_curator, readers):
    text = "关于公布2021年全国基层治理创新典型案例名单的通知\n" + "各地要认真学习。\n" * 9
    intake, address = bring_in(as_curator, text + "甲\t乙\n一\t二\n")
    assert address == page(intake)


def test_a_list_without_headings_is_not_asked_about(as_curator, readers):
    rows = [row[2:4] for row in ROWS]
    intake, address = bring_in(as_curator, table(range(2), rows[1:], rows[0]))
    assert (address, intake.rows.count()) == (page(intake), 2)
    assert "没有认出" not in as_curator.get(address).content.decode()


def test_a_stale_page_says_so_and_keeps_nothing(as_curator, readers):
    intake, _ = bring_in(as_curator, table())
    Intake.objects.update(lock=5)
    data = {"lock": 4, **{f"table-0-column-{at}": role for at, role in enumerate(ROLES)}}
    assert "刚由" in as_curator.post(columns(intake), data).content.decode()
    assert not ColumnMapping.objects.exists()


def test_what_is_closed_or_has_no_table_has_no_such_page(as_curator, readers):
    intake, _ = bring_in(as_curator, "没有表格的一段话。\n")
    assert as_curator.get(columns(intake)).headers["Location"] == page(intake)
    assert "没有表格" in told(as_curator.get(page(intake)))


def test_only_who_may_import_says_anything(as_curator, readers):
    intake, _ = bring_in(as_curator, table())
    visitor = Client()
    visitor.force_login(User.objects.create_user("other", is_staff=True))
    assert visitor.get(columns(intake)).status_code == 403
    assert say(visitor, intake).status_code == 403


def test_a_long_table_is_read_again_by_the_worker(as_curator, readers, monkeypatch):
    intake, _ = bring_in(as_curator, table())
    monkeypatch.setattr(work, "MOST_AT_ONCE", 1)
    say(as_curator, intake)
    intake.refresh_from_db()
    assert (intake.work, intake.state, intake.rows.first().proposed["title"]) == ("", "ready", ROWS[0][2])


# --- Awards that are held -------------------------------------------------------------------------

OWN = (
    "我的号\t地方\t叫什么\t城还是乡\t为什么\n"
    "2014-sqzl-w01\t太仓\t政社互动\t农村\t村改居之前\n"
    "2014-sqzl-w02\t\t参与式治理\t\t\n"
)
OF_HELD = ("id", "", "title", "setting", "reason")


@pytest.fixture
def held() -> None:
    make_small_library()


def test_a_column_of_accession_numbers_is_found_whatever_it_is_called(as_curator, held):
    intake, address = bring_in(as_curator, OWN)
    assert address == columns(intake)
    (shown,) = undrawn(as_curator, address)["tables"]
    assert shown.columns[0].role == "id"


@pytest.mark.parametrize("is_file", [True, False])
def test_it_changes_the_awards_that_are_held(as_curator, held, is_file, curator):
    if is_file:
        as_curator.post(START, {"file": SimpleUploadedFile("我的.csv", OWN.encode("gb18030"))})
        intake = Intake.objects.get()
    else:
        intake, _ = bring_in(as_curator, OWN)
    say(as_curator, intake, OF_HELD)
    intake.refresh_from_db()
    assert (intake.kind, intake.state) == (IntakeKind.SPREADSHEET, IntakeState.READY)
    assert (intake.fact("rows"), intake.fact("changed"), intake.fact("refused")) == (2, 1, 0)
    shown = as_curator.get(page(intake)).content.decode()
    assert "curator的对应读取" in shown
    take(intake, intake.lock, by=curator)
    award = Award.objects.get(accession="2014-sqzl-w01")
    assert (award.title, award.setting) == ("政社互动", "rural")
    assert award.attributions.get(field="setting").note == "村改居之前"


def test_remembered_it_is_a_sheet_from_the_beginning_and_a_list_again_when_said_so(as_curator, held):
    intake, _ = bring_in(as_curator, OWN)
    say(as_curator, intake, OF_HELD)
    as_curator.post(START, {"file": SimpleUploadedFile("又一张.csv", OWN.encode())})
    again = Intake.objects.latest("pk")
    assert again.kind == IntakeKind.SPREADSHEET
    say(as_curator, again, ("", "place", "title", "", ""))
    again.refresh_from_db()
    assert again.kind == IntakeKind.DOCUMENT
    assert again.text.startswith("我的号\t地方\t叫什么")
    assert [row.proposed["title"] for row in again.rows.order_by("order")] == ["政社互动", "参与式治理"]


def test_a_column_without_accession_numbers_is_none(as_curator, held):
    intake, _ = bring_in(as_curator, OWN.replace("2014-", "第"))
    answer = say(as_curator, intake, OF_HELD)
    assert "没有入库编号" in answer.content.decode()
    assert not ColumnMapping.objects.exists()


# --- What is remembered ---------------------------------------------------------------------------


def test_it_is_seen_and_deleted_and_then_asked_again(client, readers):
    curator = User.objects.create_user("张三", is_staff=True)
    curator.user_permissions.add(Permission.objects.get(codename="add_award"))
    client.force_login(curator)
    intake, _ = bring_in(client, table())
    say(client, intake)
    mapping = ColumnMapping.objects.get()
    listed = client.get(reverse("admin:cases_columnmapping_changelist")).content.decode()
    assert "做法名：标题（案例名称）" in listed
    assert "张三" in listed
    client.post(reverse("admin:cases_columnmapping_delete", args=[mapping.pk]), {"post": "yes"})
    assert not ColumnMapping.objects.exists()
    again, address = bring_in(client, table(rows=ROWS[::-1]))
    assert address == columns(again)


def test_who_may_not_import_sees_none_of_it(as_visitor):
    assert as_visitor.get(reverse("admin:cases_columnmapping_changelist")).status_code == 403
