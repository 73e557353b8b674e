"""The sets of the commonest tokens, ready made.

Reading off the index that a word is in eighty thousand documents takes longer than all the rest of
a page. The few hundred tokens that so many documents share therefore have their sets stored.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from pyroaring import BitMap, FrozenBitMap

_FEWEST = 5_000  # documents: below, reading the index is quick enough
_SHARE = 20  # of all documents one in so many

SCHEMA = "CREATE TABLE search_common (token TEXT PRIMARY KEY, ids BLOB NOT NULL) WITHOUT ROWID"


class CommonSets:
    """Token → documents, for the tokens that were common when the index was last built."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect

    def get(self, token: str) -> FrozenBitMap | None:
        row = self._connect().execute("SELECT ids FROM search_common WHERE token = ?", [token]).fetchone()
        return None if row is None else FrozenBitMap.deserialize(row[0])

    def build(self, table: str, length: int, read: Callable[[str], FrozenBitMap]) -> None:
        """Store the common tokens of an FTS5 table that have `length` characters; `read` finds a set."""
        db = self._connect()
        total = db.execute("SELECT count(*) FROM search_document").fetchone()[0]
        db.execute(f"CREATE VIRTUAL TABLE temp.search_vocabulary USING fts5vocab(main, {table}, 'row')")
        common = db.execute(
            "SELECT term FROM temp.search_vocabulary WHERE doc > ? AND length(term) = ?",
            [max(_FEWEST, total // _SHARE), length],
        ).fetchall()
        db.execute("DROP TABLE temp.search_vocabulary")
        for (token,) in common:
            self._put(token, read(token))

    @contextmanager
    def changing(self) -> Iterator["CommonChanges"]:
        """For the documents that come and go within; the sets are written back at the end."""
        tokens = {row[0] for row in self._connect().execute("SELECT token FROM search_common")}
        changes = CommonChanges(tokens, self.get)
        yield changes
        for token, ids in changes.changed.items():
            self._put(token, ids)

    def _put(self, token: str, ids: BitMap | FrozenBitMap) -> None:
        self._connect().execute(
            "INSERT OR REPLACE INTO search_common VALUES (?, ?)", [token, ids.serialize()]
        )


class CommonChanges:
    """The common sets that a batch of documents touches."""

    def __init__(self, tokens: set[str], read: Callable[[str], FrozenBitMap | None]) -> None:
        self._tokens = tokens
        self._read = read
        self.changed: dict[str, BitMap] = {}

    def add(self, number: int, tokens: Iterable[str]) -> None:
        for ids in self._sets(tokens):
            ids.add(number)

    def remove(self, number: int, tokens: Iterable[str]) -> None:
        for ids in self._sets(tokens):
            ids.discard(number)

    def _sets(self, tokens: Iterable[str]) -> Iterator[BitMap]:
        for token in self._tokens.intersection(tokens):
            if token not in self.changed:
                self.changed[token] = BitMap(self._read(token) or ())
            yield self.changed[token]
