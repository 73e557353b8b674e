"""What every kind of snapshot can do."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cases.library.snapshot import Snapshot


class Kind(ABC):
    """One kind of snapshot: where its fixture is, how it is dumped, how it is written."""

    name: str
    label: str

    @abstractmethod
    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        """The snapshots of the fixtures, by key."""

    @abstractmethod
    def dump(self) -> dict[str, Snapshot]:
        """The snapshots of the database, by key."""

    @abstractmethod
    def write(self, snapshots: dict[str, Snapshot]) -> None:
        """Create or replace these snapshots; what they refer to is there."""


def built(fixtures: Path, name: str) -> list[Snapshot]:
    """The snapshots that `build_fixtures` derived, from `built/<name>.json`."""
    snapshots: list[Snapshot] = json.loads((fixtures / "built" / f"{name}.json").read_text(encoding="utf-8"))
    return snapshots


def children(rows: Iterable[Mapping[str, Any]], parent: str, *order: str) -> dict[Any, list[Snapshot]]:
    """Rows gathered under their parent, without its key, and put in order.

    The order is made here and not by the database, whose collations differ.
    """
    gathered: dict[Any, list[Snapshot]] = {}
    for row in rows:
        own = {name: value for name, value in row.items() if name != parent}
        gathered.setdefault(row[parent], []).append(own)
    for group in gathered.values():
        group.sort(key=lambda row: tuple(row[name] for name in order))
    return gathered


def renamed(row: Mapping[str, Any], **names: str) -> Snapshot:
    """The row with keys renamed; a query cannot give an annotation the name of a field."""
    return {names.get(name, name): value for name, value in row.items()}
