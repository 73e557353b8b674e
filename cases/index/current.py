"""The index that a request reads: the newest one that can be had without making the reader wait.

A change of a few awards is followed at once, by the request that notices it first; the others wait for it,
for what was withdrawn is to be gone. Anything bigger is built by a process of its own, while everybody goes
on reading the state before. Beside that readers wait only when there is nothing they may be shown: no index
yet, or one that is not of this database.
"""

import logging
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from cases.index import files, store
from cases.index.files import Locked
from cases.index.index import Index
from cases.models import Award, DataVersion
from cases.models.version import Version

SMALL = 80  # awards that changed; so many are brought up to date in less than a second, within the request
FEW = 1_000  # awards of a library that is built anew as quickly
PATIENCE = 2.0  # seconds for which a request waits for somebody else who follows a small change
AGAIN = 30.0  # seconds for which none waits after one did in vain: the lock is held by a long build

log = logging.getLogger(__name__)


class Holder:
    """What this process holds: the loaded index with its folder, and the builder it started, if any."""

    def __init__(self) -> None:
        self.mutex = threading.Lock()
        self.folder = Path()
        self.index: Index | None = None
        self.builder: subprocess.Popen[bytes] | None = None
        self.waits_from = 0.0  # of the monotonic clock

    @property
    def patience(self) -> float:
        """Seconds to wait for somebody else."""
        return PATIENCE if time.monotonic() >= self.waits_from else 0.0

    def waited_in_vain(self) -> None:
        """Have nobody wait for a while."""
        self.waits_from = time.monotonic() + AGAIN

    @property
    def loaded(self) -> Index | None:
        """The index of the folder that the settings name now."""
        return self.index if self.folder == Path(settings.INDEX_DIR) else None

    def load(self, index: Index) -> Index:
        self.folder, self.index = Path(settings.INDEX_DIR), index
        return index


holder = Holder()


def current_index() -> Index:
    """The index to answer this request from. One database query, as long as nothing changed."""
    return index_for(DataVersion.current())


def index_for(version: Version) -> Index:
    """The index of this version of the database, or the state before while the new one is built."""
    loaded = holder.loaded
    if loaded is not None and loaded.version == version:
        return loaded
    if loaded is None or not is_earlier(loaded.version, version):
        holder.mutex.acquire()
    elif not holder.mutex.acquire(timeout=holder.patience):
        holder.waited_in_vain()
        return loaded  # another thread of this process is at it
    try:
        loaded = holder.loaded
        if loaded is not None and loaded.version == version:
            return loaded  # by the thread that was waited for
        return _warmed(holder.load(_caught_up(version)))
    finally:
        holder.mutex.release()


def _warmed(index: Index) -> Index:
    """The index, whose slow parts another thread gets ready while the reader is answered."""
    threading.Thread(target=index.warm, name="warm", daemon=True).start()
    return index


def rebuild(*, only_if_stale: bool = False) -> Index:
    """Build the index from nothing and use it from now on; waits for whoever holds the lock.

    With `only_if_stale` an index that is up to date by then is left as it is.
    """
    with files.lock(wait=True):
        version, stored = DataVersion.current(), _stored()
        if only_if_stale and stored is not None and stored.version == version:
            return holder.load(stored)
        return holder.load(Index(store.build(version)))


def replace_damaged() -> None:
    """Build anew after the side file failed while it was read; nobody is given the old one again."""
    holder.index = None
    files.disown()
    rebuild(only_if_stale=True)


def is_earlier(index: Version, database: Version) -> bool:
    """Whether an index of that version can be an earlier state of a database of this one."""
    return index.number < database.number or index == database


def _caught_up(version: Version) -> Index:
    stored = _stored()
    if stored is None or not is_earlier(stored.version, version):
        return _built(version)
    if stored.version == version:
        return stored
    with suppress(Locked):
        if _is_small_change(stored, version):
            return _refreshed(stored, version)
        if len(stored.all) <= FEW and Award.objects.published().count() <= FEW:
            return _built(version, wait=False)
        start_builder()
    return stored


def _stored() -> Index | None:
    """The index on disk, loaded unless this process holds that very state; None when unusable."""
    path, loaded = files.current_file(), holder.loaded
    if path is None:
        return None
    try:
        return loaded if loaded and loaded.is_state_of(path) else Index(path, loaded)
    except (store.Unusable, sqlite3.DatabaseError) as error:
        log.warning("检索索引 %s 不可用，将重建：%s", path.name, error)
        return None


def _is_small_change(stored: Index, version: Version) -> bool:
    return version.rebuild <= stored.version.number and store.changed_awards(stored.version.number) <= SMALL


def _refreshed(stored: Index, version: Version) -> Index:
    """The index after the awards that changed since; Locked when somebody else is at it for too long."""
    try:
        with _lock_soon():
            if store.has_version(stored.path, version):
                return Index(stored.path, stored)
            store.refresh(stored.path, version, stored.vocabulary)
    except store.Unusable as error:
        log.warning("检索索引与数据库不符，将重建：%s", error)
        return _built(version)
    return Index(stored.path, stored)


@contextmanager
def _lock_soon() -> Iterator[None]:
    """The folder's lock, after the time that another process takes to follow a small change."""
    until = time.monotonic() + holder.patience
    while True:
        try:
            with files.lock(wait=False):
                yield
                return
        except Locked:
            if time.monotonic() >= until:
                holder.waited_in_vain()
                raise
        time.sleep(0.02)


def _built(version: Version, *, wait: bool = True) -> Index:
    """A new index, or the one that somebody else built while this waited for the lock."""
    with files.lock(wait=True) if wait else _lock_soon():
        stored = _stored()
        if stored is not None and stored.version == version:
            return stored
        return Index(store.build(version))


def start_builder() -> None:
    """Have a process of its own build the index: in here it would slow down every reader."""
    if holder.builder is not None and holder.builder.poll() is None:
        return
    command = [sys.executable, "-m", "django", "reindex", "--if-stale"]
    environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
    holder.builder = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR)  # noqa: S603 - our own command
