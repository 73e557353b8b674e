"""The canonical form of what is published, and its SHA-256. docs/versions.md tells it to whoever checks.

A form is made of a state (`cases.curation.states`), with public keys alone: no primary key, nothing of who
wrote it and when. Another format has another FORMAT: all hashes are new then.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cases.choices import CodingState
from cases.curation.seen_codings import accepted_figures
from cases.models import (
    Award,
    Coder,
    CodingScheme,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    Source,
    Tier,
)
from cases.models.writing import Public, State
from cases.readers.rules import NOTE_UNSEEN

FORMAT = 1
LATER = frozenset({"figures"})  # left out where there are none, so that what was hashed before keeps its hash
Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What of a thing and of its parts is published, by the names of its state; all else is not."""

    own: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_PASSAGE = ("start", "end")
_NAMES = ("name", "is_printed")
TOLD: Mapping[type[Public], Told] = {
    Award: Told(
        (
            *(
                "accession",
                "edition_programme",
                "edition_year",
                "edition_round",
                "edition_batch",
                "tier",
                "rank",
            ),
            *(
                "title",
                "applicant",
                "applicant_level",
                "applicant_kind",
                "applicant_organ",
                "setting",
                "text",
            ),
            *("paragraph_starts", "place_then", "place_now", "locality", "source", *_PASSAGE),
        ),
        {
            "attestations": ("source", *_PASSAGE),
            "attributions": ("field", *_PASSAGE, "rule", "source", "set_aside", "note"),
            "codings": ("mechanism", *_PASSAGE, "confidence", "coder", "note"),
            "figures": (
                *(*_PASSAGE, "number", "value", "upper", "qualifier", "unit", "counted", "subject"),
                *("scope", "when", "coder", "note"),
            ),
            "milestones": ("kind", "year", "source", *_PASSAGE, "year_start", "year_end", "year_note"),
            "former_accessions": ("accession",),
        },
    ),
    Coder: Told(("name", "description")),
    CodingScheme: Told(("slug", "name", "description", "source_note")),
    Division: Told(
        ("key", "code", "name", "aliases", "level", "parent", "region", "first_year", "last_year", "note"),
        {"successors": ("successor",)},
    ),
    Edition: Told(
        ("programme", "year", "round", "batch", "source", "theme", "procedure"),
        {
            "issuers": ("body", "position"),
            "facts": ("source", "label", "value", *_PASSAGE),
            "quotas": ("tier", "declared", *_PASSAGE, "rule"),
        },
    ),
    IssuingBody: Told(
        ("slug", "name", "short_name", "position", "kind", "place", "is_retired"),
        {"names": _NAMES, "former_slugs": ("slug",)},
    ),
    Mechanism: Told(
        ("slug", "name", "scheme", "definition", "broader", "position", "is_featured", "is_retired"),
        {"names": ("name",), "contrasts": ("text", "why"), "former_slugs": ("slug",)},
    ),
    Programme: Told(
        ("slug", "name", "short_name", "position", "code", "level", "is_retired"),
        {
            "names": _NAMES,
            "programme_tiers": ("tier", "letter", "position"),
            "usual_issuers": ("body", "position"),
            "former_slugs": ("slug",),
        },
    ),
    Tier: Told(
        ("slug", "name", "short_name", "position", "is_retired"), {"names": _NAMES, "former_slugs": ("slug",)}
    ),
    Source: Told(
        (
            *(
                "slug",
                "file_name",
                "sha256",
                "title",
                "title_reason",
                "publisher",
                "publisher_reason",
                "kind",
            ),
            *(
                "date_signed",
                "date_published",
                "date_reason",
                "url_original",
                "body_start",
                "body_end",
                "note",
            ),
        ),
        {"facts": ("label", "value", *_PASSAGE), "former_slugs": ("slug",)},
    ),
}


def canonical(value: object) -> bytes:
    """JSON after RFC 8785: names in order, no blanks, nothing escaped that need not be, UTF-8.

    It has no fractions and names of ASCII alone, of which the order of Python is that of the standard.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def of_lines(lines: Iterable[str]) -> str:
    """The SHA-256 of these lines, each ended by a line feed."""
    return sha256("".join(f"{line}\n" for line in lines).encode())


def form_of(model: type[Public], state: State) -> Form:
    """What is published of a thing; what its state does not know is left out.

    Rows of its parts stand in the order of their canonical form: that of primary keys means nothing.
    """
    told = TOLD[model]
    form: Form = {name: state[name] for name in told.own if name in state}
    for part, names in told.parts.items():
        rows = [{name: row[name] for name in names if name in row} for row in state.get(part, ())]
        if rows or part not in LATER:
            form[part] = sorted(rows, key=canonical)
    return form


def award_form(state: State, hidden: Collection[int], readings: Collection[str]) -> Form:
    """What is published of an award: with the codings and figures that count, but codings of `hidden` terms.

    `readings` are the other readings, as the exports have them.
    """
    seen = [
        row
        for row in state["codings"]
        if row["state"] == CodingState.ACCEPTED and row["mechanism_id"] not in hidden
    ]
    origins = told_origins(state, readings, lambda row: row.get("source"))
    told = {"codings": seen, "figures": accepted_figures(state), "attributions": origins}
    return form_of(Award, {**state, **told}) | {"other_readings": sorted(readings)}


def told_origins(
    state: State, readings: Collection[str], slug_of: Callable[[State], str | None]
) -> list[State]:
    """The origins of an award, with those notes alone that its page and its JSON show.

    That is why another reading is not adopted, and what a rule infers from. No state says whether an origin
    that is set aside says something else; `readings`, the other readings, do: 字段：原文（文献).
    `slug_of` gives the slug of the document of a row, and of the award itself.
    """
    own = slug_of(state)
    beside = {(each.partition("：")[0], each.rpartition("（")[2][:-1]) for each in readings}

    def is_shown(row: State) -> bool:
        if row.get("set_aside"):
            return (row["field"], own if row.get("source_id") is None else slug_of(row)) in beside
        return bool(row["rule"]) and row["rule"] not in NOTE_UNSEEN

    rows: list[State] = state["attributions"]
    return [row if not row["note"] or is_shown(row) else {**row, "note": ""} for row in rows]
