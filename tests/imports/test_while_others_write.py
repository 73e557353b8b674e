"""Others can write while something is read, and what waits too long for them says so and loses nothing."""

import sqlite3

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.urls import get_resolver, reverse

from casebook.busy import server_error
from casebook.busy_forms import AGAIN_AFTER
from cases.choices import IntakeState, IntakeWork
from cases.imports import reading, work
from cases.imports.files.decoded_file import FileRefused
from cases.imports.files.delimited_text import read_delimited, read_grid
from cases.imports.reading import keep_pasted, read_file, read_pasted
from cases.models import Intake
from tests.imports.lists import LIST, SAID, bring_in, make_readers_library

pytestmark = pytest.mark.django_db
LOCKED = OperationalError("database is locked")
LOCKED.__cause__ = sqlite3.OperationalError("database is locked")
LOCKED.__cause__.sqlite_errorcode = sqlite3.SQLITE_BUSY


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


@pytest.fixture
def curator() -> User:
    return User.objects.create_superuser("curator")


@pytest.fixture
def waiting(monkeypatch) -> list[int]:
    queue: list[int] = []
    monkeypatch.setattr(type(work.do_work), "enqueue", lambda task, pk: queue.append(pk))
    return queue


class Context:
    """As much of a task's context as the work asks for."""

    class task_result:
        worker_ids = ("me",)


def now(intake: Intake) -> Intake:
    return Intake.objects.get(pk=intake.pk)


# --- Reading --------------------------------------------------------------------------------------


@pytest.fixture
def depths(monkeypatch) -> list[int]:
    """How many transactions were begun within the test's own, each time that a document was read."""
    found: list[int] = []
    read = reading.read

    def noted(*arguments: object) -> object:
        found.append(len(connection.savepoint_ids))
        return read(*arguments)

    monkeypatch.setattr(reading, "read", noted)
    return found


def test_a_document_is_read_before_anything_is_locked(depths):
    before = len(connection.savepoint_ids)
    read_pasted(LIST, SAID)
    read_file("名单.txt", LIST.replace("小营巷", "茅廊巷").encode(), SAID)
    assert depths == [before, before]
    assert Intake.objects.filter(state=IntakeState.READY).count() == 2


def test_it_is_read_again_before_the_edited_rows_are_saved(depths, curator, client):
    intake = bring_in()
    depths.clear()
    client.force_login(curator)
    sent = {
        "action": "facts",
        "lock": intake.lock,
        "initial-title": "",
        "title": "另一个标题",
        "year": "2021",
    }
    before = len(connection.savepoint_ids)
    client.post(reverse("admin:cases_intake_act", args=[intake.pk]), sent)
    assert depths == [before]
    assert now(intake).title == "另一个标题"


def test_what_cannot_be_read_leaves_nothing(monkeypatch):
    monkeypatch.setattr(reading, "_store", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read_file("名单.txt", LIST.encode(), SAID)
    assert not Intake.objects.exists()


def test_one_long_line_is_long_too(curator, client, waiting):
    text = "2018年全国社区治理和服务创新实验区名单\n" + "北京市：" * 6000
    assert work.is_long_text(text)
    assert not work.is_long_text(LIST)
    client.force_login(curator)
    client.post(reverse("admin:cases_intake_add"), {"file": SimpleUploadedFile("a.txt", text.encode())})
    assert waiting == [Intake.objects.get(work=IntakeWork.READ).pk]


def test_a_quotation_mark_that_never_ends_is_refused():
    broken = '年份,标题,单位\n2018,"甲,乙\n' + "2018,丙,丁\n" * 5
    for read in (read_delimited, read_grid):
        with pytest.raises(FileRefused, match="第 2 行起有一个引号没有配对"):
            read(broken.encode())
    whole = '年份,标题,单位\n2018,"甲\n乙",丙\n2018,丙,"丁\n"'
    assert read_grid(whole.encode()).grids[0].rows[1:] == [["2018", "甲\n乙", "丙"], ["2018", "丙", "丁\n"]]


# --- What came of a work is told, whatever happened -----------------------------------------------


def handed_over(by: User) -> Intake:
    intake = keep_pasted(LIST, by="curator")
    work.hand_over(intake, IntakeWork.READ, intake.lock, by=by, **work.said_to_keep(SAID))
    return intake


def test_a_lock_while_the_work_ends_frees_the_intake_a_moment_later(waiting, curator, monkeypatch):
    intake, finish = handed_over(curator), work._finish

    def fail(*_arguments: object) -> None:
        raise LOCKED

    monkeypatch.setattr(work, "_finish", fail)
    with pytest.raises(OperationalError):
        work.do_work.func(Context(), intake.pk)
    assert now(intake).work_worker == "me"
    monkeypatch.setattr(work, "_finish", finish)
    work.beat("me")
    assert (now(intake).work, now(intake).state, now(intake).work_refused) == ("", IntakeState.READY, "")


def test_a_lock_during_the_work_is_told(waiting, curator, monkeypatch):
    def fail(*_arguments: object) -> None:
        raise LOCKED

    intake = handed_over(curator)
    monkeypatch.setattr(reading, "_store", fail)
    work.do_work.func(Context(), intake.pk)
    assert (now(intake).work, now(intake).state) == ("", IntakeState.FAILED)
    assert now(intake).work_refused == work.LOCKED


def test_what_a_worker_does_no_more_it_frees_and_says_so(waiting, curator):
    intake = handed_over(curator)
    Intake.objects.filter(pk=intake.pk).update(work_worker="me")
    work.beat("me")
    assert (now(intake).work, now(intake).work_refused) == ("", work.LOST)


def test_what_waits_without_a_task_is_put_into_the_queue_again(waiting, curator):
    intake = handed_over(curator)
    waiting.clear()
    work.beat("me")
    assert waiting == [intake.pk]


# --- Too long a wait ------------------------------------------------------------------------------


def answer_to(error: Exception) -> tuple[int, str | None]:
    try:
        raise error
    except (OperationalError, ZeroDivisionError):
        response = server_error(RequestFactory().post("/admin/login/"))
    return response.status_code, response.headers.get("Retry-After")


def test_a_locked_database_is_no_fault_of_the_site():
    assert answer_to(LOCKED) == (503, AGAIN_AFTER)
    assert answer_to(OperationalError("no such table: a")) == (500, None)
    assert answer_to(ZeroDivisionError()) == (500, None)


def test_a_lock_that_is_met_outside_of_a_view_is_answered_so(client, monkeypatch):
    def fail(*_arguments: object) -> None:
        raise LOCKED

    assert get_resolver().resolve_error_handler(500) is server_error
    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_response", fail)
    client.raise_request_exception = False
    response = client.get(reverse("admin:login"))
    assert (response.status_code, response.headers["Retry-After"]) == (503, AGAIN_AFTER)
    assert "重新提交" in response.content.decode()
