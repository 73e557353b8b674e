"""The dimensions by which cases can be counted: each a facet, with the values counted and their order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import TextChoices

from cases.choices import DivisionLevel
from cases.facets.declarations import FACETS, FIGURE, MECHANISM, PLACE, SOURCE, facets_for, of_schemes
from cases.facets.facet import NONE, Facet
from cases.terms import BETWEEN
from cases.vocabulary import Vocabulary

SortKey = Callable[[Vocabulary, str, int], object]


@dataclass(frozen=True)
class Dimension:
    """One classification of the cases into rows or columns.

    `order` gives the sort key of a value and its number of cases. `keeps` says which values of the
    facet are counted: a tree is counted at one level where its levels would repeat each other.
    With `overlaps` a case may stand under several values.
    """

    facet: Facet
    label: str
    order: SortKey
    keeps: Callable[[Vocabulary, str], bool] = lambda vocabulary, value: True
    overlaps: bool = False

    @property
    def parameter(self) -> str:
        return self.facet.parameter

    @property
    def name(self) -> str:
        """What addresses call it: `region`, of a coding scheme `coding:field`."""
        return f"{self.parameter}{BETWEEN}{self.facet.scheme}" if self.facet.scheme else self.parameter

    @property
    def column(self) -> str:
        """What a file calls it: `region`, `coding_field`."""
        return self.name.replace(BETWEEN, "_").replace("-", "_")

    @property
    def is_of_terms(self) -> bool:
        """Whether its values are terms, with which a case may be coded itself or by a narrower one."""
        return self.facet is MECHANISM or bool(self.facet.scheme)

    def facet_at(self, *, then: bool) -> Facet:
        """The facet in the reading of places that is asked for."""
        if self.facet.scheme:
            return self.facet
        return next(facet for facet in facets_for(then=then) if facet.parameter == self.parameter)


def _by_value(vocabulary: Vocabulary, value: str, count: int) -> object:
    return value


def _terms_by_count(vocabulary: Vocabulary, value: str, count: int) -> object:
    return (-count, vocabulary.terms[value].name if value in vocabulary.terms else value)


def _coded_by_count(vocabulary: Vocabulary, value: str, count: int) -> object:
    term = vocabulary.term_of_value(value)
    return (-count, term.name if term is not None else value)


def _as_listed(choices: type[TextChoices]) -> SortKey:
    places = {value: place for place, value in enumerate(choices.values)}
    return lambda vocabulary, value, count: places.get(value, len(places))


def _by_position(field: str) -> SortKey:
    return lambda vocabulary, value, count: vocabulary.position(field, value)


def _by_count(vocabulary: Vocabulary, value: str, count: int) -> object:
    return (-count, value)


def _sources_by_count(vocabulary: Vocabulary, value: str, count: int) -> object:
    return (-count, vocabulary.sources.get(value, value))


def _is_province(vocabulary: Vocabulary, value: str) -> bool:
    """A province under the value that stands in addresses; bitmaps of the time know it by its key too."""
    place = vocabulary.places.get(value)
    return value == NONE or bool(place and place.level == DivisionLevel.PROVINCE and place.value == value)


def _dimension(facet: Facet) -> Dimension:
    """Values of a vocabulary stand in its order."""
    if facet is PLACE:
        return Dimension(facet, "省级地区", _by_value, keeps=_is_province)
    if facet is MECHANISM:
        return Dimension(facet, facet.label, _terms_by_count, overlaps=True)
    if facet.scheme:
        return Dimension(facet, facet.label, _coded_by_count, overlaps=True)
    if facet is SOURCE:
        return Dimension(facet, facet.label, _sources_by_count)
    if facet is FIGURE:
        return Dimension(facet, facet.label, _by_count, overlaps=True)
    if facet.field.is_curated:
        several = facet.field.is_many
        return Dimension(facet, facet.label, _by_position(facet.field.name), overlaps=several)
    return Dimension(facet, facet.label, _as_listed(facet.choices) if facet.choices else _by_value)


DIMENSIONS = tuple(_dimension(facet) for facet in FACETS)
BY_PARAMETER = {dimension.parameter: dimension for dimension in DIMENSIONS}


@lru_cache(maxsize=4)
def dimensions_by_name(vocabulary: Vocabulary) -> Mapping[str, Dimension]:
    """All of them, with the coding schemes, by their names in addresses."""
    schemes = map(_dimension, of_schemes(vocabulary))
    return {dimension.name: dimension for dimension in (*DIMENSIONS, *schemes)}
