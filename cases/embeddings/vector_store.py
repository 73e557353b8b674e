"""The file of vectors: one a sentence, by the hash of its words, whatever case it stands in.

It lies in INDEX_DIR beside the index and outlives its generations, for computing a vector takes a thousand
times as long as reading one. Another release of the model starts it anew. It can always be made again.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import numpy as np

from cases.embeddings import model
from cases.embeddings.model import Vectors
from cases.index import files

_SCHEMA = """
CREATE TABLE IF NOT EXISTS made_by (model TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vector (hash TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
"""


def path() -> Path:
    return files.folder() / "vectors.db"  # no generation, which the suffix of the index would make of it


def key(sentence: str) -> str:
    return blake2b(sentence.encode(), digest_size=16).hexdigest()


def stamp() -> tuple[int, int]:
    """What changes whenever vectors come in: time of the last change in nanoseconds, size in bytes."""
    try:
        stat = path().stat()
    except FileNotFoundError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def missing(sentences: Iterable[str]) -> list[str]:
    """Those of the sentences whose vector is not there, each once."""
    wanted = {key(sentence): sentence for sentence in sentences}
    for found, _vector in _rows(list(wanted)):
        del wanted[found]
    return list(wanted.values())


def load(sentences: Sequence[str]) -> tuple[list[int], Vectors]:
    """The positions of the sentences that have a vector, and those vectors, a row each."""
    stored = dict(_rows(list({key(sentence) for sentence in sentences})))
    keys = [key(sentence) for sentence in sentences]
    positions = [at for at, each in enumerate(keys) if each in stored]
    data = b"".join(stored[keys[at]] for at in positions)
    return positions, np.frombuffer(data, dtype="<f2").astype(np.float32).reshape(-1, model.DIMENSIONS)


def add(sentences: Sequence[str], vectors: Vectors) -> None:
    """Keep the vectors of the sentences; one at a time may write, under the builder's lock."""
    try:
        _write(sentences, vectors)
    except sqlite3.DatabaseError:  # damaged, and everything in it can be made again
        files.delete(path())
        _write(sentences, vectors)


def _write(sentences: Sequence[str], vectors: Vectors) -> None:
    data = (vector.astype("<f2").tobytes() for vector in vectors)
    with closing(files.open_for_writing(path())) as db:
        db.executescript(_SCHEMA)
        db.execute("BEGIN")
        if db.execute("SELECT model FROM made_by").fetchall() != [(model.name(),)]:
            db.execute("DELETE FROM vector")
            db.execute("DELETE FROM made_by")
            db.execute("INSERT INTO made_by VALUES (?)", [model.name()])
        rows = zip(map(key, sentences), data, strict=True)
        db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
        db.execute("COMMIT")


def _rows(keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The stored ones of these, as (hash, vector); none where another model made them."""
    if stamp() == (0, 0):
        return
    with closing(files.open_for_reading(path())) as db:
        try:
            if db.execute("SELECT model FROM made_by").fetchall() != [(model.name(),)]:
                return
            wanted = "SELECT hash, data FROM vector WHERE hash IN (SELECT value FROM json_each(?))"
            yield from db.execute(wanted, [json.dumps(keys)])
        except sqlite3.DatabaseError:
            return  # damaged or half made: it is filled again
