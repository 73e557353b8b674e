"""Awards as the public sees them: one flat record each; pages, facets, index and exports are made of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce, Substr

from cases.award_field import SEPARATOR
from cases.characters import printable
from cases.choices import DivisionLevel
from cases.fields import FIELDS, PLACE_FIELDS, AwardFields
from cases.models import Attestation, Attribution, Coding, EditionIssuer, FormerAccession, KeyFigure
from cases.models.award import AwardQuerySet
from cases.places.place import Place
from cases.records.award_name import award_name, honour
from cases.records.evidence import EvidencePlace, PrintedParts
from cases.records.inference import inferred_fields
from cases.vocabulary import Vocabulary
from cases.years import year_label

# 西乡街道, the longer kind of name first; 某村 and 某社区 are none.
TOWNSHIP = re.compile(r".{1,10}?街道|.{1,10}?(?:镇|乡|苏木)(?:镇|乡)?(?!村)")
Codings = dict[str, list[tuple[int, int]]]  # slug of a mechanism → the passages that show it, in the source
CHUNK = 1000  # awards read at a time: eight queries each, and memory stays flat
POSITIONS = {each.name: position for position, each in enumerate(FIELDS)}
OF_ORIGIN = Coalesce("source__text", "award__source__text")  # the text that an origin is a passage of
LOOKUPS = {each.name: each.lookup for each in FIELDS if each.lookup and not each.is_many}
# What else is read of an award.
BESIDE = ("pk", "edition_id", "version", "paragraph_starts", "place_then__key", "place_now__key")


@dataclass(frozen=True, slots=True)
class Record(AwardFields):
    """One award: its fields (cases/fields.py), and what only this site uses of it.

    `places_then` and `places_now` are keys from the province down, `terms` the slugs of the mechanisms in
    the order of `mechanisms`; `all_terms` adds their broader terms. `coded` are the terms of other schemes as
    sets call them (cases.terms), `all_coded` adds the broader ones and that it has none of a scheme, and
    `coded_evidence` is to them what `evidence` is to `terms`. `evidence` has for each of `terms` where
    it is shown, as an EvidencePlace writes itself, empty where nothing printed shows it. `sources` are the
    slugs of all documents that attest it, `source` first. `figures` are what its key figures count.
    `former_accessions` are the numbers that it had before. `order` is the place of its programme among all,
    of its tier within the programme, and of its tier among all.
    """

    pk: int
    edition: int
    version: int
    places_then: tuple[str, ...]
    places_now: tuple[str, ...]
    terms: tuple[str, ...]
    all_terms: tuple[str, ...]
    evidence: tuple[str, ...]
    coded: tuple[str, ...]
    all_coded: tuple[str, ...]
    coded_evidence: tuple[str, ...]
    sources: tuple[str, ...]
    figures: tuple[str, ...]
    former_accessions: tuple[str, ...]
    programme_label: str
    tier_label: str
    order: tuple[int, int, int]

    @property
    def year_label(self) -> str:
        return year_label(self.year, " 年")

    @property
    def issuers(self) -> tuple[str, ...]:
        """The slugs of the bodies that gave it together."""
        return tuple(self.issuing_body.split(SEPARATOR))

    @property
    def mechanism_terms(self) -> tuple[tuple[str, str], ...]:
        """(slug, name) of each mechanism, for links."""
        return tuple(zip(self.terms, self.mechanisms, strict=True))

    @property
    def evidence_of_terms(self) -> dict[str, EvidencePlace]:
        """Slug of a mechanism, or value of another term → where what is printed shows it."""
        pairs = (
            *zip(self.terms, self.evidence, strict=True),
            *zip(self.coded, self.coded_evidence, strict=True),
        )
        return {slug: EvidencePlace.read(written) for slug, written in pairs if written}

    @property
    def name(self) -> str:
        """What pages call it; only a title is printed so."""
        places = [*(self.place_then or self.place_now).split("/"), self.locality]
        given = honour(self.programme_label, self.tier_label)
        return award_name(self.title, self.applicant, [place for place in places if place], given)

    @property
    def place_path(self) -> str:
        """The place of the time with what is printed below the county."""
        return "/".join(filter(None, [self.place_then, self.locality]))

    @property
    def place_in_words(self) -> str:
        """The same as pages print it: 江苏省 › 苏州市 › 太仓市."""
        return self.place_path.replace("/", " › ")

    @property
    def numbered_tier(self) -> str:
        """The tier, with the number that the source prints in it."""
        return self.tier_label if self.rank is None else f"{self.tier_label} {self.rank}"


def records(awards: AwardQuerySet, vocabulary: Vocabulary) -> Iterator[Record]:
    """The records of the awards, in the order of their primary keys; eight queries for each CHUNK.

    What came into the database after the vocabulary was read is left out: its change of the data
    version will have the records made anew.
    """
    rows = awards.order_by("pk").values_list(*LOOKUPS.values(), *BESIDE).iterator(CHUNK)
    while chunk := [Row.of(row) for row in islice(rows, CHUNK)]:
        ids = [row.pk for row in chunk]
        codings, printed, further = _accepted_codings(ids), _printed_fields(ids), _further_sources(ids)
        issuers, former = _issuers({row.edition for row in chunk}), _former_accessions(ids)
        readings, subjects = other_readings(ids), _subjects(ids)
        for row in chunk:
            row.values["issuing_body"] = SEPARATOR.join(issuers.get(row.edition, ()))
            hanging = Hanging(
                codings.get(row.pk, {}),
                printed.get(row.pk, {}),
                further.get(row.pk, []),
                former.get(row.pk, []),
                readings.get(row.pk, []),
                subjects.get(row.pk, []),
            )
            yield record_of_row(row, hanging, vocabulary)


def _accepted_codings(ids: list[int]) -> dict[int, Codings]:
    """Award → its mechanisms, each once, in the order of the first evidence."""
    terms: dict[int, Codings] = defaultdict(dict)
    codings = Coding.objects.accepted().filter(award__in=ids)
    order = ("award_id", "start", "end", "mechanism__slug")
    for award, start, end, slug in sorted(codings.order_by().values_list(*order)):  # not as databases sort
        terms[award].setdefault(slug, []).append((start, end))
    return terms


def _subjects(ids: list[int]) -> dict[int, list[str]]:
    """Award → what its key figures count, each once, in the order of the text."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = KeyFigure.objects.accepted().filter(award__in=ids).order_by("award_id", "start", "end", "pk")
    for award, subject in rows.values_list("award_id", "subject"):
        if subject not in found[award]:
            found[award].append(subject)
    return found


