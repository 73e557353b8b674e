"""What differs between two public versions: which cases came, went, changed, field by field, in Chinese."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from cases.curation.differences import Differences, FieldDifference, Wanted, differences
from cases.curation.known_names import KnownNames
from cases.curation.seen_codings import as_seen, hidden_terms
from cases.curation.states import PARTS as ROWS
from cases.curation.states import public_key
from cases.curation.told_to_readers import is_told
from cases.curation.versions.forms import TOLD
from cases.curation.versions.parts import LABELS, PARTS
from cases.fields import BY_NAME
from cases.models import (
    Award,
    Coder,
    CodingScheme,
    Edition,
    Mechanism,
    PublicVersion,
    PublishedForm,
    Revision,
    Source,
)
from cases.models.writing import Public, State
from cases.versions.shown_then import shown_then
from cases.versions.states_then import names_then, sealed_among, states_then, things_then

MOST = 100  # cases, and things of a vocabulary, that are told field by field
GONE = "（已不在库中）"


@dataclass(frozen=True, slots=True)
class CaseThen:
    """A case as a version had it."""

    accession: str
    name: str


@dataclass(frozen=True, slots=True)
class ChangedCase(CaseThen):
    """A case that two versions have, and what differs; nothing where only keys of its references do."""

    differences: Differences


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """A thing of a vocabulary; `verb` says in Chinese what became of it."""

    name: str
    verb: str
    differences: Differences


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """From one version to a later one: without what is sealed today, of which `sealed` are counted.

    `further` changed ones are counted and not told. `vocabularies` are (label, changed things).
    """

    added: list[CaseThen]
    changed: list[ChangedCase]
    withdrawn: list[CaseThen]
    sealed: int
    further: int
    vocabularies: list[tuple[str, list[ChangedEntry]]]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn or self.sealed or self.vocabularies)


Forms = dict[int, PublishedForm]


def comparison(before: PublicVersion | None, after: PublicVersion) -> VersionComparison:
    """Of the whole library; the first version has everything added."""
    there = {row.award: row for row in _forms_that_end(before, after)}
    here = {row.award: row for row in _forms_that_begin(before, after)}
    vocabularies = list(_vocabularies(before, after)) if before is not None else []
    return replace(compared(before, after, there, here), vocabularies=vocabularies)


def compared(
    before: PublicVersion | None, after: PublicVersion, there: Forms, here: Forms
) -> VersionComparison:
    """Of these cases alone, given what was published of them with either version."""
    sealed = sealed_among({*there, *here})
    both = {pk for pk in there.keys() & here.keys() if there[pk].sha256 != here[pk].sha256} - sealed
    told = sorted(both, key=lambda pk: here[pk].accession)
    return VersionComparison(
        added=_cases(after, here, here.keys() - there.keys() - sealed),
        changed=list(_changed(before, after, told[:MOST], there, here)) if before is not None else [],
        withdrawn=_cases(before, there, there.keys() - here.keys() - sealed),
        sealed=len(sealed),
        further=max(0, len(told) - MOST),
        vocabularies=[],
    )


def _forms_that_end(before: PublicVersion | None, after: PublicVersion) -> Iterable[PublishedForm]:
    if before is None:
        return ()
    ending = PublishedForm.objects.filter(PublishedForm.at(before.number))
    return ending.filter(until__isnull=False, until__lte=after.number)


def _forms_that_begin(before: PublicVersion | None, after: PublicVersion) -> Iterable[PublishedForm]:
    beginning = PublishedForm.objects.filter(PublishedForm.at(after.number))
    return beginning.filter(since__gt=before.number if before is not None else 0)


def _cases(version: PublicVersion | None, forms: Forms, wanted: Collection[int]) -> list[CaseThen]:
    if version is None or not wanted:
        return []
    names = names_then(version.revision, sorted(wanted))
    found = [CaseThen(forms[pk].accession, names.get(pk, "")) for pk in wanted]
    return sorted(found, key=lambda each: each.accession)


def _name(state: State) -> str:
    return str(state["title"] or state["applicant"])


def _changed(
    before: PublicVersion, after: PublicVersion, awards: list[int], there: Forms, here: Forms
) -> Iterator[ChangedCase]:
    old, new = (states_then(Award, each.revision, awards) for each in (before, after))
    hidden = hidden_terms([*old.values(), *new.values()])
    old, new = ({pk: as_seen(each, hidden) for pk, each in states.items()} for states in (old, new))
    names = KnownNames(((Award, each) for each in (*old.values(), *new.values())), after.revision, gone=GONE)
    for pk in awards:
        found = differences(Award, old[pk], new[pk], names, wanted=is_told, by_number=False)
        readings = _readings(there[pk].readings, here[pk].readings)
        whole = Differences((*found.fields, *readings), found.rows)
        yield ChangedCase(here[pk].accession, _name(new[pk]), whole)


def _readings(old: list[str], new: list[str]) -> Iterator[FieldDifference]:
    if old != new:
        declared = BY_NAME["other_readings"]
        yield FieldDifference(declared.name, declared.label, "；".join(old), "；".join(new))


# --- What the cases draw on --------------------------------------------------------------------------


def _vocabularies(before: PublicVersion, after: PublicVersion) -> Iterator[tuple[str, list[ChangedEntry]]]:
    for name, (model, _seen) in PARTS.items():
        if before.parts.get(name) != after.parts.get(name):
            yield LABELS[name], list(_things(model, before.revision, after.revision))


def _things(model: type[Public], before: int, after: int) -> Iterator[ChangedEntry]:
    """Those that were changed between the two revisions and that readers saw at one of them.

    What readers see no more today is called by its key, and only came or went.
    """
    rows = Revision.objects.filter(table=model._meta.model_name, pk__gt=before, pk__lte=after).order_by("pk")
    ends: dict[int, tuple[State | None, State | None]] = {}
    for revision in rows.iterator(MOST):
        first = ends[revision.thing][0] if revision.thing in ends else revision.before
        ends[revision.thing] = (first, revision.after)
    if model is Coder:  # seen by what they coded: without a change of their own
        there, here = (things_then(model, revision) for revision in (before, after))
        one, other = shown_then(model, before, there), shown_then(model, after, here)
        ends |= {pk: (there.get(pk), here.get(pk)) for pk in one ^ other}
    old, new = (
        _as_shown(model, revision, {pk: both[at] for pk, both in ends.items()})
        for at, revision in enumerate((before, after))
    )
    seen = _named_today(model, ends)
    both_ends = {pk: (old.get(pk), new.get(pk)) for pk in ends if pk in old or pk in new}
    told = {pk: both for pk, both in both_ends.items() if pk in seen or None in both}
    names = KnownNames(((model, state) for both in told.values() for state in both), after, gone=GONE)
    for pk, (then, now) in list(told.items())[:MOST]:
        found = differences(model, then, now, names, wanted=_told_of(model), by_number=False)
        state = now or then
        if state is not None and found:
            verb = "新增" if then is None else "删除" if now is None else "修改"
            name = (state.get("name") or state.get("title")) if pk in seen else ""
            called = str(name or public_key(model, state))
            yield ChangedEntry(called, verb, found if then is not None and now is not None else _NOTHING)


def _as_shown(model: type[Public], revision: int, states: dict[int, State | None]) -> dict[int, State]:
    """Those of these states that readers saw when that revision was the last."""
    there = {pk: state for pk, state in states.items() if state is not None}
    shown = shown_then(model, revision, there)
    return {pk: state for pk, state in there.items() if pk in shown}


_NOTHING = Differences((), ())


def _named_today(model: type[Public], ids: Collection[int]) -> set[int]:
    """Those whose names may be told today: not what was withdrawn, and of documents not what is gone."""
    there = model._default_manager.filter(pk__in=ids).order_by()
    rows = there
    if model is Mechanism:
        rows = rows.filter(**{"scheme__is_released": True})
    elif model is CodingScheme:
        rows = rows.filter(**{"is_released": True})
    elif model in (Edition, Source):
        rows = rows.shown()  # type: ignore[attr-defined]  # of these two
    seen = set(rows.values_list("pk", flat=True))
    gone = set() if model in (Edition, Source) else {*ids} - set(there.values_list("pk", flat=True))
    return seen | gone


def _told_of(model: type[Public]) -> Wanted:
    """What of a thing is published."""
    rows = {
        part: {"", *TOLD[model].parts[name]}
        for name, part in ROWS[model].items()
        if name in TOLD[model].parts
    }

    def is_published(table: type[Public], column: str) -> bool:
        return column in TOLD[model].own if table is model else column in rows.get(table, ())

    return is_published
