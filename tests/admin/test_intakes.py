"""Bringing in a notice in the admin: who may, what the preview says, what each button does."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.choices import ChangeOutcome, IntakeState
from cases.models import Attestation, Award, Intake, Revision, StoredChange
from cases.models.writing import writing
from tests.admin.awards import told
from tests.admin.conftest import BACKEND
from tests.admin.forms import undrawn
from tests.admin.intakes import act, act_on_row, doubtful, page
from tests.imports.lists import ENTRIES, LIST, bring_in, make_readers_library

pytestmark = pytest.mark.django_db
START = "/admin/cases/intake/add/"


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.slow
def test_only_who_may_add_awards_brings_in(as_visitor, client):
    intake = bring_in()
    assert as_visitor.get(START).status_code == 403
    assert as_visitor.get(page(intake)).status_code == 403
    assert act(as_visitor, intake, "take").status_code == 403
    assert act_on_row(as_visitor, intake.rows.first(), "drop").status_code == 403
    assert not Award.objects.exists()


@pytest.mark.slow
def test_who_may_see_imports_looks_and_changes_nothing(client):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_intake"))
    client.force_login(reader, backend=BACKEND)
    intake = bring_in()
    shown = undrawn(client, page(intake))
    assert (len(shown["cards"]), shown["may_change"]) == (3, False)
    assert act(client, intake, "take").status_code == 403


@pytest.mark.slow
def test_who_may_add_awards_finds_it_in_the_index(client):
    curator = User.objects.create_user("curator", is_staff=True)
    curator.user_permissions.add(Permission.objects.get(codename="add_award"))
    client.force_login(curator, backend=BACKEND)
    assert "导入公告" in client.get("/admin/").content.decode()
    assert client.get(START).status_code == 200


# --- Reading --------------------------------------------------------------------------------------


def test_a_pasted_text_leads_to_its_preview(as_curator):
    response = as_curator.post(START, {"text": LIST, "issuers": ["mca"]})
    intake = Intake.objects.get()
    assert response.headers["Location"] == page(intake)
    assert (intake.made_by, intake.fact("issuers")) == ("curator", ["mca"])


def test_a_file_is_kept_and_read(as_curator):
    as_curator.post(START, {"file": SimpleUploadedFile("名单.txt", LIST.encode())})
    intake = Intake.objects.get()
    assert (intake.file.name, intake.rows.count()) == ("名单.txt", 3)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "二者取其一"),
        ({"text": LIST, "file": SimpleUploadedFile("名单.txt", LIST.encode())}, "二者取其一"),
        ({"text": "甲\x00乙"}, "空字符"),
    ],
)
def test_what_cannot_be_read_is_said_on_the_same_page(as_curator, sent, message):
    response = as_curator.post(START, sent)
    assert response.status_code == 200
    assert message in str(response.context["form"].errors)
    assert not Intake.objects.exists()


# --- The preview ----------------------------------------------------------------------------------


def test_the_preview_says_how_many_and_lights_each_row(as_curator):
    intake = bring_in()
    doubtful(intake)
    preview = undrawn(as_curator, page(intake))["preview"]
    assert (preview.read, preview.doubtful, preview.dropped) == (3, 1, 0)
    passages = preview.passages()
    assert [LIST[each["start"] : each["end"]] for each in passages["passages"]] == list(ENTRIES)
    assert [problem.message for problem in preview.problems] == [f"第 1 条“{ENTRIES[0]}”：地名不止一处。"]


def test_a_row_that_a_person_left_out_was_read_and_raises_no_alarm(as_curator):
    intake = bring_in(LIST.replace("典型案例名单\n", "典型案例名单（共3个）\n", 1))
    StoredChange.objects.filter(pk=intake.rows.last().pk).update(
        outcome=ChangeOutcome.DROPPED, decided_by="甲"
    )
    preview = undrawn(as_curator, page(intake))["preview"]
    assert (intake.declared, preview.read, preview.dropped, preview.differs) == (3, 3, 1, False)


def test_a_row_that_was_not_read_raises_the_alarm(as_curator):
    intake = bring_in(LIST.replace("典型案例名单\n", "典型案例名单（共4个）\n", 1))
    assert undrawn(as_curator, page(intake))["preview"].differs


def test_a_place_is_shown_with_all_that_it_is_part_of(as_curator):
    shown = as_curator.get(page(bring_in())).content.decode()
    assert "浙江省杭州市上城区 · 典型案例" in shown
    query = "app_label=cases&model_name=award&field_name=place_then&term=上城"
    found = as_curator.get(f"/admin/autocomplete/?{query}").json()
    assert [each["text"] for each in found["results"]] == ["浙江省杭州市上城区"]


@pytest.mark.slow
def test_the_preview_asks_the_database_as_often_for_many_rows_as_for_few(
    as_curator, django_assert_max_num_queries
):
    intake = bring_in()
    for row in list(intake.rows) * 5:
        row.pk, row.order = None, row.order + 3
        row.save()
    with django_assert_max_num_queries(17):  # one tells in the head what waits for review, one what was typed
        assert len(undrawn(as_curator, page(intake))["cards"]) == 18


@pytest.mark.slow
def test_a_held_award_is_set_beside_the_row(as_curator):
    act(as_curator, bring_in(), "take")
    again = bring_in(LIST + "\n")
    row = again.rows.first()
    row.thing = Award.objects.get(applicant=ENTRIES[0]).pk
    row.save()
    card = undrawn(as_curator, page(again))["cards"][0]
    assert card.held.applicant == ENTRIES[0]
    assert not any(line.differs for line in card.comparison)


# --- The whole import -----------------------------------------------------------------------------


@pytest.mark.slow
def test_what_is_said_of_the_document_is_read_again_with_it(as_curator):
    intake = bring_in("\n".join(["先进社区名单", *ENTRIES, ""]))
    said = {"title": "先进社区名单", "programme": "jczl", "tier": "typical", "year": 2019, "kind": "list"}
    assert "已保存文献信息" in told(act(as_curator, intake, "facts", **said))
    intake.refresh_from_db()
    assert intake.fact("programme") == "jczl"
    assert {row.proposed["accession"][:12] for row in intake.rows} == {"2019-jczl-t0"}


@pytest.mark.slow
def test_it_is_taken_in_as_drafts_and_taken_back_whole_and_restored(as_curator):
    intake = bring_in()
    act(as_curator, intake, "take")
    assert set(Award.objects.values_list("state", flat=True)) == {"draft"}
    shown = as_curator.get(page(intake)).content.decode()
    assert "整批撤销" in shown and "到案例列表核对、发布" in shown

    shown = act(as_curator, intake, "undo").content.decode()
    assert "3 个草稿删除" in shown and Award.objects.count() == 3
    assert "请写明撤销的原因" in act(as_curator, intake, "undo", sure=1).content.decode()
    assert "已整批撤销" in told(act(as_curator, intake, "undo", sure=1, reason="重复导入"))
    assert not Award.objects.exists()
    assert "已恢复" in told(act(as_curator, intake, "redo"))
    assert Award.objects.count() == 3


@pytest.mark.slow
def test_a_document_with_problems_is_taken_in_after_they_were_looked_at(as_curator):
    intake = bring_in(LIST.replace("典型案例名单\n", "典型案例名单（30个）\n"))
    shown = act(as_curator, intake, "take").content.decode()
    assert "文中说有 30 个，读到 3 个。" in shown and 'name="sure"' in shown
    assert not Award.objects.exists()
    assert "已收录 3 个案例" in told(act(as_curator, intake, "take", sure=1))


@pytest.mark.slow
def test_it_is_given_up_and_the_library_is_as_it_was(as_curator):
    intake = bring_in()
    assert "没有任何改动" in told(act(as_curator, intake, "drop", sure="1"))
    assert Intake.objects.get().state == IntakeState.DROPPED
    assert "收录为草稿" not in as_curator.get(page(intake)).content.decode()


@pytest.mark.slow
def test_a_duplicate_becomes_a_source_of_the_held_award_once_a_reviewer_agrees(as_curator):
    first = bring_in()
    act(as_curator, first, "take")
    Award.objects.get(accession="2021-jczl-t01").publish()
    again = bring_in(LIST.replace("关于公布", "关于表扬"))
    row = again.rows.first()
    shown = as_curator.get(page(again)).content.decode()
    assert "是 2021-jczl-t01 的其他出处" in shown
    assert "同一项目、年度和地方的案例已收录：2021-jczl-t01。" in shown
    act_on_row(as_curator, row, "attest")
    for other in again.rows.exclude(pk=row.pk):
        act_on_row(as_curator, other, "drop")

    curator = User.objects.create_user("clerk", is_staff=True)
    curator.user_permissions.add(Permission.objects.get(codename="add_award"))
    clerk = Client()
    clerk.force_login(curator, backend=BACKEND)
    act(clerk, again, "take")
    assert "1 处修改待审" in clerk.get(page(again)).content.decode()
    act(clerk, again, "take-waiting")
    assert not Attestation.objects.exists()
    act(as_curator, again, "take-waiting")
    assert Attestation.objects.get().award.accession == "2021-jczl-t01"


@pytest.mark.slow
def test_before_it_is_taken_back_the_page_names_the_published_cases_and_what_was_edited(as_curator):
    intake = bring_in()
    act(as_curator, intake, "take")
    first, second, _third = Award.objects.order_by("accession")
    first.publish()
    shown = act(as_curator, intake, "undo").content.decode()
    assert f"/admin/cases/award/{first.pk}/change/" in shown
    assert "1 个已发布的案例撤回" in shown and "2 个草稿删除" in shown
    assert Award.objects.published().get() == first

    with writing():
        second.attributions.filter(field__in=["locality", "township"]).delete()
        second.locality = ""
        second.save()
    shown = act(as_curator, intake, "undo").content.decode()
    assert "现在不能撤销" in shown and second.accession in shown
    assert "确认撤销" not in shown


@pytest.mark.slow
def test_a_reviewer_accepts_or_declines_each_change_of_a_published_case_with_a_reason(as_curator):
    act(as_curator, bring_in(), "take")
    for award in Award.objects.all():
        award.publish()
    again = bring_in(LIST.replace("关于公布", "关于表扬"))
    for row in again.rows.all():
        act_on_row(as_curator, row, "attest")
    clerk = Client()
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_award"))
    clerk.force_login(user, backend=BACKEND)
    act(clerk, again, "take")
    one, two, three = again.rows.all()
    assert "要由有" in told(act_on_row(clerk, one, "approve"))
    assert "请写明理由" in told(act_on_row(as_curator, one, "decline"))
    act_on_row(as_curator, one, "decline", **{f"reason-{one.pk}": "不是同一荣誉"})
    act_on_row(as_curator, two, "approve", **{f"reason-{two.pk}": "已核对"})
    one.refresh_from_db(), two.refresh_from_db(), three.refresh_from_db()
    assert (one.outcome, one.reason, one.decided_by) == ("declined", "不是同一荣誉", "curator")
    assert (two.outcome, two.reason, two.decided_by) == ("taken", "已核对", "curator")
    assert three.outcome == "waiting"
    assert Revision.objects.filter(number=two.version, note__contains="已核对").exists()
    assert Attestation.objects.get().award.accession == "2021-jczl-t02"
    shown = as_curator.get(page(again)).content.decode()
    assert "curator：不是同一荣誉" in shown and "待审：记为 2021-jczl-t03 的其他出处" in shown


def test_an_unknown_action_is_a_bad_request(as_curator):
    intake = bring_in()
    for action in ("", "sav", "save "):
        assert act(as_curator, intake, action).status_code == 400
        assert act_on_row(as_curator, intake.rows.first(), action).status_code == 400
    assert Intake.objects.get().lock == 0


def test_the_help_of_imports_is_linked_from_their_list(as_curator):
    assert "/admin/cases/intake/help/" in as_curator.get("/admin/cases/intake/").content.decode()
    shown = as_curator.get("/admin/cases/intake/help/").content.decode()
    assert shown.count("<li><strong>") == 10
