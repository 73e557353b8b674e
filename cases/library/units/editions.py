"""How editions stand in the fixtures and in the database."""

from pathlib import Path

from django.db.models import F

from cases.library.units.kind import Kind, Unit, built, children, renamed
from cases.models import Edition, EditionFact, EditionQuota, Source


class Editions(Kind):
    name, label = "edition", "届次"

    @staticmethod
    def key(programme: str, year: int | None) -> str:
        return f"{year or '0000'}-{programme}"

    def read(self, fixtures: Path) -> dict[str, Unit]:
        return {self.key(unit["programme"], unit["year"]): unit for unit in built(fixtures, "editions")}

    def dump(self) -> dict[str, Unit]:
        columns = ("label", "value", "start", "end")
        facts = children(
            (
                renamed(row, source_slug="source")
                for row in EditionFact.objects.values("edition_id", *columns, source_slug=F("source__slug"))
            ),
            *("edition_id", "start", "label"),
        )
        quotas = children(
            EditionQuota.objects.values("edition_id", "tier", "declared", "start", "end", "rule"),
            *("edition_id", "tier"),
        )
        columns = ("pk", "programme", "year", "issuing_body", "theme", "procedure")
        units = {}
        for row in Edition.objects.values(*columns, source_slug=F("source__slug")):
            pk = row.pop("pk")
            unit = {
                **renamed(row, source_slug="source"),
                "facts": facts.get(pk, []),
                "quotas": quotas.get(pk, []),
            }
            units[self.key(row["programme"], row["year"])] = unit
        return units

    def write(self, units: dict[str, Unit]) -> None:
        sources = dict(Source.objects.values_list("slug", "pk"))
        for unit in units.values():
            edition, _created = Edition.objects.update_or_create(
                programme=unit["programme"],
                year=unit["year"],
                defaults={
                    **{name: unit[name] for name in ("issuing_body", "theme", "procedure")},
                    "source_id": sources.get(unit["source"]),
                },
            )
            edition.facts.all().delete()
            edition.quotas.all().delete()
            for fact in unit["facts"]:
                row = {name: value for name, value in fact.items() if name != "source"}
                EditionFact.objects.create(edition=edition, source_id=sources[fact["source"]], **row)
            EditionQuota.objects.bulk_create(
                EditionQuota(edition=edition, **quota) for quota in unit["quotas"]
            )
