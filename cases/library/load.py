"""Bring the fixtures into the database without ever destroying the curators' work.

Three snapshots of each thing are compared: that of the fixtures, that of the database, and the one that was
loaded last. Only what nobody has changed since its last loading is refreshed.
"""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from cases.library.snapshot import Snapshot
from cases.library.snapshots import KINDS, Kind
from cases.models import DataVersion, LoadedUnit


@dataclass
class LoadReport:
    """What was done to the things of one kind; `refused` names those that curators changed or deleted."""

    label: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)


def load(fixtures: Path, *, overwrite: bool = False) -> list[LoadReport]:
    """Create and refresh everything that the fixtures hold; all or nothing.

    With `overwrite`, what curators changed or deleted is put back as the fixtures have it.
    """
    with transaction.atomic():
        reports = [_load_kind(kind, fixtures, overwrite=overwrite) for kind in KINDS]
        if any(report.created or report.updated for report in reports):
            DataVersion.advance(everything=True)
    return reports


def _load_kind(kind: Kind, fixtures: Path, *, overwrite: bool) -> LoadReport:
    report = LoadReport(kind.label)
    wanted, present = kind.read(fixtures), kind.dump()
    loaded = dict(LoadedUnit.objects.filter(kind=kind.name).values_list("key", "content"))
    writing = {}
    for key, snapshot in wanted.items():
        if key in present and present[key] == snapshot:
            report.unchanged += 1
        elif _is_curated(key, present, loaded) and not overwrite:
            report.refused.append(key)
        else:
            writing[key] = snapshot
    report.updated = sum(key in present for key in writing)
    report.created = len(writing) - report.updated
    kind.write(writing)
    _remember(kind, {key: snapshot for key, snapshot in wanted.items() if key not in report.refused}, loaded)
    return report


def _is_curated(key: str, present: dict[str, Snapshot], loaded: dict[str, Snapshot]) -> bool:
    """Whether somebody other than this command made the thing what it is, or deleted it."""
    if key not in present:
        return key in loaded
    if key not in loaded:
        return True
    return any(present[key].get(name) != value for name, value in loaded[key].items())


def _remember(kind: Kind, snapshots: dict[str, Snapshot], loaded: dict[str, Snapshot]) -> None:
    changed = {key: snapshot for key, snapshot in snapshots.items() if loaded.get(key) != snapshot}
    LoadedUnit.objects.bulk_create(
        [LoadedUnit(kind=kind.name, key=key, content=snapshot) for key, snapshot in changed.items()],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["content"],
    )
