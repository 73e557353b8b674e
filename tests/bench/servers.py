"""The servers that are measured: this site through gunicorn, and Datasette on the same data."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 120
NO_LIMITS = ("sql_time_limit_ms", "facet_time_limit_ms")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processor, and MiB of memory at most."""

    seconds: float
    processor: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} ({self.processor:.1f}; {self.memory:,.0f})"


@dataclass(slots=True)
class Server:
    """A running server: where it listens, and which process answers."""

    name: str
    port: int
    pid: int
    durations: dict[str, float] = field(default_factory=dict)

    def connect(self) -> HTTPConnection:
        """A connection that is kept open between requests, as a browser does."""
        return HTTPConnection("127.0.0.1", self.port, timeout=600)

    def forget_peak(self) -> None:
        """Let the peak of the worker's memory begin anew."""
        (Path("/proc") / str(self._worker()) / "clear_refs").write_text("5", encoding="ascii")  # proc(5)

    def processor(self) -> float:
        """Seconds of the processor that the worker has taken so far."""
        fields = (Path("/proc") / str(self._worker()) / "stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_memory(self) -> float:
        """The largest private memory of one worker so far, in MiB (VmHWM less shared file pages)."""
        status = (Path("/proc") / str(self._worker()) / "status").read_text(encoding="ascii")
        sizes = dict(
            line.split(":", 1) for line in status.splitlines() if line.startswith(("VmHWM", "RssFile"))
        )
        peak, shared = (int(sizes[name].split()[0]) for name in ("VmHWM", "RssFile"))
        return (peak - shared) / 1024

    def _worker(self) -> int:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        return int(children[0]) if children else self.pid


def environment(folder: Path, database_url: str) -> dict[str, str]:
    """What the site's processes run with: a library and an index of their own."""
    return os.environ | {
        "DATABASE_URL": database_url,
        "INDEX_DIR": str(folder / "index"),
        "CACHE_URL": "none",  # each page is one that nobody asked for before
        "SEARCH_BY_MEANING": "0",  # it would take hours, and no list of the mix needs it
        "ONE_PERSON_OFFICE": "1",  # who brings in a sheet takes it in, too
        "SECRET_KEY": "only for the benchmark, long enough for Django to be content with it",
        "HTTPS": "0",
        "DEBUG": "0",
        "WEB_CONCURRENCY": "1",
        "RUN_WORKER": "0",
    }


@contextmanager
def tree_of(revision: str, folder: Path) -> Iterator[Path]:
    """The files of another revision of this repository, to measure what it was before."""
    tree = folder / "before"
    subprocess.run(["git", "worktree", "add", "--detach", "--quiet", tree, revision], cwd=ROOT, check=True)
    try:
        yield tree
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def manage(env: dict[str, str], *arguments: str, tree: Path = ROOT) -> Cost:
    """Run a management command; what it took, with the start of the program."""
    return _cost(env, ["manage.py", *arguments], tree)


def _cost(env: dict[str, str], arguments: list[str], tree: Path) -> Cost:
    started = time.perf_counter()
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, cwd=tree, env=env, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments[:2])} ended with {process.returncode}")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def prepare(env: dict[str, str], size: int, tree: Path) -> dict[str, Cost]:
    """Fill an empty database with the real library and `size` synthetic awards, and build its index."""
    manage(env, "migrate", "--noinput", "--verbosity", "0", tree=tree)
    manage(env, "load_library", tree=tree)
    manage(env, "collectstatic", "--noinput", "--verbosity", "0", tree=tree)
    program = f"import django; django.setup(); from tests.bench.synthetic import populate; populate({size})"
    settings = {"DJANGO_SETTINGS_MODULE": "casebook.settings"}
    loaded = _cost(env | settings, ["-c", program], tree)
    return {"load": loaded, "index": manage(env, "reindex", tree=tree)}


@contextmanager
def site(name: str, env: dict[str, str], tree: Path) -> Iterator[Server]:
    """The site of a tree of files, as `make serve` runs it, with one worker."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "casebook.wsgi"]
    with _running(name, command, env | {"PORT": str(port)}, port, tree) as server:
        yield server


@contextmanager
def datasette(name: str, database: Path, *, limits: bool) -> Iterator[Server]:
    """Datasette on a flat table of the same awards; without `limits` it may take all the time it needs."""
    port = _free_port()
    settings = [("max_csv_mb", "0"), ("suggest_facets", "off")]
    if not limits:
        settings += [(name, "600000") for name in NO_LIMITS]
    options = [word for name, value in settings for word in ("--setting", name, value)]
    command = [sys.executable, "-m", "datasette", str(database), "--port", str(port), *options]
    with _running(name, command, dict(os.environ), port) as server:
        yield server


@contextmanager
def _running(
    name: str, command: list[str], env: dict[str, str], port: int, tree: Path = ROOT
) -> Iterator[Server]:
    process = subprocess.Popen(
        command, cwd=tree, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        server = Server(name, port, process.pid)
        server.durations["start"] = _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> float:
    started = time.perf_counter()
    while time.perf_counter() - started < SECONDS_TO_START:
        if process.poll() is not None:
            break
        try:
            connection = server.connect()
            connection.request("GET", "/")
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return time.perf_counter() - started
    raise SystemExit(f"{server.name} did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def flat_database(records: Iterator[dict[str, str]], path: Path) -> None:
    """The peer's table: the facets as columns, mechanisms as a JSON array, and an index of bigrams.

    Its full-text index finds Chinese words of two characters only because it is given bigrams; they stand
    in the index alone, so that the table's rows are no wider than they need to be.
    """
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE TABLE cases (id TEXT PRIMARY KEY, title TEXT, year INTEGER, programme TEXT, tier TEXT,"
            " applicant TEXT, applicant_level TEXT, setting TEXT, province TEXT, mechanisms TEXT, text TEXT)"
        )
        database.executemany(
            "INSERT INTO cases VALUES (:id, :title, :year, :programme, :tier, :applicant, :applicant_level,"
            " :setting, :province, :mechanisms, :text)",
            records,
        )
        for column in ("year", "programme", "tier", "applicant_level", "setting", "province"):
            database.execute(f"CREATE INDEX cases_{column} ON cases ({column})")
        database.create_function("bigrams", 1, bigrams, deterministic=True)
        database.execute("CREATE VIRTUAL TABLE cases_fts USING fts5 (bigrams, content='')")
        database.execute(
            "INSERT INTO cases_fts (rowid, bigrams)"
            " SELECT rowid, bigrams(title || ' ' || applicant || ' ' || text) FROM cases"
        )
        database.execute("ANALYZE")


def bigrams(words: str) -> str:
    """The overlapping pairs of characters, as words of their own."""
    return " ".join(words[at : at + 2] for at in range(len(words) - 1) if words[at : at + 2].isalnum())


def flat_record(item: dict[str, str]) -> dict[str, str]:
    """One row of the peer's table, from a row of /cases.csv."""
    return {**item, "mechanisms": json.dumps(item["mechanisms"].split("；"), ensure_ascii=False)}
