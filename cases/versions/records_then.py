"""Records of awards as readers saw them at a public version, made by the code that makes those of today."""

from collections.abc import Iterator
from typing import Any

from cases.award_field import SEPARATOR
from cases.choices import CodingState
from cases.curation.seen_codings import accepted_figures
from cases.curation.states import chunks
from cases.models import (
    Award,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    PublishedForm,
    Source,
    Tier,
)
from cases.models.writing import State
from cases.records.record import LOOKUPS, Codings, Hanging, Record, Row, record_of_row
from cases.versions.states_then import states_then
from cases.versions.vocabulary_then import LibraryThen
from cases.vocabulary import Vocabulary

NAMES = {"id": "accession", "source_start": "start", "source_end": "end"}  # of fields in a state


def records_then(
    then: LibraryThen, vocabulary: Vocabulary, forms: dict[int, PublishedForm]
) -> Iterator[tuple[Record, State]]:
    """The records of these awards with their states, in the order of their primary keys; read in pieces."""
    revision, number = then.version.revision, then.version.number
    for chunk in chunks(sorted(forms)):
        found = states_then(Award, revision, chunk)
        for pk in chunk:
            row = _row(then, pk, found[pk], number)
            record = record_of_row(row, _hanging(then, found[pk], forms[pk].readings), vocabulary)
            yield record, found[pk]


def _row(then: LibraryThen, pk: int, state: State, number: int) -> Row:
    edition = then.things[Edition][state["edition_id"]]
    values: dict[str, Any] = {name: state.get(NAMES.get(name, name), "") for name in LOOKUPS}
    values |= {
        "year": edition["year"],
        "programme": then.key(Programme, edition["programme_id"]),
        "tier": then.key(Tier, state["tier_id"]),
        "source": then.key(Source, state["source_id"]),
        "issuing_body": SEPARATOR.join(
            then.key(IssuingBody, row["body_id"])
            for row in sorted(edition["issuers"], key=lambda row: int(row["position"]))
        ),
    }
    place_then, place_now = (
        then.key(Division, state[name], "key") for name in ("place_then_id", "place_now_id")
    )
    return Row(pk, state["edition_id"], number, state["paragraph_starts"], place_then, place_now, values)


def _hanging(then: LibraryThen, state: State, readings: list[str]) -> Hanging:
    printed: dict[str, int | None] = {}
    for row in state["attributions"]:
        if not row["set_aside"] and not row["rule"]:
            printed.setdefault(row["field"], row["start"])
    return Hanging(
        _terms(then, state),
        printed,
        sorted(then.key(Source, row["source_id"]) for row in state["attestations"]),
        sorted(row["accession"] for row in state["former_accessions"]),
        readings,
        _subjects(state),
    )


def _subjects(state: State) -> list[str]:
    """What its key figures counted, as `cases.records.record` puts them in order."""
    rows = sorted(accepted_figures(state), key=lambda row: (row["start"], row["end"]))
    return list(dict.fromkeys(str(row["subject"]) for row in rows))


def _terms(then: LibraryThen, state: State) -> Codings:
    """The mechanisms, each once, in the order of the first evidence."""
    terms: Codings = {}
    accepted = (
        (row["start"], row["end"], then.key(Mechanism, row["mechanism_id"]))
        for row in state["codings"]
        if row["state"] == CodingState.ACCEPTED
    )
    for start, end, slug in sorted(accepted):
        terms.setdefault(slug, []).append((start, end))
    return terms
