"""Publishing and withdrawing by the worker, some awards at a time: each time one room, one data version.

An act of care on many awards is done by it as well, in one room, or not at all.

An award is refused by itself, as in a request: the others go on, and what was done stays done. So a worker
that dies leaves whole pieces behind, with how far it was, and the next one goes on from there; stopping
takes effect between two pieces. The database is free for others between them.
"""

import logging
from collections.abc import Iterable
from functools import partial
from time import monotonic, sleep

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskContext, task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cases.admin.collisions.refusing import reasons
from cases.admin.reviews.since import said_since
from cases.admin.vocabulary import long_acts
from cases.admin.vocabulary.long_acts import AskedOfWorker
from cases.choices import BulkAct, BulkState, State, Through
from cases.curation import release
from cases.curation.care.acts import Outlook
from cases.curation.keeper import Contradiction
from cases.curation.versions.cutting import cut_what_waits
from cases.models import Award, BulkWork
from cases.models.award import AwardQuerySet
from cases.models.writing import writing

EVERYTHING_CHECKED = ("source", "edition__programme", "tier", "place_then", "place_now")
PIECE = 20  # awards that are read together
LONGEST = 0.7  # seconds after which a piece is written, however few of its awards were done
PAUSE = 0.1  # seconds in which others write: who waits for SQLite looks again only so often
AT_WORK = (BulkState.WAITING, BulkState.RUNNING)
AT_IT = "后台程序正在照这一项整理，请到“成批处理”查看。"
NOT_OPEN = "这次处理已经结束，请刷新页面。"
NOT_SILENT = "后台正在处理，请稍后再看。"
GONE = "已经删除，或者已经不是确认时的状态。"
NOBODY = "提出处理的账号已经停用，其余的没有处理。"
BROKEN = "程序出错，其余的没有处理。请联系管理员（运行日志里有记录），再从案例列表重新做一次。"
NOBODY_DOES = "确认的账号已经停用，没有整理。"
BROKEN_WHOLE = "程序出错，什么都没有改。请联系管理员（运行日志里有记录）。"
TRIES = 5  # of a piece while others write
logger = logging.getLogger(__name__)
_doing = set[int]()  # the works of this process


def hand_over(act: BulkAct, awards: Iterable[int], seen: int, by: User, reason: str) -> BulkWork:
    """Leave it to the worker."""
    keys = list(awards)
    with transaction.atomic():
        work = BulkWork.objects.create(
            act=act, awards=keys, total=len(keys), seen=seen, made_by=by.get_username(), reason=reason
        )
        do_bulk.enqueue(work.pk)
    return work


def hand_over_care(asked: AskedOfWorker, found: Outlook, by: User, reason: str) -> BulkWork:
    """Leave an act of care to the worker. ValidationError where the same proposal is being accepted."""
    with transaction.atomic():
        at_work = BulkWork.objects.filter(state__in=AT_WORK, act=BulkAct.CARE)
        if asked["proposal"] and at_work.filter(asked__proposal=asked["proposal"]).exists():
            raise ValidationError(AT_IT)
        work = BulkWork.objects.create(
            act=BulkAct.CARE, asked=asked, total=found.count, seen=found.seen, reason=reason,
            made_by=by.get_username(),
        )  # fmt: skip
        do_bulk.enqueue(work.pk)
    return work


def stop(work: BulkWork) -> None:
    """Do no more of it: the piece that is being written is the last. ValidationError where it is over."""
    with transaction.atomic():
        if not _open(work.pk).update(state=BulkState.STOPPED, ended_at=timezone.now()):
            raise ValidationError(NOT_OPEN)
        cut_what_waits()


def start_again(work: BulkWork) -> None:
    """Give a work whose worker is gone to another, which goes on where that one was."""
    if not work.is_silent:
        raise ValidationError(NOT_SILENT if work.is_open else NOT_OPEN)
    with transaction.atomic():
        _open(work.pk).update(state=BulkState.WAITING, worker="", beat_at=timezone.now())
        do_bulk.enqueue(work.pk)


# --- In the worker --------------------------------------------------------------------------------


def beat(worker: str) -> None:
    """Answer for what waits and for what this worker does; what lost its task gets another."""
    at_work = BulkWork.objects.filter(state__in=AT_WORK)
    mine = set(at_work.filter(worker=worker).values_list("pk", flat=True))
    waiting = set(at_work.filter(worker="").values_list("pk", flat=True))
    lost = (waiting - _tasks() if waiting else set[int]()) | (mine - _doing)
    at_work.filter(pk__in=mine - _doing).update(state=BulkState.WAITING, worker="")
    for pk in lost:
        do_bulk.enqueue(pk)
    at_work.filter(pk__in=(mine & _doing) | waiting).update(beat_at=timezone.now())


def _tasks() -> set[int]:
    """The works for which a task waits or has just begun."""
    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    tasks = DBTaskResult.objects.filter(task_path=do_bulk.module_path, status__in=unfinished)
    return {int(each["args"][0]) for each in tasks.values_list("args_kwargs", flat=True)}


@task(takes_context=True)
def do_bulk(context: TaskContext, pk: int) -> None:
    """Do what is left of this work, unless another worker does it or it was stopped."""
    worker = context.task_result.worker_ids[-1]
    if not _open(pk).filter(worker="").update(worker=worker, state=BulkState.RUNNING, beat_at=timezone.now()):
        return
    _doing.add(pk)
    try:
        _do(pk, worker)
    except Exception:
        logger.exception("bulk work %s failed", pk)
        is_whole = _open(pk).filter(act=BulkAct.CARE).exists()
        _end(pk, BulkState.FAILED, BROKEN_WHOLE if is_whole else BROKEN)
    finally:
        _doing.discard(pk)


