"""How gunicorn serves casebook; it reads this file by itself when started in this folder."""

import os
import subprocess
import sys
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.http import message

from casebook.settings import BIND_ADDRESS, LOG_LEVEL, PORT, RUN_WORKER, SITE_PATH, WEB_CONCURRENCY

bind = f"{BIND_ADDRESS}:{PORT}"
workers = WEB_CONCURRENCY
worker_class = "gthread"  # a slow reader of a long export holds a thread, not a process
threads = 4
preload_app = True  # a wrong setting ends the start once, instead of every worker for ever
control_socket_disable = True  # it would live in the home folder, shared by every site there
forwarder_headers = ""  # where the site is mounted says SITE_PATH, never a header
loglevel = LOG_LEVEL.lower()

# A pasted page of ten thousand characters, percent-encoded, still reaches the site, which says in Chinese
# how much of it was read; gunicorn alone would cut at 4,094 bytes and, whatever is set, at this constant.
message.MAX_REQUEST_LINE = limit_request_line = 128 * 1024


beside: list[subprocess.Popen[bytes]] = []  # the worker for what is too long for a request
started_by = os.getpid()


def when_ready(server: Arbiter) -> None:
    """Tell the person who started it where to go, once the address really answers."""
    site = f"http://{bind}{SITE_PATH}/"
    sys.stdout.write(
        f"\n  案例库已启动 casebook is running: {site}\n"
        f"  管理后台 curation: {site}admin/\n"
        f"  首个管理员 first admin (另开终端): .venv/bin/python manage.py createsuperuser\n\n"
    )
    sys.stdout.flush()
    if RUN_WORKER:
        command = [sys.executable, "manage.py", "run_worker", "--parent", str(os.getpid())]
        beside.append(subprocess.Popen(command, cwd=Path(__file__).parent))  # noqa: S603 - these words


def on_exit(server: Arbiter) -> None:
    """The worker ends with the server, once it has written what it is writing."""
    for process in beside:
        if os.getpid() == started_by:
            process.terminate()
