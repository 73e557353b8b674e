"""The tables of words that people keep: `fixtures/curated/words/*.csv`, each word with an example.

Columns of every table: `word`; `kind`, which of the table's lists the word is on; `example`, a text or a
query; `expected`, what is made of it; `without`, what would be made of it if the word were not on the list;
`note`. Columns of a table's own say more of the word. The tests run every row.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "curated" / "words"
COLUMNS = frozenset({"word", "kind", "example", "expected", "without", "note"})
OF_THE_EXAMPLE = frozenset({"example", "year", "expected", "without", "note"})
FILLED = ("word", "kind", "example", "expected")

Row = Mapping[str, str]


class WordTableError(Exception):
    """A table of words is not as it must be; the message names the file and the line."""


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """The rows of a table, checked for form: no empty cell where one is needed, no row twice."""
    path = FOLDER / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = tuple(reader.fieldnames or ()), list(reader)
    if missing := COLUMNS - set(header):
        raise WordTableError(f"{path.name}: no column {', '.join(sorted(missing))}")
    _check_rows(path.name, rows)
    return tuple(rows)


def _check_rows(file_name: str, rows: list[dict[str, str]]) -> None:
    seen: set[tuple[str, ...]] = set()
    for line, row in enumerate(rows, 2):
        where = f"{file_name}, line {line}"
        if not all(isinstance(cell, str) and cell == cell.strip() for cell in row.values()):
            raise WordTableError(f"{where}: a cell too many, one too few, or one with blanks around it")
        if not all(row[column] for column in FILLED):
            raise WordTableError(f"{where}: {', '.join(FILLED)} must be filled")
        own = tuple(cell for column, cell in row.items() if column not in OF_THE_EXAMPLE)
        if own in seen:
            raise WordTableError(f"{where}: “{row['word']}” stands twice")
        seen.add(own)


def rows_of_kind(name: str, *kinds: str) -> tuple[Row, ...]:
    """The rows of some kinds, in the table's order."""
    rows = tuple(row for row in read_table(name) if row["kind"] in kinds)
    if not rows:
        raise WordTableError(f"{name}.csv has no words of the kind {' or '.join(kinds)}")
    return rows


def words_of_kind(name: str, *kinds: str) -> tuple[str, ...]:
    """The words of some kinds, each once, in the table's order."""
    return tuple(dict.fromkeys(row["word"] for row in rows_of_kind(name, *kinds)))


def words_by(name: str, column: str, *kinds: str) -> dict[str, tuple[str, ...]]:
    """The words of some kinds by what a column of the table's own says of them."""
    grouped: dict[str, list[str]] = {}
    for row in rows_of_kind(name, *kinds):
        grouped.setdefault(row[column], []).append(row["word"])
    return {key: tuple(words) for key, words in grouped.items()}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, in brackets of its own."""
    longest_first = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


def any_row(rows: Iterable[Row]) -> str:
    """The same for rows that say what must stand around the word.

    `before` and `after` hold characters of which one must stand there, `unless` words, separated by
    blanks, none of which may follow.
    """
    longest_first = sorted(rows, key=lambda row: (-len(row["word"]), row["word"]))
    return f"(?:{'|'.join(map(_in_surroundings, longest_first))})"


def _in_surroundings(row: Row) -> str:
    before, after = (f"[{re.escape(row[side])}]" if row.get(side) else "" for side in ("before", "after"))
    unless = f"(?!{'|'.join(map(re.escape, row['unless'].split()))})" if row.get("unless") else ""
    return before + re.escape(row["word"]) + after + unless
