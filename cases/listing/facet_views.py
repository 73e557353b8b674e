"""A facet as a page shows it: finished values, each with its count and the address of its click."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from cases.facets.declarations import MECHANISM
from cases.facets.facet import Facet, Order
from cases.listing.facet_sets import FacetSets
from cases.listing.state import SearchState
from cases.vocabulary import Vocabulary

Urls = Callable[[Iterable[str]], str]  # from the selected values of a facet to the address
AT_FIRST = 10  # values shown before the reader asks for the rest
NO_NAMES: Mapping[str, Collection[str]] = MappingProxyType({})


@dataclass(slots=True)  # not frozen: that takes three times as long, and a page makes two hundred
class FacetValue:
    """One value.

    `count` is how many cases there are when it alone is selected of its facet.
    `url` selects it, or gives it up when it is selected; `anchor` is its id on the page. `depth` counts
    from 0 at the top; `children` are there where the reader has gone down the tree, or everywhere in a tree
    that is whole, where `unfolded` are those seen at once. `named` is what the search text names; `hint` is
    what a short label leaves out: 福建省厦门市 · 3 个.
    """

    value: str
    label: str
    count: int
    selected: bool
    url: str
    anchor: str
    depth: int = 0
    children: tuple["FacetValue", ...] = ()
    unfolded: bool = False
    named: bool = False
    hint: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class FacetView:
    """One facet. `values` are shown at once, `more` when asked for; selected ones are never in `more`.

    `clear_url` gives up all its values, empty when none is selected. One that `is_whole` has its tree down to
    the last value. `key` names it on the page, `below` what lies below its values.
    """

    parameter: str
    label: str
    help: str
    values: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]
    clear_url: str
    is_whole: bool = False
    key: str = ""
    below: str = ""

    @property
    def is_active(self) -> bool:
        return bool(self.clear_url)

    @property
    def has_more(self) -> bool:
        return bool(self.more)


@dataclass(frozen=True, slots=True)
class _Tree:
    """A facet on its way to being a view: what is asked for in it, and what of it the page has.

    `opened` is listed with or without cases, with what lies directly below it; `unfolded` is seen at once.
    """

    facet: Facet
    selected: Collection[str]
    named: Collection[str]
    opened: set[str]
    unfolded: set[str]
    url: Urls

    def has_below(self, value: str) -> bool:
        return self.facet.is_whole or value in self.opened


class FacetViewBuilder:
    """Makes the views of all facets of one state, with addresses at `path`.

    `named` are the values that the search text names, by the parameter of their facet.
    """

    def __init__(
        self, state: SearchState, sets: FacetSets, path: str, named: Mapping[str, Collection[str]] = NO_NAMES
    ) -> None:
        self.state, self.sets, self.path, self.named = state, sets, path, named
        self.vocabulary: Vocabulary = sets.index.vocabulary

    def view(self, facet: Facet) -> FacetView:
        selected = self.state.values_of(facet)
        cleared = self.state.replace(facet.parameter, self.state.others_of(facet)) if selected else None
        listed = self._level(self._tree(facet), "", 0)
        at_first = len(listed) if facet.is_whole else AT_FIRST
        first, further = listed[:at_first], listed[at_first:]
        if selected:
            first += tuple(value for value in further if has_selected(value))
            further = tuple(value for value in further if not has_selected(value))
        return FacetView(
            parameter=facet.parameter,
            label=facet.label,
            help=facet.help,
            values=first,
            more=further,
            clear_url=cleared.url(self.path) if cleared is not None else "",
            is_whole=facet.is_whole,
            key=f"{facet.parameter}-{facet.scheme}" if facet.scheme else facet.parameter,
            below="下级机制" if facet is MECHANISM else "下级",
        )

    def _tree(self, facet: Facet) -> "_Tree":
        selected, named = self.state.values_of(facet), self.named.get(facet.parameter, ())
        opened = self._with_ancestors(facet, (*selected, *named))
        unfolded = opened | self._with_ancestors(facet, facet.featured(self.vocabulary))
        return _Tree(facet, selected, named, opened, unfolded, self.state.urls(facet, self.path))

    def _with_ancestors(self, facet: Facet, values: Iterable[str]) -> set[str]:
        values = set(values)
        return values.union(*(facet.ancestors(self.vocabulary, value) for value in values))

    def _level(self, tree: "_Tree", parent: str, depth: int) -> tuple[FacetValue, ...]:
        """The values directly below `parent` that lead to cases or are asked for, with what lies below."""
        facet, opened = tree.facet, tree.opened
        values = self.sets.index.tree(facet).get(parent, ())
        without_cases = [
            v for v in opened if v not in values and facet.parent_of(self.vocabulary, v) == parent
        ]
        if not values and not without_cases:  # most values of a whole tree have nothing below them
            return ()
        counts = self.sets.counts(facet, [*values, *without_cases])
        made = [
            FacetValue(
                value=value,
                label=facet.short_label(self.vocabulary, value) or value,
                count=count,
                selected=value in tree.selected,
                url=tree.url(self.after_click(facet, value)),
                anchor=f"f-{facet.parameter}-{value}",
                depth=depth,
                children=self._level(tree, value, depth + 1) if tree.has_below(value) else (),
                unfolded=value in tree.unfolded,
                named=value in tree.named,
                hint=self._hint(facet, value, count),
                is_missing=value == facet.none,
            )
            for value, count in counts.items()
            if count or value in opened
        ]
        return tuple(sorted(made, key=sorting(facet, self.vocabulary, depth)))

    def _hint(self, facet: Facet, value: str, count: int) -> str:
        above = facet.ancestors(self.vocabulary, value) if facet.full_label_of else ()
        labels = [facet.short_label(self.vocabulary, each) or each for each in (*reversed(above), value)]
        return f"{''.join(labels)} · {count} 个" if above else ""

    def after_click(self, facet: Facet, value: str) -> list[str]:
        """The values of the facet that are selected after a click on one.

        In a tree a value takes the place of what is selected above and below it: the reader goes down
        or up, instead of adding a part to its whole.
        """
        selected = self.state.values_of(facet)
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


def sorting(facet: Facet, vocabulary: Vocabulary, depth: int) -> Callable[[FacetValue], tuple[Any, ...]]:
    """As the facet's order says for this depth of its tree; what is not recorded comes last."""
    if facet.order is Order.DESCENDING:
        return lambda value: (value.value == facet.none, [-ord(c) for c in value.value])
    if facet.order is Order.CURATED and depth == 0:
        return lambda value: (
            value.value == facet.none,
            facet.position_of(vocabulary, value.value),
            value.value,
        )
    return lambda value: (value.value == facet.none, -value.count, value.label, value.value)
