"""The facets, each declared once.

From a declaration follow the parameter and its validation, the bitmaps, the counts, the chips, the
words and the database filter. To add a facet, add one object to FACETS.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from django.db.models import Q, TextChoices

from cases.choices import ApplicantKind, ApplicantLevel, IssuingBody, Programme, Region, Setting, Tier
from cases.facets.conditions import NONE, columns, in_place_now, in_place_then, in_region, with_mechanism
from cases.records.record import Record
from cases.vocabulary import Vocabulary
from cases.years import FIRST_YEAR, LAST_YEAR


class Order(Enum):
    """How the values of a facet are listed: by count (then label), or as the sort key says, downwards."""

    COUNT = "count"
    DESCENDING = "descending"


def _no_parent(vocabulary: Vocabulary, value: str) -> str:
    return ""


@dataclass(frozen=True)
class Facet:
    """One way of dividing the library.

    `parameter` stands in addresses. `name` names the bitmaps: one parameter may have two readings.
    `values` gives the values of a record, broader ones included, none for what is not recorded.
    `choices` are its values where the code fixes them; else `label_of` gives the Chinese label of a
    value, None for one that does not exist, and `full_label_of` the label that stands alone, in a
    chip. `parent_of` gives the value above, empty at the top.
    `condition` is the same choice said in the database's words.
    """

    parameter: str
    label: str
    help: str
    values: Callable[[Record], Iterable[str]]
    condition: Callable[[Vocabulary, list[str]], Q]
    choices: type[TextChoices] | None = None
    label_of: Callable[[Vocabulary, str], str | None] | None = None
    missing: str = "未载"
    order: Order = Order.COUNT
    parent_of: Callable[[Vocabulary, str], str] = _no_parent
    full_label_of: Callable[[Vocabulary, str], str | None] | None = None
    variant: str = ""

    @property
    def name(self) -> str:
        return f"{self.parameter}_{self.variant}" if self.variant else self.parameter

    @property
    def is_hierarchical(self) -> bool:
        return self.parent_of is not _no_parent

    def indexed(self, record: Record) -> tuple[str, ...]:
        """The values under which a record is found; NONE alone when it has none."""
        return tuple(value for value in self.values(record) if value) or (NONE,)

    def is_listed(self, vocabulary: Vocabulary, value: str) -> bool:
        """Whether a value stands for itself: it exists, and is not a key listed under its code."""
        place = vocabulary.places.get(value) if self.variant else None
        return self.short_label(vocabulary, value) is not None and (place is None or place.value == value)

    def short_label(self, vocabulary: Vocabulary, value: str) -> str | None:
        """The Chinese label of a value, as it stands below the facet's name; None: no such value."""
        if value == NONE:
            return self.missing
        return self.label_of(vocabulary, value) if self.label_of else self.fixed_labels.get(value)

    @cached_property
    def fixed_labels(self) -> dict[str, str]:
        """Value → label, where the code fixes the values."""
        return dict(self.choices.choices) if self.choices else {}

    def full_label(self, vocabulary: Vocabulary, value: str) -> str | None:
        """The Chinese label of a value where it stands alone."""
        if value == NONE or self.full_label_of is None:
            return self.short_label(vocabulary, value)
        return self.full_label_of(vocabulary, value)

    def ancestors(self, vocabulary: Vocabulary, value: str) -> tuple[str, ...]:
        """What lies above a value, the nearest first."""
        found: list[str] = []
        while (value := self.parent_of(vocabulary, value)) and value not in found:
            found.append(value)
        return tuple(found)


def _year_label(vocabulary: Vocabulary, value: str) -> str | None:
    known = len(value) == 4 and value.isascii() and value.isdigit() and FIRST_YEAR <= int(value) <= LAST_YEAR
    return value if known else None


def _place_now_label(vocabulary: Vocabulary, value: str) -> str | None:
    place = vocabulary.places.get(value)
    return place.name if place and place.in_force() else None


def _place_now_full(vocabulary: Vocabulary, value: str) -> str | None:
    return vocabulary.place_label(value) if _place_now_label(vocabulary, value) else None


def _place_now_parent(vocabulary: Vocabulary, value: str) -> str:
    place = vocabulary.places.get(value)
    return place.parent if place else ""


def _places_then(record: Record) -> Iterable[str]:
    """Keys, and codes where a key carries more than the code: several divisions may have held one."""
    for key in record.places_then:
        yield key
        if key[6:7] == "-" and key[:6].isdigit() and key[7:].isdigit():
            yield key[:6]


def _key_then(vocabulary: Vocabulary, value: str) -> str:
    """The division that a key or a code of any time means: of a code, the latest holder."""
    holders = vocabulary.holders.get(value)
    return holders[0] if holders else value if value in vocabulary.places else ""


