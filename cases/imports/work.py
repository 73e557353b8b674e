"""What is too long for one request is left to the worker, with progress that everybody sees.

Nothing of the work is lost with a worker that dies: each work is one transaction, which claims the lock of
its intake, so that of two workers at the same intake one is refused and has written nothing. Nor does an
intake stay taken: whatever happened to its work, it is freed within seconds by the worker that had it
(`beat`), and after SILENT by whoever looks at it, where that worker is gone.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict
from time import monotonic
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cases.choices import IntakeKind, IntakeState, IntakeWork
from cases.imports.by_columns import read_by_columns
from cases.imports.facts import Said
from cases.imports.files.decoded_file import FileRefused
from cases.imports.reading import read_again, read_kept
from cases.imports.reviewing import take_waiting
from cases.imports.sheets.exported_sheet import ExportedSheet
from cases.imports.sheets.reading import read_kept_sheet
from cases.imports.taking import name_of, take
from cases.imports.undoing import redo_intake, undo_intake
from cases.models import Intake
from cases.progress import listening

BY_COLUMNS = "columns"  # among the arguments: what a person says of columns is what it is read again by
MOST_AT_ONCE = 300  # rows, or lines of a text, that one request reads, takes in or takes back: two seconds
LONGEST_AT_ONCE = 20_000  # characters of a text that one request reads: two seconds as well
EVERY = 0.5  # seconds between two counts that are stored
BUSY = "后台正在处理这次导入，请等处理完再操作。"
BROKEN = "程序出错，什么都没有写入。请再试一次；仍然不成的，请联系管理员（运行日志里有记录）。"
NOBODY = "提出处理的账号已经停用，什么都没有写入。"
STOPPED = "已停止，什么都没有写入。"
LOCKED = (
    "案例库当时写不进去，多半是别的写入占用得久，什么都没有写入。请过一会儿再试；仍然不成的，请联系管理员。"
)
UNREAD = "这次导入没有读成，后台已经不在处理：请按“重新读取”，不要了的按“放弃这次导入”。"
ENDED = "上次后台处理没有完成，已经停止，不能接着做：原因写在页面上，改好以后再做一次。"
DONE = "后台已经处理完，没有要重新开始的。请刷新页面，看现在的内容。"
LOST = "处理中断了，什么都没有写入，请再试一次。"
logger = logging.getLogger(__name__)
_doing = set[int]()  # the intakes that this process works at
_ended = dict[int, str]()  # what became of works of this process, while it is not written at their intakes


def is_long_text(text: str) -> bool:
    """Whether a text may hold more entries than one request reads, on however few lines."""
    return len(text) > LONGEST_AT_ONCE or text.count("\n") > MOST_AT_ONCE


def is_long_sheet(sheet: ExportedSheet) -> bool:
    """Whether a sheet has more rows than one request reads."""
    return len(sheet.grid.rows) - sheet.heading - 1 > MOST_AT_ONCE


def is_long(intake: Intake) -> bool:
    """Whether the intake has more rows than one request can do anything with."""
    return intake.rows.count() > MOST_AT_ONCE


def said_to_keep(said: Said) -> dict[str, Any]:
    """What a person says of a document, as `hand_over` takes it."""
    return {"said": asdict(said)}


def hand_over(intake: Intake, work: IntakeWork, lock: int, *, by: User | None, **arguments: Any) -> None:
    """Leave a work with the intake to the worker; StaleIntake where somebody else was quicker."""
    if intake.work:
        raise ValidationError(BUSY)
    kept = {"user": by.pk if by is not None else None, **arguments}
    with intake.claimed(lock, name_of(by)):
        _put(intake, work=work, work_arguments=kept, work_refused="")
        do_work.enqueue(intake.pk)


def start_again(intake: Intake, lock: int, *, by: User | None) -> None:
    """Give a work whose worker is gone to another."""
    _require_silent(intake)
    with intake.claimed(lock, name_of(by)):
        _put(intake)
        do_work.enqueue(intake.pk)


def stop(intake: Intake, lock: int, *, by: User | None) -> None:
    """Give a work up whose worker is gone; were it there still, the lock refuses what it would write."""
    _require_silent(intake)
    with intake.claimed(lock, name_of(by)):
        _finish(intake.pk, "", STOPPED)


def _require_silent(intake: Intake) -> None:
    if not intake.is_silent:
        raise ValidationError(BUSY if intake.work else _nothing_waits(intake))


def _nothing_waits(intake: Intake) -> str:
    """Why there is nothing to begin again, and what can be done instead."""
    if intake.state == IntakeState.FAILED:
        return UNREAD
    return ENDED if intake.work_refused else DONE


def _put(intake: Intake, **values: Any) -> None:
    """It waits for a worker, and has just been looked after."""
    values |= {"work_worker": "", "work_beat_at": timezone.now(), "progress_done": 0, "progress_total": 0}
    Intake.objects.filter(pk=intake.pk).update(**values)


# --- In the worker --------------------------------------------------------------------------------


def beat(worker: str) -> None:
    """Answer for what waits in the queue and for what this worker does; free what it does no more.

    An intake whose work ended while the database was locked is freed here, with what became of the work; one
    whose task is gone is put into the queue again.
    """
    at_work = Intake.objects.exclude(work="")
    mine = set(at_work.filter(work_worker=worker).values_list("pk", flat=True))
    for pk in mine - _doing:
        _finish(pk, worker, _ended.pop(pk, LOST))
    waiting = set(at_work.filter(work_worker="").values_list("pk", flat=True))
    lost = waiting - _tasks() if waiting else set()
    for pk in lost:
        do_work.enqueue(pk)
    at_work.filter(pk__in=(mine & _doing) | waiting).update(work_beat_at=timezone.now())


def _tasks() -> set[int]:
    """The intakes for which a task waits or has just begun."""
    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    tasks = DBTaskResult.objects.filter(task_path=do_work.module_path, status__in=unfinished)
    return {int(each["args"][0]) for each in tasks.values_list("args_kwargs", flat=True)}


@task(takes_context=True)
def do_work(context: TaskContext, pk: int) -> None:
    """Do what waits at this intake, unless another worker does it or it was given up."""
    worker = context.task_result.worker_ids[-1]
    _doing.add(pk)
    try:
        waiting = Intake.objects.filter(pk=pk, work_worker="").exclude(work="")
        if waiting.update(work_worker=worker, work_beat_at=timezone.now()):
            _ended[pk] = BROKEN  # unless it ends in order
            _ended[pk] = _reason_against(Intake.objects.get(pk=pk))
            _finish(pk, worker, _ended[pk])
            _ended.pop(pk)
    finally:
        _doing.discard(pk)  # from now on `beat` frees it, if that could not be written here


def _reason_against(intake: Intake) -> str:
    """Do the work; why it could not be done, in Chinese, else empty."""
    work, arguments = intake.work, intake.work_arguments
    intake.work = ""  # to whoever does it the intake is free
    try:
        by = User.objects.filter(pk=arguments["user"], is_active=True).first()
        if by is None and arguments["user"] is not None:
            return NOBODY
        with listening(_Counter(intake.pk)):
            WORKS[IntakeWork(work)](intake, by, arguments)
    except ValidationError as refusal:
        return "\n".join(refusal.messages)
    except FileRefused as refusal:
        return str(refusal)
    except Exception as error:
        logger.exception("intake %s: %s failed", intake.pk, work)
        return LOCKED if isinstance(error, OperationalError) else BROKEN
    return ""


def _finish(pk: int, worker: str, refused: str) -> None:
    mine = Intake.objects.filter(pk=pk, work_worker__in=[worker] if worker else _worker_of(pk))
    mine.filter(state=IntakeState.READING).update(state=IntakeState.FAILED)
    mine.update(
        work="", work_worker="", work_beat_at=None, work_refused=refused, progress_done=0, progress_total=0
    )


def _worker_of(pk: int) -> list[str]:
    return list(Intake.objects.filter(pk=pk).values_list("work_worker", flat=True))


class _Counter:
    """Stores how far a work is, past the work's own transaction: within it nobody would see."""

    def __init__(self, pk: int) -> None:
        self._pk, self._stored_at = pk, 0.0

    def __call__(self, done: int, total: int) -> None:
        is_last, now = done == total, monotonic()
        if (is_last or now - self._stored_at > EVERY) and not transaction.get_connection().in_atomic_block:
            self._stored_at = now
            Intake.objects.filter(pk=self._pk).update(progress_done=done, progress_total=total)


