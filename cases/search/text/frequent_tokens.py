"""The documents of the most frequent tokens, stored as sets.

Reading from the index that a term occurs in eighty thousand documents takes longer than all the rest
of a page. The few hundred tokens that so many documents share therefore have their sets stored.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from pyroaring import BitMap, FrozenBitMap

FEWEST_DOCUMENTS = 5_000  # documents: below, reading the index is quick enough
_ONE_IN = 20  # of all documents one in so many

SCHEMA = "CREATE TABLE search_common (token TEXT PRIMARY KEY, ids BLOB NOT NULL) WITHOUT ROWID"


class FrequentTokens:
    """Token → documents, for the tokens that were frequent when the index was last built."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect

    def get(self, token: str) -> FrozenBitMap | None:
        row = self._connect().execute("SELECT ids FROM search_common WHERE token = ?", [token]).fetchone()
        return None if row is None else FrozenBitMap.deserialize(row[0])

    def build(self, table: str, length: int, read: Callable[[str], FrozenBitMap]) -> None:
        """Store the frequent tokens of an FTS5 table that have `length` characters; `read` finds a set."""
        db = self._connect()
        total = db.execute("SELECT count(*) FROM search_document").fetchone()[0]
        db.execute(f"CREATE VIRTUAL TABLE temp.search_vocabulary USING fts5vocab(main, {table}, 'row')")
        frequent = db.execute(
            "SELECT term FROM temp.search_vocabulary WHERE doc > ? AND length(term) = ?",
            [max(FEWEST_DOCUMENTS, total // _ONE_IN), length],
        ).fetchall()
        db.execute("DROP TABLE temp.search_vocabulary")
        for (token,) in frequent:
            self._put(token, read(token))

    @contextmanager
    def changing(self) -> Iterator["FrequentTokenChanges"]:
        """For documents that are added and removed within; the sets that differ are written at the end."""
        changes = FrequentTokenChanges(
            {row[0] for row in self._connect().execute("SELECT token FROM search_common")}
        )
        yield changes
        for token, added, removed in changes.differing():
            ids = BitMap(self.get(token) or ())
            ids |= added
            ids -= removed
            self._put(token, ids)

    def _put(self, token: str, ids: BitMap | FrozenBitMap) -> None:
        self._connect().execute(
            "INSERT OR REPLACE INTO search_common VALUES (?, ?)", [token, ids.serialize()]
        )


class FrequentTokenChanges:
    """What a batch of documents changes in the stored sets; one removed and added again changes nothing."""

    def __init__(self, tokens: set[str]) -> None:
        self._tokens = tokens
        self._balance: defaultdict[str, Counter[int]] = defaultdict(Counter)

    def add(self, number: int, tokens: Iterable[str]) -> None:
        for token in self._tokens.intersection(tokens):
            self._balance[token][number] += 1

    def remove(self, number: int, tokens: Iterable[str]) -> None:
        for token in self._tokens.intersection(tokens):
            self._balance[token][number] -= 1

    def differing(self) -> Iterator[tuple[str, BitMap, BitMap]]:
        """Token, the documents that have it now, and those that have it no more."""
        for token, balance in self._balance.items():
            added = BitMap(number for number, times in balance.items() if times > 0)
            removed = BitMap(number for number, times in balance.items() if times < 0)
            if added or removed:
                yield token, added, removed
