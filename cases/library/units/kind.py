"""What a unit of the library is, and what every kind of unit can do.

A unit is a plain dictionary, the same whether it was read from a fixture or dumped from the
database, so that comparing two states of a unit is comparing two dictionaries. Units refer to each
other by their public keys: slugs, division keys, accession numbers.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Unit = dict[str, Any]


class Kind(ABC):
    """One kind of unit: where its fixture is, how it is dumped, how it is written."""

    name: str
    label: str

    @abstractmethod
    def read(self, fixtures: Path) -> dict[str, Unit]:
        """The units of the fixtures, by key."""

    @abstractmethod
    def dump(self) -> dict[str, Unit]:
        """The units of the database, by key."""

    @abstractmethod
    def write(self, units: dict[str, Unit]) -> None:
        """Create or replace these units; what they refer to is there."""


def _built(fixtures: Path, name: str) -> list[Unit]:
    return json.loads((fixtures / "built" / f"{name}.json").read_text(encoding="utf-8"))


def _children(rows: Iterable[Unit], parent: str) -> dict[Any, list[Unit]]:
    """Rows gathered under their parent, whose key is taken out of them."""
    gathered: dict[Any, list[Unit]] = {}
    for row in rows:
        gathered.setdefault(row.pop(parent), []).append(row)
    return gathered


def _iso(date: object) -> str | None:
    return None if date is None else str(date)


def built(fixtures: Path, name: str) -> list[Unit]:
    """The units that `build_fixtures` derived, from `built/<name>.json`."""
    return json.loads((fixtures / "built" / f"{name}.json").read_text(encoding="utf-8"))


def children(rows: Iterable[Unit], parent: str, *order: str) -> dict[Any, list[Unit]]:
    """Rows gathered under their parent, whose key is taken out of them, and put in order.

    The order is made here and not by the database, whose collations differ.
    """
    gathered: dict[Any, list[Unit]] = {}
    for row in rows:
        gathered.setdefault(row.pop(parent), []).append(row)
    for group in gathered.values():
        group.sort(key=lambda row: tuple(row[name] for name in order))
    return gathered


def renamed(row: Unit, **names: str) -> Unit:
    """The row with keys renamed; a query cannot give an annotation the name of a field."""
    return {names.get(name, name): value for name, value in row.items()}
