"""The facets, each declared once.

From a declaration follow the parameter and its validation, the bitmaps, the counts, the chips and the
words. A field with a vocabulary has its facet when its declaration (cases/fields.py) says the parameter;
a field without one needs an object here besides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from django.db.models import TextChoices

from cases.award_field import SEPARATOR, AwardField, Basis, FacetOptions
from cases.fields import BY_NAME, FIELDS
from cases.records.record import Record
from cases.vocabulary import Vocabulary
from cases.years import FIRST_YEAR, LAST_YEAR, WITHOUT_YEAR

NONE = "none"  # the value of every facet for what is not recorded


class Order(Enum):
    """How the values of a facet are listed.

    By count (then label); by the value, downwards; or at the top as curators put them, by count below.
    """

    COUNT = "count"
    DESCENDING = "descending"
    CURATED = "curated"


def _no_parent(vocabulary: Vocabulary, value: str) -> str:
    return ""


def _nothing(vocabulary: Vocabulary) -> Iterable[str]:
    return ()


def _no_position(vocabulary: Vocabulary, value: str) -> int:
    return 0


@dataclass(frozen=True)
class Facet:
    """One classification of the library, by a field that has FacetOptions.

    `parameter` stands in addresses. `name` names the bitmaps: one parameter may have two readings.
    `values` gives the values of a record, broader ones included, none for what is not recorded.
    `choices` are its values where the code fixes them; else `label_of` gives the Chinese label of a
    value, None for one that does not exist, and `full_label_of` the label that stands alone, in a
    chip. `parent_of` gives the value above, empty at the top. With `is_whole` the page has the whole tree,
    to be unfolded without another request; from the start it is unfolded down to the `featured` values.
    `position_of` is the place that curators gave a value. With `is_joint` all selected values must hold, not
    one of them; it is counted by the bitmaps `of` another facet.
    """

    field: AwardField
    values: Callable[[Record], Iterable[str]]
    choices: type[TextChoices] | None = None
    label_of: Callable[[Vocabulary, str], str | None] | None = None
    missing: str = "原文未注明"
    order: Order = Order.COUNT
    parent_of: Callable[[Vocabulary, str], str] = _no_parent
    full_label_of: Callable[[Vocabulary, str], str | None] | None = None
    variant: str = ""
    is_whole: bool = False
    featured: Callable[[Vocabulary], Iterable[str]] = _nothing
    position_of: Callable[[Vocabulary, str], int] = _no_position
    of: str = ""
    is_joint: bool = False

    @cached_property
    def options(self) -> FacetOptions:
        if self.field.facet is None:
            raise ValueError(f"the field {self.field.name} is declared without facet=")
        return self.field.facet

    @cached_property
    def parameter(self) -> str:
        return self.options.parameter

    @cached_property
    def label(self) -> str:
        return self.options.label or self.field.label

    @property
    def help(self) -> str:
        return self.options.help

    @cached_property
    def name(self) -> str:
        return self.of or (f"{self.parameter}_{self.variant}" if self.variant else self.parameter)

    @property
    def is_hierarchical(self) -> bool:
        return self.parent_of is not _no_parent

    def indexed(self, record: Record) -> tuple[str, ...]:
        """The values under which a record is indexed; NONE alone when it has none."""
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
        """What lies above a value, from the bottom up."""
        lineage: list[str] = []
        while (value := self.parent_of(vocabulary, value)) and value not in lineage:
            lineage.append(value)
        return tuple(lineage)


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


def _term_position(vocabulary: Vocabulary, value: str) -> int:
    term = vocabulary.terms.get(value)
    return term.position if term else 0


def _featured_terms(vocabulary: Vocabulary) -> Iterable[str]:
    return (slug for slug, term in vocabulary.terms.items() if term.is_featured)


def _of_vocabulary(declared: AwardField) -> Facet:
    """The facet of a field whose values the code fixes, or a table of the curators."""
    if declared.is_curated:
        return Facet(
            declared,
            values=lambda record: getattr(record, declared.name).split(SEPARATOR),
            label_of=lambda vocabulary, value: vocabulary.label(declared.name, value),
        )
    return Facet(
        declared,
        values=lambda record: (getattr(record, declared.name),),
        choices=declared.vocabulary,
    )


def complete(facets: Iterable[Facet], fields: Iterable[AwardField]) -> tuple[Facet, ...]:
    """The facets in their order; ValueError where a field is declared with `facet=` but has none."""
    ordered = tuple(sorted(facets, key=lambda facet: facet.options.position))
    served = {facet.field.name for facet in ordered}
    if missing := [each.name for each in fields if each.facet and each.name not in served]:
        raise ValueError(f"the fields {missing} have facet=, but no Facet is declared for them here")
    return ordered


YEAR = Facet(
    BY_NAME["year"],
    values=lambda record: () if record.year is None else (str(record.year),),
    label_of=_year_label,
    missing=WITHOUT_YEAR,
    order=Order.DESCENDING,
)
PLACE = Facet(
    BY_NAME["place_now"],
    values=lambda record: record.places_now,
    label_of=_place_now_label,
    full_label_of=_place_now_full,
    parent_of=_place_now_parent,
)
PLACE_THEN = Facet(
    replace(
        BY_NAME["place_now"],
        facet=FacetOptions("place", 6, "获评时的行政区划，含其下各级", label="地区（获评时）"),
    ),
    values=_places_then,
    label_of=_place_then_label,
    full_label_of=_place_then_full,
    parent_of=_place_then_parent,
    variant="then",
)
MECHANISM = Facet(
    BY_NAME["mechanisms"],
    values=lambda record: record.all_terms,
    label_of=_term_label,
    parent_of=_term_parent,
    missing="未标注",
    order=Order.CURATED,
    is_whole=True,
    featured=_featured_terms,
    position_of=_term_position,
)
SOURCE = Facet(
    BY_NAME["source"],
    values=lambda record: record.sources,
    label_of=lambda vocabulary, value: vocabulary.sources.get(value),
)
# No column of the exports: a case has several figures, and they have files of their own.
FIGURE = Facet(
    AwardField(
        "有数字的事项",
        "案例的关键数字所说的事项",
        Basis.LIBRARY,
        kind="list",
        facet=FacetOptions("figure", 14, "正文用数字说到的人、物、事"),
        name="figures",
    ),
    values=lambda record: record.figures,
    label_of=lambda vocabulary, value: value if value in vocabulary.subjects else None,
    missing="未标注",
)
_OF_VOCABULARIES = (
    _of_vocabulary(each) for each in FIELDS if each.facet and (each.vocabulary or each.is_curated)
)
_DECLARED = (each for each in tuple(globals().values()) if isinstance(each, Facet) and not each.variant)
FACETS = complete((*_DECLARED, *_OF_VOCABULARIES), FIELDS)
# Several mechanisms that must all hold. No list of values on the page has it: a form and chips do.
MECHANISM_ALL = replace(
    MECHANISM,
    field=replace(
        MECHANISM.field,
        facet=FacetOptions("mechanism_all", 13, "同一个案例里都用到的治理机制", label="同时用到的机制"),
    ),
    of=MECHANISM.name,
    is_joint=True,
)
CONDITIONS = (*FACETS, MECHANISM_ALL)  # all that cases are selected by, in the order of addresses
FACET_LABELS = {facet.parameter: facet.label for facet in FACETS}
INDEXED = (*FACETS, PLACE_THEN)


def labels_of(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """Facet → value → Chinese label, of the facets that list their values; in the order of these."""
    curated = {facet.name: vocabulary.labels(facet.field.name) for facet in FACETS if facet.field.is_curated}
    return curated | {facet.name: facet.fixed_labels for facet in FACETS if facet.choices}


def facets_for(*, then: bool) -> tuple[Facet, ...]:
    """The facets of a page: by today's divisions, or by those of the time."""
    return tuple(PLACE_THEN if then and facet is PLACE else facet for facet in FACETS)


def conditions_for(*, then: bool) -> tuple[Facet, ...]:
    """What an address can select cases by: the facets, and those of which all values must hold."""
    return (*facets_for(then=then), *(each for each in CONDITIONS if each.is_joint))


def in_page_order(facets: Iterable[Facet]) -> tuple[Facet, ...]:
    """The facets as the page lists them, which differs from their order in addresses."""
    facets = tuple(facets)
    ordered = [facet for facet in facets if not facet.options.page_behind]
    for moved in (facet for facet in facets if facet.options.page_behind):
        parameters = [facet.parameter for facet in ordered]
        ordered.insert(parameters.index(moved.options.page_behind) + 1, moved)
    return tuple(ordered)
