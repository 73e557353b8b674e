"""How the vocabulary stands in the fixtures and in the database."""

from pathlib import Path

from django.db.models import F

from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import Kind, built, children, renamed
from cases.models import Mechanism, MechanismContrast, MechanismName


class MechanismSnapshots(Kind):
    name, label = "mechanism", "治理机制"

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        return {row["slug"]: row for row in built(fixtures, "mechanisms")}

    def dump(self) -> dict[str, Snapshot]:
        names = children(
            MechanismName.objects.values("pk", "mechanism__slug", "name"), "mechanism__slug", "pk"
        )
        contrasts = children(
            MechanismContrast.objects.values("pk", "mechanism__slug", "text", "why"),
            *("mechanism__slug", "pk"),
        )
        rows = Mechanism.objects.values("slug", "name", "definition", broader_slug=F("broader__slug"))
        return {
            row["slug"]: {
                **renamed(row, broader_slug="broader"),
                "names": [name["name"] for name in names.get(row["slug"], [])],
                "contrasts": [
                    {"text": row["text"], "why": row["why"]} for row in contrasts.get(row["slug"], [])
                ],
            }
            for row in rows
        }

    def write(self, snapshots: dict[str, Snapshot]) -> None:
        for slug, snapshot in snapshots.items():
            values = {"name": snapshot["name"], "definition": snapshot["definition"]}
            term, _created = Mechanism.objects.update_or_create(slug=slug, defaults=values)
            term.names.all().delete()
            term.contrasts.all().delete()
            MechanismName.objects.bulk_create(
                MechanismName(mechanism=term, name=name) for name in snapshot["names"]
            )
            MechanismContrast.objects.bulk_create(
                MechanismContrast(mechanism=term, **row) for row in snapshot["contrasts"]
            )
        slugs = dict(Mechanism.objects.values_list("slug", "pk"))
        for slug, snapshot in snapshots.items():
            Mechanism.objects.filter(slug=slug).update(broader_id=slugs.get(snapshot["broader"]))
