"""The index as a server process holds it: sets and orders in memory, records on disk."""

import os
import sqlite3
import threading
import weakref
from collections.abc import Sequence
from contextlib import closing
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from pyroaring import AbstractBitMap, BitMap, FrozenBitMap

from cases.facets.declarations import labels_of
from cases.facets.facet import Facet
from cases.index import files, store
from cases.index.orders import Ids
from cases.index.prepared_lines import PreparedLines, PreparedRows
from cases.language.pinyin import characters_by_syllable
from cases.models.version import Version
from cases.records import json_item as json
from cases.records.record import Record
from cases.search.query.lexicon import QueryLexicon
from cases.search.searcher import Searcher
from cases.search.suggestions.suggester import Suggester
from cases.search.text.normalisation import fold_text
from cases.search.text.text_index import TextIndex
from cases.vocabulary import Vocabulary

EMPTY = FrozenBitMap()


class Superseded(Exception):
    """The side file was brought to a newer state meanwhile: whoever asks again gets that."""


class Index:
    """One state of the published library. Nothing in it changes: a newer state is another Index.

    `all` holds the ids (primary keys) of the published awards, `bitmaps[facet name][value]` those
    with a value, `orders[sort]` all ids in order. `day` is that on which the data became this version.
    """

    def __init__(self, path: Path, before: "Index | None" = None) -> None:
        """Load a side file; Unusable when it cannot be used.

        An earlier state of the same file lends its vocabulary where that is still the same.
        """
        self.path = path
        weakref.finalize(self, files.mark_in_use(path).close)
        self._connections = threading.local()
        self._trees: dict[str, dict[str, list[str]]] = {}
        try:
            with closing(files.open_for_reading(path)) as db:
                db.execute("BEGIN")  # one state of the file, whatever others write meanwhile
                self.version: Version = store.read_version(db)
                self.day = store.read_day(db)
                self.vocabulary_since = store.vocabulary_since(db)
                lends = before is not None and (before.path, before.vocabulary_since) == (
                    path,
                    self.vocabulary_since,
                )
                self.vocabulary: Vocabulary = (
                    before.vocabulary if before is not None and lends else store.read_vocabulary_of(db)
                )
                self.bitmaps: store.Bitmaps = store.read_bitmaps(db)
                self.orders: dict[str, Ids] = store.read_orders(db)
            self.all = BitMap(self.orders["newest"])
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as error:
            raise store.Unusable(str(error)) from error
        self._mask_size = int(self.all.max()) + 1 if self.all else 0

    def connection(self) -> sqlite3.Connection:
        """This thread's reading connection to the side file; a forked process opens its own."""
        process = os.getpid()
        opened: tuple[int, sqlite3.Connection] | None = getattr(self._connections, "opened", None)
        if opened is None or opened[0] != process:
            opened = self._connections.opened = (process, files.open_for_reading(self.path))
        return opened[1]

    @cached_property
    def text(self) -> TextIndex:
        """The words of all cases; one for all threads, for the sets that it remembers."""
        return TextIndex(self.connection)

    @cached_property
    def searcher(self) -> Searcher:
        """Searches this state; it remembers the last results."""
        return Searcher(self, lexicon_of(self.vocabulary))

    @cached_property
    def suggester(self) -> Suggester:
        """Suggests what to search for in this state, while a reader types."""
        return Suggester(self.searcher)

    def warm(self) -> None:
        """Make what is slow at first use, so that no reader waits for it: pinyin, suggestions, sets."""
        try:
            _ = self.suggester, self.searcher.lexicon.by_first_syllable, self.searcher.lexicon.by_initials
            self.searcher.lexicon.pronounced_like(())
            characters_by_syllable()
            for term in self.vocabulary.terms.values():
                self.searcher.matcher.documents_with(fold_text(term.name))
        except sqlite3.DatabaseError:
            return  # the next reader finds out, and has the file built anew

    def tree(self, facet: Facet) -> dict[str, list[str]]:
        """The values that have cases, by the value above them; the top ones below the empty text."""
        if facet.key not in self._trees:
            tree: dict[str, list[str]] = {}
            for value in self.bitmaps[facet.name]:
                if facet.owns(value) and facet.is_listed(self.vocabulary, value):
                    tree.setdefault(facet.parent_of(self.vocabulary, value), []).append(value)
            self._trees[facet.key] = tree
        return self._trees[facet.key]

    def with_value(self, facet: str, value: str) -> AbstractBitMap:
        """The ids with a value of the facet of that name; none for a value that is unknown to this state."""
        return self.bitmaps[facet].get(value, EMPTY)

    def is_state_of(self, path: Path) -> bool:
        """Whether the file at `path` still holds what was loaded from it."""
        return self.path == path and store.read_version(self.connection()) == self.version

    def arranged(self, ids: AbstractBitMap, sort: str) -> Ids:
        """All the given ids in the order of that name, as an array."""
        order = self.orders[sort]
        if len(ids) == len(order):
            return order
        mask = np.zeros(self._mask_size, dtype=bool)
        mask[np.frombuffer(ids.to_array(), dtype=np.uint32)] = True
        return order[mask[order]]

    def page(self, ids: AbstractBitMap, sort: str, offset: int, limit: int) -> list[int]:
        """At most `limit` of the given ids in order, from `offset` on."""
        page: list[int] = self.arranged(ids, sort)[offset : offset + limit].tolist()
        return page

    def beside(self, pk: int, sort: str) -> tuple[int | None, int | None]:
        """What stands before and behind an award in an order; None at the ends, or where it is not in it."""
        order = self.orders[sort]
        found = np.flatnonzero(order == pk)
        if not len(found):
            return None, None
        at = int(found[0])
        return int(order[at - 1]) if at else None, int(order[at + 1]) if at + 1 < len(order) else None

    def records(self, ids: Sequence[int]) -> list[Record]:
        """The records in the order of `ids`; one that was withdrawn this very moment is left out."""
        rows = self.connection().execute(
            "SELECT id, item, rest FROM record WHERE id IN (SELECT value FROM json_each(?))",
            [json.dump(list(ids)).decode()],
        )
        stored = {pk: (item, rest) for pk, item, rest in rows}
        return [json.record_of(*stored[pk]) for pk in ids if pk in stored]

    def accessions(self, ids: Sequence[int]) -> list[tuple[int, str]]:
        """(id, accession number) in the order of `ids`, without what was withdrawn this very moment."""
        rows = self.connection().execute("SELECT id, accession FROM record INDEXED BY record_accession")
        known = dict(rows)
        return [(pk, known[pk]) for pk in ids if pk in known]

    def prepared(self, ids: Ids | Sequence[int], column: str) -> PreparedLines:
        """What the column (`csv`, `raw` or `item`) holds for the ids, in their order.

        Superseded where the side file is of another state by now: what a file says of itself, its tag and its
        version, is of this one.
        """
        return self._of_this_state(PreparedLines(self.path, ids, column))

    def prepared_rows(
        self, table: str, ids: Ids | Sequence[int], column: str, part: str = ""
    ) -> PreparedLines:
        """The same of what hangs on the awards (`cases.records.hanging_rows`), all of one award together.

        With `part` of that alone: of codings one scheme.
        """
        return self._of_this_state(PreparedRows(self.path, table, ids, column, part))

    def _of_this_state(self, lines: PreparedLines) -> PreparedLines:
        if store.read_version(lines.db) == self.version:
            return lines
        lines.close()
        raise Superseded


@lru_cache(maxsize=2)
def lexicon_of(vocabulary: Vocabulary) -> QueryLexicon:
    """The vocabulary made ready for searching; a change of cases leaves it as it is."""
    return QueryLexicon(vocabulary, labels_of(vocabulary))
