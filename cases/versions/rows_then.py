"""What hung on awards at a public version, as the exports print it: their codings and key figures."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cases.choices import CodingState
from cases.curation.seen_codings import accepted_figures
from cases.curation.states import chunks
from cases.models import Coder, Source
from cases.models.writing import State
from cases.records.coding_row import FoundCoding, rows_of_codings
from cases.records.figure_row import OWN, rows_of_figures
from cases.records.hanging_rows import RowsOfAward, rows_of_award
from cases.records.record import Record
from cases.versions.states_then import states_then
from cases.versions.vocabulary_then import LibraryThen

DECIMALS = ("value", "upper")


def with_rows_then(
    then: LibraryThen, records: Iterable[tuple[Record, State]]
) -> Iterator[tuple[Record, RowsOfAward]]:
    """Each record with the lines of what hung on it; texts are read for some hundreds of them at a time."""
    terms = then.released_terms()
    for some in chunks(records):
        found = [(record, state, _codings(then, state), _figures(then, state)) for record, state in some]
        named = {state["source_id"] for _record, state, codings, figures in found if codings or figures}
        sources = states_then(Source, then.version.revision, sorted(named))
        for record, state, codings, figures in found:
            text = str(sources[state["source_id"]]["text"]) if codings or figures else ""
            yield (
                record,
                rows_of_award(
                    rows_of_codings(record, codings, terms, text), rows_of_figures(record, figures, text)
                ),
            )


def _codings(then: LibraryThen, state: State) -> list[FoundCoding]:
    return [
        FoundCoding(
            row["start"],
            row["end"],
            row["confidence"],
            row["state"],
            then.key(Coder, row["coder_id"], "name"),
            row["note"],
            row["mechanism_id"],
        )
        for row in state["codings"]
        if row["state"] == CodingState.ACCEPTED
    ]


def _figures(then: LibraryThen, state: State) -> list[State]:
    return [_figure(then, row) for row in accepted_figures(state)]


def _figure(then: LibraryThen, row: State) -> State:
    """With numbers, which a state has as text, and the coder as called then."""
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in DECIMALS}
    own = {name: row[name] for name in OWN}
    return own | numbers | {"coder": then.key(Coder, row["coder_id"], "name")}
