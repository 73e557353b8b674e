"""Which things readers saw at a version, whatever became of them since: by their states of then.

The same conditions as `cases.models.shown` and the parts of a version have for today.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from django.db.models import Min

from cases.choices import CodingState
from cases.choices import State as StateOfAward
from cases.curation.states import chunks
from cases.models import (
    Award,
    Coder,
    Coding,
    CodingScheme,
    Edition,
    KeyFigure,
    Mechanism,
    PublicVersion,
    Revision,
    Source,
)
from cases.models.shown import SEEN
from cases.models.writing import Public, State
from cases.versions.states_then import states_then, things_then

NAMED: Mapping[type[Public], tuple[str, ...]] = {  # the ways from an award to what it shows
    Edition: ("edition",),
    Source: ("source", "attestations__source", "milestones__source"),
}


def shown_then(model: type[Public], revision: int, states: Mapping[int, State]) -> set[int]:
    """Those of these things, as they were when that revision was the last, that readers saw."""
    if model is CodingScheme:
        return {pk for pk, state in states.items() if state.get("is_released")}
    if model is Mechanism:
        return _terms(revision, states)
    if model is Coder:
        return _coders(revision) & states.keys()
    if model not in NAMED:
        return set(states)
    seen = {pk for pk, state in states.items() if state.get("is_published")}
    for find in (_named_by_awards, _named_by_editions):
        if rest := states.keys() - seen:
            seen |= find(model, revision, rest)
    return seen


def hidden_since(version: PublicVersion) -> list[int]:
    """The documents that readers saw with the version and see no more, deleted ones too; in order.

    Found once in a process and state of the library.
    """
    last = Revision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return list(_hidden_since(version.revision, version.made_at, last))


@lru_cache(maxsize=16)
def _hidden_since(revision: int, _made_at: datetime, _last: int) -> tuple[int, ...]:
    sources = Source.objects.order_by()
    hidden = set(sources.exclude(pk__in=sources.shown().values("pk")).values_list("pk", flat=True))
    deleted = Revision.objects.filter(table="source", pk__gt=revision, after__isnull=True).order_by()
    hidden.update(deleted.values_list("thing", flat=True))
    then = states_then(Source, revision, sorted(hidden), without=("text",))
    return tuple(sorted(shown_then(Source, revision, then)))


def _terms(revision: int, states: Mapping[int, State]) -> set[int]:
    """Of released schemes; terms from before there were schemes were mechanisms."""
    of_scheme = {pk: state.get("scheme_id") for pk, state in states.items()}
    schemes = states_then(CodingScheme, revision, {each for each in of_scheme.values() if each is not None})
    released = shown_then(CodingScheme, revision, schemes)
    return {pk for pk, scheme in of_scheme.items() if scheme is None or scheme in released}


def _coders(revision: int) -> set[int]:
    """Of whom readers saw a coding or a key figure, of awards that are not sealed by now."""
    since = Revision.objects.filter(table="award", pk__gt=revision).order_by()
    same = Award.objects.published().exclude(pk__in=since.values("thing"))
    rows = Coding.objects.filter(state=CodingState.ACCEPTED, award__in=same.values("pk")).order_by()
    coded = set(rows.values_list("mechanism_id", "coder_id").distinct())
    figures = KeyFigure.objects.accepted().filter(award__in=same.values("pk")).order_by()
    found = set(figures.values_list("coder_id", flat=True).distinct())
    first = since.values("thing").annotate(first=Min("pk")).values("first")
    before = Revision.objects.filter(pk__in=first, before__state=StateOfAward.PUBLISHED).order_by()
    sealed = Award.objects.filter(state=StateOfAward.SEALED).order_by().values("pk")
    before = before.exclude(thing__in=sealed)
    for codings, counted in before.values_list("before__codings", "before__figures").iterator():
        coded |= {(row["mechanism_id"], row["coder_id"]) for row in _accepted(codings)}
        found |= {row["coder_id"] for row in _accepted(counted)}
    terms = {term for term, _coder in coded}
    shown = _terms(revision, states_then(Mechanism, revision, sorted(terms)))
    return found | {coder for term, coder in coded if term in shown}


def _accepted(rows: Iterable[State] | None) -> Iterator[State]:
    return (row for row in rows or () if row["state"] == CodingState.ACCEPTED)


def _named_by_awards(model: type[Public], revision: int, wanted: Collection[int]) -> set[int]:
    found: set[int] = set()
    since = Revision.objects.filter(table="award", pk__gt=revision).order_by()
    same = Award.objects.filter(state__in=SEEN).exclude(pk__in=since.values("thing")).order_by()
    for some in chunks(wanted):
        for way in NAMED[model]:
            found.update(same.filter(**{f"{way}__in": some}).values_list(way, flat=True))
    first = since.values("thing").annotate(first=Min("pk")).values("first")
    before = Revision.objects.filter(pk__in=first, before__isnull=False).order_by()
    for state, edition, source, attestations, milestones in before.values_list(
        *(f"before__{name}" for name in ("state", "edition_id", "source_id", "attestations", "milestones"))
    ).iterator():
        if state in SEEN:
            rows = (*(attestations or ()), *(milestones or ()))
            found |= {edition} if model is Edition else {source, *(row.get("source_id") for row in rows)}
    return found.intersection(wanted)


def _named_by_editions(model: type[Public], revision: int, wanted: Collection[int]) -> set[int]:
    """The documents that announce editions which readers saw, or say something of them."""
    if model is not Source:
        return set()
    naming = {
        pk: named
        for pk, state in things_then(Edition, revision).items()
        if (named := {each for each in _sources_of(state) if each in wanted})
    }
    shown = shown_then(Edition, revision, states_then(Edition, revision, naming))
    return {source for pk in shown for source in naming[pk]}


def _sources_of(edition: State) -> Iterator[int]:
    rows = (edition, *edition.get("facts", ()))
    yield from (row["source_id"] for row in rows if row.get("source_id") is not None)
