"""Awards as the public sees them: one flat record each, and the one list of columns.

Every page, facet, index and export is made of these records. The columns and their order are the
public interface (docs/interface.md); new ones go at the end.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from django.db.models import TextChoices

from cases.choices import (
    ApplicantKind,
    ApplicantLevel,
    AwardField,
    CodingState,
    DivisionLevel,
    IssuingBody,
    Programme,
    Region,
    Setting,
    Tier,
)
from cases.models import Attribution, Coding
from cases.models.award import AwardQuerySet
from cases.places.place import Place
from cases.vocabulary import Vocabulary

CHUNK = 1000  # awards read at a time: three queries each, and memory stays flat


@dataclass(frozen=True, slots=True)
class Record:
    """One award. Vocabulary values are the slugs of cases/choices.py; empty means not recorded.

    `id` is the accession number and `url` the path on this site (exports make it absolute).
    Places: `province` to `township` are the parts of the division as of the award; the `places_…`
    are keys from the province down; a functional zone stands in `county`. `terms` are the slugs of
    the mechanisms in the order of `mechanisms`, `all_terms` adds their broader terms.
    """

    id: str
    title: str
    year: int | None
    programme: str
    issuing_body: str
    tier: str
    rank: int | None
    applicant: str
    applicant_level: str
    applicant_kind: str
    setting: str
    province: str
    city: str
    county: str
    township: str
    region: str
    place_then: str
    division_code_then: str
    place_now: str
    division_code_now: str
    mechanisms: tuple[str, ...]
    text: str
    source: str
    source_start: int
    source_end: int
    inferred: tuple[str, ...]
    url: str
    pk: int
    edition: int
    version: int
    places_then: tuple[str, ...]
    places_now: tuple[str, ...]
    terms: tuple[str, ...]
    all_terms: tuple[str, ...]

    @property
    def programme_label(self) -> str:
        return str(Programme(self.programme).label)

    @property
    def issuing_body_label(self) -> str:
        return label_of(IssuingBody, self.issuing_body)

    @property
    def tier_label(self) -> str:
        return str(Tier(self.tier).label)

    @property
    def applicant_level_label(self) -> str:
        return label_of(ApplicantLevel, self.applicant_level)

    @property
    def applicant_kind_label(self) -> str:
        return label_of(ApplicantKind, self.applicant_kind)

    @property
    def setting_label(self) -> str:
        return label_of(Setting, self.setting)

    @property
    def region_label(self) -> str:
        return label_of(Region, self.region)

    @property
    def year_label(self) -> str:
        return "年度未载" if self.year is None else f"{self.year} 年"

    @property
    def mechanism_terms(self) -> tuple[tuple[str, str], ...]:
        """(slug, name) of each mechanism, for links."""
        return tuple(zip(self.terms, self.mechanisms, strict=True))


def label_of(choices: type[TextChoices], value: str) -> str:
    """The Chinese label of a vocabulary value; empty for what is not recorded."""
    return str(choices(value).label) if value else ""


class Column(NamedTuple):
    """A column of every export: its name, its Chinese label, and what it holds."""

    name: str
    label: str
    description: str
    kind: str = "text"  # text, integer or list; lists are joined by SEPARATOR in one cell


SEPARATOR = "；"

COLUMNS = (
    Column("id", "入库编号", "永久编号：年度-项目-等次字母和两位序号；0000 表示来源未印年度"),
    Column("title", "题名", "与原文一致"),
    Column("year", "年度", "获得该荣誉的年度；来源未印则空", "integer"),
    Column("programme", "项目", "授予荣誉的项目"),
    Column("issuing_body", "发布机关", "授予荣誉的机关，不一定是来源文献的刊载者"),
    Column("tier", "等次", "所获荣誉的等次"),
    Column("rank", "序号", "来源所印的序号；未印则空", "integer"),
    Column("applicant", "申报单位", "与原文一致"),
    Column("applicant_level", "申报单位层级", "申报单位的行政层级，按规则推定"),
    Column("applicant_kind", "申报单位类型", "申报单位是哪类机构，按规则推定"),
    Column("setting", "城乡类型", "案例所涉社区的类型，按规则推定"),
    Column("province", "省级", "获得荣誉当时的省级区划"),
    Column("city", "地级", "获得荣誉当时的地级区划；直辖市和省直辖县为空"),
    Column("county", "县级", "获得荣誉当时的县级区划或功能区"),
    Column("township", "乡级", "获得荣誉当时的街道、镇、乡"),
    Column("region", "地区", "国家统计局的四大地区，由省级区划得出"),
    Column("place_then", "当时地区", "获得荣誉当时的区划全称，逐级以 / 分隔"),
    Column("division_code_then", "当时代码", "该年末有效的 GB/T 2260 代码；乡级取所属县级，功能区为空"),
    Column("place_now", "今地区", "今天的区划全称，逐级以 / 分隔"),
    Column("division_code_now", "今代码", "今天有效的 GB/T 2260 代码；乡级取所属县级，功能区为空"),
    Column("mechanisms", "治理机制", "已采纳的编码，以“；”分隔，按依据在文中出现的先后", "list"),
    Column("text", "正文", "与原文一致，段落以换行分隔，不含网页附加文字"),
    Column("source", "来源文献", "来源文献的标识"),
    Column("source_start", "起", "案例在来源文献中的起点，从 0 起按字符计", "integer"),
    Column("source_end", "止", "案例在来源文献中的终点，不含该字符", "integer"),
    Column("inferred", "推定列", "来源未印、由规则或编者推定的列，列名以“；”分隔", "list"),
    Column("url", "网址", "本案例的网页，永久有效"),
)

AWARD_VALUES = (
    "pk", "accession", "title", "edition__year", "edition__programme", "edition__issuing_body", "tier",
    "rank", "applicant", "applicant_level", "applicant_kind", "setting", "place_then__key",
    "place_now__key", "text", "source__slug", "start", "end", "edition_id", "version",
)  # fmt: skip

# No source prints these as they stand in the column; they follow from what it prints.
DERIVED = ("region", "division_code_then", "place_now", "division_code_now", "mechanisms")
PRINTED_PARTS = (AwardField.PROVINCE, AwardField.CITY, AwardField.COUNTY, AwardField.TOWNSHIP)


def records(awards: AwardQuerySet, vocabulary: Vocabulary) -> Iterator[Record]:
    """The records of the awards, in the order of their primary keys; three queries for each CHUNK.

    What came into the database after the vocabulary was read is left out: its change of the data
    version will have the records made anew.
    """
    rows = awards.order_by("pk").values_list(*AWARD_VALUES).iterator(CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        ids = [row[0] for row in chunk]
        codings, rules = _accepted_terms(ids), _inferred_fields(ids)
        for row in chunk:
            yield _record(row, codings.get(row[0], {}), rules.get(row[0], set()), vocabulary)


def _accepted_terms(ids: list[int]) -> dict[int, dict[str, None]]:
    """Award → slugs of its mechanisms, each once, in the order of the first evidence."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    codings = Coding.objects.filter(award__in=ids, state=CodingState.ACCEPTED)
    order = ("award_id", "start", "end", "mechanism__slug")
    for award, slug in codings.order_by(*order).values_list("award_id", "mechanism__slug"):
        found[award][slug] = None
    return found


