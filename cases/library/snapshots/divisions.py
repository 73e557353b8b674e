"""How divisions stand in the fixtures and in the database."""

import csv
from pathlib import Path

from django.db.models import F

from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import Kind, renamed
from cases.library.snapshots.renames import NO_RENAMES, Ids, Renames
from cases.models import Division, Succession


class DivisionSnapshots(Kind):
    name, label = "division", "区划"
    model, key_field, identity = Division, "key", ("code", "name", "level", "last_year")

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        with (fixtures / "built" / "divisions.csv").open(encoding="utf-8", newline="") as file:
            return {row["key"]: self._snapshot(row) for row in csv.DictReader(file)}

    @staticmethod
    def _snapshot(row: dict[str, str]) -> Snapshot:
        years = {name: int(row[name]) if row[name] else None for name in ("first_year", "last_year")}
        successors = sorted(filter(None, row["successors"].split(";")))
        return {**row, **years, "parent": row["parent"] or None, "successors": successors}

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        links = Succession.objects.values_list("predecessor__key", "successor__key")
        successors: dict[str, list[str]] = {}
        for before, after in sorted((before, renames.original("division", after)) for before, after in links):
            successors.setdefault(before, []).append(after)
        columns = ("key", "code", "name", "level", "first_year", "last_year", "region", "aliases", "note")
        rows = Division.objects.values(*columns, parent_key=F("parent__key"))
        return {
            row["key"]: {
                **renamed(row, parent_key="parent"),
                "parent": row["parent_key"] and renames.original("division", row["parent_key"]),
                "successors": successors.get(row["key"], []),
            }
            for row in rows
        }

    def title(self, snapshot: Snapshot) -> str:
        return str(snapshot["name"])

    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        known = renames.ids("division", Division.objects.values_list("key", "pk"))
        waiting = dict(snapshots)
        while waiting:
            ready = {k: u for k, u in waiting.items() if not u["parent"] or u["parent"] not in waiting}
            if not ready:
                raise ValueError(f"divisions form a circle: {sorted(waiting)[:5]}")
            self._write_rows(ready, known)
            waiting = {k: u for k, u in waiting.items() if k not in ready}
        Succession.objects.filter(predecessor__key__in=list(snapshots)).delete()
        Succession.objects.bulk_create(
            Succession(predecessor_id=known[key], successor_id=known[successor])
            for key, snapshot in snapshots.items()
            for successor in snapshot["successors"]
        )

    @staticmethod
    def _write_rows(snapshots: dict[str, Snapshot], known: Ids) -> None:
        columns = (
            "code",
            "name",
            "level",
            "first_year",
            "last_year",
            "region",
            "aliases",
            "note",
            "parent_id",
        )
        rows = []
        for key, snapshot in snapshots.items():
            values = {name: snapshot[name] for name in columns if name != "parent_id"}
            parent = known[snapshot["parent"]] if snapshot["parent"] else None
            rows.append(Division(pk=known.get(key), key=key, parent_id=parent, **values))
        Division.objects.bulk_update((row for row in rows if row.pk), columns, batch_size=200)
        Division.objects.bulk_create([row for row in rows if not row.pk], batch_size=500)
        known.update(Division.objects.filter(key__in=list(snapshots)).values_list("key", "pk"))
