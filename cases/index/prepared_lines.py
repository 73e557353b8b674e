"""Prepared lines of cases of one state of the side file, whose length is known before they are read."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from cases.index import files
from cases.index.line_sizes import SizeQuery, line_sizes
from cases.index.orders import Ids
from cases.records import json_item as json

FIRST_CHUNK, CHUNK = 50, 1000  # lines handed out at a time; the first ones soon
VALUES = {"csv": "csv", "raw": "coalesce(raw, csv)", "item": "item"}
AMONG = "id IN (SELECT value FROM json_each(?))"


class PreparedLines:
    """What a column (`csv`, `raw` or `item`) holds for the ids, in their order; read once.

    The state is that of the moment in which this is made, however long the reader takes: what fails, fails
    here. `number` lines have `size` bytes together; `db` is the connection that holds the state.
    """

    table = "record"

    def __init__(self, path: Path, ids: Ids | Sequence[int], column: str) -> None:
        self._measure(path, ids, column, SizeQuery(self.table))

    def _measure(self, path: Path, ids: Ids | Sequence[int], column: str, query: SizeQuery) -> None:
        self._column, wanted = column, np.asarray(ids, dtype=np.uint32)
        self.db = files.open_for_reading(path)
        try:
            self.db.execute("BEGIN")
            sizes = line_sizes(self.db, path, column, wanted, query)
        except BaseException:
            self.db.close()
            raise
        there = sizes.among(wanted)  # what was withdrawn this very moment is left out
        self._ids: list[int] = there.tolist()
        self.number, self.size = int(sizes.rows[there].sum()), int(sizes.bytes[there].sum())

    def __iter__(self) -> Iterator[list[bytes]]:
        """Lists of lines, some hundreds at a time."""
        query = f"SELECT id, {VALUES[self._column]} FROM {self.table} WHERE {AMONG}"  # noqa: S608 - our own column names
        remaining, size = iter(self._ids), FIRST_CHUNK
        while chunk := list(islice(remaining, size)):
            stored = self._read(query, chunk)
            yield [stored[pk] for pk in chunk]
            size = CHUNK
        self.close()

    def _read(self, query: str, chunk: list[int]) -> dict[int, bytes]:
        return dict(self.db.execute(query, [json.dump(chunk).decode()]))

    def close(self) -> None:
        """Give the state of the file back."""
        self.db.close()


class PreparedRows(PreparedLines):
    """The same of rows that hang on awards (codings), those of one award together; `number` counts them.

    With `part` those of that part alone: codings with one scheme.
    """

    def __init__(self, path: Path, table: str, ids: Ids | Sequence[int], column: str, part: str = "") -> None:
        self.table = table
        self._of = "part = ?1" if part else "?1 = ''"
        self._part = part
        self._measure(path, ids, column, SizeQuery(table, part, is_of_rows=True))

    def _read(self, query: str, chunk: list[int]) -> dict[int, bytes]:
        """The parts of an award one behind the other."""
        query = f"{query} AND {self._of} ORDER BY id, place".replace("?)", "?2)")
        rows = self.db.execute(query, [self._part, json.dump(chunk).decode()])
        stored: dict[int, bytes] = {}
        for pk, lines in rows:
            stored[pk] = stored[pk] + lines if pk in stored else lines
        return stored
