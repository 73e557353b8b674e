"""The worker as a process: it does what waits in the database, and ends with what started it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.casebook.test_serving import free_port

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60
ASK = """
import django; django.setup()
from cases.choices import IntakeWork
from cases.imports.facts import NOTHING_SAID
from cases.imports.reading import keep_pasted
from cases.imports.work import hand_over, said_to_keep
intake = keep_pasted("关于公布名单的通知\\n典型案例名单\\n小营巷社区\\n")
hand_over(intake, IntakeWork.READ, intake.lock, by=None, **said_to_keep(NOTHING_SAID))
"""
START = """
import os, subprocess, sys, time
process = subprocess.Popen([sys.executable, "manage.py", "run_worker", "--parent", str(os.getpid())])
print(process.pid, flush=True)
time.sleep(600)
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("worker")
    environ = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "a key that only the tests use, long and varied enough for Django",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "INDEX_DIR": str(folder / "index"),
        "DJANGO_SETTINGS_MODULE": "casebook.settings",
    }
    run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], environ)
    return environ


def run(command: list[str], environ: dict[str, str]) -> None:
    subprocess.run(command, cwd=ROOT, env=environ, check=True)


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def children_of(pid: int) -> dict[int, str]:
    numbers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(each): Path(f"/proc/{each}/cmdline").read_text().replace("\0", " ") for each in numbers}


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def intakes(environ: dict[str, str]) -> list[tuple[str, str]]:
    with sqlite3.connect(environ["DATABASE_URL"].removeprefix("sqlite:///"), timeout=20) as database:
        return database.execute("SELECT state, work FROM cases_intake ORDER BY id").fetchall()


def test_it_reads_what_waits_and_ends_when_it_is_told_to(environ):
    run([sys.executable, "-c", ASK], environ)
    assert intakes(environ)[-1] == ("reading", "read")
    process = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=ROOT, env=environ)
    try:
        wait_until(lambda: intakes(environ)[-1] == ("ready", ""))
    finally:
        process.terminate()
    assert process.wait(timeout=SECONDS) == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this machine has no /proc to look at")
def test_it_ends_when_the_server_that_started_it_is_killed(environ):
    parent = subprocess.Popen(
        [sys.executable, "-c", START], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
    )
    worker = int(parent.stdout.readline())
    try:
        assert is_running(worker)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        wait_until(lambda: not is_running(worker))
    finally:
        parent.stdout.close()
        if is_running(worker):
            os.kill(worker, signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this machine has no /proc to look at")
@pytest.mark.parametrize("wanted", ["1", "0"])
def test_the_server_starts_it_unless_told_otherwise_and_ends_it(environ, wanted, tmp_path):
    told = {**environ, "RUN_WORKER": wanted, "PORT": str(free_port()), "HTTPS": "0", "WEB_CONCURRENCY": "1"}
    command = [sys.executable, "-m", "gunicorn", "casebook.wsgi"]
    with (tmp_path / "output").open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=told, stdout=output, stderr=output)
    try:
        expected = 2 if wanted == "1" else 1
        wait_until(lambda: len(children_of(server.pid)) == expected)
        workers = [pid for pid, command in children_of(server.pid).items() if "run_worker" in command]
        assert len(workers) == expected - 1
    finally:
        server.terminate()
    assert server.wait(timeout=SECONDS) == 0
    wait_until(lambda: not any(map(is_running, workers)))
