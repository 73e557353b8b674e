"""What is too long for a request: handed over, done by a worker, told while it runs, begun again."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cases.choices import ChangeOutcome, IntakeState, IntakeWork
from cases.imports import work
from cases.imports.reading import keep_pasted
from cases.imports.rows import decide
from cases.models import Award, Intake, Source, StaleIntake
from cases.models.intake import SILENT
from cases.progress import listening, with_progress
from tests.imports.lists import ENTRIES, LIST, SAID, bring_in, make_readers_library

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


@pytest.fixture
def curator() -> User:
    return User.objects.create_user("curator")


@pytest.fixture
def waiting(monkeypatch) -> list[int]:
    """The numbers of the intakes that wait for a worker, since none runs."""
    queue: list[int] = []
    monkeypatch.setattr(type(work.do_work), "enqueue", lambda task, pk: queue.append(pk))
    return queue


def now(intake: Intake) -> Intake:
    return Intake.objects.get(pk=intake.pk)


def begin(intake: Intake, worker: str = "one") -> None:
    """A worker has begun, and nobody has heard of it since."""
    Intake.objects.filter(pk=intake.pk).update(work_worker=worker, work_beat_at=timezone.now() - 2 * SILENT)


def run(intake: Intake) -> None:
    """A worker does what waits, as the immediate backend of the tests does."""
    work.do_work.func(Context(), intake.pk)


class Context:
    """As much of a task's context as the work asks for."""

    class task_result:
        worker_ids = ("two",)


def test_a_document_is_kept_then_read_by_the_worker_with_what_was_said(waiting, curator):
    intake = keep_pasted(LIST, by="curator")
    work.hand_over(intake, IntakeWork.READ, intake.lock, by=curator, **work.said_to_keep(SAID))
    assert (now(intake).state, now(intake).rows.count(), waiting) == (IntakeState.READING, 0, [intake.pk])
    run(intake)
    assert (now(intake).state, now(intake).work, now(intake).rows.count()) == (IntakeState.READY, "", 3)
    assert now(intake).changed_by == "curator"
    assert now(intake).facts == bring_in(said=SAID).facts


def test_it_is_taken_in_taken_back_and_taken_in_again(waiting, curator):
    intake = bring_in()
    for each, count in ((IntakeWork.TAKE, 3), (IntakeWork.UNDO, 0), (IntakeWork.REDO, 3)):
        work.hand_over(now(intake), each, now(intake).lock, by=curator)
        run(intake)
        assert (now(intake).work, now(intake).work_refused, Award.objects.count()) == ("", "", count)


def test_nobody_else_changes_what_a_worker_has(waiting, curator):
    intake = bring_in()
    work.hand_over(intake, IntakeWork.TAKE, intake.lock, by=curator)
    with pytest.raises(ValidationError, match="后台正在处理"):
        work.hand_over(now(intake), IntakeWork.TAKE, now(intake).lock, by=curator)
    with pytest.raises(ValidationError):
        decide(now(intake).rows.first(), ChangeOutcome.DROPPED, lock=now(intake).lock, by="other")
    with pytest.raises(StaleIntake):
        work.hand_over(bring_in(), IntakeWork.TAKE, 7, by=curator)


def test_why_it_was_refused_is_kept_in_words(waiting, curator):
    intake = bring_in()
    intake.rows.update(action="doubtful")
    work.hand_over(intake, IntakeWork.TAKE, intake.lock, by=curator)
    run(intake)
    assert now(intake).state == IntakeState.READY
    assert f"第 1 条“{ENTRIES[0]}”" in now(intake).work_refused
    assert not Award.objects.exists()


def test_a_fault_of_the_program_is_told_and_leaves_nothing(waiting, curator, monkeypatch):
    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    intake = keep_pasted(LIST)
    work.hand_over(intake, IntakeWork.READ, intake.lock, by=curator)
    monkeypatch.setattr("cases.imports.reading._store", fail)
    run(intake)
    assert (now(intake).state, now(intake).work_refused) == (IntakeState.FAILED, work.BROKEN)
    assert not now(intake).changes.exists()


def test_of_who_may_no_longer_log_in_nothing_is_done(waiting, curator):
    intake = bring_in()
    work.hand_over(intake, IntakeWork.TAKE, intake.lock, by=curator)
    User.objects.update(is_active=False)
    run(intake)
    assert (now(intake).work_refused, Award.objects.exists()) == (work.NOBODY, False)


def test_what_a_dead_worker_had_begun_is_begun_again(waiting, curator):
    intake = bring_in()
    work.hand_over(intake, IntakeWork.TAKE, intake.lock, by=curator)
    with pytest.raises(ValidationError, match="后台正在处理"):
        work.start_again(now(intake), now(intake).lock, by=curator)
    begin(intake)
    run(intake)  # it is another's still
    assert now(intake).is_silent
    assert not Award.objects.exists()
    work.start_again(now(intake), now(intake).lock, by=curator)
    assert not now(intake).is_silent
    run(intake)
    assert (Award.objects.count(), now(intake).state) == (3, IntakeState.TAKEN)


def test_a_worker_that_was_only_slow_writes_nothing_once_it_was_given_up(waiting, curator):
    intake = bring_in()
    work.hand_over(intake, IntakeWork.TAKE, intake.lock, by=curator)
    slow = now(intake)
    begin(intake)
    work.stop(now(intake), now(intake).lock, by=curator)
    assert (now(intake).work, now(intake).work_refused) == ("", work.STOPPED)
    assert "刚由“curator”" in work._reason_against(slow)
    assert not Source.objects.exists()


def test_a_worker_answers_for_what_waits_and_for_its_own(waiting, curator, monkeypatch):
    mine, others, free = bring_in(), bring_in(LIST.replace("小营巷", "茅廊巷")), keep_pasted(LIST)
    for intake in (mine, others, free):
        work.hand_over(intake, IntakeWork.TAKE, intake.lock, by=curator)
    begin(mine, "me")
    monkeypatch.setattr(work, "_doing", {mine.pk})
    begin(others, "other")
    Intake.objects.filter(pk=free.pk).update(work_beat_at=timezone.now() - SILENT - timedelta(seconds=1))
    work.beat("me")
    assert [now(each).is_silent for each in (mine, others, free)] == [False, True, False]


def test_progress_is_told_as_each_is_done():
    told = []
    with listening(lambda done, total: told.append((done, total))):
        assert list(with_progress("甲乙")) == ["甲", "乙"]
    assert list(with_progress("丙")) == ["丙"]
    assert told == [(1, 2), (2, 2)]


@pytest.mark.django_db(transaction=True)
def test_progress_is_stored_where_all_can_see_it_not_within_the_work(curator):
    intake = keep_pasted(LIST)
    work._Counter(intake.pk)(1, 3)
    assert now(intake).progress == "1 / 3"


@pytest.mark.django_db(transaction=True)
def test_the_task_waits_in_the_database_for_a_worker(curator):
    from django_tasks import task_backends
    from django_tasks_db import DatabaseBackend

    intake = bring_in()
    before = task_backends["default"]
    task_backends["default"] = DatabaseBackend("default", {"QUEUES": ["default"]})
    try:
        work.hand_over(intake, IntakeWork.TAKE, intake.lock, by=curator)
    finally:
        task_backends["default"] = before
    task = DBTaskResult.objects.get()
    assert (task.status, task.args_kwargs["args"]) == (TaskResultStatus.READY, [intake.pk])
    assert not now(intake).is_silent
