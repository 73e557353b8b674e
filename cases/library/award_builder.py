"""From an award as read to an award as it stands in the fixtures: places, codings, origins."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from cases.award_field import Basis
from cases.choices import CodingState, DivisionLevel, State
from cases.fields import FIELDS, PLACE_FIELDS, WITH_ORIGIN
from cases.language.quantities import ends_of
from cases.library.curated import CodingRow, FigureRow, Override
from cases.library.printed_place import PrintedPlace, with_local_words
from cases.library.snapshot import Snapshot
from cases.library.snapshots.key_figures import WORDS, of_rows
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.places.resolver import resolve
from cases.readers.award_record import with_locality, with_place_level
from cases.readers.records import AwardRecord, Inferred, Printed
from cases.readers.rules import CURATED
from cases.records.record import TOWNSHIP

FieldOrigin = Printed[Any] | Inferred[Any]
CODER = "通读编码，经二读裁定"
FIGURE_CODER = "规则提出，通读原文逐条核对"
OVERRULABLE = {each.name for each in FIELDS if each.basis is Basis.RULE}
COMPONENTS = tuple(dict.fromkeys(PLACE_FIELDS.values()))  # the province first
OF_AWARD = [each for each in WITH_ORIGIN if each.column_of_award]


class UnknownPlace(ValueError):
    """The printed place of an award is no division, or may be several."""


@dataclass
class AwardBuilder:
    """Builds the snapshots of awards, and knows which rows of the curated tables nothing has used."""

    gazetteer: Gazetteer
    overrides: Mapping[str, dict[str, Override]] = field(default_factory=dict)
    codings: Mapping[str, list[CodingRow]] = field(default_factory=dict)
    figures: Mapping[str, list[FigureRow]] = field(default_factory=dict)
    mechanisms: frozenset[str] = frozenset()
    state: str = State.PUBLISHED
    built: set[str] = field(default_factory=set)

    def snapshot(
        self, record: AwardRecord, source: str, text: str, passages: Collection[tuple[int, int]] = ()
    ) -> Snapshot:
        """The fixture of one award; ValueError says which curated row does not fit, or UnknownPlace why.

        `passages` are those of all awards of the document: what another says is no heading.
        """
        accession = record.accession
        if accession is None:
            title = record.title.value if record.title is not None else ""
            raise ValueError(f"{source}：“{title}”没有项目或等次，无法编号。")
        self.built.add(accession)
        place, record = self._place(record)
        of_place = {**_township(record), **self._place_origins(PrintedPlace(record, text, passages), place)}
        last = next(
            (of_place[name] for name in reversed(COMPONENTS) if _is_printed(of_place.get(name))), None
        )
        words = None if record.division is None else last.value if last is not None else ""
        record = with_place_level(record, place.level if place is not None else None, words)
        origins = {**self._field_origins(record), **of_place}
        values = {name: origin.value for name, origin in origins.items()}
        self._overrule(accession, values, origins)
        now = self.gazetteer.today(place) if place else ()
        year = record.year.value if record.year else None
        return {
            "accession": accession,
            "programme": values.get("programme", ""),
            "year": year,
            "source": source,
            "start": record.start,
            "end": record.end,
            **{each.name: values.get(each.name, None if each.kind == "integer" else "") for each in OF_AWARD},
            "text": record.text,
            "paragraph_starts": list(record.paragraph_starts),
            "place_then": place.key if place else None,
            "place_now": now[0].key if len(now) == 1 else None,
            "state": self.state,
            "attestations": [],
            "attributions": [_attribution(name, origins[name]) for name in sorted(origins)],
            "milestones": [
                {"kind": m.kind, "year": m.year, "start": m.start, "end": m.end} for m in record.milestones
            ],
            "codings": self._codings(accession, record, text),
            "figures": self._figures(accession, record, text),
        }

    def refuse_leftovers(self) -> None:
        """ValueError if a curated row names an award that no source has."""
        if strangers := ({*self.overrides, *self.codings, *self.figures} - self.built):
            raise ValueError(f"人工表中的入库编号在来源文献中没有对应案例：{'、'.join(sorted(strangers))}")

    def _place(self, record: AwardRecord) -> tuple[Place | None, AwardRecord]:
        """The listed division; printed words below it that no gazetteer lists become the locality."""
        if record.division is not None:
            return record.division, with_local_words(record, self.gazetteer)
        if record.place is None:
            return None, record
        year = record.year.value if record.year else None
        mentions = resolve(record.place.value, year, self.gazetteer)
        then = mentions[-1].divisions_then if mentions else ()
        named = then[0] if len(then) == 1 else None
        listed = named and self.gazetteer.listed(named)
        if named is None or listed is None:
            raise UnknownPlace(
                f"{record.accession}：地名“{record.place.value}”无法确定：请选定地区，区划表里没有的先补上。"
            )
        return listed, record if listed == named else with_locality(record, named.name)

    @staticmethod
    def _field_origins(record: AwardRecord) -> dict[str, FieldOrigin]:
        values = ((each.name, getattr(record, each.name)) for each in WITH_ORIGIN if each.lookup)
        return {name: value for name, value in values if value is not None}

    def _place_origins(self, printed: PrintedPlace, place: Place | None) -> dict[str, FieldOrigin]:
        """Each component of the place: printed in full, printed short, or supplied by the gazetteer."""
        if place is None:
            return {}
        year = printed.record.year.value if printed.record.year else None
        lineage = self.gazetteer.lineage(place, year)
        is_below = bool(_township(printed.record))
        origins = {
            PLACE_FIELDS[DivisionLevel(each.level)]: printed.origin(
                each, is_last=each == lineage[-1] and not is_below
            )
            for each in lineage
        }
        if self._may_be_another(lineage, year, origins):
            guessed = {name for name, origin in origins.items() if _is_from_above(origin)}
            origins = {name: origin for name, origin in origins.items() if name not in guessed}
        return {name: origin for name, origin in origins.items() if origin is not None}

    def _may_be_another(
        self, lineage: tuple[Place, ...], year: int | None, origins: Mapping[str, FieldOrigin | None]
    ) -> bool:
        """Whether all that is printed fits another division of that name too: a person has to decide."""
        told = {name for name, origin in origins.items() if origin is not None and not _is_from_above(origin)}
        place, own = lineage[-1], _by_field(lineage)
        for other in self.gazetteer.named(place.name):
            if other.key != place.key and other.name == place.name and other.in_force(year):
                names = _by_field(self.gazetteer.lineage(other, year))
                if all(names.get(name) == own[name] for name in told):
                    return True
        return False

    def _overrule(self, accession: str, values: dict[str, Any], origins: dict[str, FieldOrigin]) -> None:
        for name, override in self.overrides.get(accession, {}).items():
            if name not in OVERRULABLE:
                raise ValueError(f"awards.csv: {accession} 的 {name} 不能人工改定。")
            values[name] = override.value
            origins.pop(name, None)
            if override.value:
                origins[name] = Inferred(override.value, CURATED, override.reason)

    def _codings(self, accession: str, record: AwardRecord, text: str) -> list[Snapshot]:
        codings = []
        for row in self.codings.get(accession, []):
            if row.mechanism not in self.mechanisms:
                raise ValueError(f"codings.csv：{accession}：词表中没有 {row.mechanism}。")
            start = _found(row, record, text)
            if start < 0:
                raise ValueError(f"codings.csv：{accession}：案例原文中没有“{row.evidence}”。")
            codings.append(
                {
                    "mechanism": row.mechanism,
                    "start": start,
                    "end": start + len(row.evidence),
                    "confidence": row.confidence,
                    "state": CodingState.ACCEPTED,
                    "coder": row.coder or CODER,
                    "note": row.note,
                }
            )
        return sorted(codings, key=lambda coding: (coding["start"], coding["end"], coding["mechanism"]))

    def _figures(self, accession: str, record: AwardRecord, text: str) -> list[Snapshot]:
        figures = []
        for row in self.figures.get(accession, []):
            start, said = _found(row, record, text), ends_of(row.number)
            if start < 0 or said is None:
                raise ValueError(f"figures.csv：{accession}：案例原文中没有“{row.evidence}”，或者读不出数。")
            figures.append(
                {
                    "start": start,
                    "end": start + len(row.evidence),
                    "value": said[0],
                    "upper": said[1],
                    **{name: getattr(row, name) for name in WORDS if name != "state"},
                    "state": CodingState.ACCEPTED,
                    "coder": FIGURE_CODER,
                }
            )
        return of_rows(figures)


def _found(row: CodingRow | FigureRow, record: AwardRecord, text: str) -> int:
    """Where the evidence begins; negative where the award does not print it."""
    start = record.start - 1 if row.evidence else -1
    for _occurrence in range(row.occurrence if row.evidence else 0):
        start = text.find(row.evidence, start + 1, record.end)
    return start


def _is_printed(origin: FieldOrigin | None) -> bool:
    return isinstance(origin, Printed)


def _township(record: AwardRecord) -> dict[str, FieldOrigin]:
    """The street or town with which the words below the divisions begin."""
    words = TOWNSHIP.match(record.locality.value) if record.locality is not None else None
    if words is None or record.locality is None:
        return {}
    start = record.locality.start
    return {"township": Printed(words[0], start, start + words.end())}


def _by_field(lineage: tuple[Place, ...]) -> dict[str, str]:
    return {PLACE_FIELDS[DivisionLevel(each.level)]: each.name for each in lineage}


def _is_from_above(origin: FieldOrigin | None) -> bool:
    return isinstance(origin, Inferred) and origin.rule == "place-from-gazetteer"


def _attribution(name: str, origin: FieldOrigin) -> Snapshot:
    if isinstance(origin, Inferred):
        return {"start": None, "end": None, "field": name, "rule": origin.rule, "note": origin.note}
    return {"start": origin.start, "end": origin.end, "field": name, "rule": "", "note": ""}