class Stopped(Exception):
    """Somebody stopped it, or another worker does it: the piece is not written."""


def _do(pk: int, worker: str) -> None:
    while (work := _open(pk).filter(worker=worker).first()) is not None:
        by = User.objects.filter(username=work.made_by, is_active=True).first()
        if by is None:
            _end(pk, BulkState.FAILED, NOBODY_DOES if work.is_whole else NOBODY)
        elif work.is_whole:
            _try_whole(work, by)
        elif not work.left:
            _end(pk, BulkState.DONE)
        else:
            _try_piece(work, by)
            sleep(PAUSE)


def _try_piece(work: BulkWork, by: User) -> None:
    """A piece, tried again while others hold the database."""
    for left in reversed(range(TRIES)):
        try:
            write_piece(work, by)
        except OperationalError:
            if not left:
                raise
            sleep(1)
        except Stopped:
            return
        else:
            return


def _try_whole(work: BulkWork, by: User) -> None:
    """All of it, tried again while others hold the database; why it is refused stands at it."""
    for left in reversed(range(TRIES)):
        try:
            long_acts.carry_out_work(work, by, _Progress(work), partial(_finish, work))
        except OperationalError:
            if not left:
                raise
            sleep(1)
        except ValidationError as refusal:
            _end(work.pk, BulkState.FAILED, long_acts.in_words(refusal))
            return
        except Stopped:
            return
        else:
            return


class _Progress:
    """Counts what is looked at before the lock, now and then; `Stopped` where somebody stopped it."""

    def __init__(self, work: BulkWork) -> None:
        self.work, self.told = work, monotonic()

    def __call__(self, done: int, total: int) -> None:
        if done == total or monotonic() - self.told > LONGEST:
            self.told = monotonic()
            _tell(self.work, min(done, self.work.total))


def _tell(work: BulkWork, done: int) -> None:
    if not _open(work.pk).filter(worker=work.worker).update(done=done):
        raise Stopped


def _finish(work: BulkWork, found: Outlook) -> None:
    """In the transaction that writes it."""
    done = {"done": work.total, "changed": found.count, "state": BulkState.DONE, "ended_at": timezone.now()}
    if not _open(work.pk).filter(worker=work.worker).update(**done):
        raise Stopped


def write_piece(work: BulkWork, by: User) -> None:
    """Do some in one room; how far it is becomes true together with what was done.

    What is published together is checked together, at the end of the room. Where that refuses one, nothing of
    the piece is written: it is done again, with those that were refused each by itself, which says why.
    """
    alone, keys = set[int](), set(work.awards[work.done : work.done + PIECE])
    while True:
        try:
            _write(work, by, alone)
        except (ValidationError, IntegrityError) as refusal:
            if keys <= alone:
                raise
            alone |= _refused_of(refusal, keys - alone) or keys
        else:
            return


def _refused_of(refusal: Exception, keys: set[int]) -> set[int]:
    """Which of these awards it names."""
    numbers = refusal.awards.keys() if isinstance(refusal, Contradiction) else ()
    named = Award.objects.filter(pk__in=keys, accession__in=list(numbers))
    return set(named.values_list("pk", flat=True))


def _write(work: BulkWork, by: User, alone: set[int]) -> None:
    begun, done, changed, skipped = monotonic(), 0, 0, list(work.skipped)
    keys = work.awards[work.done : work.done + PIECE]
    with writing(Through.FORM, by=by) as room:
        room.advance(everything=Award.changes_everything)  # others wait: what is read stays
        found = {each.pk: each for each in _asked_for(work, keys)}
        said = said_since(found.values(), work.seen, by, with_along=work.act == BulkAct.PUBLISH)
        together = set[int]()
        if work.act == BulkAct.PUBLISH:
            several = [each for key, each in found.items() if key not in said and key not in alone]
            together = release.publishable_together(several, by, work.reason, room)
            room.touch(Award, together)  # read at once
        for key in keys:
            award = found.get(key)
            why = GONE if award is None else said.get(key) or _refused(work, award, by, key in together)
            done, changed = done + 1, changed + (not why)
            if why:
                skipped.append({"award": key, "called": str(award or _number_of(key)), "why": why})
            if monotonic() - begun > LONGEST:
                break
        rows = _open(work.pk).filter(worker=work.worker, done=work.done)
        room.more_to_come = work.done + done < work.total  # readers get one version of all
        if not rows.update(done=work.done + done, changed=work.changed + changed, skipped=skipped):
            raise Stopped


def _asked_for(work: BulkWork, keys: list[int]) -> AwardQuerySet:
    """Those of these that are still as they were when it was asked."""
    awards = Award.objects.filter(pk__in=keys).select_related(*EVERYTHING_CHECKED)
    return awards.published() if work.act == BulkAct.WITHDRAW else awards.exclude(state=State.PUBLISHED)


def _refused(work: BulkWork, award: Award, by: User, is_together: bool) -> str:
    """Do it to one; why that cannot be, in Chinese, else empty."""
    try:
        if work.act == BulkAct.WITHDRAW:
            release.withdraw(award, by, work.reason)
        elif not (is_together and release.publish_with_others(award)):
            release.publish(award, by, work.reason)
    except ValidationError as refusal:
        return "".join(reasons(refusal, Award))
    return ""


def _number_of(key: int) -> str:
    return Award.objects.filter(pk=key).values_list("accession", flat=True).first() or f"（已删除）{key}"


def _open(pk: int) -> QuerySet[BulkWork]:
    return BulkWork.objects.filter(pk=pk, state__in=AT_WORK)


def _end(pk: int, state: BulkState, refused: str = "") -> None:
    with transaction.atomic():
        _open(pk).update(state=state, refused=refused, ended_at=timezone.now())
        cut_what_waits()
