"""The index of an earlier version: the same file, facets, orders and lines as that of today, without search.

So filters and exports mean at a version what they mean today, for the same code answers. It is made at the
first question and kept beside the index of today. Nothing in it changes but by sealing, and by withdrawing
a document, whose title nobody is told any more: that makes another.
"""

import hashlib
import os
import threading
import uuid
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cases.index import files, store
from cases.index.fingerprint import FILLED_BY, fingerprint
from cases.index.index import Index
from cases.models import PublicVersion
from cases.models.version import Version
from cases.records.hanging_rows import RowsOfAward
from cases.records.record import Record
from cases.versions.records_then import records_then
from cases.versions.rows_then import with_rows_then
from cases.versions.shown_then import hidden_since
from cases.versions.states_then import published_then, sealed_then
from cases.versions.vocabulary_then import LibraryThen

FOLDER = "versions"  # below INDEX_DIR
KEPT = 4  # files on disk: of 20,000 awards each takes some 90 MB
LOADED = 2  # of them in memory
MADE_BY = (*FILLED_BY, "curation/seen_codings.py", "curation/states.py", "versions")


class IndexesThen:
    """Those that this process has loaded, the one asked for last at the end."""

    def __init__(self) -> None:
        self.mutex = threading.Lock()
        self.loaded: OrderedDict[Path, Index] = OrderedDict()

    def get(self, version: PublicVersion) -> Index:
        sealed = sealed_then(version)
        path = _path(version, sealed)
        with self.mutex:
            if path not in self.loaded:
                self.loaded[path] = _loaded(path, version, sealed)
            self.loaded.move_to_end(path)
            while len(self.loaded) > LOADED:
                self.loaded.popitem(last=False)
            return self.loaded[path]


indexes = IndexesThen()


def index_then(version: PublicVersion) -> Index:
    """What readers could see with that version, without what is sealed today; seconds for 10,000 awards."""
    return indexes.get(version)


def _path(version: PublicVersion, sealed: set[int]) -> Path:
    """Of one state of one library: a restored backup may have had another version of the number."""
    less = sorted(sealed), hidden_since(version)
    said = repr((version.sha256, version.revision, version.made_at, less, fingerprint(MADE_BY)))
    name = f"{version.number}-{hashlib.sha256(said.encode()).hexdigest()[:16]}{files.SUFFIX}"
    folder = files.folder() / FOLDER
    folder.mkdir(exist_ok=True)
    return folder / name


def _loaded(path: Path, version: PublicVersion, sealed: set[int]) -> Index:
    with files.lock(wait=True, name=f"lock-{FOLDER}"):
        if path.is_file():
            with suppress(store.Unusable):
                path.touch()
                return Index(path)
            files.delete(path)
        _write(path, version, sealed)
        _delete_older(path)
    return Index(path)


def _write(path: Path, version: PublicVersion, sealed: set[int]) -> None:
    then = LibraryThen(version)
    subjects = set[str]()  # filled while the records are read, behind which the vocabulary is written
    vocabulary = then.vocabulary()
    vocabulary = vocabulary.with_seen(vocabulary.sources, subjects)
    forms = {pk: row for pk, row in published_then(version).items() if pk not in sealed}
    state = Version(version.data_version, str(uuid.uuid5(uuid.NAMESPACE_URL, path.name)), 0)
    for left in path.parent.glob("*.[0-9]*"):  # by a process that was ended while it made one
        left.unlink()
    making = path.with_suffix(f".{os.getpid()}")

    def alone() -> Iterator[tuple[Record, RowsOfAward]]:
        for record, rows in with_rows_then(then, records_then(then, vocabulary, forms)):
            subjects.update(record.figures)
            yield record, rows

    store.write(making, state, vocabulary, alone(), is_searched=False)
    making.rename(path)


def _delete_older(path: Path) -> None:
    """All but the KEPT that were asked for last."""
    found = sorted(path.parent.glob(f"*{files.SUFFIX}"), key=lambda each: each.stat().st_mtime)
    for each in found[:-KEPT]:
        if each != path and not files.is_in_use(each):
            files.delete(each)
