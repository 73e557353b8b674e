"""What persons made of the rows of an intake, carried over to what is read of the same words later.

The text of an intake never changes: of a row that begins and ends as before its own words are the same, and
only what comes from the facts of the document (programme, year, batch, issuer, tier) may be another.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from cases.choices import ChangeAction, ChangeOutcome
from cases.imports.duplicates import held_numbers
from cases.imports.honoured_before import detach, record_on
from cases.imports.row_values import CHOSEN, coding_key, infer
from cases.imports.settling import unanswered
from cases.library.snapshot import Snapshot
from cases.library.snapshots.editions import COUNTED
from cases.models import StoredChange

FROM_FACTS = ("programme", "year", "issuing_body", "tier")
NOT_VALUES = ("attributions", "accession", "codings", "figures", "source")
Slugs = tuple[str, str]  # of the document, before and now: they follow its programme and year


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """How many rows that a person decided or corrected stand as they did; what those are called that ask."""

    carried: int = 0
    asks: tuple[str, ...] = ()


class Carrying:
    """The rows of an intake that is read again, in the order of print; none of it is saved."""

    def __init__(self, before: Sequence[StoredChange], fresh: Sequence[StoredChange], slugs: Slugs) -> None:
        self._slugs = slugs
        self._carried = 0
        self._asks: list[StoredChange] = []
        by_passage = {(row.start, row.end) for row in fresh}
        found = {(row.start, row.end): row for row in before}  # of two with the same words the later one
        touched = [row for row in before if _is_touched(row)]
        made = [row for row in touched if (row.start, row.end) not in by_passage]
        beside = [row for row in touched if row not in made and found[row.start, row.end] is not row]
        for row in (*made, *beside):
            self._carry_alone(row, fresh)
        read = [
            self._carry(found[row.start, row.end], row) if (row.start, row.end) in found else row
            for row in fresh
            if not _overlaps(row, made)
        ]
        self.rows = sorted([*read, *made, *beside], key=lambda row: (row.start or 0, row.pk or 0))

    def report(self) -> ReadAgain:
        return ReadAgain(self._carried, tuple(row.called for row in self._asks))

    def _carry(self, row: StoredChange, fresh: StoredChange) -> StoredChange:
        """The row, kept under its key, as it is read now and as a person made it."""
        known = {each["message"] for each in row.problems}
        if not _is_touched(row):
            _take(row, fresh)
            return row
        if row.is_attestation:
            return self._carry_attestation(row, fresh)
        if row.is_milestone or fresh.is_milestone:
            return self._carry_milestone(row, fresh)
        mine, was, corrected = row.proposed, row.as_read, row.was_read is not None
        _take(row, fresh)
        if corrected:
            row.was_read, row.proposed = fresh.proposed, _merged(mine, was, fresh.proposed)
            infer(row)
            if row.action == ChangeAction.UNCHANGED:
                row.action = ChangeAction.CHANGED
        row.problems = unanswered(row.proposed, row.problems)
        self._count(row, any(each["message"] not in known for each in row.problems))
        return row

    def _carry_attestation(self, row: StoredChange, fresh: StoredChange) -> StoredChange:
        """It stays a further source of the held award while that is like what is read."""
        number = row.proposed["accession"]
        if number not in held_numbers(fresh):
            row.thing = row.before = row.was_read = None
            _take(row, fresh)
            self._count(row, asks=True)
            return row
        row.was_read, row.problems = fresh.proposed, fresh.problems
        row.proposed = {**row.proposed, "attestations": self._renamed(row.proposed["attestations"])}
        self._count(row, asks=False)
        return row

    def _carry_milestone(self, row: StoredChange, fresh: StoredChange) -> StoredChange:
        """On the award that a person chose, while that can be; what was to be a new award asks again."""
        known, is_new = {each["message"] for each in row.problems}, not row.is_milestone
        chosen = row.proposed["accession"] if row.outcome == ChangeOutcome.ACCEPTED and not is_new else ""
        intake = row.intake
        _take(row, fresh)
        if chosen and intake is not None and chosen != row.proposed["accession"]:
            if row.is_milestone:
                detach(row)
            with suppress(ValidationError):
                record_on(intake, row, chosen)
        was_lost = bool(chosen) and (not row.is_milestone or chosen != row.proposed["accession"])
        is_other = any(each["message"] not in known for each in row.problems)
        self._count(row, asks=was_lost or is_other or is_new)
        return row

    def _carry_alone(self, row: StoredChange, fresh: Sequence[StoredChange]) -> None:
        """A row that a person cut or added: what its neighbour has from the facts is its, too."""
        if row.adds_to_held:
            said = {name: self._renamed(row.proposed[name]) for name in ("attestations", "milestones")}
            row.proposed = {**row.proposed, **said}
        like = next((each for each in reversed(fresh) if (each.start or 0) <= (row.start or 0)), None)
        like = like or next(iter(fresh), None)
        if like is None or row.adds_to_held or row.thing is not None:
            self._count(row, asks=False)
            return
        row.proposed = _with_facts_of(like, row, row.proposed)
        if row.was_read is not None:
            row.was_read = _with_facts_of(like, row, row.was_read)
        row.problems = unanswered(row.proposed, row.problems)
        self._count(row, asks=False)

    def _renamed(self, said: Sequence[Snapshot]) -> list[Snapshot]:
        before, now = self._slugs
        return [{**each, "source": now} if each.get("source") == before else each for each in said]

    def _count(self, row: StoredChange, asks: bool) -> None:
        if asks and row.outcome != ChangeOutcome.DROPPED:
            row.outcome = ChangeOutcome.PENDING
            self._asks.append(row)
        else:
            self._carried += 1


def _is_touched(row: StoredChange) -> bool:
    is_corrected = row.was_read is not None and not row.is_milestone
    return row.outcome != ChangeOutcome.PENDING or is_corrected or bool(row.decided_by)


def _take(row: StoredChange, fresh: StoredChange) -> None:
    row.proposed, row.problems, row.action = fresh.proposed, fresh.problems, fresh.action
    row.thing, row.before = fresh.thing, fresh.before
    row.was_read, row.milestone = fresh.was_read, fresh.milestone


def _overlaps(row: StoredChange, made: Sequence[StoredChange]) -> bool:
    """Whether a person made another row of these words."""
    return any((each.start or 0) < (row.end or 0) and (row.start or 0) < (each.end or 0) for each in made)


def _merged(mine: Snapshot, was: Snapshot, now: Snapshot) -> Snapshot:
    """What is read now, with all that a person made different from what was read before."""
    changed = {name: mine[name] for name in mine if name not in NOT_VALUES and mine[name] != was.get(name)}
    here, there = (_by_field(each) for each in (mine, was))
    own = {name for name in (*here, *there) if here.get(name) != there.get(name)}
    kept = [row for row in now["attributions"] if row["field"] not in own]
    dropped = {coding_key(each) for each in was["codings"]} - {coding_key(each) for each in mine["codings"]}
    return {
        **deepcopy(now),
        **changed,
        "attributions": [*kept, *(row for row in mine["attributions"] if row["field"] in own)],
        "codings": [each for each in now["codings"] if coding_key(each) not in dropped],
    }


def _with_facts_of(like: StoredChange, row: StoredChange, award: Snapshot) -> Snapshot:
    """The award of this row with what another row has from the facts of the document."""
    found = {name: value for name, value in award.items() if name not in COUNTED}
    found |= {name: like.proposed[name] for name in ("source", *COUNTED) if name in like.proposed}
    for name in FROM_FACTS:
        own, other = _by_field(award).get(name, []), _by_field(like.proposed).get(name, [])
        is_own = any(_is_within(each, row) or each["note"] == CHOSEN["note"] for each in own)
        if is_own or any(_is_within(each, like) for each in other):
            continue
        found |= {name: like.proposed[name]} if name in like.proposed else {}
        kept = [each for each in found["attributions"] if each["field"] != name]
        found["attributions"] = [*kept, *other]
    return found


def _by_field(award: Snapshot) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in award["attributions"]:
        found.setdefault(row["field"], []).append(row)
    return found


def _is_within(origin: Mapping[str, Any], row: StoredChange) -> bool:
    """Whether the row's own words print it."""
    start, end = origin["start"], origin["end"]
    return start is not None and (row.start or 0) <= start and end <= (row.end or 0)
