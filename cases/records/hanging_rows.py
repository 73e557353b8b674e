"""The rows that hang on awards, by the name of their table in the index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from cases.records.coding_row import coding_rows, released_terms
from cases.records.figure_row import figure_rows
from cases.records.record import CHUNK, Record
from cases.records.row_lines import Cells, RowLines, parts_of

CODING, FIGURE = TABLES = ("coding", "figure")
RowsOfAward = Mapping[str, Sequence[RowLines]]  # by table: parts, of codings one a scheme; none without rows


def with_rows(records: Iterable[Record]) -> Iterator[tuple[Record, RowsOfAward]]:
    """Each record with the lines of what hangs on it; four queries for each CHUNK."""
    terms, remaining = released_terms(), iter(records)
    while chunk := list(islice(remaining, CHUNK)):
        codings, figures = coding_rows(chunk, terms), figure_rows(chunk)
        for record in chunk:
            yield record, rows_of_award(codings.get(record.pk, ()), figures.get(record.pk, ()))


def rows_of_award(codings: Iterable[Cells], figures: Iterable[Cells]) -> RowsOfAward:
    """The lines of an award."""
    return {CODING: parts_of(codings, "scheme"), FIGURE: parts_of(figures)}
