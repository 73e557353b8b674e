"""The result list: what a state asks for, the one list behind the page and every export."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.http import QueryDict
from pyroaring import AbstractBitMap

from cases.facets.declarations import (
    CODING,
    CODING_ALL,
    MECHANISM,
    MECHANISM_ALL,
    in_page_order,
    of_schemes,
)
from cases.facets.facet import Facet
from cases.index.current import current_index
from cases.index.index import Index
from cases.index.orders import Ids
from cases.listing.facet_sets import FacetSets
from cases.listing.facet_views import FacetView, FacetViewBuilder
from cases.listing.state import PAGE_SIZES, PLACE_READINGS, SORTS, VIEWS, SearchState
from cases.records.record import Record
from cases.search.query.parser import parse
from cases.search.query.unparsing import query_parts
from cases.search.searcher import Result

MOST_OF_CHIPS = 3000  # characters in the addresses of the chips, each of which repeats all other words
PAGES_AROUND = 2  # page numbers shown on either side of the current one


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in force, and the address without it."""

    label: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice by link: an order, a page size, a layout, a reading of places."""

    label: str
    url: str
    selected: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number; `url` is empty for a gap, whose label is an ellipsis."""

    label: str
    url: str
    current: bool = False


class ResultList:
    """The cases that a state selects from an index, in its order; addresses are made at `path`."""

    def __init__(self, state: SearchState, index: Index, path: str = "") -> None:
        self.state, self.index, self.path = state, index, path

    # --- The list ---

    @cached_property
    def search(self) -> Result | None:
        """What the search makes of the text; None without one."""
        return self.index.searcher.search(self.state.q) if self.state.q else None

    @cached_property
    def sets(self) -> FacetSets:
        matches = self.index.all if self.search is None else self.search.ids
        return FacetSets(self.state, self.index, matches)

    @property
    def hits(self) -> AbstractBitMap:
        """The ids of the cases in the list."""
        return self.sets.hits

    @cached_property
    def total(self) -> int:
        return len(self.hits)

    @cached_property
    def order(self) -> Ids:
        """The ids of all cases in the list, in order."""
        if self.search is not None and self.state.order == "relevance":
            return self.search.ranking.ids(self.hits)
        return self.index.arranged(self.hits, self.state.order)

    @property
    def ids(self) -> list[int]:
        """The ids on this page."""
        first, size = (self.state.page - 1) * self.state.per_page, self.state.per_page
        if self.search is not None and self.state.order == "relevance":
            return self.search.ranking.page(first, size, self.hits)
        return self.index.page(self.hits, self.state.order, first, size)

    def reasons(self, number: int) -> list[str]:
        """Why a case matches although not every term stands in it; empty when every term does."""
        return [] if self.search is None else self.search.reasons(number)

    def records(self) -> list[Record]:
        """The cases on this page."""
        return self.index.records(self.ids)

    # --- The facets ---

    @cached_property
    def facets(self) -> list[FacetView]:
        named = {MECHANISM.parameter: self.mechanisms_named.union(self.state.values(MECHANISM_ALL.parameter))}
        builder = FacetViewBuilder(self.state, self.sets, self.path, named)
        return [builder.view(facet) for facet in in_page_order(self.sets.facets)]

    @cached_property
    def mechanisms_named(self) -> frozenset[str]:
        """The slugs of the mechanisms that the search text names."""
        if self.search is None:
            return frozenset()
        name = self.index.searcher.lexicon.mechanisms_named
        terms = (match.term for group in self.search.matches for match in group)
        return frozenset(slug for term in terms if term.field is None for slug in name(term.text))

    @cached_property
    def mechanisms_asked_for(self) -> frozenset[str]:
        """The slugs of the mechanisms that are selected or named, and of those below them."""
        return self.mechanisms_selected | self.index.vocabulary.narrower_or_same(self.mechanisms_named)

    @cached_property
    def mechanisms_selected(self) -> frozenset[str]:
        """The slugs of the mechanisms that are selected, and of those below them."""
        selected = (self.state.values(each.parameter) for each in (MECHANISM, MECHANISM_ALL))
        return self.index.vocabulary.narrower_or_same(chain(*selected))

    @cached_property
    def coded_selected(self) -> frozenset[str]:
        """The values of the terms of other schemes that are selected, and of those below them."""
        vocabulary = self.index.vocabulary
        selected = chain(*(self.state.values(each.parameter) for each in (CODING, CODING_ALL)))
        terms = filter(None, map(vocabulary.term_of_value, selected))
        below = vocabulary.narrower_or_same(term.slug for term in terms)
        return frozenset(vocabulary.all_terms[slug].value for slug in below)

    @cached_property
    def chips(self) -> list[Chip]:
        """The conditions in force, the search text first."""
        state = self.state
        return self._chips_of_query() + [
            Chip(facet.label, self.label(facet, value), state.remove(facet.parameter, value).url(self.path))
            for facet in self.sets.selected
            for value in state.values_of(facet)
        ]

    def _chips_of_query(self) -> list[Chip]:
        """One a term: each word of several can be given up alone. One for all where they fill the page."""
        parts = query_parts(parse(self.state.q))
        if len(parts) < 2 or len(parts) * len(self.state.q) > MOST_OF_CHIPS:
            return [self._chip("检索", self.state.q, "")] if self.state.q else []
        return [self._chip("不含" if part.is_excluded else "检索", part.typed, part.rest) for part in parts]

    def _chip(self, label: str, value: str, rest: str) -> Chip:
        return Chip(label, value, self.state.with_query(rest).url(self.path))

    @property
    def joint_choice(self) -> Option | None:
        """Several selected mechanisms as all required instead of one of them, or the other way round."""
        for facet, other, label in (
            (MECHANISM, MECHANISM_ALL, "改为同时用到这 {} 个机制"),
            (MECHANISM_ALL, MECHANISM, "改为用到其中一个机制即可"),
            *((each, CODING_ALL, "改为同时标有这 {} 项") for each in of_schemes(self.index.vocabulary)),
            (CODING_ALL, CODING, "改为每套编码标有其中一项即可"),
        ):
            values = self.state.values_of(facet)
            if len(values) > 1:
                state = self.state.replace(facet.parameter, self.state.others_of(facet))
                both = state.replace(other.parameter, [*state.values(other.parameter), *values])
                return Option(label.format(len(values)), both.url(self.path), False)
        return None

    def label(self, facet: Facet, value: str) -> str:
        return facet.full_label(self.index.vocabulary, value) or value

    @property
    def words(self) -> str:
        """The conditions as a Chinese phrase: `检索“三社联动”，年度为 2014 或 2015 的案例`."""
        parts = [f"检索“{self.state.q}”"] if self.state.q else []
        for facet in self.sets.selected:
            parts.append(facet.phrase(self.index.vocabulary, self.state.values_of(facet)))
        return "，".join(parts) + "的案例" if parts else "全部案例"

    @property
    def clear_url(self) -> str:
        """The address without any condition; empty when there is none."""
        return self.state.clear().url(self.path) if self.state.is_filtered else ""

    # --- Orders, layouts, pages ---

    @property
    def sorts(self) -> list[Option]:
        known = [sort for sort in SORTS if self.state.q or sort != "relevance"]
        return [
            Option(SORTS[sort], self.state.with_sort(sort).url(self.path), sort == self.state.order)
            for sort in known
        ]

    @property
    def page_sizes(self) -> list[Option]:
        return [
            Option(str(size), self.state.with_per_page(size).url(self.path), size == self.state.per_page)
            for size in PAGE_SIZES
        ]

    @property
    def layouts(self) -> list[Option]:
        return [
            Option(label, self.state.with_view(view).url(self.path), view == self.state.view)
            for view, label in VIEWS.items()
        ]

    @property
    def place_readings(self) -> list[Option]:
        return [
            Option(label, self.state.with_place_at(name).url(self.path), name == self.state.place_at)
            for name, label in PLACE_READINGS.items()
        ]

    @property
    def last_page(self) -> int:
        """The number of the last page; 1 when there are no hits."""
        return max(1, -(-self.total // self.state.per_page))

    def page_url(self, number: int) -> str:
        """The address of a page; empty when there is no such page."""
        return self.state.with_page(number).url(self.path) if 1 <= number <= self.last_page else ""

    @property
    def previous_url(self) -> str:
        return self.page_url(min(self.state.page - 1, self.last_page))

    @property
    def next_url(self) -> str:
        return self.page_url(self.state.page + 1)

    @property
    def last_url(self) -> str:
        return self.page_url(self.last_page)

    @property
    def pages(self) -> list[PageLink]:
        """First, last and neighbouring pages, gaps marked; empty when one page holds everything."""
        here, last = self.state.page, self.last_page
        if last == 1:
            return []
        near = range(here - PAGES_AROUND, here + PAGES_AROUND + 1)
        shown = sorted({1, last} | {number for number in near if 1 <= number <= last})
        links, before = [], 0
        for number in shown:
            if number > before + 1:
                links.append(PageLink("…", ""))
            links.append(PageLink(str(number), self.page_url(number), number == here))
            before = number
        return links

    def export_url(self, path: str) -> str:
        """The address at `path` of this whole list in another form."""
        return self.state.list_url(path)


def result_list_of(data: QueryDict, path: str = "") -> ResultList:
    """The list that the parameters of an address ask for now; InvalidParameters when they make no sense.

    One database query, for the data version.
    """
    index = current_index()
    return ResultList(SearchState.from_querydict(data, index.vocabulary), index, path)
