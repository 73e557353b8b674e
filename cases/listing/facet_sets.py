"""Which cases a state selects, and how many each further value would: set algebra on bitmaps."""

from collections.abc import Collection, Iterable

from pyroaring import AbstractBitMap, BitMap

from cases.facets.declarations import page_facets, selectable
from cases.facets.facet import Facet
from cases.index.index import Index
from cases.listing.state import SearchState


class FacetSets:
    """The sets behind one state: `matches` fits the text, `hits` the facets as well."""

    def __init__(self, state: SearchState, index: Index, matches: AbstractBitMap) -> None:
        self.index, self.matches = index, matches
        then = state.place_at == "then"
        self.facets = page_facets(index.vocabulary, then=then)
        self.selected: dict[Facet, AbstractBitMap] = {
            facet: _selected(facet, [index.with_value(facet.name, value) for value in values])
            for facet in selectable(index.vocabulary, then=then)
            if (values := state.values_of(facet))
        }
        self._without: dict[str, AbstractBitMap] = {}  # kept, for the levels of a tree all start from one
        self.hits = self._intersection(self.selected.values())

    def without(self, facet: Facet) -> AbstractBitMap:
        """The cases that satisfy everything but the selected values of that facet."""
        if facet not in self.selected:
            return self.hits
        if facet.key not in self._without:
            others = [ids for other, ids in self.selected.items() if other is not facet]
            self._without[facet.key] = self._intersection(others)
        return self._without[facet.key]

    def _intersection(self, others: Collection[AbstractBitMap]) -> AbstractBitMap:
        return BitMap.intersection(self.matches, *others) if others else self.matches

    def counts(self, facet: Facet, values: Iterable[str]) -> dict[str, int]:
        """Value → how many cases there are when it alone is selected of this facet."""
        base, index = self.without(facet), self.index
        if base is index.all:
            return {value: len(index.with_value(facet.name, value)) for value in values}
        return {value: base.intersection_cardinality(index.with_value(facet.name, value)) for value in values}


def _selected(facet: Facet, sets: list[AbstractBitMap]) -> AbstractBitMap:
    """The cases with one of the selected values of a facet, or with all of them."""
    return BitMap.intersection(*sets) if facet.is_joint else BitMap.union(*sets)
