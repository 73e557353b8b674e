"""A copy of a running SQLite database, whole and consistent, what stands only in the WAL included."""

import errno
import filecmp
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

REASONS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "磁盘空间不足"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "没有写入权限"),
}


class CopyError(Exception):
    """No copy could be made; the message says in Chinese where and why."""


def copy_database(path: Path) -> None:
    """Write the database to a file that only its owner can read; CopyError where that cannot be done.

    Through SQLite's own backup, because the file alone lacks what stands in the WAL. Writers are neither
    stopped nor half copied. The copy needs no WAL: it is one file.
    """
    connection.validate_no_atomic_block()  # the backup would wait for its end for ever
    connection.ensure_connection()
    with _explained(path.parent):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")


def keep_copy(folder: Path, name: str) -> Path:
    """A copy in the folder, `<moment>-<name>.sqlite3`; the last one, if nothing has changed since."""
    with _explained(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_little_space(folder)
    unfinished = folder / f".unfinished-{os.getpid()}"
    _delete(unfinished)
    try:
        copy_database(unfinished)
        last = copies(folder)[-1:]
        if last and filecmp.cmp(last[0], unfinished, shallow=False):
            return last[0]
        return unfinished.rename(_new_path(folder, name))
    finally:
        _delete(unfinished)


def copies(folder: Path) -> list[Path]:
    """All copies that `keep_copy` made there, the oldest first."""
    return sorted(folder.glob("[0-9]*-[0-9]*-*.sqlite3"))


def delete_older_copies(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the last `keep` copies, and say which ones those were."""
    old = copies(folder)[:-keep]
    with _explained(folder):
        for path in old:
            path.unlink(missing_ok=True)
    return old


def _delete(unfinished: Path) -> None:
    for ending in ("", "-journal"):
        Path(f"{unfinished}{ending}").unlink(missing_ok=True)


def _new_path(folder: Path, name: str) -> Path:
    moment = timezone.localtime()
    while (path := folder / f"{_stamp(moment)}-{name}.sqlite3").exists():
        moment += timedelta(seconds=1)
    return path


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%d-%H%M%S}"


def _refuse_little_space(folder: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        needed = cursor.fetchone()[0]
    if shutil.disk_usage(folder).free < needed:
        raise OSError(errno.ENOSPC, "no space left")


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """What keeps files from being written there, in Chinese."""
    try:
        yield
    except OSError as error:
        raise CopyError(
            f"无法在 {folder} 写入数据库副本：{REASONS.get(error.errno or 0, error.strerror)}。"
        ) from error
    except sqlite3.Error as error:
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        reason = REASONS[errno.ENOSPC] if full else str(error)
        raise CopyError(f"无法在 {folder} 写入数据库副本：{reason}。") from error
