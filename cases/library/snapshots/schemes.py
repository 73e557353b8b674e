"""How the coding schemes beside the mechanisms stand in the fixtures and in the database."""

from pathlib import Path

from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import Kind, built
from cases.library.snapshots.renames import NO_RENAMES, Ids, Renames
from cases.models import CodingScheme
from cases.models.scheme import MECHANISMS

COLUMNS = ("slug", "name", "description", "source_note", "is_released")


class SchemeSnapshots(Kind):
    name, label = "scheme", "编码方案"
    model, key_field, identity = CodingScheme, "slug", ("name",)

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        return {row["slug"]: row for row in built(fixtures, "schemes")}

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        rows = CodingScheme.objects.exclude(slug=MECHANISMS).values(*COLUMNS)
        return {row["slug"]: dict(row) for row in rows}

    def title(self, snapshot: Snapshot) -> str:
        return str(snapshot["name"])

    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        for slug, snapshot in snapshots.items():
            values = {name: snapshot[name] for name in COLUMNS if name != "slug"}
            CodingScheme.objects.update_or_create(slug=slug, defaults=values)


def scheme_ids(renames: Renames = NO_RENAMES) -> Ids:
    """Primary keys by slug."""
    return renames.ids("scheme", CodingScheme.objects.values_list("slug", "pk"))
