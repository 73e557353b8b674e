"""From what a reader types to the cases in order, with the reasons: parse → terms → matches → ranking."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache, reduce
from typing import Protocol

from pyroaring import BitMap, FrozenBitMap

from cases.search.expansion.catalogue_values import catalogue_values
from cases.search.expansion.expand import expansions
from cases.search.expansion.expansion import Expansion, SearchContext
from cases.search.expansion.longer_words import inside_longer_words
from cases.search.expansion.pinyin import joined_syllables
from cases.search.expansion.synonyms import catalogue
from cases.search.query.accession_numbers import with_accessions
from cases.search.query.facet_words import years
from cases.search.query.lexicon import QueryLexicon
from cases.search.query.parser import parse
from cases.search.query.query import Query, QueryTerm
from cases.search.query.question_frames import without_frames
from cases.search.ranking.matches import HighlightTerm, TermMatch, reason_of_group
from cases.search.ranking.ranking import DefaultOrder, IdArray, Ranking, best_grades, combined_grades
from cases.search.text.exact_match import ExactMatcher, Ids, union
from cases.search.text.text_index import TextIndex

TERM_CACHE_SIZE = 64  # of the last terms, more than a query has: others with some of them are tried after it
RESULT_CACHE_SIZE = 16  # of the last queries: turning pages and choosing facets searches no more


class SearchableLibrary(Protocol):
    """One state of the published cases, as the index keeps it.

    `bitmaps[facet][value]` has the ids with a value: `mechanism` by slug and `place` (today) and
    `place_then` by code or key, each with all that lies below it; `programme`, `tier`, `issuer`,
    `region` and `year`; `title` has those without one below `none`. `orders["newest"]` has all ids in the
    default order.
    """

    @property
    def all(self) -> BitMap: ...
    @property
    def bitmaps(self) -> Mapping[str, Mapping[str, BitMap]]: ...
    @property
    def orders(self) -> Mapping[str, IdArray]: ...
    @property
    def text(self) -> TextIndex: ...


class Searcher:
    """Searches one state of the library. Cheap to make when the lexicon is at hand."""

    def __init__(self, library: SearchableLibrary, lexicon: QueryLexicon) -> None:
        self.library = library
        self.lexicon = lexicon
        self.matcher = ExactMatcher(library.text, library.all)
        self.context = SearchContext(lexicon, self.matcher, library.bitmaps)
        self.default_order = DefaultOrder(library.orders["newest"])
        self._cached_results = lru_cache(maxsize=RESULT_CACHE_SIZE)(self._search_in_other_readings)
        self.match = lru_cache(maxsize=TERM_CACHE_SIZE)(self._match)  # the cases of one term

    def search(self, typed: str) -> "Result":
        """The result for any string; the same object for the same string, if it was asked not long ago."""
        return self._cached_results(parse(typed))

    def _search_in_other_readings(self, query: Query) -> "Result":
        """The result as typed; where nothing has that, of the numbers typed or what a question is about."""
        result = self._search_with_pinyin(query)
        if not result.ids and (numbers := self.search_parsed(with_accessions(query))).ids:
            return numbers
        if result.ids or (asked := without_frames(query)) is query:
            return result
        return self._search_with_pinyin(asked)

    def _search_with_pinyin(self, query: Query) -> "Result":
        """The result as typed, or with pinyin joined where its syllables occur in no text."""
        result = self.search_parsed(query)
        if result.exact:
            return result
        others = (self.search_parsed(other) for other in joined_syllables(query))
        return next((other for other in others if other.ids), result)

    def search_parsed(self, query: Query) -> "Result":
        """The result for a query already parsed; a query of nothing matches everything."""
        groups = [[self.match(term) for term in group] for group in query.groups]
        if len(query.terms) == 1:
            groups = [[self._year_first(match) for match in group] for group in groups]
        candidates = self.library.all - union(self.excluding(term) for term in query.excluded)
        meant = [expansion for term in query.excluded for expansion in self._meant_in_catalogue(term)]
        exclusion_labels = tuple(dict.fromkeys(expansion.reason(0) for expansion in meant))
        return Result(query, groups, candidates, exclusion_labels, self.matcher, self.default_order)

    def _match(self, term: QueryTerm) -> TermMatch:
        """The exact matches of a term, then its expansions."""
        if term.facet:
            return TermMatch(term, {}, union([]), list(catalogue_values(term, self.context)))
        by_field = self.matcher.documents_by_field(term.text, term.field)
        named = self.lexicon.mechanisms_named(term.text) if term.field is None else ()
        coded = union(self.context.documents_with_value("mechanism", slug) for slug in named)
        expanded = expansions(term, self.context, union(by_field.values()))
        return TermMatch(term, by_field, coded, expanded, inside_longer_words(term, by_field, self.context))

    def _year_first(self, match: TermMatch) -> TermMatch:
        """A year alone means that of the award; cases whose text prints it come after."""
        typed = years(match.term.text) if match.term.is_free and not match.term.quoted else ()
        return replace(match, first=union(self.context.documents_with_value("year", year) for year in typed))

    def excluding(self, term: QueryTerm) -> Ids:
        """The cases that an excluded term takes out: exact matches, and what it means in the catalogue."""
        exact = union([]) if term.facet else self.matcher.documents_with(term.text, term.field)
        return union([exact, *(expansion.ids for expansion in self._meant_in_catalogue(term))])

    def _meant_in_catalogue(self, term: QueryTerm) -> list[Expansion]:
        """What an excluded term means in the catalogue: with -2015 nobody wants awards of 2015."""
        if term.facet:
            return list(catalogue_values(term, self.context))
        return [] if term.quoted else list(catalogue(term, self.context))


class Result:
    """The cases that match a query. `ranking` has them in order, `matches` how each term matches.

    `exclusion_labels` says what excluded terms mean in the catalogue: 年度:2015.
    """

    def __init__(
        self,
        query: Query,
        matches: list[list[TermMatch]],
        candidates: Ids,
        exclusion_labels: tuple[str, ...],
        matcher: ExactMatcher,
        default_order: DefaultOrder,
    ) -> None:
        self.query = query
        self.matches = matches
        self.exclusion_labels = exclusion_labels
        self._matcher = matcher
        self._candidates = candidates
        tiers = combined_grades(
            [best_grades(match.tiers for match in group) for group in matches], candidates
        )
        self.ranking = Ranking(tiers, default_order, self.occurrences)

    @property
    def ids(self) -> FrozenBitMap:
        """All of them, as a set."""
        return self.ranking.all

    @property
    def exact(self) -> FrozenBitMap:
        """Those in which every term occurs."""
        occurring = (union(match.exact for match in group) for group in self.matches)
        return reduce(FrozenBitMap.__and__, occurring, FrozenBitMap(self._candidates))

    def reasons(self, number: int) -> list[str]:
        """Why a case is there; empty when every term occurs in what is printed of it."""
        reasons = (reason_of_group(group, number, self._matcher) for group in self.matches)
        return list(dict.fromkeys(reason for reason in reasons if reason is not None))

    def occurrences(self, ids: Ids) -> dict[int, int]:
        """How often the terms occur in title, applicant and text of a case, which decides in a tier."""
        return self._matcher.index.occurrences(ids, ((each.text, each.field) for each in self.highlights))

    @cached_property
    def highlights(self) -> tuple[HighlightTerm, ...]:
        """What to highlight in the cases."""
        return tuple(dict.fromkeys(self._highlights()))

    def _highlights(self) -> Iterator[HighlightTerm]:
        for match in (match for group in self.matches for match in group):
            yield from match.highlights()
