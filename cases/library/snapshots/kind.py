"""What every kind of snapshot can do."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignObjectRel, Model

from cases.library.snapshot import Snapshot
from cases.library.snapshots.renames import NO_RENAMES, Renames

NAMING = ("mechanism", "field", "label", "text", "tier", "year")  # what tells the items of a list apart


class Kind(ABC):
    """One kind of snapshot: where its fixture is, how it is dumped, how it is written.

    `identity` are the values by which a thing is known again whose key a curator changed.
    """

    name: str
    label: str
    model: type[Model]
    key_field: str = ""
    identity: tuple[str, ...] = ()

    @abstractmethod
    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        """The snapshots of the fixtures, by key."""

    @abstractmethod
    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        """The snapshots of the database, by key; they refer to other things as the fixtures do."""

    @abstractmethod
    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        """Create or replace these snapshots.

        UnknownReference, ValidationError or IntegrityError where one does not fit what is there.
        """

    @abstractmethod
    def title(self, snapshot: Snapshot) -> str:
        """What people call the thing."""

    def renamed(self, wanted: dict[str, Snapshot], present: dict[str, Snapshot]) -> dict[str, str]:
        """The keys of today of those wanted things that are present under another key."""
        strangers: dict[tuple[Any, ...], list[str]] = {}
        for key in present.keys() - wanted.keys() if self.identity else ():
            strangers.setdefault(self._identity(present[key]), []).append(key)
        missing = ((key, self._identity(wanted[key])) for key in wanted.keys() - present.keys())
        return {key: found[0] for key, values in missing if len(found := strangers.get(values, [])) == 1}

    def rename_back(self, keys: Iterable[str], renames: Renames) -> None:
        """Give those of these things that were renamed the keys that the fixtures have."""
        for key in keys:
            today = renames.today(self.name, key)
            for row in self.model._default_manager.filter(**{self.key_field: today}) if today != key else ():
                setattr(row, self.key_field, key)
                row.save()

    def differences(self, before: Snapshot, after: Snapshot) -> list[str]:
        """The Chinese names of what differs, in brackets what a list has in addition."""
        names = [name for name, value in after.items() if before.get(name) != value]
        return [self.field_label(name) + self._added(before.get(name), after[name]) for name in names]

    def field_label(self, name: str) -> str:
        try:
            field = self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return name
        named = field.related_model._meta if isinstance(field, ForeignObjectRel) else field
        return str(getattr(named, "verbose_name", name))

    def item_label(self, item: Any) -> str:  # noqa: ANN401 - items of lists are of any kind
        """What an item of a list is called; empty where a number is all it is."""
        if isinstance(item, dict):
            return next((str(item[name]) for name in NAMING if name in item), "")
        return item if isinstance(item, str) else ""

    def _identity(self, snapshot: Snapshot) -> tuple[Any, ...]:
        return tuple(snapshot[name] for name in self.identity)

    def _added(self, before: object, after: object) -> str:
        if not (isinstance(before, list) and isinstance(after, list)):
            return ""
        labels = "、".join(filter(None, (self.item_label(item) for item in after if item not in before)))
        return f"（{labels}）" if labels else ""


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
