"""The folder of the side file: generations, the pointer to the one in force, and the lock.

A full build writes a new generation and then turns the pointer, so that nobody reads half a file.
Servers that share the folder share the work: whoever holds the lock builds, the others go on serving.
"""

import fcntl
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SUFFIX = ".sqlite3"
MARK = "-used"  # beside a generation: a lock on it says that somebody reads the generation
BUSY_SECONDS = 20


class Locked(Exception):
    """Another thread or process is building or refreshing."""


def folder() -> Path:
    """INDEX_DIR, made when missing; ImproperlyConfigured when nothing can be written there."""
    error = problem()
    if error:
        raise ImproperlyConfigured(f"INDEX_DIR：{error}")
    return Path(settings.INDEX_DIR)


def problem() -> str:
    """What is wrong with INDEX_DIR, which is made when missing; empty when nothing is."""
    path = Path(settings.INDEX_DIR)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return f"无法建立目录 {path}（{error.strerror}） (cannot make this folder)"
    if not os.access(path, os.W_OK | os.X_OK):
        return f"目录 {path} 不可写，检索索引要放在这里 (folder not writable)"
    return ""


def current_file() -> Path | None:
    """The generation in force; None before the first build or when it is gone."""
    try:
        name = (folder() / "current").read_text(encoding="utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    path = folder() / Path(name).name
    return path if name.endswith(SUFFIX) and path.is_file() else None


def new_file() -> Path:
    """A path for the next generation; never an old name, whose write-ahead log might still lie there."""
    return folder() / f"{secrets.token_hex(8)}{SUFFIX}"


def put_in_force(path: Path) -> None:
    """Turn the pointer, and delete all generations that nobody uses but this one and the one before it.

    A server may be about to read the one before; it learns of the new one with its next request.
    """
    before = current_file()
    pointer = folder() / f"current.{os.getpid()}"
    pointer.write_text(path.name, encoding="utf-8")
    pointer.replace(folder() / "current")
    kept = {path.name} | ({before.name} if before else set())
    for old in folder().glob(f"*{SUFFIX}"):
        if old.name not in kept and not is_in_use(old):
            delete(old)


def mark_in_use(path: Path) -> IO[bytes]:
    """A file that keeps a generation from being deleted, by whatever process, until it is closed.

    It stands beside the database, for whoever closes a file of SQLite gives up all of SQLite's own locks.
    """
    mark = path.with_name(path.name + MARK).open("ab")
    fcntl.flock(mark, fcntl.LOCK_SH)
    return mark


def is_in_use(path: Path) -> bool:
    """Whether a process has loaded that generation, or sends a file from it."""
    with path.with_name(path.name + MARK).open("ab") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def disown() -> None:
    """Take the pointer away: the next reader builds a new generation."""
    (folder() / "current").unlink(missing_ok=True)


def delete(path: Path) -> None:
    """Remove a generation with its write-ahead log."""
    for suffix in ("", "-wal", "-shm", "-journal", MARK):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


@contextmanager
def lock(*, wait: bool, name: str = "lock") -> Iterator[None]:
    """Hold the folder's lock of that name; Locked when it is taken and `wait` is off."""
    with (folder() / name).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise Locked from error
        yield  # closing the file gives the lock back


def open_for_writing(path: Path) -> sqlite3.Connection:
    """A connection on which the caller begins and commits. What a power cut takes can be made again."""
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    db.execute("PRAGMA synchronous=NORMAL")
    return db


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; sqlite3.OperationalError when there is no such file."""
    uri = f"file:{quote(str(path))}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
