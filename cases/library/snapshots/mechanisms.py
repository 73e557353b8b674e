"""How the vocabulary stands in the fixtures and in the database."""

from pathlib import Path

from django.db.models import F

from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import Kind, built, children, renamed
from cases.library.snapshots.renames import NO_RENAMES, Ids, Renames
from cases.library.snapshots.schemes import scheme_ids
from cases.models import FormerMechanismSlug, Mechanism, MechanismContrast, MechanismName
from cases.models.scheme import MECHANISMS, scheme_of_mechanisms

COLUMNS = ("slug", "name", "definition", "position", "is_featured")


class MechanismSnapshots(Kind):
    name, label = "mechanism", "治理机制"
    model, key_field, identity = Mechanism, "slug", ("name",)

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        return {row["slug"]: row for row in built(fixtures, "mechanisms")}

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        names = children(
            MechanismName.objects.values("pk", "mechanism__slug", "name"), "mechanism__slug", "pk"
        )
        contrasts = children(
            MechanismContrast.objects.values("pk", "mechanism__slug", "text", "why"),
            *("mechanism__slug", "pk"),
        )
        rows = Mechanism.objects.values(*COLUMNS, broader_slug=F("broader__slug"), of=F("scheme__slug"))
        return {
            row["slug"]: {
                **_with_scheme(renamed(row, broader_slug="broader"), renames),
                "broader": row["broader_slug"] and renames.original("mechanism", row["broader_slug"]),
                "names": [name["name"] for name in names.get(row["slug"], [])],
                "contrasts": [
                    {"text": row["text"], "why": row["why"]} for row in contrasts.get(row["slug"], [])
                ],
            }
            for row in rows
        }

    def title(self, snapshot: Snapshot) -> str:
        return str(snapshot["name"])

    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        schemes = scheme_ids(renames)
        for slug, snapshot in snapshots.items():
            values = {name: snapshot[name] for name in COLUMNS if name != "slug"}
            scheme = snapshot.get("scheme")
            values["scheme_id"] = schemes[scheme] if scheme else scheme_of_mechanisms()
            term, _created = Mechanism.objects.update_or_create(slug=slug, defaults=values)
            term.names.all().delete()
            term.contrasts.all().delete()
            MechanismName.objects.bulk_create(
                MechanismName(mechanism=term, name=name) for name in snapshot["names"]
            )
            MechanismContrast.objects.bulk_create(
                MechanismContrast(mechanism=term, **row) for row in snapshot["contrasts"]
            )
        ids = mechanism_ids(renames)
        for slug, snapshot in snapshots.items():
            broader = ids[snapshot["broader"]] if snapshot["broader"] else None
            Mechanism.objects.filter(slug=slug).update(broader_id=broader)


def _with_scheme(row: Snapshot, renames: Renames) -> Snapshot:
    """Of a mechanism nothing is said: so terms are as they were before there were other schemes."""
    scheme = row.pop("of")
    return row if scheme == MECHANISMS else {**row, "scheme": renames.original("scheme", scheme)}


def mechanism_ids(renames: Renames = NO_RENAMES) -> Ids:
    """Primary keys by slug; a slug that a term had before, or that was merged into it, leads to it."""
    former = FormerMechanismSlug.objects.values_list("slug", "mechanism_id")
    return renames.ids("mechanism", [*former, *Mechanism.objects.values_list("slug", "pk")])