def _read(intake: Intake, by: User | None, arguments: Mapping[str, Any]) -> None:
    if intake.kind == IntakeKind.SPREADSHEET:
        read_kept_sheet(intake, intake.lock, by=name_of(by))
    else:
        read_kept(intake, intake.lock, _said(arguments), by=name_of(by))


def _read_again(intake: Intake, by: User | None, arguments: Mapping[str, Any]) -> None:
    if BY_COLUMNS in arguments:
        read_by_columns(intake, intake.lock, by=name_of(by))
    else:
        read_again(intake, intake.lock, _said(arguments), by=name_of(by))


def _take(intake: Intake, by: User | None, arguments: Mapping[str, Any]) -> None:
    take(intake, intake.lock, by=by, sure=True)  # whoever handed it over was asked


def _take_waiting(intake: Intake, by: User | None, arguments: Mapping[str, Any]) -> None:
    if by is not None:
        take_waiting(intake, intake.lock, by=by)


def _undo(intake: Intake, by: User | None, arguments: Mapping[str, Any]) -> None:
    undo_intake(intake, intake.lock, by=by, reason=arguments.get("reason", ""))


def _redo(intake: Intake, by: User | None, arguments: Mapping[str, Any]) -> None:
    redo_intake(intake, intake.lock, by=by)


def _said(arguments: Mapping[str, Any]) -> Said:
    """As it was kept in JSON, which knows no tuples."""
    values: dict[str, Any] = arguments.get("said", {})
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return Said(**values)


WORKS: Mapping[IntakeWork, Callable[[Intake, User | None, Mapping[str, Any]], None]] = {
    IntakeWork.READ: _read,
    IntakeWork.READ_AGAIN: _read_again,
    IntakeWork.TAKE: _take,
    IntakeWork.TAKE_WAITING: _take_waiting,
    IntakeWork.UNDO: _undo,
    IntakeWork.REDO: _redo,
}
