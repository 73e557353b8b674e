"""Bring the fixtures into the database without ever destroying the curators' work.

Three snapshots of each thing are compared: that of the fixtures, that of the database, and the one that was
loaded last. Only what nobody has changed since its last loading is refreshed.
"""

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cases.choices import State, Through
from cases.curation.keeper import Contradiction
from cases.library.contradictions import Things, drawn_on
from cases.library.load_report import LoadReport
from cases.library.snapshot import Snapshot
from cases.library.snapshots import KINDS, Kind
from cases.library.snapshots.editions import COUNTED
from cases.library.snapshots.renames import Renames, UnknownReference
from cases.models import Award, LoadedUnit
from cases.models.writing import writing

logger = logging.getLogger(__name__)

# The row that says which files were loaded last.
FIXTURES: dict[str, Any] = {"kind": "fixtures", "key": "sha256"}


class NothingToRepublish(ValueError):
    """Somebody named an award that is not among the withdrawn ones; the message says which."""


@dataclass(frozen=True, slots=True)
class _Orders:
    """What the operator asked for; `strict` while there is no curator whose changes could be in the way.

    `left_out` would make awards false that curators keep as they are.
    """

    overwrite: bool
    republish: frozenset[str]
    strict: bool
    left_out: Things = field(default_factory=dict)

    def allows(self, snapshot: Snapshot, there: Snapshot | None, *numbers: str) -> Snapshot:
        """What may be put in place of what is there: a withdrawn award stays so unless it was named."""
        state = there.get("state") if there is not None else None
        if state == State.SEALED or (state == State.WITHDRAWN and self.republish.isdisjoint(numbers)):
            return snapshot | {"state": state}
        return snapshot


def load(fixtures: Path, *, overwrite: bool = False, republish: Iterable[str] = ()) -> list[LoadReport]:
    """Create and refresh everything that the fixtures hold; all or nothing.

    What curators changed or deleted is kept. With `overwrite` it is put back as the fixtures have it, but
    what they withdrew stays withdrawn, unless its number is in `republish`. What does not fit in beside their
    changes is left out and reported. ValidationError where the fixtures themselves are wrong.
    """
    orders = _Orders(overwrite, frozenset(republish), strict=not LoadedUnit.objects.exists())
    reports = _load(fixtures, orders)
    while isinstance(reports, dict):
        orders = replace(orders, left_out=reports)
        reports = _load(fixtures, orders)
    for report in reports:
        _log(report)
    return reports


def _load(fixtures: Path, orders: _Orders) -> list[LoadReport] | Things:
    """What was done; nothing is, where it takes more to be left out: then that, and what was already."""
    renames = Renames()
    try:
        with writing(Through.LOADER) as room:
            reports = [_load_kind(kind, fixtures, renames, orders) for kind in KINDS]
            _refuse_strangers(orders.republish, reports)
            if any(report.created or report.updated for report in reports):
                room.advance(everything=True)
            LoadedUnit.objects.update_or_create(**FIXTURES, defaults={"content": digest(fixtures)})
    except Contradiction as refusal:
        further = drawn_on(refusal.awards, renames)
        if orders.strict or further.keys() <= orders.left_out.keys():
            raise
        return further | orders.left_out
    return reports


def is_loaded(fixtures: Path) -> bool:
    """Whether these very files were loaded last; what curators did since is no matter."""
    return LoadedUnit.objects.filter(**FIXTURES, content=digest(fixtures)).exists()


