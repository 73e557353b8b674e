"""Bring the fixtures into the database without ever destroying the curators' work.

Each unit is compared three ways: as it is in the fixtures, as it is in the database, and as it was
when it was last loaded. Only a unit that nobody has changed since its last loading is refreshed.
"""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from cases.library.units import KINDS, Kind, Unit
from cases.models import DataVersion, LoadedUnit


@dataclass
class Report:
    """What was done to the units of one kind; `refused` names those that curators changed or deleted."""

    label: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)


def load(fixtures: Path, *, overwrite: bool = False) -> list[Report]:
    """Create and refresh every unit of the fixtures; all or nothing.

    With `overwrite`, units that curators changed or deleted are put back as the fixtures have them.
    """
    with transaction.atomic():
        reports = [_load_kind(kind, fixtures, overwrite=overwrite) for kind in KINDS]
        if any(report.created or report.updated for report in reports):
            DataVersion.advance(everything=True)
    return reports


def _load_kind(kind: Kind, fixtures: Path, *, overwrite: bool) -> Report:
    report = Report(kind.label)
    wanted, present = kind.read(fixtures), kind.dump()
    loaded = dict(LoadedUnit.objects.filter(kind=kind.name).values_list("key", "content"))
    writing = {}
    for key, unit in wanted.items():
        if key in present and present[key] == unit:
            report.unchanged += 1
        elif _is_curated(key, present, loaded) and not overwrite:
            report.refused.append(key)
        else:
            writing[key] = unit
    report.updated = sum(key in present for key in writing)
    report.created = len(writing) - report.updated
    kind.write(writing)
    _remember(kind, {key: unit for key, unit in wanted.items() if key not in report.refused}, loaded)
    return report


def _is_curated(key: str, present: dict[str, Unit], loaded: dict[str, Unit]) -> bool:
    """Whether somebody other than this command made the unit what it is, or deleted it."""
    if key not in present:
        return key in loaded
    if key not in loaded:
        return True
    return any(present[key].get(name) != value for name, value in loaded[key].items())


def _remember(kind: Kind, units: dict[str, Unit], loaded: dict[str, Unit]) -> None:
    changed = {key: unit for key, unit in units.items() if loaded.get(key) != unit}
    LoadedUnit.objects.bulk_create(
        [LoadedUnit(kind=kind.name, key=key, content=unit) for key, unit in changed.items()],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["content"],
    )
