"""A filtered list counted by rows and columns. Each figure is what its address lists, by construction.

A figure is the number of cases in the filtered list that have the row's value and the column's. Its
address must say that in the parameters of /cases/, where values of one parameter are alternatives.
So a dimension that is itself filtered shows only values whose cases can be said so (`narrowed`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeVar
from urllib.parse import urlencode

from pyroaring import AbstractBitMap, BitMap

from cases.facets.facet import Facet
from cases.listing.result_list import ResultList
from cases.statistics.dimensions import Dimension
from cases.statistics.layout import Layout
from cases.vocabulary import Vocabulary

MOST_ROWS, MOST_COLUMNS = 200, 60  # on a page; a file has all


TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of cases, the text that shows it, and the query that lists exactly these cases."""

    count: int
    text: str
    query: str


@dataclass(frozen=True, slots=True)
class CrosstabRow:
    """A row of figures, its total at the end."""

    label: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class Head:
    """A value of a dimension: its cases within the filtered list, and the query that selects them."""

    value: str
    label: str
    ids: AbstractBitMap
    query: str

    @property
    def total(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class CrosstabColumn:
    """A column of figures: one value of each column dimension, outermost first; none for a plain list."""

    heads: tuple[Head, ...]
    ids: AbstractBitMap

    @property
    def total(self) -> int:
        return len(self.ids)

    @property
    def label(self) -> str:
        return " ".join(head.label for head in self.heads)

    @property
    def innermost(self) -> Head:
        return self.heads[-1]

    @property
    def query(self) -> str:
        return "&".join(head.query for head in self.heads)


Sized = TypeVar("Sized", Head, CrosstabColumn)


class Crosstab:
    """The results in the layout; `limited` to what a page can hold, the largest kept."""

    def __init__(self, results: ResultList, layout: Layout, *, limited: bool = False) -> None:
        self.results, self.layout = results, layout
        rows = heads(results, layout.rows)
        columns = self._columns()
        self.rows = largest(rows, MOST_ROWS) if limited else rows
        self.columns = largest(columns, MOST_COLUMNS) if limited else columns
        self.rows_left_out = len(rows) - len(self.rows)
        self.columns_left_out = len(columns) - len(self.columns)

    def _columns(self) -> list[CrosstabColumn]:
        """The product of the column dimensions' values, those left out that no case has."""
        axes = [heads(self.results, dimension) for dimension in self.layout.columns]
        if not axes:
            return []
        columns = (
            CrosstabColumn(combined, BitMap.intersection(*(head.ids for head in combined)))
            for combined in product(*axes)
        )
        return [column for column in columns if column.ids]

    @property
    def total(self) -> int:
        return self.results.total

    @cached_property
    def lines(self) -> list[CrosstabRow]:
        """The rows of the table."""
        cells, ends = self._kept(*self.layout.dimensions), self._kept(self.layout.rows)
        return [
            self._line(row.label, row.ids, joined(cells, row.query), joined(ends, row.query))
            for row in self.rows
        ]

    @cached_property
    def totals(self) -> CrosstabRow:
        """The last row: the columns' totals, and the number of cases in the list."""
        return self._line(TOTAL, self.results.hits, self._kept(*self.layout.columns), self._kept())

    @property
    def rows_with_heads(self) -> list[list[str]]:
        """The whole table as texts; a nested column is named by all its values, totals stand at the ends."""
        header = [self.layout.words, *(column.label for column in self.columns), TOTAL]
        lines = [[line.label, *(figure.text for figure in line.figures)] for line in self.lines]
        return [header, *lines, [self.totals.label, *(figure.text for figure in self.totals.figures)]]

    def _line(self, label: str, ids: AbstractBitMap, query: str, query_of_total: str) -> CrosstabRow:
        row = len(ids)
        figures = []
        for column in self.columns:
            count = ids.intersection_cardinality(column.ids)
            text = shown_count(count, self.layout.percent, row, column.total, self.total)
            figures.append(Figure(count, text, joined(query, column.query)))
        text = shown_count(row, self.layout.percent, row, self.total, self.total)
        return CrosstabRow(label, [*figures, Figure(row, text, query_of_total)])

    def _kept(self, *replaced: Dimension) -> str:
        """The conditions of the list, but those of the dimensions that a figure replaces."""
        return urlencode(
            [
                (name, value)
                for name, value in self.results.state.conditions
                if not any(each.parameter == name and each.facet.owns(value) for each in replaced)
            ]
        )

    @property
    def overlapping(self) -> list[str]:
        """The labels of the dimensions in which a case may stand several times."""
        return [dimension.label for dimension in self.layout.dimensions if dimension.overlaps]


def heads(results: ResultList, dimension: Dimension) -> list[Head]:
    """The values of a dimension that cases of the results have, in the dimension's order."""
    state, index = results.state, results.index
    facet, vocabulary = dimension.facet_at(then=state.place_at == "then"), index.vocabulary
    selected, present = state.values_of(facet), []
    for value, ids in index.bitmaps[facet.name].items():
        if not facet.owns(value) or not dimension.keeps(vocabulary, value):
            continue
        conditions = narrowed(facet, vocabulary, selected, value, overlaps=dimension.overlaps)
        if conditions and (inside := results.hits & ids):
            query = urlencode([(facet.parameter, condition) for condition in conditions])
            label = facet.short_label(vocabulary, value) or value
            present.append(Head(value, label, inside, query))
    present.sort(key=lambda head: (head.value == facet.none, _order(dimension, vocabulary, head)))
    return present


def _order(dimension: Dimension, vocabulary: Vocabulary, head: Head) -> object:
    return (
        () if head.value == dimension.facet.none else (dimension.order(vocabulary, head.value, head.total),)
    )


def narrowed(
    facet: Facet, vocabulary: Vocabulary, selected: tuple[str, ...], value: str, *, overlaps: bool
) -> tuple[str, ...]:
    """The values of one parameter that mean "one of `selected`, and `value`"; empty when none can.

    A value that is selected, or lies below a selected one, means itself. Above selected ones it means those,
    unless cases may have several values: they could have it on another account.
    """
    if not selected or value in selected or not set(selected).isdisjoint(facet.ancestors(vocabulary, value)):
        return (value,)
    if overlaps:
        return ()
    return tuple(below for below in selected if value in facet.ancestors(vocabulary, below))


def largest(items: list[Sized], most: int) -> list[Sized]:
    """At most so many, those with the most cases, in their given order."""
    if len(items) <= most:
        return items
    kept = {id(item) for item in sorted(items, key=lambda item: -item.total)[:most]}
    return [item for item in items if id(item) in kept]


def shown_count(count: int, percent: str, row: int, column: int, whole: int) -> str:
    """`12`, or with `percent` (row, column or all) `37.5%` of the total of that name."""
    if not percent:
        return str(count)
    base = {"row": row, "column": column, "all": whole}[percent]
    return f"{100 * count / base if base else 0:.1f}%"


def joined(*queries: str) -> str:
    """Query strings as one; empty ones leave no trace."""
    return "&".join(filter(None, queries))


def groups(columns: Iterable[CrosstabColumn]) -> list[tuple[Head, list[CrosstabColumn]]]:
    """Neighbouring columns under the same outermost value."""
    grouped: list[tuple[Head, list[CrosstabColumn]]] = []
    for column in columns:
        if not grouped or grouped[-1][0] is not column.heads[0]:
            grouped.append((column.heads[0], []))
        grouped[-1][1].append(column)
    return grouped
