"""A second opinion on what the facets select: the same choices as conditions of the database, no index."""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import Q

from cases.choices import CodingState
from cases.facets.declarations import CODING, CODING_ALL, MECHANISM_ALL, facets_for
from cases.facets.facet import NONE
from cases.models import Award, Coding, KeyFigure
from cases.models.award import AwardQuerySet
from cases.models.scheme import MECHANISMS
from cases.vocabulary import Vocabulary

LATEST = 9999  # no award is of a later year

Condition = Callable[[Vocabulary, list[str]], Q]


def columns(lookup: str) -> Condition:
    """The column's value is one of the given ones; `none`: it is empty or null."""
    field = Award._meta.get_field(lookup.split("__")[0])
    if "__" in lookup:
        field = field.related_model._meta.get_field(lookup.split("__")[1])
    missing = Q(**{f"{lookup}__isnull": True})
    if field.empty_strings_allowed:
        missing |= Q(**{lookup: ""})

    def condition(vocabulary: Vocabulary, values: list[str]) -> Q:
        known = [value for value in values if value != NONE]
        matches = Q(**{f"{lookup}__in": known})
        return matches | missing if NONE in values else matches

    return condition


def in_place_now(vocabulary: Vocabulary, values: list[str]) -> Q:
    """Today's place is one of the given ones or lies in one."""
    return _in_places("place_now", vocabulary, values, set(vocabulary.places))


def in_place_then(vocabulary: Vocabulary, values: list[str]) -> Q:
    """The place of the time is one of the given ones or lay in one in the award's year.

    A code means all that ever held it. A key with a year behind the code means that one division:
    what hangs under the code lay in it in its own years only.
    """
    matches = _in_places("place_then", vocabulary, values, set(vocabulary.holders))
    for place in (vocabulary.places[key] for key in values if key in vocabulary.places):
        matches |= Q(place_then__key=place.key)
        if place.key not in vocabulary.holders:
            years = Q(edition__year__gte=place.first_year or 0, edition__year__lte=place.last_year or LATEST)
            matches |= years & Q(place_then__key__in=_below(vocabulary, place.value))
    return matches


def _in_places(lookup: str, vocabulary: Vocabulary, values: list[str], whole: set[str]) -> Q:
    """In one of those values that are `whole` divisions, whatever the year."""
    keys = [key for value in values if value in whole for key in _below(vocabulary, value, itself=True)]
    matches = Q(**{f"{lookup}__key__in": keys})
    return matches | Q(**{f"{lookup}__isnull": True}) if NONE in values else matches


def _below(vocabulary: Vocabulary, value: str, *, itself: bool = False) -> list[str]:
    """The keys of all divisions of any time in whose line a code or key stands."""
    return [
        key
        for key, place in vocabulary.places.items()
        if (itself or place.value != value)
        and any(value in {above.key, above.value} for above in vocabulary.lineage(key))
    ]


def in_region(vocabulary: Vocabulary, values: list[str]) -> Q:
    """The province of the time, or without one today's, belongs to one of the regions."""
    keys = [key for key in vocabulary.places if (vocabulary.lineage(key)[0].region or NONE) in values]
    now = Q(place_then__isnull=True, place_now__key__in=keys)
    matches = Q(place_then__key__in=keys) | now
    return matches | Q(place_then__isnull=True, place_now__isnull=True) if NONE in values else matches


def with_mechanism(vocabulary: Vocabulary, values: list[str]) -> Q:
    """An accepted coding has one of the terms or a narrower one; `none`: there is no accepted coding."""
    accepted = Coding.objects.filter(state=CodingState.ACCEPTED, mechanism__scheme__slug=MECHANISMS)
    slugs = [slug for slug in vocabulary.terms if not set(values).isdisjoint(vocabulary.term_lineage(slug))]
    matches = Q(pk__in=accepted.filter(mechanism__slug__in=slugs).values("award"))
    return matches | ~Q(pk__in=accepted.values("award")) if NONE in values else matches


def with_figures(vocabulary: Vocabulary, values: list[str]) -> Q:
    """An accepted key figure counts one of these; `none`: there is no accepted one."""
    accepted = KeyFigure.objects.filter(state=CodingState.ACCEPTED)
    matches = Q(pk__in=accepted.filter(subject__in=values).values("award"))
    return matches | ~Q(pk__in=accepted.values("award")) if NONE in values else matches


def with_codings(vocabulary: Vocabulary, values: list[str]) -> Q:
    """Of each scheme that is named a coding has one of the terms or a narrower one; `none`: no coding."""
    conditions = Q()
    for scheme in {value.partition(":")[0] for value in values}:
        accepted = Coding.objects.filter(state=CodingState.ACCEPTED, mechanism__scheme__slug=scheme)
        named = {value.partition(":")[2] for value in values if value.startswith(f"{scheme}:")}
        slugs = [slug for slug in vocabulary.all_terms if not named.isdisjoint(vocabulary.term_lineage(slug))]
        of_scheme = Q(pk__in=accepted.filter(mechanism__slug__in=slugs).values("award"))
        uncoded = ~Q(pk__in=accepted.values("award")) if NONE in named else Q(pk__in=[])
        conditions &= of_scheme | uncoded
    return conditions


CONDITIONS: dict[str, Condition] = {
    "place": in_place_now,
    "place_then": in_place_then,
    "region": in_region,
    "mechanism": with_mechanism,
    "figure": with_figures,
}


def selected_by(
    vocabulary: Vocabulary, selected: Mapping[str, Sequence[str]], *, then: bool
) -> AwardQuerySet:
    """The published awards that have one of the values of each parameter, of the joint one all of them."""
    awards = Award.objects.published()
    for facet in facets_for(then=then):
        if values := list(selected.get(facet.parameter, ())):
            condition = CONDITIONS.get(facet.name) or columns(facet.field.lookup)
            awards = awards.filter(condition(vocabulary, values))
    for value in selected.get(MECHANISM_ALL.parameter, ()):
        awards = awards.filter(with_mechanism(vocabulary, [value]))
    joint = ([value] for value in selected.get(CODING_ALL.parameter, ()))
    for asked in filter(None, [list(selected.get(CODING.parameter, ())), *joint]):
        awards = awards.filter(with_codings(vocabulary, asked))
    return awards