def _printed_fields(ids: list[int]) -> dict[int, dict[str, int | None]]:
    """Award → the fields that a source prints, and where each begins."""
    fields: dict[int, dict[str, int | None]] = defaultdict(dict)
    printed = Attribution.objects.filter(award__in=ids, set_aside=False, rule="")
    for award, field, start in printed.order_by("pk").values_list("award_id", "field", "start"):
        fields[award].setdefault(field, start)
    return fields


def _further_sources(ids: list[int]) -> dict[int, list[str]]:
    sources: dict[int, list[str]] = defaultdict(list)
    rows = Attestation.objects.filter(award__in=ids).order_by()
    for award, slug in sorted(rows.values_list("award_id", "source__slug")):
        sources[award].append(slug)
    return sources


def _former_accessions(ids: list[int]) -> dict[int, list[str]]:
    former: dict[int, list[str]] = defaultdict(list)
    rows = FormerAccession.objects.filter(award__in=ids).order_by("accession")
    for award, accession in rows.values_list("award_id", "accession"):
        former[award].append(accession)
    return former


def other_readings(ids: list[int]) -> dict[int, list[str]]:
    """What documents print for a value beside what is adopted, in the order of the columns."""
    rows = Attribution.objects.filter(award__in=ids, differs=True, set_aside=True)
    words = Substr(OF_ORIGIN, F("start") + 1, F("end") - F("start"))
    slug_of = Coalesce("source__slug", "award__source__slug")
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    columns = ("award_id", "field", "words", "slug")
    read = rows.annotate(words=words, slug=slug_of).order_by("pk").values_list(*columns)
    for award, field, printed, slug in read:
        found[award].append((POSITIONS[field], f"{field}：{''.join(printed.splitlines())}（{slug}）"))
    return {
        award: [said for _position, said in sorted(each, key=lambda pair: pair[0])]
        for award, each in found.items()
    }


def _issuers(editions: set[int]) -> dict[int, list[str]]:
    """Edition → slugs of the bodies that gave its honours, in order."""
    issuers: dict[int, list[str]] = defaultdict(list)
    rows = EditionIssuer.objects.filter(edition__in=editions).order_by("position", "id")
    for edition, slug in rows.values_list("edition_id", "body__slug"):
        issuers[edition].append(slug)
    return issuers


@dataclass(frozen=True, slots=True)
class Hanging:
    """Of an award: its terms in order, the fields that a source prints, its further sources and numbers.

    `readings` are what documents say of its values otherwise, `figures` what its key figures count.
    """

    terms: Codings
    printed: dict[str, int | None]
    sources: list[str]
    former_accessions: list[str]
    readings: list[str]
    figures: list[str]


