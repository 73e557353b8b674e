"""From an award as read to an award as it stands in the fixtures: places, codings, origins."""

from dataclasses import dataclass, field
from typing import Any

from cases.award_field import Basis
from cases.choices import CodingState, DivisionLevel, State
from cases.fields import FIELDS, PLACE_FIELDS, WITH_ORIGIN
from cases.library.curated import CodingRow, Override
from cases.library.snapshot import Snapshot
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.places.resolver import resolve
from cases.readers.award_record import with_locality, with_place_level
from cases.readers.records import AwardRecord, Inferred, Printed

FieldOrigin = Printed[Any] | Inferred[Any]
CODER = "通读编码，经二读裁定"
OVERRULABLE = {each.name for each in FIELDS if each.basis is Basis.RULE}
OF_AWARD = [each for each in WITH_ORIGIN if each.column_of_award]


@dataclass
class AwardBuilder:
    """Builds the snapshots of awards, and knows which rows of the curated tables nothing has used."""

    gazetteer: Gazetteer
    overrides: dict[str, dict[str, Override]]
    codings: dict[str, list[CodingRow]]
    mechanisms: frozenset[str]
    built: set[str] = field(default_factory=set)

    def snapshot(self, record: AwardRecord, source: str, text: str) -> Snapshot:
        """The fixture of one award; ValueError says which curated row does not fit."""
        accession = record.accession
        if accession is None:
            raise ValueError(f"{source}：“{record.title.value}”没有项目或等次，无法编号。")
        self.built.add(accession)
        place, record = self._place(record)
        if place is not None:
            record = with_place_level(record, place.level)
        origins = {**self._field_origins(record), **self._place_origins(record, place)}
        values = {name: origin.value for name, origin in origins.items()}
        self._overrule(accession, values, origins)
        now = self.gazetteer.today(place) if place else ()
        year = record.year.value if record.year else None
        return {
            "accession": accession,
            "programme": values["programme"],
            "year": year,
            "source": source,
            "start": record.start,
            "end": record.end,
            **{each.name: values.get(each.name, None if each.kind == "integer" else "") for each in OF_AWARD},
            "text": record.text,
            "paragraph_starts": list(record.paragraph_starts),
            "place_then": place.key if place else None,
            "place_now": now[0].key if len(now) == 1 else None,
            "state": State.PUBLISHED,
            "attestations": [],
            "attributions": [_attribution(name, origins[name]) for name in sorted(origins)],
            "milestones": [
                {"kind": m.kind, "year": m.year, "start": m.start, "end": m.end} for m in record.milestones
            ],
            "codings": self._codings(accession, record, text),
        }

    def refuse_leftovers(self) -> None:
        """ValueError if a curated row names an award that no source has."""
        if strangers := ({*self.overrides, *self.codings} - self.built):
            raise ValueError(f"人工表中的入库编号在来源文献中没有对应案例：{'、'.join(sorted(strangers))}")

    def _place(self, record: AwardRecord) -> tuple[Place | None, AwardRecord]:
        """The listed division; printed words below it that no gazetteer lists become the locality."""
        if record.place is None:
            return None, record
        year = record.year.value if record.year else None
        mentions = resolve(record.place.value, year, self.gazetteer)
        then = mentions[-1].divisions_then if mentions else ()
        named = then[0] if len(then) == 1 else None
        listed = named and (self.gazetteer.get(named.key) or self.gazetteer.get(named.parent))
        if named is None or listed is None:
            raise ValueError(
                f"{record.accession}：地名“{record.place.value}”无法确定，请在 curated/divisions.csv 中补充。"
            )
        return listed, record if listed == named else with_locality(record, named.name)

    @staticmethod
    def _field_origins(record: AwardRecord) -> dict[str, FieldOrigin]:
        values = ((each.name, getattr(record, each.name)) for each in WITH_ORIGIN if each.lookup)
        return {name: value for name, value in values if value is not None}

    def _place_origins(self, record: AwardRecord, place: Place | None) -> dict[str, FieldOrigin]:
        """Each component of the place: printed in full, printed short, or supplied by the gazetteer."""
        if place is None or record.place is None:
            return {}
        origins: dict[str, FieldOrigin] = {}
        year = record.year.value if record.year else None
        for division in self.gazetteer.lineage(place, year):
            name = PLACE_FIELDS[DivisionLevel(division.level)]
            at = record.place.value.find(division.name)
            short = next((word for word in division.names if word in record.place.value), "")
            if at >= 0:
                start = record.place.start + at
                origins[name] = Printed(division.name, start, start + len(division.name))
            elif short:
                origins[name] = Inferred(division.name, "full-name-of-place", f"原文印作“{short}”")
            else:
                origins[name] = Inferred(division.name, "place-from-gazetteer")
        return origins

    def _overrule(self, accession: str, values: dict[str, Any], origins: dict[str, FieldOrigin]) -> None:
        for name, override in self.overrides.get(accession, {}).items():
            if name not in OVERRULABLE:
                raise ValueError(f"awards.csv: {accession} 的 {name} 不能人工改定。")
            values[name] = override.value
            origins.pop(name, None)
            if override.value:
                origins[name] = Inferred(override.value, "curated", override.reason)

    def _codings(self, accession: str, record: AwardRecord, text: str) -> list[Snapshot]:
        codings = []
        for row in self.codings.get(accession, []):
            if row.mechanism not in self.mechanisms:
                raise ValueError(f"codings.csv：{accession}：词表中没有 {row.mechanism}。")
            start = record.start - 1
            for _occurrence in range(row.occurrence):
                start = text.find(row.evidence, start + 1, record.end)
            if start < 0 or not row.evidence:
                raise ValueError(f"codings.csv：{accession}：案例原文中没有“{row.evidence}”。")
            codings.append(
                {
                    "mechanism": row.mechanism,
                    "start": start,
                    "end": start + len(row.evidence),
                    "confidence": row.confidence,
                    "state": CodingState.ACCEPTED,
                    "coder": CODER,
                    "note": row.note,
                }
            )
        return sorted(codings, key=lambda coding: (coding["start"], coding["end"], coding["mechanism"]))


def _attribution(name: str, origin: FieldOrigin) -> Snapshot:
    if isinstance(origin, Inferred):
        return {"start": None, "end": None, "field": name, "rule": origin.rule, "note": origin.note}
    return {"start": origin.start, "end": origin.end, "field": name, "rule": "", "note": ""}
