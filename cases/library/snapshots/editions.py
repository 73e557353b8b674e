"""How editions stand in the fixtures and in the database."""

from pathlib import Path

from django.db.models import F

from cases.award_field import SEPARATOR
from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import Kind, built, children, renamed
from cases.library.snapshots.named import issuing_body_ids, programme_ids, tier_ids
from cases.library.snapshots.renames import NO_RENAMES, Renames
from cases.models import Edition, EditionFact, EditionIssuer, EditionQuota, Programme, Source

COUNTED = ("round", "batch")  # left out of a snapshot where no source prints them


class EditionSnapshots(Kind):
    name, label = "edition", "届次"
    model = Edition

    @staticmethod
    def key(snapshot: Snapshot) -> str:
        """`2014-sqzl`, with round and batch behind it where they are printed; of an award's snapshot too."""
        counted = (snapshot.get(name, "") for name in COUNTED)
        return "-".join([str(snapshot["year"] or "0000"), snapshot["programme"], *filter(None, counted)])

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        return {self.key(row): row for row in built(fixtures, "editions")}

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        printed = EditionFact.objects.values(
            "edition_id", "label", "value", "start", "end", source_slug=F("source__slug")
        )
        issuers = children(
            EditionIssuer.objects.values("edition_id", "position", "pk", slug=F("body__slug")),
            *("edition_id", "position", "pk"),
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
        declared = ("edition_id", "declared", "start", "end", "rule")
        quotas = children(
            (
                {**_without(row, "slug"), "tier": renames.original("tier", row["slug"])}
                for row in EditionQuota.objects.values(*declared, slug=F("tier__slug"))
            ),
            *("edition_id", "tier"),
        )
        columns = ("pk", "year", "theme", "procedure", *COUNTED)
        links = {"source_slug": F("source__slug"), "programme_slug": F("programme__slug")}
        snapshots = {}
        for row in Edition.objects.values(*columns, **links):
            snapshot = renamed(row, source_slug="source", programme_slug="programme")
            pk = snapshot.pop("pk")
            bodies = (renames.original("issuing body", body["slug"]) for body in issuers.get(pk, []))
            snapshot = {name: value for name, value in snapshot.items() if value or name not in COUNTED}
            snapshot["programme"] = renames.original("programme", snapshot["programme"])
            snapshot["source"] = snapshot["source"] and renames.original("source", snapshot["source"])
            snapshot |= {"issuing_body": SEPARATOR.join(bodies)}
            snapshot |= {"facts": facts.get(pk, []), "quotas": quotas.get(pk, [])}
            snapshots[self.key(snapshot)] = snapshot
        return snapshots

    def title(self, snapshot: Snapshot) -> str:
        """What it is called; fixtures know a programme by its slug."""
        programme = Programme.objects.filter(slug=snapshot["programme"]).first()
        name = programme.name if programme is not None else snapshot["programme"]
        counted = "".join(snapshot.get(each, "") for each in COUNTED)
        return f"{snapshot['year'] or '年度不详'} {name}" + (f"（{counted}）" if counted else "")

    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        sources = renames.ids("source", Source.objects.values_list("slug", "pk"))
        programmes, tiers, bodies = programme_ids(renames), tier_ids(renames), issuing_body_ids(renames)
        for snapshot in snapshots.values():
            edition, _created = Edition.objects.update_or_create(
                programme_id=programmes[snapshot["programme"]],
                year=snapshot["year"],
                **{name: snapshot.get(name, "") for name in COUNTED},
                defaults={
                    **{name: snapshot[name] for name in ("theme", "procedure")},
                    "is_published": snapshot.get("is_published", True),
                    "source_id": sources[snapshot["source"]] if snapshot["source"] else None,
                },
            )
            edition.issuers.all().delete()
            edition.facts.all().delete()
            edition.quotas.all().delete()
            for position, body in enumerate(filter(None, snapshot["issuing_body"].split(SEPARATOR)), 1):
                EditionIssuer.objects.create(edition=edition, body_id=bodies[body], position=position)
            for fact in snapshot["facts"]:
                row = {name: value for name, value in fact.items() if name != "source"}
                EditionFact.objects.create(edition=edition, source_id=sources[fact["source"]], **row)
            EditionQuota.objects.bulk_create(
                EditionQuota(edition=edition, tier_id=tiers[quota["tier"]], **_without(quota, "tier"))
                for quota in snapshot["quotas"]
            )


def _without(row: Snapshot, name: str) -> Snapshot:
    return {key: value for key, value in row.items() if key != name}
