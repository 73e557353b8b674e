"""An import that is too long for a request, as its page shows it to every curator."""

import pytest
from django.utils import timezone

from cases.choices import IntakeState, IntakeWork
from cases.imports import work
from cases.models import Award, Intake
from cases.models.intake import SILENT
from tests.admin.awards import told
from tests.admin.test_intakes import START, act, page
from tests.imports.lists import LIST, bring_in, make_readers_library

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library(monkeypatch) -> None:
    make_readers_library()
    monkeypatch.setattr(work, "MOST_AT_ONCE", 2)


@pytest.fixture
def no_worker(monkeypatch) -> None:
    monkeypatch.setattr(type(work.do_work), "enqueue", lambda task, pk: None)


def shown(client, intake: Intake) -> str:
    return client.get(page(intake)).content.decode()


def put(intake: Intake, **values) -> None:
    Intake.objects.filter(pk=intake.pk).update(**values)


def test_a_long_text_is_read_by_the_worker_and_looked_over_as_ever(as_curator):
    answer = as_curator.post(START, {"text": LIST}, follow=True)
    intake = Intake.objects.get()
    assert (intake.state, intake.rows.count(), intake.work) == (IntakeState.READY, 3, "")
    assert "公告原文" in answer.content.decode()


def test_while_it_waits_and_runs_the_page_says_how_far_it_is(as_curator, no_worker):
    as_curator.post(START, {"text": LIST})
    intake = Intake.objects.get()
    assert "读取：排队等候" in shown(as_curator, intake)
    put(intake, work_worker="one", progress_done=3200, progress_total=10000)
    assert "正在读取 3,200 / 10,000" in shown(as_curator, intake)
    assert "重新开始" not in shown(as_curator, intake)
    put(intake, progress_done=10000)
    assert "正在核对并写入" in shown(as_curator, intake)


def test_without_a_worker_the_page_says_so_and_offers_to_begin_again_or_to_stop(as_curator, no_worker):
    as_curator.post(START, {"text": LIST})
    intake = Intake.objects.get()
    put(intake, work_beat_at=timezone.now() - 2 * SILENT)
    assert "没有后台程序在处理" in shown(as_curator, intake)
    act(as_curator, intake, "start-again")
    assert "排队等候" in shown(as_curator, intake)
    put(intake, work_beat_at=timezone.now() - 2 * SILENT)
    act(as_curator, intake, "stop")
    assert (Intake.objects.get().state, Intake.objects.get().work) == (IntakeState.FAILED, "")
    assert work.STOPPED in shown(as_curator, intake)
    assert work.UNREAD in act(as_curator, intake, "start-again").content.decode()
    act(as_curator, intake, "drop", sure=1)
    assert Intake.objects.get().state == IntakeState.DROPPED and "恢复这次导入" in shown(as_curator, intake)
    act(as_curator, intake, "redo")
    assert Intake.objects.get().state == IntakeState.FAILED
    act(as_curator, intake, "read")
    assert Intake.objects.get().work == IntakeWork.READ


def test_many_rows_are_taken_in_and_taken_back_by_the_worker(as_curator):
    intake = bring_in()
    act(as_curator, intake, "take")
    assert Award.objects.count() == 3
    act(as_curator, intake, "undo", sure="1", reason="读错了")
    assert not Award.objects.exists()
    act(as_curator, intake, "redo")
    assert Award.objects.count() == 3


def test_what_is_odd_about_a_long_document_is_asked_before_the_worker_takes_it_in(as_curator):
    intake = bring_in(LIST.replace("典型案例名单\n", "典型案例名单（30个）\n"))
    assert "文中说有 30 个，读到 3 个。" in act(as_curator, intake, "take").content.decode()
    assert not Award.objects.exists()
    act(as_curator, intake, "take", sure=1)
    assert Award.objects.count() == 3


def test_the_facts_of_a_long_document_are_read_with_by_the_worker(as_curator, no_worker):
    intake = bring_in()
    act(as_curator, intake, "facts", year="1000")
    assert Intake.objects.get().work == ""
    act(as_curator, intake, "facts", year="2020", form="", issuers=["mca"])
    assert Intake.objects.get().work == IntakeWork.READ_AGAIN
    assert Intake.objects.get().work_arguments["said"]["year"] == 2020


def test_nothing_else_is_done_meanwhile(as_curator, no_worker):
    intake = bring_in()
    act(as_curator, intake, "take")
    assert "后台正在处理" in told(act(as_curator, intake, "undo"))
    assert "后台正在处理" in told(act(as_curator, intake, "drop"))
    assert Intake.objects.get().state == IntakeState.READY


def test_why_it_was_refused_stands_above_the_rows(as_curator):
    intake = bring_in()
    intake.rows.update(action="doubtful")
    act(as_curator, intake, "take")
    assert "上次后台处理没有完成" in shown(as_curator, intake)


def test_the_page_that_waited_loads_itself_again_when_the_work_is_done(as_curator):
    answer = as_curator.get(page(bring_in()), headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


def test_the_tables_of_the_tasks_have_no_english_pages(as_curator):
    assert "django_tasks" not in as_curator.get("/admin/").content.decode()
