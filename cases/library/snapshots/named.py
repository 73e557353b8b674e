"""How programmes, tiers and issuing bodies stand in the fixtures and in the database."""

from pathlib import Path
from typing import Any

from django.db.models import F

from cases.library.snapshot import Snapshot
from cases.library.snapshots.kind import Kind, built, children
from cases.library.snapshots.renames import NO_RENAMES, Ids, Renames
from cases.models import (
    Division,
    IssuingBody,
    IssuingBodyName,
    Programme,
    ProgrammeIssuer,
    ProgrammeName,
    ProgrammeTier,
    Tier,
    TierName,
)
from cases.models.named import Named, OtherName


class NamedSnapshots(Kind):
    """What the three have in common; the keys of a snapshot stand in this order."""

    key_field, identity = "slug", ("name",)
    file: str
    names: type[OtherName]
    columns: tuple[str, ...] = ("slug", "name", "short_name", "position")

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        return {row["slug"]: row for row in built(fixtures, self.file)}

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        names = children(
            self.names._default_manager.values("pk", "name", "is_printed", owner=F(self.names.part_of)),
            *("owner", "pk"),
        )
        rows = self.model._default_manager.values("pk", *self.columns)
        return {
            row["slug"]: {
                **{name: row[name] for name in self.columns},
                "names": [_without(name, "pk") for name in names.get(row["pk"], [])],
            }
            for row in rows
        }

    def title(self, snapshot: Snapshot) -> str:
        return str(snapshot["name"])

    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        for slug, snapshot in snapshots.items():
            values = {name: snapshot[name] for name in self.columns if name != "slug"}
            thing = self._write_row(slug, values | self.references(snapshot, renames))
            rows: Any = getattr(thing, "names")  # noqa: B009 - the subclasses' reverse relation
            rows.all().delete()
            for name in snapshot["names"]:
                rows.create(**name)
            self.write_parts(thing, snapshot, renames)

    def references(self, snapshot: Snapshot, renames: Renames) -> dict[str, Any]:
        """The columns that lead to other things."""
        return {}

    def write_parts(self, thing: Any, snapshot: Snapshot, renames: Renames) -> None:  # noqa: ANN401 - a row of any table
        """What else hangs on a thing; `thing` is a row of the subclass's table."""

    def _write_row(self, slug: str, values: dict[str, Any]) -> Named:
        things: Any = self.model._default_manager
        thing: Named = things.filter(slug=slug).first() or self.model(slug=slug)  # type: ignore[assignment]
        for name, value in values.items():
            setattr(thing, name, value)
        thing.save()
        return thing


class TierSnapshots(NamedSnapshots):
    name, label = "tier", "等次"
    model, names, file = Tier, TierName, "tiers"


class IssuingBodySnapshots(NamedSnapshots):
    name, label = "issuing body", "发布机关"
    model, names, file = IssuingBody, IssuingBodyName, "issuing_bodies"
    columns = (*NamedSnapshots.columns, "kind")

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        places = dict(IssuingBody.objects.values_list("slug", "place__key"))
        return {
            slug: {**snapshot, "place": places[slug] and renames.original("division", places[slug])}
            for slug, snapshot in super().dump(renames).items()
        }

    def references(self, snapshot: Snapshot, renames: Renames) -> dict[str, Any]:
        divisions = renames.ids("division", Division.objects.values_list("key", "pk"))
        return {"place_id": divisions[snapshot["place"]] if snapshot["place"] else None}


class ProgrammeSnapshots(NamedSnapshots):
    name, label = "programme", "评选项目"
    model, names, file = Programme, ProgrammeName, "programmes"
    columns = (*NamedSnapshots.columns, "code", "level")

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        tiers = children(
            ProgrammeTier.objects.values(
                "pk", "position", "letter", slug=F("tier__slug"), owner=F("programme__slug")
            ),
            *("owner", "position", "pk"),
        )
        issuers = children(
            ProgrammeIssuer.objects.values(
                "pk", "position", slug=F("body__slug"), owner=F("programme__slug")
            ),
            *("owner", "position", "pk"),
        )
        return {
            slug: {
                **snapshot,
                "tiers": [
                    {"tier": renames.original("tier", row["slug"]), "letter": row["letter"]}
                    for row in tiers.get(slug, [])
                ],
                "issuers": [renames.original("issuing body", row["slug"]) for row in issuers.get(slug, [])],
            }
            for slug, snapshot in super().dump(renames).items()
        }

    def write_parts(self, thing: Any, snapshot: Snapshot, renames: Renames) -> None:  # noqa: ANN401 - a row of any table
        tiers = tier_ids(renames)
        wanted = {tiers[row["tier"]]: row["letter"] for row in snapshot["tiers"]}
        for gone in thing.programme_tiers.exclude(tier__in=wanted):
            gone.delete()
        for position, (tier, letter) in enumerate(wanted.items(), 1):
            ProgrammeTier.objects.update_or_create(
                programme=thing, tier_id=tier, defaults={"letter": letter, "position": position}
            )
        bodies = issuing_body_ids(renames)
        thing.usual_issuers.all().delete()
        for position, body in enumerate(snapshot["issuers"], 1):
            ProgrammeIssuer.objects.create(programme=thing, body_id=bodies[body], position=position)


def tier_ids(renames: Renames) -> Ids:
    """Primary keys by slug, that of today and that of the fixtures."""
    return renames.ids("tier", Tier.objects.values_list("slug", "pk"))


def programme_ids(renames: Renames) -> Ids:
    return renames.ids("programme", Programme.objects.values_list("slug", "pk"))


def issuing_body_ids(renames: Renames) -> Ids:
    return renames.ids("issuing body", IssuingBody.objects.values_list("slug", "pk"))


def _without(row: Snapshot, name: str) -> Snapshot:
    return {key: value for key, value in row.items() if key != name}
