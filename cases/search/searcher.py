"""From what a reader typed to the cases, in order, with the reasons."""

from collections.abc import Iterator
from functools import cached_property, lru_cache

from pyroaring import FrozenBitMap

from cases.search.expansion.expand import expansions
from cases.search.expansion.expansion import Expansion, Sources
from cases.search.expansion.pinyin_of_names import joined
from cases.search.expansion.synonyms import catalogue
from cases.search.protocols import Library, Reason
from cases.search.query.lexicon import Lexicon
from cases.search.query.parser import Query, Term, parse
from cases.search.ranking.ranking import HouseOrder, Ranking, combined, merged
from cases.search.ranking.reasons import Mark, Match, reason_of_group
from cases.search.text.exact_match import Ids, Letters, union

TERMS_KEPT = 32  # of the last terms: queries that share some are tried when nothing is found
RESULTS_KEPT = 16  # of the last queries: turning pages and choosing facets searches no more


class Result:
    """The cases that a query finds. `ranking` has them in order, `literal` are those by the letter.

    `left_out` says what excluded words mean beside their letters: 年度:2015.
    """

    def __init__(
        self,
        query: Query,
        groups: list[list[Match]],
        start: Ids,
        left_out: tuple[str, ...],
        letters: Letters,
        house: HouseOrder,
    ) -> None:
        self.query = query
        self.left_out = left_out
        self._groups = groups
        self._letters = letters
        tiers = combined([merged(match.tiers for match in group) for group in groups], start)
        self.ranking = Ranking(tiers, house, self._count)

    @property
    def ids(self) -> FrozenBitMap:
        """All of them, as a set."""
        return self.ranking.all

    @property
    def literal(self) -> FrozenBitMap:
        """Those in which every word stands."""
        return self.ranking.literal

    def reasons(self, number: int) -> list[Reason]:
        """Why a case is there; empty when every word stands in what is printed of it."""
        found = (reason_of_group(group, number, self._letters) for group in self._groups)
        return list(dict.fromkeys(reason for reason in found if reason is not None))

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """What to light up in the cases found."""
        return tuple(dict.fromkeys(self._marks()))

    def _count(self, ids: Ids) -> dict[int, int]:
        return self._letters.text.occurrences(ids, ((mark.word, mark.field) for mark in self.marks))

    def _marks(self) -> Iterator[Mark]:
        for match in (match for group in self._groups for match in group):
            yield Mark(match.term.text, match.term.field)
            for found in match.expansions:
                for word in found.marks:
                    yield Mark(word, match.term.field)


class Searcher:
    """Searches one state of the library. Cheap to make when the lexicon is at hand."""

    def __init__(self, library: Library, lexicon: Lexicon) -> None:
        self.library = library
        self.lexicon = lexicon
        self.letters = Letters(library.text, library.all)
        self.sources = Sources(lexicon, self.letters, library.bitmaps)
        self.house = HouseOrder(library.orders["newest"])
        self._kept = lru_cache(maxsize=RESULTS_KEPT)(self._best_answer)
        self.match = lru_cache(maxsize=TERMS_KEPT)(self._match)  # the cases of one term

    def search(self, typed: str) -> Result:
        """The result for any string; the same object for the same string, if it was asked not long ago."""
        return self._kept(parse(typed))

    def _best_answer(self, query: Query) -> Result:
        """The result as typed, or with pinyin joined where its parts stand in no text."""
        result = self.answer(query)
        if result.literal:
            return result
        others = (self.answer(other) for other in joined(query))
        return next((other for other in others if other.ids), result)

    def answer(self, query: Query) -> Result:
        """The result for a query already read; a query of nothing finds everything."""
        groups = [[self.match(term) for term in group] for group in query.groups]
        letters = [self.letters.standing(term.text, term.field) for term in query.excluded]
        meant = [found for term in query.excluded for found in self._meant_in_catalogue(term)]
        start = self.library.all - union([*letters, *(found.ids for found in meant)])
        left_out = tuple(dict.fromkeys(found.reason(0).label for found in meant))
        return Result(query, groups, start, left_out, self.letters, self.house)

    def _meant_in_catalogue(self, term: Term) -> list[Expansion]:
        """What a word that is not wanted means in the catalogue: with -2015 nobody wants awards of 2015."""
        return [] if term.quoted else list(catalogue(term, self.sources))

    def _match(self, term: Term) -> Match:
        by_field = self.letters.by_field(term.text, term.field)
        named = self.lexicon.mechanisms_named(term.text) if term.field is None else ()
        coded = union(self.sources.having("mechanism", slug) for slug in named)
        return Match(term, by_field, coded, expansions(term, self.sources, union(by_field.values())))