def _inferred_fields(ids: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    inferred = Attribution.objects.filter(award__in=ids).exclude(rule="")
    for award, field in inferred.order_by().values_list("award_id", "field"):
        found[award].add(field)
    return found


def _record(row: tuple, terms: dict[str, None], inferred: set[str], vocabulary: Vocabulary) -> Record:
    (
        pk, accession, title, year, programme, issuing_body, tier, rank, applicant, level, kind, setting,
        key_then, key_now, text, source, start, end, edition, version,
    ) = row  # fmt: skip
    then, now = vocabulary.lineage(key_then or "", year), vocabulary.lineage(key_now or "")
    slugs = tuple(slug for slug in terms if slug in vocabulary.terms)
    values = {
        "id": accession, "title": title, "year": year, "programme": programme,
        "issuing_body": issuing_body, "tier": tier, "rank": rank, "applicant": applicant,
        "applicant_level": level, "applicant_kind": kind, "setting": setting, **_parts(then),
        "region": (then or now)[0].region if then or now else "",
        "place_then": "/".join(place.name for place in then), "division_code_then": _code(then),
        "place_now": "/".join(place.name for place in now), "division_code_now": _code(now),
        "mechanisms": tuple(vocabulary.terms[slug].name for slug in slugs),
        "text": text, "source": source, "source_start": start, "source_end": end,
        "url": f"/cases/{accession}/",
    }  # fmt: skip
    return Record(
        **values,
        inferred=_inferred_columns(values, inferred),
        pk=pk,
        edition=edition,
        version=version,
        places_then=tuple(place.key for place in then),
        places_now=tuple(place.key for place in now),
        terms=slugs,
        all_terms=tuple(dict.fromkeys(term for slug in slugs for term in vocabulary.term_lineage(slug))),
    )


def _parts(places: tuple[Place, ...]) -> dict[str, str]:
    """The four components; a zone takes the county's place, inside a county the township's."""
    parts = {"province": "", "city": "", "county": "", "township": ""}
    columns = {DivisionLevel.PREFECTURE: "city", DivisionLevel.ZONE: "county"}
    for place in places:
        column = columns.get(DivisionLevel(place.level), place.level)
        parts["township" if column == "county" and parts["county"] else column] = place.name
    return parts


def _code(places: tuple[Place, ...]) -> str:
    """The six digits of the division, for a township those of its county; a zone has none."""
    above = [place for place in places if place.level != DivisionLevel.TOWNSHIP]
    return above[-1].code if above else ""


def _inferred_columns(values: dict[str, object], fields: set[str]) -> tuple[str, ...]:
    """The columns, in their order, whose value is there but printed in no source."""
    names = fields | set(DERIVED)
    if fields.intersection(PRINTED_PARTS):
        names.add("place_then")
    return tuple(column.name for column in COLUMNS if column.name in names and values[column.name])
