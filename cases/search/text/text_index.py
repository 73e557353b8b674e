"""The text index: the documents in which a phrase occurs, exactly.

SQLite's FTS5 keeps the positions of tokens (see tokens.py); the folded texts are stored beside it, since
deleting a document from a table without content needs the very tokens that went in.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from pyroaring import FrozenBitMap

from cases.search.text import frequent_tokens, tokens
from cases.search.text.document import EDGE, Field, SearchDocument
from cases.search.text.frequent_tokens import FrequentTokenChanges, FrequentTokens
from cases.search.text.normalisation import PARAGRAPH, fold_text
from cases.search.text.set_cache import SetCache

_LONGEST_PHRASE = 24  # characters asked of the index; the rest of a longer one is compared in the text
_CACHE_BYTES = 16 * 2**20

_DOCUMENTS = "search_document"
_COUNTED = (Field.TITLE, Field.APPLICANT, Field.TEXT)
_PAIRS = "search_pairs"
_CHARACTERS = "search_characters"
_SCHEMA = {
    "search_common": frequent_tokens.SCHEMA,
    _DOCUMENTS: "CREATE TABLE search_document (id INTEGER PRIMARY KEY, accession TEXT NOT NULL,"
    " numbers TEXT NOT NULL, printed TEXT NOT NULL, title TEXT NOT NULL, applicant TEXT NOT NULL,"
    " place TEXT NOT NULL, body TEXT NOT NULL)",
    _PAIRS: "CREATE VIRTUAL TABLE search_pairs"
    " USING fts5(tokens, content='', columnsize=0, tokenize='ascii')",
    _CHARACTERS: "CREATE VIRTUAL TABLE search_characters"
    " USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')",
}

TokenLists = tuple[list[str], list[str]]  # the tokens of a document in the table of pairs, and of characters


class TextIndex:
    """The words of all documents, in an SQLite database of the caller's.

    `connect` gives the connection to use in the calling thread; the caller begins and commits.
    The sets it returns are frozen and cached for all threads: what is written through this object is
    seen by it at once, after what others write to the file make a new object.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._cache = SetCache(_CACHE_BYTES)
        self._frequent = FrequentTokens(connect)

    def create(self) -> None:
        """Make the tables, empty, within the transaction that is open."""
        for table, statement in _SCHEMA.items():
            self._connect().execute(f"DROP TABLE IF EXISTS {table}")
            self._connect().execute(statement)
        self._cache.clear()

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents; one whose id is known replaces the old one, unless it is the same."""
        with self._frequent.changing() as changes:
            for document in documents:
                folded = fold_document(document)
                if not self._holds(document, folded):
                    self._delete(document.id, changes)
                    changes.add(document.id, countable(*self._write(document, folded)))
        self._cache.clear()

    def fill(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents to an index that is empty, each id once, and optimise it."""
        for document in documents:
            self._write(document, fold_document(document))
        for table in (_PAIRS, _CHARACTERS):
            self._connect().execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - names of tables of this module
        self._frequent.build(
            _PAIRS, tokens.PAIR, lambda token: self._read(_PAIRS, tokens.expression([token]))
        )
        self._frequent.build(
            _CHARACTERS, tokens.SINGLE, lambda token: self._read(_CHARACTERS, tokens.expression([token]))
        )
        self._cache.clear()

    def remove(self, ids: Iterable[int]) -> None:
        """Delete documents; unknown ids are ignored."""
        with self._frequent.changing() as changes:
            for number in ids:
                self._delete(number, changes)
        self._cache.clear()

    def documents_with(self, phrase: str, field: Field) -> FrozenBitMap:
        """The documents in whose field the folded phrase occurs, as a plain substring of a paragraph."""
        if not phrase or PARAGRAPH in phrase:
            return FrozenBitMap()
        listed = tokens.phrase_tokens(field, phrase[:_LONGEST_PHRASE])
        matches = self._matches(_CHARACTERS if len(phrase) == 1 else _PAIRS, tokens.expression(listed))
        if len(phrase) <= _LONGEST_PHRASE:
            return matches
        texts = self.texts(matches, field)
        return FrozenBitMap(number for number, text in texts.items() if phrase in text)

    def documents_with_place(self, phrase: str) -> FrozenBitMap:
        """The documents in whose places a name begins or ends so: 苏州, 自治州, 新区, but not 自治."""
        if len(phrase) >= _LONGEST_PHRASE:
            return self.documents_with(phrase, Field.PLACE)
        return self.documents_with(EDGE + phrase, Field.PLACE) | self.documents_with(
            phrase + EDGE, Field.PLACE
        )

    def phrase_across_quotes(self, phrase: str, limit: Field | None = None) -> FrozenBitMap:
        """The documents where the phrase occurs in title or text once quotation marks are left out."""
        if not tokens.LOOSE_LENGTH <= len(phrase) <= _LONGEST_PHRASE:
            return FrozenBitMap()
        fields = (field for field in (Field.TITLE, Field.TEXT) if limit in (None, field))
        matches = (self._matches(_PAIRS, tokens.loose_query(field, phrase)) for field in fields)
        return FrozenBitMap.union(FrozenBitMap(), *matches)

    def title_syllables(self, syllables: Sequence[str]) -> FrozenBitMap:
        """The documents whose title has these syllables in a row, the last one perhaps unfinished."""
        return self._matches(_PAIRS, tokens.syllables_query(syllables))

    def title_initials(self, letters: str, *, at_start: bool) -> FrozenBitMap:
        """The documents with these initials in the title, at the start of a run or anywhere in one."""
        return self._matches(_PAIRS, tokens.initials_query(letters, at_start=at_start))

    def accessions(self, part: str) -> FrozenBitMap:
        """The documents with an accession number, former ones too, that contains the part, between edges."""
        return self._matches(_PAIRS, tokens.accession_query(part))

    def texts(self, ids: Iterable[int], field: Field) -> dict[int, str]:
        """The folded text of a field, by id."""
        return dict(self._rows(field.value, ids))

    def occurrences(self, ids: Iterable[int], terms: Iterable[tuple[str, Field | None]]) -> dict[int, int]:
        """How often folded terms occur in title, applicant and text (or in the field given), by id."""
        wanted = [
            (term, [at for at, field in enumerate(_COUNTED) if limit in (None, field)])
            for term, limit in terms
        ]
        columns = ", ".join(field.value for field in _COUNTED)
        return {
            row[0]: sum(row[1 + at].count(term) for term, places in wanted for at in places)
            for row in self._rows(columns, ids)
        }

    def titles(self, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Accession number and what the case is called, by id: its printed title where it has one."""
        return {
            number: (accession, title) for number, accession, title in self._rows("accession, printed", ids)
        }

    def _rows(self, columns: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
        chosen = json.dumps(list(ids))
        return (
            self._connect()
            .execute(
                f"SELECT id, {columns} FROM search_document WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608 - names of tables of this module
                [chosen],
            )
            .fetchall()
        )

    def _matches(self, table: str, expression: str) -> FrozenBitMap:
        matches = self._cache.get(expression)
        if matches is None:
            matches = self._frequent.get(expression[1:-1])
            if matches is None:
                matches = self._read(table, expression)
            self._cache.put(expression, matches)
        return matches

    def _read(self, table: str, expression: str) -> FrozenBitMap:
        statement = f"SELECT group_concat(rowid) FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - names of tables of this module
        listed = self._connect().execute(statement, [expression]).fetchone()[0]
        return FrozenBitMap(np.fromstring(listed or "", dtype=np.uint32, sep=","))

    def _holds(self, document: SearchDocument, folded: dict[Field, str]) -> bool:
        """Whether the index has the document as it is: often only its facets have changed."""
        columns = "accession, numbers, printed, title, applicant, place, body"
        stored = self._rows(columns, [document.id])
        return stored == [
            (document.id, document.accession, document.numbers, document.shown, *folded.values())
        ]

    def _write(self, document: SearchDocument, folded: dict[Field, str]) -> TokenLists:
        self._connect().execute(
            f"INSERT INTO {_DOCUMENTS} VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - names of tables of this module
            [document.id, document.accession, document.numbers, document.shown, *folded.values()],
        )
        return self._post(
            "INSERT INTO {0}(rowid, tokens) VALUES (?, ?)", document.id, document.numbers, folded
        )

    def _delete(self, number: int, changes: FrequentTokenChanges) -> None:
        row = (
            self._connect()
            .execute(
                f"SELECT numbers, title, applicant, place, body FROM {_DOCUMENTS} WHERE id = ?",  # noqa: S608 - names of tables of this module
                [number],
            )
            .fetchone()
        )
        if row is None:
            return
        delete = "INSERT INTO {0}({0}, rowid, tokens) VALUES ('delete', ?, ?)"
        listed = self._post(delete, number, row[0], dict(zip(Field, row[1:], strict=True)))
        changes.remove(number, countable(*listed))
        self._connect().execute(f"DELETE FROM {_DOCUMENTS} WHERE id = ?", [number])  # noqa: S608 - names of tables of this module

    def _post(self, statement: str, number: int, numbers: str, folded: dict[Field, str]) -> TokenLists:
        """Write or delete the tokens of a document, the same ones either way, and return them."""
        pairs, characters = tokens.indexed_pairs(folded, numbers), tokens.indexed_characters(folded)
        for table, listed in ((_PAIRS, pairs), (_CHARACTERS, characters)):
            self._connect().execute(statement.format(table), [number, " ".join(listed)])
        return pairs, characters


def countable(pairs: list[str], characters: list[str]) -> set[str]:
    """The tokens of a document that may be frequent ones."""
    return {token for token in pairs if len(token) == tokens.PAIR}.union(characters)


def fold_document(document: SearchDocument) -> dict[Field, str]:
    """The folded texts of a document, in the order of the fields.

    A path of places begins and ends with its separator, so that every name in it has an edge on both sides.
    """
    places = filter(None, (fold_text(line) for line in document.place.split("\n")))
    paths = dict.fromkeys(f"{EDGE}{path}{EDGE}" for path in places)
    return {
        Field.TITLE: fold_text(document.title),
        Field.APPLICANT: fold_text(document.applicant),
        Field.PLACE: PARAGRAPH.join(paths),
        Field.TEXT: fold_text(document.text),
    }
