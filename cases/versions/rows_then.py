"""What hung on awards at a public version, as the exports print it: their codings and key figures."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from cases.choices import CodingState
from cases.curation.seen_codings import accepted_figures
from cases.models import Coder, Source
from cases.models.writing import State
from cases.records.coding_row import FoundCoding, rows_of_codings
from cases.records.figure_row import OWN, rows_of_figures
from cases.records.hanging_rows import RowsOfAward, rows_of_award
from cases.records.record import Record
from cases.versions.states_then import states_then
from cases.versions.vocabulary_then import LibraryThen

TEXTS = 20  # documents whose texts are kept meanwhile: awards of one stand together
DECIMALS = ("value", "upper")


def with_rows_then(
    then: LibraryThen, records: Iterable[tuple[Record, State]]
) -> Iterator[tuple[Record, RowsOfAward]]:
    """Each record with the lines of what hung on it; a text is read where something is printed of it."""
    terms = then.released_terms()

    @lru_cache(maxsize=TEXTS)
    def text(source: int) -> str:
        return str(states_then(Source, then.version.revision, [source])[source]["text"])

    for record, state in records:
        codings = [coding for coding in _codings(then, state) if coding.term in terms]
        figures = [_figure(then, row) for row in accepted_figures(state)]
        printed = text(state["source_id"]) if codings or figures else ""
        yield (
            record,
            rows_of_award(
                rows_of_codings(record, codings, terms, printed), rows_of_figures(record, figures, printed)
            ),
        )


def _codings(then: LibraryThen, state: State) -> Iterator[FoundCoding]:
    for row in state["codings"]:
        if row["state"] == CodingState.ACCEPTED:
            coder = then.key(Coder, row["coder_id"], "name")
            yield FoundCoding(
                row["start"],
                row["end"],
                row["confidence"],
                row["state"],
                coder,
                row["note"],
                row["mechanism_id"],
            )


def _figure(then: LibraryThen, row: State) -> State:
    """With numbers, which a state has as text, and the coder as called then."""
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in DECIMALS}
    own = {name: row[name] for name in OWN}
    return own | numbers | {"coder": then.key(Coder, row["coder_id"], "name")}
