"""How awards stand in the fixtures and in the database."""

from pathlib import Path

from django.db.models import F

from cases.library.units.editions import Editions
from cases.library.units.kind import Kind, Unit, built, children, renamed
from cases.models import Attribution, Award, Coding, Division, Edition, Mechanism, Milestone, Source


class Awards(Kind):
    name, label = "award", "案例"
    columns = (
        "accession",
        "start",
        "end",
        "tier",
        "rank",
        "title",
        "applicant",
        "applicant_level",
        "applicant_kind",
        "setting",
        "text",
        "paragraph_starts",
        "state",
    )

    def read(self, fixtures: Path) -> dict[str, Unit]:
        return {unit["accession"]: unit for unit in built(fixtures, "awards")}

    def dump(self) -> dict[str, Unit]:
        columns = ("award__accession", "start", "end")
        attributions = children(
            Attribution.objects.values(*columns, "field", "rule", "note"), "award__accession", "field"
        )
        milestones = children(
            Milestone.objects.values(*columns, "kind", "year"), "award__accession", "year", "kind"
        )
        codings = children(
            (
                renamed(row, slug="mechanism")
                for row in Coding.objects.values(
                    *columns, "confidence", "state", "coder", "note", slug=F("mechanism__slug")
                )
            ),
            "award__accession",
            *("start", "end", "mechanism"),
        )
        links = {
            "place_then": F("place_then__key"),
            "place_now": F("place_now__key"),
            "source": F("source__slug"),
            "programme": F("edition__programme"),
            "year": F("edition__year"),
        }
        units = {}
        for row in Award.objects.values(
            *self.columns, **{f"{name}_key": link for name, link in links.items()}
        ):
            accession = row["accession"]
            units[accession] = {
                **{name: row[name] for name in self.columns},
                **{name: row[f"{name}_key"] for name in links},
                "attributions": attributions.get(accession, []),
                "milestones": milestones.get(accession, []),
                "codings": codings.get(accession, []),
            }
        return units

    def write(self, units: dict[str, Unit]) -> None:
        divisions = dict(Division.objects.values_list("key", "pk"))
        sources = dict(Source.objects.values_list("slug", "pk"))
        editions = {
            Editions.key(p, y): pk for p, y, pk in Edition.objects.values_list("programme", "year", "pk")
        }
        mechanisms = dict(Mechanism.objects.values_list("slug", "pk"))
        for accession, unit in units.items():
            award = Award.objects.filter(accession=accession).first() or Award(accession=accession)
            for name in self.columns:
                setattr(award, name, unit[name])
            award.edition_id = editions[Editions.key(unit["programme"], unit["year"])]
            award.source_id = sources[unit["source"]]
            award.place_then_id = divisions[unit["place_then"]] if unit["place_then"] else None
            award.place_now_id = divisions[unit["place_now"]] if unit["place_now"] else None
            self._clear_children(award)
            award.full_clean(validate_constraints=False)  # the database holds them, in half the time
            award.save()
            self._write_children(award, unit, mechanisms)

    @staticmethod
    def _clear_children(award: Award) -> None:
        """Before the award itself is checked: it refuses to move away from the evidence of its codings."""
        if award.pk:
            award.attributions.all().delete()
            award.milestones.all().delete()
            award.codings.all().delete()

    @staticmethod
    def _write_children(award: Award, unit: Unit, mechanisms: dict[str, int]) -> None:
        Attribution.objects.bulk_create(Attribution(award=award, **row) for row in unit["attributions"])
        Milestone.objects.bulk_create(Milestone(award=award, **row) for row in unit["milestones"])
        codings = []
        for row in unit["codings"]:
            values = {name: value for name, value in row.items() if name != "mechanism"}
            coding = Coding(award=award, mechanism_id=mechanisms[row["mechanism"]], **values)
            coding.full_clean(validate_constraints=False)
            codings.append(coding)
        Coding.objects.bulk_create(codings)
