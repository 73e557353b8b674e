"""A facet as a page shows it: finished values, each with its count and the address of its click."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from cases.facets.declarations import NONE, Facet, Order
from cases.listing.facet_sets import FacetSets
from cases.listing.state import SearchState
from cases.vocabulary import Vocabulary

Urls = Callable[[Iterable[str]], str]  # from the selected values of a facet to the address
AT_FIRST = 10  # values shown before the reader asks for the rest


@dataclass(slots=True)  # not frozen: that takes three times as long, and a page makes two hundred
class FacetValue:
    """One value.

    `count` is how many cases there are when it alone is selected of its facet.
    `url` selects it, or gives it up when it is selected; `anchor` is its id on the page. `depth` counts
    from 0 at the top; `children` are there where the reader has gone down the tree.
    """

    value: str
    label: str
    count: int
    selected: bool
    url: str
    anchor: str
    depth: int = 0
    children: tuple["FacetValue", ...] = ()


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet. `values` are shown at once, `more` when asked for; selected ones are never in `more`.

    `clear_url` gives up all its values, empty when none is selected.
    """

    parameter: str
    label: str
    help: str
    values: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]
    clear_url: str

    @property
    def is_active(self) -> bool:
        return bool(self.clear_url)

    @property
    def has_more(self) -> bool:
        return bool(self.more)


class FacetViewBuilder:
    """Makes the views of all facets of one state, with addresses at `path`."""

    def __init__(self, state: SearchState, sets: FacetSets, path: str) -> None:
        self.state, self.sets, self.path = state, sets, path
        self.vocabulary: Vocabulary = sets.index.vocabulary

    def view(self, facet: Facet) -> FacetView:
        selected = self.state.values(facet.parameter)
        opened = {*selected, *(above for v in selected for above in facet.ancestors(self.vocabulary, v))}
        listed = self._level(facet, "", 0, opened, self.state.urls(facet.parameter, self.path))
        first, further = listed[:AT_FIRST], listed[AT_FIRST:]
        if selected:
            first += tuple(value for value in further if has_selected(value))
            further = tuple(value for value in further if not has_selected(value))
        return FacetView(
            parameter=facet.parameter,
            label=facet.label,
            help=facet.help,
            values=first,
            more=further,
            clear_url=self.state.clear(facet.parameter).url(self.path) if selected else "",
        )

    def _level(
        self, facet: Facet, parent: str, depth: int, opened: set[str], url: Urls
    ) -> tuple[FacetValue, ...]:
        """The values directly below `parent` that lead to cases or are selected, with what is open below."""
        values = self.sets.index.tree(facet).get(parent, ())
        without_cases = [
            v for v in opened if v not in values and facet.parent_of(self.vocabulary, v) == parent
        ]
        counts = self.sets.counts(facet, [*values, *without_cases])
        selected = self.state.values(facet.parameter)
        made = [
            FacetValue(
                value=value,
                label=facet.short_label(self.vocabulary, value) or value,
                count=count,
                selected=value in selected,
                url=url(self.after_click(facet, value)),
                anchor=f"f-{facet.parameter}-{value}",
                depth=depth,
                children=self._level(facet, value, depth + 1, opened, url) if value in opened else (),
            )
            for value, count in counts.items()
            if count or value in opened
        ]
        return tuple(sorted(made, key=sorting(facet)))

    def after_click(self, facet: Facet, value: str) -> list[str]:
        """The values of the facet that are selected after a click on one.

        In a tree a value takes the place of what is selected above and below it: the reader goes down
        or up, instead of adding a part to its whole.
        """
        selected = self.state.values(facet.parameter)
        if value in selected:
            return [other for other in selected if other != value]
        if not selected or not facet.is_hierarchical:
            return [*selected, value]
        above = facet.ancestors(self.vocabulary, value)
        kept = [v for v in selected if v not in above and value not in facet.ancestors(self.vocabulary, v)]
        return [*kept, value]


def has_selected(value: FacetValue) -> bool:
    """Whether the value is selected, or one below it."""
    return value.selected or any(has_selected(child) for child in value.children)


def sorting(facet: Facet) -> Callable[[FacetValue], tuple[Any, ...]]:
    """By count then label, or the values downwards; what is not recorded comes last."""
    if facet.order is Order.DESCENDING:
        return lambda value: (value.value == NONE, [-ord(c) for c in value.value])
    return lambda value: (value.value == NONE, -value.count, value.label, value.value)