def digest(fixtures: Path) -> str:
    """SHA-256 of all files that are loaded, and of their names."""
    digest = hashlib.sha256()
    for folder in ("built", "sources"):
        for path in sorted((fixtures / folder).iterdir()):
            digest.update(f"{path.name}\n{path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _load_kind(kind: Kind, fixtures: Path, renames: Renames, orders: _Orders) -> LoadReport:
    wanted = kind.read(fixtures)
    loaded = dict(LoadedUnit.objects.filter(kind=kind.name).values_list("key", "content"))
    there = _there(kind, wanted, loaded, renames)
    renamed_by_release = (
        (key, today)
        for key in wanted.keys() - loaded.keys()
        if (today := renames.today(kind.name, key)) in loaded.keys() - wanted.keys()
    )
    loaded |= {key: loaded[today] for key, today in renamed_by_release}
    report = LoadReport(kind, wanted)
    changed = {}
    for key, snapshot in wanted.items():
        today = renames.today(kind.name, key)
        allowed = orders.allows(snapshot, there[key], key, today)
        if there[key] == snapshot:
            report.unchanged += 1
        elif not _is_curated(there[key], loaded.get(key)):
            if report.refresh(key, there[key], today, allowed):
                changed[key] = allowed
        elif not orders.overwrite:
            report.refuse(key, there[key], today, loaded.get(key))
        elif report.overwrite(key, there[key], today, allowed):
            changed[key] = allowed
    _write(kind, changed, renames, report, orders)
    kept = {*report.refused, *report.failed}
    _remember(kind, {key: snapshot for key, snapshot in wanted.items() if key not in kept}, loaded)
    return report


def _there(
    kind: Kind, wanted: dict[str, Snapshot], loaded: dict[str, Snapshot], renames: Renames
) -> dict[str, Snapshot | None]:
    """What the database has of each wanted thing, also if a curator changed its key."""
    present = kind.dump(renames)
    renamed = kind.renamed({key: loaded.get(key, snapshot) for key, snapshot in wanted.items()}, present)
    if renamed:
        renames.note(kind.name, renamed)
        present = kind.dump(renames)  # things of one kind refer to each other
    return {key: present.get(renames.today(kind.name, key)) for key in wanted}


def _is_curated(there: Snapshot | None, loaded: Snapshot | None) -> bool:
    """Whether somebody other than this command made the thing what it is, or deleted it."""
    if there is None:
        return loaded is not None
    if loaded is None or any(there.get(name) != value for name, value in loaded.items()):
        return True
    # What is left out where it is empty. Other names that the release did not write are newer columns.
    return any(there.get(name) for name in (*COUNTED, "figures") if name not in loaded)


def _write(
    kind: Kind, changed: dict[str, Snapshot], renames: Renames, report: LoadReport, orders: _Orders
) -> None:
    """All at once; where that fails one by one, until nothing more fits."""
    refusals = {
        key: why for (name, key), why in orders.left_out.items() if name == kind.name and key in changed
    }
    fitting = {key: snapshot for key, snapshot in changed.items() if key not in refusals}
    if fitting and _refusal(kind, fitting, renames) is not None:
        refusals |= _what_does_not_fit(kind, fitting, renames)
    if orders.strict and refusals:
        raise ValidationError([f"{kind.label} {key}：{refusal}" for key, refusal in refusals.items()])
    report.fail(refusals)


def _what_does_not_fit(kind: Kind, changed: dict[str, Snapshot], renames: Renames) -> dict[str, str]:
    """One after the other is written, again and again, until nothing more fits; why the rest does not."""
    waiting, refusals = changed, dict[str, str]()
    while waiting:
        refusals = _one_by_one(kind, waiting, renames)
        if len(refusals) == len(waiting):
            break
        waiting = {key: waiting[key] for key in refusals}
    return refusals


def _one_by_one(kind: Kind, changed: dict[str, Snapshot], renames: Renames) -> dict[str, str]:
    """Why some of them could not be written, by their keys."""
    refusals = {key: _refusal(kind, {key: snapshot}, renames) for key, snapshot in changed.items()}
    return {key: refusal for key, refusal in refusals.items() if refusal is not None}


def _refusal(kind: Kind, snapshots: dict[str, Snapshot], renames: Renames) -> str | None:
    """None once they are written, else why they do not fit in; nothing of them is written then."""
    try:
        with writing() as room:
            since = len(room.in_order)
            kind.rename_back(snapshots, renames)
            kind.write(snapshots, renames)
            if kind.model is Award:  # what awards draw on may be wrong until they are written too
                room.check(Award, (pk for model, pk in room.in_order[since:] if model is Award))
    except ValidationError as error:
        return "".join(error.messages)
    except IntegrityError as error:
        return f"与库中已有的条目冲突（{' '.join(str(error).split())}）。"
    except UnknownReference as error:
        return f"{error}。"
    return None


def _refuse_strangers(republish: frozenset[str], reports: list[LoadReport]) -> None:
    strangers = republish.difference(*(report.republished for report in reports))
    if strangers:
        raise NothingToRepublish(f"没有撤回的案例可以重新发布：{'、'.join(sorted(strangers))}。")


def _log(report: LoadReport) -> None:
    """What curators had written is kept in the log when it is overwritten."""
    for key, before in report.replaced.items():
        values = json.dumps(before, ensure_ascii=False)
        logger.warning("overwrote %s %s, which was: %s", report.kind.name, key, values)
    for key in report.restored:
        logger.warning("restored %s %s, which had been deleted", report.kind.name, key)


def _remember(kind: Kind, snapshots: dict[str, Snapshot], loaded: dict[str, Snapshot]) -> None:
    changed = {key: snapshot for key, snapshot in snapshots.items() if loaded.get(key) != snapshot}
    LoadedUnit.objects.bulk_create(
        [LoadedUnit(kind=kind.name, key=key, content=snapshot) for key, snapshot in changed.items()],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["content"],
    )
