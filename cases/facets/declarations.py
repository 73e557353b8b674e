"""The facets, each declared once.

From a declaration follow the parameter and its validation, the bitmaps, the counts, the chips and the
words. A field with a vocabulary has its facet when its declaration (cases/fields.py) says the parameter;
a field without one needs an object here besides.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from cases.award_field import SEPARATOR, AwardField, Basis, FacetOptions
from cases.facets.facet import NONE as NONE
from cases.facets.facet import Facet as Facet
from cases.facets.facet import Order
from cases.fields import BY_NAME, FIELDS
from cases.records.record import Record
from cases.terms import BETWEEN, Scheme
from cases.vocabulary import Vocabulary
from cases.years import FIRST_YEAR, LAST_YEAR, WITHOUT_YEAR


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


def _coded_label(vocabulary: Vocabulary, value: str) -> str | None:
    term = vocabulary.term_of_value(value)
    if term is None:
        uncoded = (scheme.uncoded for scheme in vocabulary.schemes.values())
        return UNCODED if value in uncoded else None
    return term.name


def _coded_full(vocabulary: Vocabulary, value: str) -> str | None:
    """With the name of its scheme: 创新领域·物业与环境."""
    label, scheme = _coded_label(vocabulary, value), vocabulary.schemes.get(value.partition(BETWEEN)[0])
    return f"{scheme.name}·{label}" if label and scheme else None


def _coded_parent(vocabulary: Vocabulary, value: str) -> str:
    term = vocabulary.term_of_value(value)
    return vocabulary.all_terms[term.broader].value if term and term.broader in vocabulary.all_terms else ""


def _coded_position(vocabulary: Vocabulary, value: str) -> int:
    term = vocabulary.term_of_value(value)
    return term.position if term else 0


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


UNCODED = "未标注"  # the label of what nobody has coded
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
    missing=UNCODED,
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
    missing="没有关键数字",
    said="写有{values}数字",
    said_of_none="没有关键数字",
    unknown="没有写到“{value}”的关键数字",
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
    unknown="没有治理机制“{value}”",
)
# What cases are coded with in other schemes, of which each has a facet with this parameter (`of_schemes`).
CODING = replace(
    MECHANISM,
    field=replace(
        MECHANISM.field,
        facet=FacetOptions("coding", 14, "按其他编码方案所标的项，含其下级", label="其他编码"),
    ),
    values=lambda record: record.all_coded,
    missing="",
    label_of=_coded_label,
    full_label_of=_coded_full,
    parent_of=_coded_parent,
    featured=lambda vocabulary: (),
    position_of=_coded_position,
    unknown="没有编码项“{value}”",
)
CODING_ALL = replace(
    CODING,
    field=replace(
        MECHANISM.field,
        facet=FacetOptions("coding_all", 15, "同一个案例里都标有的编码项", label="同时标有"),
    ),
    of=CODING.name,
    is_joint=True,
    said="同时标有{values}",
)
# All that cases are selected by, in the order of addresses.
CONDITIONS = (*FACETS, MECHANISM_ALL, CODING, CODING_ALL)
FACET_LABELS = {facet.parameter: facet.label for facet in FACETS}
INDEXED = (*FACETS, PLACE_THEN, CODING)


def labels_of(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """Facet → value → Chinese label, of the facets that list their values; in the order of these."""
    curated = {facet.name: vocabulary.labels(facet.field.name) for facet in FACETS if facet.field.is_curated}
    return curated | {facet.name: facet.fixed_labels for facet in FACETS if facet.choices}


def facets_for(*, then: bool) -> tuple[Facet, ...]:
    """The facets of a page: by today's divisions, or by those of the time."""
    return tuple(PLACE_THEN if then and facet is PLACE else facet for facet in FACETS)


def conditions_for(*, then: bool) -> tuple[Facet, ...]:
    """What an address can select cases by: the facets, and those of which all values must hold."""
    return (*facets_for(then=then), *(each for each in CONDITIONS if each not in FACETS))


@lru_cache(maxsize=4)
def of_schemes(vocabulary: Vocabulary) -> tuple[Facet, ...]:
    """The facets of the coding schemes beside the mechanisms, which share a parameter; always the same."""
    return tuple(map(_of_scheme, vocabulary.schemes.values()))


def _of_scheme(scheme: Scheme) -> Facet:
    told = replace(CODING.options, label=scheme.name, help=f"按“{scheme.name}”所标的项，含其下级")
    field = replace(CODING.field, facet=told)
    return replace(CODING, field=field, scheme=scheme.slug, missing=UNCODED, full_label_of=None)


def page_facets(vocabulary: Vocabulary, *, then: bool) -> tuple[Facet, ...]:
    """Those of a page, with those of the schemes: what is counted."""
    return (*facets_for(then=then), *of_schemes(vocabulary))


def selectable(vocabulary: Vocabulary, *, then: bool) -> tuple[Facet, ...]:
    """What cases are selected by, the schemes apart: each is a condition of its own."""
    conditions = (each for each in conditions_for(then=then) if each is not CODING)
    [*before, joint] = conditions
    return (*before, *of_schemes(vocabulary), joint)


def in_page_order(facets: Iterable[Facet]) -> tuple[Facet, ...]:
    """The facets as the page lists them, which differs from their order in addresses."""
    facets = tuple(facets)
    ordered = [facet for facet in facets if not facet.options.page_behind]
    for moved in (facet for facet in facets if facet.options.page_behind):
        parameters = [facet.parameter for facet in ordered]
        ordered.insert(parameters.index(moved.options.page_behind) + 1, moved)
    return tuple(ordered)
