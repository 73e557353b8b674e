"""Prepared lines of cases of one state of the side file, whose length is known before they are read."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from cases.index import files
from cases.index.orders import Ids
from cases.records import json_item as json

FIRST_CHUNK, CHUNK = 50, 1000  # lines handed out at a time; the first ones soon
MANY = 5_000  # lines beyond which it is quicker to read all sizes than to look each of them up
VALUES = {"csv": "csv", "raw": "coalesce(raw, csv)", "item": "item"}
AMONG = "id IN (SELECT value FROM json_each(?))"


class PreparedLines:
    """What a column (`csv`, `raw` or `item`) holds for the ids, in their order; read once.

    The state is that of the moment in which this is made, however long the reader takes: what fails, fails
    here. `number` lines have `size` bytes together.
    """

    table = "record"

    def __init__(self, path: Path, ids: Ids | Sequence[int], column: str) -> None:
        self._column = column
        self._db = files.open_for_reading(path)
        try:
            self._db.execute("BEGIN")
            sizes = self._sizes(wanted := [int(pk) for pk in ids])
        except BaseException:
            self._db.close()
            raise
        self._ids = [pk for pk in wanted if pk in sizes]  # what was withdrawn this very moment is left out
        self.number, self.size = len(self._ids), sum(sizes[pk] for pk in self._ids)

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
        return dict(self._db.execute(query, [json.dump(chunk).decode()]))

    def close(self) -> None:
        """Give the state of the file back."""
        self._db.close()

    def _sizes(self, wanted: list[int]) -> dict[int, int]:
        """The bytes of each line, from an index of them: the lines themselves are as large as the library."""
        query = f"SELECT id, {self._column}_size FROM {self.table} INDEXED BY {self.table}_size"  # noqa: S608 - our own column names
        if len(wanted) > MANY:
            return dict(self._db.execute(query))
        return dict(self._db.execute(f"{query} WHERE {AMONG}", [json.dump(wanted).decode()]))


class PreparedRows(PreparedLines):
    """The same of rows that hang on awards (codings), those of one award together; `number` counts them.

    With `part` those of that part alone: codings with one scheme.
    """

    def __init__(self, path: Path, table: str, ids: Ids | Sequence[int], column: str, part: str = "") -> None:
        self.table = table
        self._numbers: dict[int, int] = {}
        self._of = "part = ?1" if part else "?1 = ''"
        self._part = part
        super().__init__(path, ids, column)
        self.number = sum(map(self._numbers.__getitem__, self._ids))

    def _read(self, query: str, chunk: list[int]) -> dict[int, bytes]:
        """The parts of an award one behind the other."""
        query = f"{query} AND {self._of} ORDER BY id, place".replace("?)", "?2)")
        rows = self._db.execute(query, [self._part, json.dump(chunk).decode()])
        stored: dict[int, bytes] = {}
        for pk, lines in rows:
            stored[pk] = stored[pk] + lines if pk in stored else lines
        return stored

    def _sizes(self, wanted: list[int]) -> dict[int, int]:
        """Beside the bytes how many rows they are; an award without any has no entry."""
        sums = (
            f"SELECT id, sum({self._column}_size), sum(number) FROM {self.table} INDEXED BY {self.table}_size"  # noqa: S608 - our own column names
        )
        among, asked = "", [self._part]
        if len(wanted) <= MANY:
            among = " AND id IN (SELECT value FROM json_each(?2))"
            asked.append(json.dump(wanted).decode())
        rows = self._db.execute(f"{sums} WHERE {self._of}{among} GROUP BY id", asked).fetchall()
        self._numbers = {pk: number for pk, _size, number in rows}
        return {pk: size for pk, size, _number in rows}
