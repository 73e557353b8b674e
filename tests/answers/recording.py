"""A file of answers: a table with a line for each question, the answer as text and compressed."""

import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.answers.question import Question

SCHEMA = "CREATE TABLE answer (name TEXT PRIMARY KEY, kind TEXT, question TEXT, packed BLOB)"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Equal answers are equal when packed."""

    kind: str
    packed: bytes

    @property
    def unpacked(self) -> bytes:
        """Status and headers, an empty line, the body."""
        return zlib.decompress(self.packed)


class Recording:
    """The answers of one revision on one library."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, answers: Iterable[tuple[Question, bytes]]) -> int:
        """Keep the answers, in the order in which they come, instead of all before; how many there were."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.unlink(missing_ok=True)
        rows = ((q.name, q.kind, q.dump(), zlib.compress(answer, 1)) for q, answer in answers)
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute(SCHEMA)
            return db.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", rows).rowcount

    def questions(self) -> list[Question]:
        return [Question.load(text) for (text,) in self._rows("question")]

    def sample(self, every: int) -> list[Question]:
        """One in so many; forms are all sent, for an answer may depend on how many came before."""
        return [q for at, q in enumerate(self.questions()) if at % every == 0 or q.method == "POST"]

    def answers(self) -> dict[str, Answer]:
        """By the names of the questions."""
        return {name: Answer(kind, packed) for name, kind, packed in self._rows("name, kind, packed")}

    def _rows(self, columns: str) -> list[tuple[Any, ...]]:
        if not self.path.is_file():
            raise SystemExit(f"no such recording: {self.path}")
        with closing(sqlite3.connect(self.path)) as db:
            return db.execute(f"SELECT {columns} FROM answer ORDER BY rowid").fetchall()
