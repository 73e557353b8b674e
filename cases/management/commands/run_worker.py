"""The worker beside the server: does what is too long for a request.

That is an import (`cases/imports/work.py`), or an act on many awards (`cases/admin/reviews/bulk.py`).
"""

import logging
import os
import signal
import time
from argparse import ArgumentParser
from itertools import count
from threading import Thread
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, OperationalError, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from cases.admin.reviews import bulk
from cases.imports.work import beat
from cases.listing.zero_results import collect
from cases.management.memory import collect_seldom
from cases.models import FormDraft

EVERY = 5  # seconds between two answers
COUNTS = 12  # answers between two looks for searches without a result, and for old drafts
INTERVAL = 1  # seconds between two looks for work
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "后台程序：做一次请求里做不完的读取、收录和撤销"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--parent", type=int, metavar="PID", help="启动它的进程；那个进程结束，它也结束")

    def handle(self, *args: Any, **options: Any) -> None:
        collect_seldom()
        worker = Worker(
            queue_names=["default"], excluded_queue_names=[], interval=INTERVAL, batch=False,
            backend_name="default", startup_delay=False, max_tasks=None, worker_id=get_random_string(32),
        )  # fmt: skip
        worker.configure_signals()
        Thread(target=_answer, args=(worker, options["parent"]), daemon=True).start()
        while worker.running:
            try:
                worker.run()
            except OperationalError:  # another writes for longer than this waits, or the server is away
                logger.warning("the database is busy or away", exc_info=True)
                connection.close()
                time.sleep(INTERVAL)


def _answer(worker: Worker, parent: int | None) -> None:
    """Say each few seconds that the worker is there; end it where its parent has."""
    for at in count():
        if not worker.running:
            return
        if parent is not None and os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)  # which lets a work end that it has begun
            return
        try:
            beat(worker.worker_id)
            bulk.beat(worker.worker_id)
        except OperationalError:  # SQLite has one writer, and it is the work itself
            connection.close()
        if at % COUNTS == 0:
            count_zero_results()
            let_go_of_drafts()
        time.sleep(EVERY)


def count_zero_results() -> None:
    """What readers did not find, into the database; where that cannot be written now, the next time."""
    try:
        collect()
    except (DatabaseError, OSError):
        logger.info("searches without a result are counted later", exc_info=True)
        connection.close()


def let_go_of_drafts() -> None:
    """What was typed in forms a month ago and never saved."""
    try:
        FormDraft.objects.let_go()
    except DatabaseError:
        logger.info("old drafts of forms are deleted later", exc_info=True)
        connection.close()
