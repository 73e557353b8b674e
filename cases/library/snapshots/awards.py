"""How awards stand in the fixtures and in the database."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db.models import F, QuerySet

from cases.choices import MilestoneKind
from cases.fields import BY_NAME, WITH_ORIGIN
from cases.library.snapshot import Snapshot
from cases.library.snapshots.editions import COUNTED, EditionSnapshots
from cases.library.snapshots.key_figures import dumped, figures_of, of_rows
from cases.library.snapshots.kind import Kind, built, children, renamed
from cases.library.snapshots.mechanisms import mechanism_ids
from cases.library.snapshots.named import tier_ids
from cases.library.snapshots.renames import NO_RENAMES, Ids, Renames
from cases.models import (
    Attestation,
    Attribution,
    Award,
    Coder,
    Coding,
    Division,
    Edition,
    FormerAccession,
    KeyFigure,
    Mechanism,
    Milestone,
    Source,
)
from cases.models.writing import State, room_for

OF_EVIDENCE = ("start", "end", "field", "rule", "note", "set_aside")
OF_CODING = ("start", "end", "mechanism", "coder", "confidence", "state", "note")
OF_MILESTONE = ("kind", "year", "source__slug", "year_start", "year_end", "year_note")
OF_WORDS = ("start", "end", *OF_MILESTONE)
OF_ORIGIN = ("field", "rule", "note", "set_aside", "source__slug")


class AwardSnapshots(Kind):
    name, label = "award", "案例"
    model, key_field, identity = Award, "accession", ("source", "start")
    columns = (
        "accession",
        "start",
        "end",
        *(each.name for each in WITH_ORIGIN if each.column_of_award and each.name != "tier"),
        "text",
        "paragraph_starts",
        "state",
    )

    def read(self, fixtures: Path) -> dict[str, Snapshot]:
        return {row["accession"]: row for row in built(fixtures, "awards")}

    def dump(self, renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        return self.dump_of(Award.objects.all(), renames)

    def dump_of(self, awards: QuerySet[Award], renames: Renames = NO_RENAMES) -> dict[str, Snapshot]:
        """The snapshots of these awards alone, by key."""
        columns, parts = ("award__accession", "start", "end"), {"award__in": awards}
        origins = Attribution.objects.filter(**parts).values(*columns, *OF_ORIGIN)
        attributions = children(
            (_attribution(row, renames) for row in origins),
            *("award__accession", "field", "rule", "start"),
        )
        attestations = children(
            (
                {**row, "source": renames.original("source", row["source"])}
                for row in (
                    renamed(row, slug="source")
                    for row in Attestation.objects.filter(**parts).values(
                        *columns, "note", slug=F("source__slug")
                    )
                )
            ),
            *("award__accession", "source"),
        )
        later = Milestone.objects.filter(**parts).values(*columns, *OF_MILESTONE)
        milestones = children(
            (_milestone(row, renames) for row in later), *("award__accession", "year", "kind")
        )
        codings = children(
            (
                {
                    **renamed(row, slug="mechanism", by="coder"),
                    "mechanism": renames.original("mechanism", row["slug"]),
                }
                for row in Coding.objects.filter(**parts).values(
                    *columns, "confidence", "state", "note", slug=F("mechanism__slug"), by=F("coder__name")
                )
            ),
            "award__accession",
            *("start", "end", "mechanism", "coder"),
        )
        figures = dumped(awards)
        links = {
            "place_then": F("place_then__key"),
            "place_now": F("place_now__key"),
            "source": F("source__slug"),
            "tier": F("tier__slug"),
            "programme": F("edition__programme__slug"),
            "year": F("edition__year"),
            **{name: F(f"edition__{name}") for name in COUNTED},
        }
        snapshots = {}
        for row in awards.values(*self.columns, **{f"{name}_key": link for name, link in links.items()}):
            accession = row["accession"]
            snapshots[accession] = {
                **{name: row[name] for name in self.columns},
                **{name: row[f"{name}_key"] for name in links if row[f"{name}_key"] or name not in COUNTED},
                **{
                    name: row[f"{name}_key"] and renames.original(kind, row[f"{name}_key"])
                    for name, kind in (
                        ("place_then", "division"),
                        ("place_now", "division"),
                        ("source", "source"),
                        ("tier", "tier"),
                        ("programme", "programme"),
                    )
                },
                "attestations": attestations.get(accession, []),
                "attributions": attributions.get(accession, []),
                "milestones": milestones.get(accession, []),
                "codings": codings.get(accession, []),
                "figures": figures.get(accession, []),
            }
        return snapshots

    def of_states(self, states: Iterable[State]) -> dict[str, Snapshot]:
        """What `dump_of` gives of the awards that are as these states say, without asking the database."""
        return {state["accession"]: self._of_state(state) for state in states}

    def _of_state(self, state: State) -> Snapshot:
        links = ("place_then", "place_now", "source", "tier")
        counted = {name: state[f"edition_{name}"] for name in COUNTED if state[f"edition_{name}"]}
        return {
            **{name: state[name] for name in (*self.columns, *links)},
            **counted,
            "programme": state["edition_programme"],
            "year": state["edition_year"],
            "attestations": _in_order(
                [_only(row, "start", "end", "note", "source") for row in state["attestations"]], "source"
            ),
            "attributions": _in_order(
                [
                    _attribution(_only(row, *OF_EVIDENCE) | {"source__slug": row["source"]}, NO_RENAMES)
                    for row in state["attributions"]
                ],
                *("field", "rule", "start"),
            ),
            "milestones": _in_order(
                [
                    _milestone({name: row.get(name.removesuffix("__slug")) for name in OF_WORDS}, NO_RENAMES)
                    for row in state["milestones"]
                ],
                *("year", "kind"),
            ),
            "codings": _in_order(
                [_only(row, *OF_CODING) for row in state["codings"]], "start", "end", "mechanism", "coder"
            ),
            "figures": of_rows(state["figures"]),
        }

    def title(self, snapshot: Snapshot) -> str:
        return str(snapshot["title"] or snapshot["applicant"])

    def renamed(self, wanted: dict[str, Snapshot], present: dict[str, Snapshot]) -> dict[str, str]:
        """By the passage, and by the former number, which is kept of whatever was public.

        Another case of the fixtures may have the number of today: then the passage says which of them it is.
        """
        former = dict(FormerAccession.objects.values_list("accession", "award__accession"))
        found = {key: former[key] for key in wanted.keys() - present.keys() if key in former}
        return super().renamed(wanted, present) | {
            key: today
            for key, today in found.items()
            if today not in wanted or self._identity(present[today]) == self._identity(wanted[key])
        }

    def rename_back(self, keys: Iterable[str], renames: Renames) -> None:
        """Not yet: number, tier and rank must fit each other, so `write` changes them together."""

    def field_label(self, name: str) -> str:
        return BY_NAME[name].label if name in BY_NAME else super().field_label(name)

    def item_label(self, item: Any) -> str:  # noqa: ANN401 - items of lists are of any kind
        label = super().item_label(item)
        if isinstance(item, dict) and "kind" in item:
            return f"{label} {MilestoneKind(item['kind']).label}"
        if isinstance(item, dict) and "counted" in item:
            return f"{item['counted']}{item['number']}{item.get('unit', '')}"
        if isinstance(item, dict) and "mechanism" in item:
            return next(iter(Mechanism.objects.filter(slug=label).values_list("name", flat=True)), label)
        return BY_NAME[label].label if label in BY_NAME else label

    def write(self, snapshots: dict[str, Snapshot], renames: Renames = NO_RENAMES) -> None:
        divisions = renames.ids("division", Division.objects.values_list("key", "pk"))
        sources = renames.ids("source", Source.objects.values_list("slug", "pk"))
        editions, tiers = _editions(renames), tier_ids(renames)
        mechanisms = mechanism_ids(renames)
        coders = _coders(snapshots.values())
        numbers = [renames.today(self.name, accession) for accession in snapshots]
        changing = Award.objects.filter(accession__in=numbers).values_list("pk", flat=True)
        room_for(Award, "write").touch(Award, changing)  # all at once, not one by one
        for accession, snapshot in snapshots.items():
            award = self._award(accession, renames)
            for name in self.columns:
                setattr(award, name, snapshot[name])
            award.tier_id = tiers[snapshot["tier"]]
            award.edition_id = editions[EditionSnapshots.key(snapshot)]
            award.source_id = sources[snapshot["source"]]
            award.place_then_id = divisions[snapshot["place_then"]] if snapshot["place_then"] else None
            award.place_now_id = divisions[snapshot["place_now"]] if snapshot["place_now"] else None
            self._clear_children(award)
            award.full_clean(validate_constraints=False)  # the database holds them, in half the time
            award.returns = True
            award.save()
            self._write_children(award, snapshot, mechanisms, coders, sources)

    def _award(self, accession: str, renames: Renames) -> Award:
        """The award of that number, which a curator may have changed; it gets its number back."""
        today = renames.today(self.name, accession)
        award = Award.objects.filter(accession=today).first() or Award(accession=accession)
        if award.pk and today != accession:
            award.former_accessions.filter(accession=accession).delete()
        return award

    @staticmethod
    def _clear_children(award: Award) -> None:
        """Before the award itself is checked: it refuses to move away from the evidence of its codings."""
        if award.pk:
            award.attestations.all().delete()
            award.attributions.all().delete()
            award.milestones.all().delete()
            award.codings.all().delete()
            award.figures.all().delete()

    @staticmethod
    def _write_children(award: Award, snapshot: Snapshot, mechanisms: Ids, coders: Ids, sources: Ids) -> None:
        Attestation.objects.bulk_create(
            Attestation(award=award, **columns_of_origin(row, sources)) for row in snapshot["attestations"]
        )
        Attribution.objects.bulk_create(
            Attribution(award=award, **columns_of_origin(row, sources)) for row in snapshot["attributions"]
        )
        Milestone.objects.bulk_create(
            Milestone(award=award, **columns_of_origin(row, sources)) for row in snapshot["milestones"]
        )
        codings = []
        for row in snapshot["codings"]:
            coding = Coding(award=award, **columns_of_coding(row, mechanisms, coders))
            coding.full_clean(validate_constraints=False)
            codings.append(coding)
        Coding.objects.bulk_create(codings)
        figures = figures_of({"award": award}, snapshot.get("figures", ()), coders)
        for figure in figures:
            figure.full_clean(validate_constraints=False)
        KeyFigure.objects.bulk_create(figures)


def _only(row: Mapping[str, Any], *names: str) -> Snapshot:
    return {name: row[name] for name in names}


def _in_order(rows: list[Snapshot], *names: str) -> list[Snapshot]:
    return sorted(rows, key=lambda row: tuple(row[name] for name in names))


def _attribution(row: Mapping[str, Any], renames: Renames) -> Snapshot:
    """As the fixtures have it; what most origins do not need stands there only where it says something."""
    own = {name: value for name, value in row.items() if name not in ("source__slug", "set_aside")}
    if row["source__slug"] is not None:
        own["source"] = renames.original("source", row["source__slug"])
    return {**own, "set_aside": True} if row["set_aside"] else own


def _milestone(row: Mapping[str, Any], renames: Renames) -> Snapshot:
    """As the fixtures have it, without what most do not need: a document and where the year is from."""
    own = {name: value for name, value in row.items() if name != "source__slug" and value not in (None, "")}
    if row["source__slug"] is not None:
        own["source"] = renames.original("source", row["source__slug"])
    return own


def columns_of_origin(row: Snapshot, sources: Ids) -> dict[str, Any]:
    """The values of an attribution, attestation or milestone, its document by primary key."""
    own = {name: value for name, value in row.items() if name != "source"}
    return {**own, "source_id": sources[row["source"]]} if "source" in row else own


def columns_of_coding(row: Snapshot, mechanisms: Ids, coders: Ids) -> dict[str, Any]:
    """The values of a coding, its mechanism and its coder by primary key."""
    own = {name: value for name, value in row.items() if name not in ("mechanism", "coder")}
    return {**own, "mechanism_id": mechanisms[row["mechanism"]], "coder_id": coders[row["coder"]]}


def _coders(snapshots: Iterable[Snapshot]) -> Ids:
    """The primary keys of all coders by name; a method of the fixtures that is not there yet is made."""
    known = Ids(Coder.objects.values_list("name", "pk"))
    rows = (row for each in snapshots for row in (*each["codings"], *each.get("figures", ())))
    named = {row["coder"] for row in rows}
    return Ids(known | {name: Coder.objects.create(name=name).pk for name in sorted(named - known.keys())})


def _editions(renames: Renames) -> Ids:
    """Primary keys by what the fixtures call an edition."""
    columns = ("pk", "year", *COUNTED)
    rows = Edition.objects.values(*columns, programme_slug=F("programme__slug"))
    keyed = (
        (
            EditionSnapshots.key({**row, "programme": renames.original("programme", row["programme_slug"])}),
            row["pk"],
        )
        for row in rows
    )
    return Ids(keyed)
