"""How long the prepared lines of each case are, read from an index of them and remembered for long lists."""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cases.index.orders import Ids
from cases.records import json_item as json

MANY = 5_000  # cases beyond which it is quicker to know all sizes than to look each of them up
MOST_KNOWN = 12  # columns whose sizes are remembered: of a hundred thousand cases each takes 0.8 MB
Numbers = npt.NDArray[np.uint32]
_known: OrderedDict[tuple[object, ...], "LineSizes"] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class LineSizes:
    """Of each case by its primary key: how many rows it has, 0 where it has none, and their bytes."""

    rows: Numbers
    bytes: Numbers

    @classmethod
    def of(cls, found: list[tuple[int, int, int]]) -> "LineSizes":
        """From primary keys, numbers of rows and of bytes."""
        table = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3)
        sizes = np.zeros((2, int(table[:, 0].max(initial=-1)) + 1), dtype=np.uint32)
        sizes[:, table[:, 0]] = table[:, 1:].T
        return cls(sizes[0], sizes[1])

    def among(self, ids: Ids) -> Ids:
        """Those that have rows, in their order."""
        known = ids[ids < len(self.rows)]
        return known[self.rows[known] > 0]


def line_sizes(db: sqlite3.Connection, path: Path, column: str, ids: Ids, query: "SizeQuery") -> LineSizes:
    """The sizes in a column of these cases at least, in the state of the file that the connection reads."""
    if len(ids) <= MANY:
        return query.read(db, column, ids.tolist())
    state = db.execute("SELECT name, value FROM meta WHERE name IN ('number', 'token', 'rebuild')").fetchall()
    key = (path, query, column, *sorted(state))
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    sizes = query.read(db, column)
    with _lock:
        _known[key] = sizes
        while len(_known) > MOST_KNOWN:
            _known.popitem(last=False)
    return sizes


@dataclass(frozen=True, slots=True)
class SizeQuery:
    """Where the sizes stand: in the table of the cases, or of what hangs on them, of one `part` or of all."""

    table: str
    part: str = ""
    is_of_rows: bool = False

    def read(self, db: sqlite3.Connection, column: str, ids: Sequence[int] | None = None) -> LineSizes:
        """Those of these cases, or of all; from an index, for the lines are as large as the library."""
        number, size = ("sum(number)", f"sum({column}_size)") if self.is_of_rows else ("1", f"{column}_size")
        query = f"SELECT id, {number}, {size} FROM {self.table} INDEXED BY {self.table}_size WHERE true"  # noqa: S608 - our own names
        values = {}
        if ids is not None:
            query += " AND id IN (SELECT value FROM json_each(:ids))"
            values["ids"] = json.dump(ids).decode()
        if self.part:
            query += " AND part = :part"
            values["part"] = self.part
        query += " GROUP BY id" if self.is_of_rows else ""
        return LineSizes.of(db.execute(query, values).fetchall())
