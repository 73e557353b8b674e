"""A sheet that comes back in the admin: its preview old → new, its rows, the file with reasons, undoing."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from cases.choices import ChangeOutcome, IntakeState
from cases.imports.taking import take
from cases.imports.work import do_work
from cases.models import Award, Intake, StoredChange
from tests.imports.sheets.edited import bring_in, csv_file, exported, row_of, saved, workbook
from tests.small_library import make_small_library

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = "2014-sqzl-w01", "2014-sqzl-w02", "0000-sqzl-n01"
SOME = ["id", "title", "year", "rank", "division_code_now", "setting"]


@pytest.fixture(autouse=True)
def library() -> None:
    make_small_library()


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("boss"))
    return client


def edited() -> list[dict]:
    """One row changed, one refused, one as it was."""
    rows = exported()
    row_of(rows, FIRST)["setting"] = "农村"
    row_of(rows, SECOND)["title"] = "没有印出的话"
    return rows


def page(intake: Intake) -> str:
    return reverse("admin:cases_intake_change", args=[intake.pk])


def act(client: Client, intake: Intake, action: str, **values):
    data = {"lock": Intake.objects.get(pk=intake.pk).lock, "action": action, **values}
    return client.post(reverse("admin:cases_intake_sheet_act", args=[intake.pk]), data, follow=True)


def decide(client: Client, row: StoredChange, action: str):
    data = {"lock": Intake.objects.get(pk=row.intake_id).lock, "action": action}
    return client.post(
        reverse("admin:cases_intake_sheet_row", args=[row.intake_id, row.pk]), data, follow=True
    )


def test_an_uploaded_sheet_leads_to_its_preview(client):
    file = SimpleUploadedFile("改好的.csv", csv_file(edited()))
    response = client.post("/admin/cases/intake/add/", {"file": file}, follow=True)
    body = response.content.decode()
    assert response.redirect_chain[-1][0] == page(Intake.objects.get())
    one = "<strong>1</strong>"
    assert f"读到 <strong>3</strong> 行：改动 {one}，未变 {one}，不能接受 {one}" in body
    assert "城乡类型：<del>城市</del> → <ins>农村</ins>" in body
    assert "“没有印出的话”不是原文" in body


def test_its_changes_are_accepted_taken_back_and_made_again(client):
    intake = bring_in(csv_file(edited()))
    assert "已修改 1 个案例" in act(client, intake, "take").content.decode()
    assert Award.objects.get(accession=FIRST).setting == "rural"
    assert "1 个案例恢复成导入以前的样子" in act(client, intake, "undo").content.decode()
    assert "请写明撤销的原因" in act(client, intake, "undo", sure=1).content.decode()
    assert Award.objects.get(accession=FIRST).setting == "rural"
    assert "已整批撤销" in act(client, intake, "undo", sure=1, reason="传错了").content.decode()
    assert Award.objects.get(accession=FIRST).setting == "urban"
    assert "已恢复" in act(client, intake, "redo").content.decode()
    assert Award.objects.get(accession=FIRST).setting == "rural"


def test_a_row_is_left_out_and_accepted_again(client):
    rows = edited()
    row_of(rows, THIRD)["setting"] = "城市"
    intake = bring_in(csv_file(rows))
    first = intake.rows.get(proposed__accession=FIRST)
    assert "不接受 <strong>1</strong>" in decide(client, first, "drop").content.decode()
    third = intake.rows.get(proposed__accession=THIRD)
    decide(client, third, "drop")
    decide(client, third, "accept")
    act(client, intake, "take")
    assert [Award.objects.get(accession=each).setting for each in (FIRST, THIRD)] == ["urban", "urban"]
    first.refresh_from_db()
    assert first.outcome == ChangeOutcome.DROPPED


def test_a_refused_row_cannot_be_accepted(client):
    intake = bring_in(csv_file(edited()))
    refused = intake.rows.get(proposed__accession=SECOND)
    assert "还不能收录" in decide(client, refused, "accept").content.decode()
    act(client, intake, "take")
    assert Award.objects.get(accession=SECOND).title == "参与式治理"


def test_the_sheet_is_given_up_whole(client):
    intake = bring_in(csv_file(edited()))
    assert "确认放弃" in act(client, intake, "drop").content.decode()
    act(client, intake, "drop", sure="1")
    intake.refresh_from_db()
    assert intake.state == IntakeState.DROPPED
    assert Award.objects.get(accession=FIRST).setting == "urban"


def test_who_was_slower_is_told(client):
    intake = bring_in(csv_file(edited()))
    url = reverse("admin:cases_intake_sheet_act", args=[intake.pk])
    body = client.post(url, {"lock": 7, "action": "take"}, follow=True).content.decode()
    assert "您的改动还没有保存" in body
    assert "页面没有载完" in client.post(url, {"action": "take"}, follow=True).content.decode()
    assert client.post(url, {"lock": 0, "action": "other"}).status_code == 404


def test_changes_of_published_awards_wait_for_a_superuser(client):
    curator = User.objects.create_user("curator", is_staff=True)
    may = Permission.objects.filter(codename__in=["add_award", "change_award"])
    curator.user_permissions.set(may.filter(codename="add_award"))
    theirs = Client()
    theirs.force_login(curator)
    intake = bring_in(csv_file(edited()))
    assert act(theirs, intake, "take").status_code == 403  # who may only add does not change what is held
    curator.user_permissions.set(may)
    body = act(theirs, intake, "take").content.decode()
    assert "1 个已发布案例的修改待审" in body
    assert "全部接受" not in body
    assert "已修改 1 个案例" in act(client, intake, "take-waiting").content.decode()
    assert Award.objects.get(accession=FIRST).setting == "rural"


def test_a_superuser_declines_all_that_waits_and_says_why(client):
    curator = User.objects.create_user("curator")
    intake = bring_in(csv_file(edited()))
    take(intake, intake.lock, by=curator)
    assert "请写明理由" in act(client, intake, "decline-waiting").content.decode()
    said = act(client, intake, "decline-waiting", reason="没有依据").content.decode()
    assert "不接受 1 处修改" in said
    row = intake.rows.get(proposed__accession=FIRST)
    assert (row.outcome, row.reason) == (ChangeOutcome.DECLINED, "没有依据")
    assert Award.objects.get(accession=FIRST).setting == "urban"


def test_the_reason_of_a_row_stands_beside_it_and_stays(client):
    rows = exported()
    row_of(rows, FIRST).update(title="政社互动", 理由="引号是后加的")
    intake = bring_in(csv_file(rows, [*rows[0], "理由"]))
    assert "理由：引号是后加的" in client.get(page(intake)).content.decode()
    act(client, intake, "take")
    assert intake.rows.get().reason == "引号是后加的"
    assert "理由：引号是后加的" in client.get(page(intake)).content.decode()


def test_a_long_sheet_is_read_by_the_worker(client, monkeypatch):
    monkeypatch.setattr("cases.imports.work.MOST_AT_ONCE", 2)
    file = SimpleUploadedFile("改好的.csv", csv_file(edited()))
    body = client.post("/admin/cases/intake/add/", {"file": file}, follow=True).content.decode()
    intake = Intake.objects.get()
    assert (intake.state, intake.work, intake.rows.count()) == (IntakeState.READY, "", 2)
    assert "城乡类型：<del>城市</del> → <ins>农村</ins>" in body


def test_while_the_worker_reads_a_sheet_its_page_says_so_and_a_failure_is_begun_again(client, monkeypatch):
    monkeypatch.setattr("cases.imports.work.MOST_AT_ONCE", 2)
    monkeypatch.setattr(type(do_work), "enqueue", lambda task, pk: None)
    file = SimpleUploadedFile("改好的.csv", csv_file(edited()))
    body = client.post("/admin/cases/intake/add/", {"file": file}, follow=True).content.decode()
    assert "读取：排队等候" in body
    intake = Intake.objects.get()
    assert (intake.state, intake.kind) == (IntakeState.READING, "spreadsheet")
    Intake.objects.update(work_beat_at=None)
    act(client, intake, "stop")
    assert Intake.objects.get().state == IntakeState.FAILED
    act(client, intake, "read")
    assert Intake.objects.get().work == "read"


def test_only_who_may_add_awards_gets_there():
    intake = bring_in(csv_file(edited()))
    visitor = Client()
    visitor.force_login(User.objects.create_user("visitor", is_staff=True))
    assert visitor.get(page(intake)).status_code == 403
    assert act(visitor, intake, "take").status_code == 403
    assert visitor.get(reverse("admin:cases_intake_sheet_file", args=[intake.pk])).status_code == 403


def test_what_is_done_with_documents_is_not_done_with_sheets(client):
    intake = bring_in(csv_file(edited()))
    row = intake.rows.first()
    for url in (
        reverse("admin:cases_intake_act", args=[intake.pk]),
        reverse("admin:cases_intake_row", args=[intake.pk, row.pk]),
    ):
        assert client.post(url, {"lock": 0, "action": "take"}).status_code == 404


# --- The sheet with the reasons -------------------------------------------------------------------


def test_the_sheet_comes_back_with_a_column_of_reasons(client):
    intake = bring_in(csv_file(edited()), "改好的.csv")
    response = client.get(reverse("admin:cases_intake_sheet_file", args=[intake.pk]))
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [row["id"] for row in edited()]
    reasons = {row["id"]: row["原因"] for row in rows}
    assert reasons.pop(SECOND).startswith("“标题”：“没有印出的话”不是原文")
    assert set(reasons.values()) == {""}
    assert "%E6%94%B9%E5%A5%BD%E7%9A%84-%E5%8E%9F%E5%9B%A0.csv" in response["Content-Disposition"]


def test_put_right_it_comes_in_again_without_the_reasons(client):
    intake = bring_in(csv_file(edited()))
    content = client.get(reverse("admin:cases_intake_sheet_file", args=[intake.pk])).content
    again = bring_in(content.replace("没有印出的话".encode(), "参与式治理".encode(), 1))
    assert (again.fact("changed"), again.fact("refused"), again.problems) == (1, 0, [])
    content = client.get(reverse("admin:cases_intake_sheet_file", args=[again.pk])).content
    assert content.decode().count("原因") == 1


@pytest.mark.slow
def test_of_a_workbook_it_is_one_whose_cells_are_words(client):
    rows = edited()
    row_of(rows, THIRD)["title"] = "=1+1"
    intake = bring_in(saved(workbook(rows, SOME)), "改好的.xlsx")
    content = client.get(reverse("admin:cases_intake_sheet_file", args=[intake.pk])).content
    sheet = load_workbook(BytesIO(content)).active
    assert [cell.value for cell in sheet[1]][-1] == "原因"
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
    assert "不是原文" in sheet[3][len(SOME)].value


@pytest.mark.slow
def test_the_page_asks_the_database_as_often_for_many_rows(client, django_assert_max_num_queries):
    rows = edited()
    row_of(rows, THIRD)["setting"] = "城市"
    intake = bring_in(csv_file(rows))
    with django_assert_max_num_queries(20):
        client.get(page(intake))


def test_a_sheet_of_many_rows_is_left_to_the_worker(client, monkeypatch):
    intake = bring_in(csv_file(edited()))
    monkeypatch.setattr("cases.imports.work.MOST_AT_ONCE", 0)
    StoredChange.objects.filter(action="refused").update(outcome=ChangeOutcome.DROPPED)
    act(client, intake, "take")
    assert (Intake.objects.get().state, Award.objects.get(accession=FIRST).setting) == ("taken", "rural")
    monkeypatch.setattr(type(do_work), "enqueue", lambda task, pk: None)
    waits = act(client, intake, "undo", sure=1, reason="传错了").content.decode()
    assert "撤销：排队等候" in waits
    assert "后台正在处理" in act(client, intake, "redo").content.decode()
    Intake.objects.update(work_beat_at=None)
    address = reverse("admin:cases_intake_sheet_act", args=[intake.pk])
    assert f'action="{address}"' in client.get(page(intake)).content.decode()
    act(client, intake, "stop")
    assert (Intake.objects.get().work, Intake.objects.get().state) == ("", "taken")