@dataclass(slots=True)
class Row:
    """What the database keeps of one award: the values of LOOKUPS by name, and those of BESIDE."""

    pk: int
    edition: int
    version: int
    paragraph_starts: list[int]
    key_then: str
    key_now: str
    values: dict[str, Any]

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> "Row":
        pk, edition, version, paragraph_starts, then, now = row[len(LOOKUPS) :]
        values = dict(zip(LOOKUPS, row, strict=False))
        return cls(pk, edition, version, paragraph_starts, then or "", now or "", values)


def record_of_row(row: Row, hanging: Hanging, vocabulary: Vocabulary) -> Record:
    then = vocabulary.lineage(row.key_then, row.values["year"])
    now = vocabulary.lineage(row.key_now)
    slugs = tuple(slug for slug in hanging.terms if slug in vocabulary.terms)
    all_terms = tuple(dict.fromkeys(term for slug in slugs for term in vocabulary.term_lineage(slug)))
    coded, all_coded = coded_values(hanging.terms, vocabulary)
    programme, tier = row.values["programme"], row.values["tier"]
    values: dict[str, Any] = {
        **row.values,
        **place_parts(then, row.values["locality"]),
        "region": (then or now)[0].region if then or now else "",
        "place_then": "/".join(place.name for place in then),
        "division_code_then": _code(then),
        "place_now": "/".join(place.name for place in now),
        "division_code_now": _code(now),
        "mechanisms": tuple(vocabulary.terms[slug].name for slug in slugs),
        "url": f"/cases/{row.values['id']}/",
        "other_readings": tuple(hanging.readings),
        "mechanism_slugs": slugs,
        "mechanism_broader_slugs": tuple(term for term in all_terms if term not in slugs),
    }
    values = {name: _printable(value) for name, value in values.items()}
    printed = PrintedParts(
        row.values["title"], hanging.printed.get("title"), row.values["text"], row.paragraph_starts
    )
    return Record(
        **values,
        inferred=inferred_fields(values, set(hanging.printed)),
        pk=row.pk,
        edition=row.edition,
        version=row.version,
        places_then=tuple(place.key for place in then),
        places_now=tuple(place.key for place in now),
        terms=slugs,
        evidence=tuple(str(printed.place(hanging.terms[slug]) or "") for slug in slugs),
        coded=tuple(coded.values()),
        all_coded=all_coded,
        coded_evidence=tuple(str(printed.place(hanging.terms[slug]) or "") for slug in coded),
        sources=(row.values["source"], *hanging.sources),
        figures=tuple(hanging.figures),
        former_accessions=tuple(hanging.former_accessions),
        all_terms=all_terms,
        programme_label=vocabulary.label("programme", programme) or programme,
        tier_label=vocabulary.label("tier", tier) or tier,
        order=(
            vocabulary.position("programme", programme),
            vocabulary.tier_position(programme, tier),
            vocabulary.position("tier", tier),
        ),
    )


def coded_values(terms: Iterable[str], vocabulary: Vocabulary) -> tuple[dict[str, str], tuple[str, ...]]:
    """Slug → value of the terms that are no mechanisms, and all values that they are counted for."""
    known = vocabulary.all_terms
    coded = {slug: known[slug].value for slug in terms if slug in known and slug not in vocabulary.terms}
    lines = (vocabulary.term_lineage(slug) for slug in coded)
    counted = tuple(dict.fromkeys(known[slug].value for line in lines for slug in line))
    used = {known[slug].scheme for slug in coded}
    uncoded = (scheme.uncoded for scheme in vocabulary.schemes.values() if scheme.slug not in used)
    return coded, (*counted, *uncoded)


def _printable(value: Any) -> Any:  # noqa: ANN401 - of whatever kind a column is
    """As every output can carry it, whatever an older release or somebody's SQL let into the database."""
    if isinstance(value, tuple):
        return tuple(map(_printable, value))
    return printable(value) if isinstance(value, str) else value


def place_parts(places: tuple[Place, ...], locality: str = "") -> dict[str, str]:
    """The names of the four components, the province first; `locality` are printed words below the places."""
    named = zip(place_columns(places), (place.name for place in places), strict=True)
    township = TOWNSHIP.match(locality) if places else None
    parts = dict.fromkeys(PLACE_FIELDS.values(), "") | {"township": township[0] if township else ""}
    return parts | dict(named)


def place_columns(places: tuple[Place, ...]) -> list[str]:
    """The column of each step of a path; a zone inside a county takes the township's place."""
    columns: list[str] = []
    for place in places:
        column = PLACE_FIELDS[DivisionLevel(place.level)]
        columns.append("township" if column == "county" and column in columns else column)
    return columns


def _code(places: tuple[Place, ...]) -> str:
    """The six digits of the division, for a township those of its county; a zone has none."""
    above = [place for place in places if place.level != DivisionLevel.TOWNSHIP]
    return above[-1].code if above else ""