def _names_then(vocabulary: Vocabulary, value: str) -> str:
    """A code is called by the names of all divisions that held it, the earliest first: 桥东区、襄都区."""
    keys = reversed(vocabulary.holders.get(value, (value,)))
    return "、".join(dict.fromkeys(vocabulary.places[key].name for key in keys))


def _place_then_label(vocabulary: Vocabulary, value: str) -> str | None:
    return _names_then(vocabulary, value) if _key_then(vocabulary, value) else None


def _place_then_full(vocabulary: Vocabulary, value: str) -> str | None:
    key, names = _key_then(vocabulary, value), _place_then_label(vocabulary, value)
    if not names or names == vocabulary.places[key].name:
        return vocabulary.place_label(key) if key else None
    above = "".join(place.name for place in vocabulary.lineage(key)[:-1])
    return f"{names}（{above}）"


def _place_then_parent(vocabulary: Vocabulary, value: str) -> str:
    key = _key_then(vocabulary, value)
    parent = vocabulary.places[key].parent if key else ""
    return vocabulary.places[parent].value if parent in vocabulary.places else ""


def _term_label(vocabulary: Vocabulary, value: str) -> str | None:
    term = vocabulary.terms.get(value)
    return term.name if term else None


def _term_parent(vocabulary: Vocabulary, value: str) -> str:
    term = vocabulary.terms.get(value)
    return term.broader if term else ""


YEAR = Facet(
    "year", "年度", "获得荣誉的年度",
    values=lambda record: () if record.year is None else (str(record.year),),
    label_of=_year_label,
    condition=columns("edition__year"),
    missing="年度未载",
    order=Order.DESCENDING,
)  # fmt: skip
PROGRAMME = Facet(
    "programme", "项目", "授予荣誉的项目",
    values=lambda record: (record.programme,),
    choices=Programme,
    condition=columns("edition__programme"),
)  # fmt: skip
TIER = Facet(
    "tier", "等次", "所获荣誉的等次",
    values=lambda record: (record.tier,),
    choices=Tier,
    condition=columns("tier"),
)  # fmt: skip
ISSUER = Facet(
    "issuer", "发布机关", "授予荣誉的机关",
    values=lambda record: (record.issuing_body,),
    choices=IssuingBody,
    condition=columns("edition__issuing_body"),
)  # fmt: skip
REGION = Facet(
    "region", "四大地区", "国家统计局划分的东部、中部、西部、东北",
    values=lambda record: (record.region,),
    choices=Region,
    condition=in_region,
)  # fmt: skip
PLACE = Facet(
    "place", "地区", "今天有效的行政区划，含其下各级",
    values=lambda record: record.places_now,
    label_of=_place_now_label,
    full_label_of=_place_now_full,
    parent_of=_place_now_parent,
    condition=in_place_now,
)  # fmt: skip
PLACE_THEN = Facet(
    "place", "地区（当时）", "获得荣誉当时的行政区划，含其下各级",
    values=_places_then,
    label_of=_place_then_label,
    full_label_of=_place_then_full,
    parent_of=_place_then_parent,
    condition=in_place_then,
    variant="then",
)  # fmt: skip
LEVEL = Facet(
    "level", "申报单位层级", "申报单位的行政层级",
    values=lambda record: (record.applicant_level,),
    choices=ApplicantLevel,
    condition=columns("applicant_level"),
)  # fmt: skip
APPLICANT = Facet(
    "applicant", "申报单位类型", "申报单位是哪类机构",
    values=lambda record: (record.applicant_kind,),
    choices=ApplicantKind,
    condition=columns("applicant_kind"),
)  # fmt: skip
SETTING = Facet(
    "setting", "城乡类型", "案例所涉社区的类型",
    values=lambda record: (record.setting,),
    choices=Setting,
    condition=columns("setting"),
)  # fmt: skip
MECHANISM = Facet(
    "mechanism", "治理机制", "案例采用的治理机制，含其下位词",
    values=lambda record: record.all_terms,
    label_of=_term_label,
    parent_of=_term_parent,
    condition=with_mechanism,
    missing="未编码",
)  # fmt: skip
SOURCE = Facet(
    "source", "来源文献", "刊载案例的文献",
    values=lambda record: (record.source,),
    label_of=lambda vocabulary, value: vocabulary.sources.get(value),
    condition=columns("source__slug"),
)  # fmt: skip

FACETS = (YEAR, PROGRAMME, TIER, ISSUER, REGION, PLACE, LEVEL, APPLICANT, SETTING, MECHANISM, SOURCE)
LABELS = {facet.name: facet.fixed_labels for facet in FACETS if facet.choices}
INDEXED = (*FACETS, PLACE_THEN)


def facets_for(*, then: bool) -> tuple[Facet, ...]:
    """The facets of a page: by today's divisions, or by those of the time."""
    return tuple(PLACE_THEN if then and facet is PLACE else facet for facet in FACETS)
