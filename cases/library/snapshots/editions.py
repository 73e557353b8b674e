"""How editions stand in the fixtures and in the database."""

from pathlib import Path

from django.db.models import F

from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import Kind, built, children, renamed
from cases.library.snapshots.renames import NO_RENAMES, Renames
from cases.models import Edition, EditionFact, EditionQuota, Source


class EditionSnapshots(Kind):
    name, label = "edition", "届次"
    model = Edition

    @staticmethod
    def key(programme: str, year: int | None) -> str:
        return f"{year or '0000'}-{programme}"

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        return {self.key(row["programme"], row["year"]): row for row in built(fixtures, "editions")}

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        printed = EditionFact.objects.values(
            "edition_id", "label", "value", "start", "end", source_slug=F("source__slug")
        )
        facts = children(
            (
                {
                    **renamed(row, source_slug="source"),
                    "source": renames.original("source", row["source_slug"]),
                }
                for row in printed
            ),
            *("edition_id", "start", "label"),
        )
        quotas = children(
            EditionQuota.objects.values("edition_id", "tier", "declared", "start", "end", "rule"),
            *("edition_id", "tier"),
        )
        columns = ("pk", "programme", "year", "issuing_body", "theme", "procedure")
        snapshots = {}
        for row in Edition.objects.values(*columns, source_slug=F("source__slug")):
            snapshot = renamed(row, source_slug="source")
            pk = snapshot.pop("pk")
            snapshot["source"] = snapshot["source"] and renames.original("source", snapshot["source"])
            snapshot |= {"facts": facts.get(pk, []), "quotas": quotas.get(pk, [])}
            snapshots[self.key(row["programme"], row["year"])] = snapshot
        return snapshots

    def title(self, snapshot: Snapshot) -> str:
        return str(Edition(programme=snapshot["programme"], year=snapshot["year"]))

    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        sources = renames.ids("source", Source.objects.values_list("slug", "pk"))
        for snapshot in snapshots.values():
            edition, _created = Edition.objects.update_or_create(
                programme=snapshot["programme"],
                year=snapshot["year"],
                defaults={
                    **{name: snapshot[name] for name in ("issuing_body", "theme", "procedure")},
                    "source_id": sources[snapshot["source"]] if snapshot["source"] else None,
                },
            )
            edition.facts.all().delete()
            edition.quotas.all().delete()
            for fact in snapshot["facts"]:
                row = {name: value for name, value in fact.items() if name != "source"}
                EditionFact.objects.create(edition=edition, source_id=sources[fact["source"]], **row)
            EditionQuota.objects.bulk_create(
                EditionQuota(edition=edition, **quota) for quota in snapshot["quotas"]
            )
