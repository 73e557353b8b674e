"""The site as `make serve` runs it, with the real library, on the kind of database of this test run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
from django.conf import settings
from psycopg import sql

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60


@contextmanager
def served(folder: Path, path: str = "") -> Iterator[str]:
    """The address of a running site whose database, index and static files are its own.

    Below `path` of a host, whose address is given: without the path.
    """
    env = environment(folder) | {"SITE_PATH": path}
    for command in (["migrate"], ["load_library"], ["collectstatic", "--noinput"]):
        manage(*command, env=env)
    with (folder / "output").open("wb") as output:
        command = [sys.executable, "-m", "gunicorn", "casebook.wsgi"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{env['PORT']}"
    try:
        wait_until_it_answers(f"{address}{path}/cases/", process, folder / "output")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=40)


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.e2e.served_settings",
        "E2E_FOLDER": str(folder),
        "DATABASE_URL": database_url(folder),
        "INDEX_DIR": str(folder / "index"),
        "PORT": str(free_port()),
        "WEB_CONCURRENCY": "1",
        "HTTPS": "0",
        "DEBUG": "0",
    }


def database_url(folder: Path) -> str:
    """A new database: a file, or one more on the PostgreSQL server of this test run."""
    default = settings.DATABASES["default"]
    if "postgresql" not in default["ENGINE"]:
        return f"sqlite:///{folder}/site.sqlite3"
    given = os.environ["DATABASE_URL"]
    name = f"e2e_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    server, _, options = given.partition("?")
    return f"{server.rpartition('/')[0]}/{name}{'?' if options else ''}{options}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(*arguments: str, env: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urlopen(url, timeout=30).close()
        except HTTPError:
            break
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(output.read_text(errors="replace"))
