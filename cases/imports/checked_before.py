"""What an intake will write, checked in memory before anything is locked, so that the lock is held shortly.

Nothing is decided here: the room asks at its end of every award that was not found in order here, of each
that became something else than what was checked, and of all if anybody wrote meanwhile what a check may have
asked.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.core.exceptions import ValidationError

from cases.award_field import SEPARATOR
from cases.curation.checks import problems_of_wholes, with_places
from cases.curation.moved_passages import passages_of
from cases.curation.neighbours import AwardPassage, Planned
from cases.curation.references import References
from cases.curation.states import CHUNK, chunks
from cases.curation.whole_award import WholeAward
from cases.imports.bulk_creation import ASKED_BY_THE_DATABASE, PrimaryKeys, award_of
from cases.library.snapshot import Snapshot
from cases.library.snapshots.awards import AwardSnapshots
from cases.library.snapshots.editions import COUNTED
from cases.library.snapshots.key_figures import COLUMNS, figures_of
from cases.library.snapshots.renames import UnknownReference
from cases.models import (
    Attestation,
    Attribution,
    Award,
    Coding,
    DataVersion,
    Edition,
    EditionIssuer,
    IssuingBody,
    Milestone,
    Programme,
    Revision,
    Source,
    StoredChange,
)
from cases.models.version import Version
from cases.models.writing import State
from cases.progress import with_progress

Origin = TypeVar("Origin", Attestation, Attribution, Milestone)
ORIGIN: Snapshot = {"start": None, "end": None, "rule": "", "note": "", "source": None, "set_aside": False}


class CheckedBefore:
    """Awards that were found in order as they will be, each by a sum, at a version of the data."""

    def __init__(self) -> None:
        self.version = DataVersion.current()
        self._sums: dict[str, bytes] = {}

    def add(self, snapshot: Snapshot) -> None:
        self._sums[snapshot["accession"]] = _sum_of_state(_state_of(snapshot))

    def is_true_at(self, version: Version) -> bool:
        """Whether what others wrote since then leaves each of the checks as it was.

        It does where they only changed values of awards: of other awards a check asks the numbers and whose
        words are whose. It is asked when the version is locked.
        """
        if version == self.version:
            return True
        if version.number <= self.version.number:  # a backup was restored
            return False
        later = Revision.objects.filter(number__gt=self.version.number, number__lte=version.number)
        return not later.exclude(table="award").exists() and all(
            _keeps_its_place(before, after)
            for before, after in later.order_by().values_list("before", "after").iterator(CHUNK)
        )

    def holds(self, state: State) -> bool:
        """Whether the award, as a room left it, is what was checked."""
        known = self._sums.get(state["accession"])
        return known is not None and known == _sum_of_state(state)


def check_before(
    changes: Sequence[StoredChange],
    *,
    sources: Sequence[StoredChange],
    editions: Sequence[StoredChange],
    is_sheet: bool,
) -> CheckedBefore:
    """Check the awards of these changes as they will be, with the new documents and editions beside them.

    A sheet leaves all passages and numbers where they are; its thousands of states are read some at a time.
    """
    checked = CheckedBefore()
    try:
        future = FutureLibrary(sources, editions, len(changes))
        for change in changes if not is_sheet else ():
            if not future.plans(change):
                return CheckedBefore()
        for some in chunks(with_progress(changes)):
            rows = StoredChange.objects.filter(pk__in=[row.pk for row in some]) if is_sheet else some
            wholes = future.wholes(rows)
            wrong = problems_of_wholes([whole for whole, _snapshot in wholes], future.planned)
            for whole, snapshot in wholes:
                if whole.award.accession not in wrong:
                    checked.add(snapshot)
    except UnknownReference:  # the room says what is gone
        return CheckedBefore()
    return checked


class FutureLibrary:
    """Rows that are to be written, in memory; those that are new have primary keys below zero."""

    def __init__(
        self, sources: Sequence[StoredChange], editions: Sequence[StoredChange], count: int = 0
    ) -> None:
        self._keys = PrimaryKeys()
        self._sources = {-at: _source(row.proposed, -at) for at, row in enumerate(sources, 1)}
        planned = {-at: _edition(row.proposed, -at) for at, row in enumerate(editions, 1)}
        self._references = References.of_many(count, planned)
        self._keys.sources.update((source.slug, pk) for pk, source in self._sources.items())
        for pk, row in zip(planned, editions, strict=True):
            self._keys.editions[self._keys.key_of(row.proposed)] = pk
        self.planned = Planned()
        self._numbers: set[str] = set()

    def plans(self, change: StoredChange) -> bool:
        """Take note of where the award will stand; False where its number changes, on which others hang."""
        award, pk = change.proposed, _key(change)
        if change.before is not None and change.before["accession"] != award["accession"]:
            return False
        self.planned.awards.add(pk)
        self._numbers.add(award["accession"])
        for row in (award, *award["attestations"]):
            passage = AwardPassage(row["start"], row["end"], pk, award["accession"], award["state"])
            self.planned.passages[self._keys.sources[row["source"]]].append(passage)
        return True

    def wholes(self, changes: Iterable[StoredChange]) -> list[tuple[WholeAward, Snapshot]]:
        """These awards with all that will hang on them, but for those with a value that is none."""
        rows = [(self._award(change), change.proposed) for change in changes]
        rows = [(award, snapshot) for award, snapshot in rows if _has_values(award)]
        self._fetch([award for award, _snapshot in rows], [snapshot for _award, snapshot in rows])
        wholes = with_places([award for award, _snapshot in rows], self._references)
        for award, snapshot in rows:
            whole = wholes[award.pk]
            whole.coming = self._numbers
            whole.attestations = [self._origin(Attestation, award, row) for row in snapshot["attestations"]]
            whole.attributions = [self._origin(Attribution, award, row) for row in snapshot["attributions"]]
            whole.milestones = [self._origin(Milestone, award, row) for row in snapshot["milestones"]]
            whole.codings = [Coding(award=award, **self._keys.of_coding(row)) for row in snapshot["codings"]]
            whole.figures = figures_of({"award": award}, snapshot.get("figures", ()), self._keys.coders)
        return [(wholes[award.pk], snapshot) for award, snapshot in rows]

    def _award(self, change: StoredChange) -> Award:
        self._keys.know_places([change.proposed])
        award = award_of(change.proposed, self._keys)
        award.pk = _key(change)
        return award

    def _fetch(self, awards: Sequence[Award], snapshots: Sequence[Snapshot]) -> None:
        """Give the awards what they refer to, each thing once."""
        slugs = {row["source"] for each in snapshots for row in _quoting(each) if "source" in row}
        wanted = {self._keys.sources[slug] for slug in slugs}
        self._sources |= Source.objects.in_bulk(wanted - self._sources.keys())
        self._references.give(awards)
        for award in awards:
            award.source = self._sources[award.source_id]

    def _origin(self, model: type[Origin], award: Award, row: Snapshot) -> Origin:
        origin = model(award=award, **self._keys.of_origin(row))
        if origin.source_id is not None:
            origin.source = self._sources[origin.source_id]
        return origin


def _key(change: StoredChange) -> int:
    return change.thing if change.thing is not None else -change.pk


def _quoting(snapshot: Snapshot) -> Iterable[Snapshot]:
    return (snapshot, *snapshot["attestations"], *snapshot["attributions"], *snapshot["milestones"])


def _has_values(award: Award) -> bool:
    """Whether each column has a value that a form would take; what spans rows is checked after."""
    try:
        award.clean_fields(exclude=ASKED_BY_THE_DATABASE)
    except ValidationError:
        return False
    return True


def _source(snapshot: Snapshot, pk: int) -> Source:
    return Source(pk=pk, **{name: value for name, value in snapshot.items() if name != "facts"})


def _edition(snapshot: Snapshot, pk: int) -> Edition:
    programme = Programme.objects.filter(slug=snapshot["programme"]).first()
    if programme is None:
        raise UnknownReference(snapshot["programme"])
    counted = {name: snapshot.get(name, "") for name in COUNTED}
    edition = Edition(pk=pk, programme=programme, year=snapshot["year"], **counted)
    slugs = [slug for slug in snapshot["issuing_body"].split(SEPARATOR) if slug]
    bodies = {body.slug: body for body in IssuingBody.objects.filter(slug__in=slugs)}
    if missing := [slug for slug in slugs if slug not in bodies]:
        raise UnknownReference(missing[0])
    issuers = EditionIssuer.objects.none()
    issuers._result_cache = [EditionIssuer(edition=edition, body=bodies[slug]) for slug in slugs]
    vars(edition)["_prefetched_objects_cache"] = {"issuers": issuers}  # as `prefetch_related` leaves them
    return edition


# --- Whether it became what was checked ----------------------------------------------------------


def _keeps_its_place(before: State | None, after: State | None) -> bool:
    """Whether an award has the same numbers and the same words of documents."""
    if before is None or after is None:
        return False
    numbers = all(before[name] == after[name] for name in ("accession", "former_accessions"))
    return numbers and passages_of(before) == passages_of(after)


def _sum_of_state(state: State) -> bytes:
    snapshot = AwardSnapshots().of_states([state])[state["accession"]]
    return hashlib.blake2b(json.dumps(snapshot).encode(), digest_size=16).digest()


def _state_of(snapshot: Snapshot) -> State:
    """The award of a snapshot as a room will find it, as far as a sum asks for it."""
    parts = {
        **dict.fromkeys(("attestations", "attributions", "milestones"), ORIGIN),
        "codings": {"note": ""},
        "figures": dict.fromkeys(COLUMNS, ""),
    }
    return {
        **snapshot,
        **{f"edition_{name}": snapshot.get(name, "") for name in COUNTED},
        "edition_programme": snapshot["programme"],
        "edition_year": snapshot["year"],
        **{name: [{**empty, **row} for row in snapshot.get(name, ())] for name, empty in parts.items()},
    }
