"""What the facets mean in the database's own words: conditions on awards.

The pages use the bitmaps; the filter set for the admin and the tests' second opinion use these.
"""

from collections.abc import Callable

from django.db.models import Q

from cases.choices import CodingState
from cases.index.vocabulary import Vocabulary
from cases.models import Award, Coding

NONE = "none"  # the value of every facet for what is not recorded

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
        found = Q(**{f"{lookup}__in": known})
        return found | missing if NONE in values else found

    return condition


def below_place(lookup: str) -> Condition:
    """The place is one of the given keys or codes, or lies in one of them."""

    def condition(vocabulary: Vocabulary, values: list[str]) -> Q:
        wanted = set(values)
        keys = [
            key
            for key in vocabulary.places
            if any(place.key in wanted or place.code in wanted for place in vocabulary.lineage(key))
        ]
        found = Q(**{f"{lookup}__key__in": keys})
        return found | Q(**{f"{lookup}__isnull": True}) if NONE in wanted else found

    return condition


def in_region(vocabulary: Vocabulary, values: list[str]) -> Q:
    """The province of the time, or without one today's, belongs to one of the regions."""
    keys = [key for key in vocabulary.places if (vocabulary.lineage(key)[0].region or NONE) in values]
    now = Q(place_then__isnull=True, place_now__key__in=keys)
    found = Q(place_then__key__in=keys) | now
    return found | Q(place_then__isnull=True, place_now__isnull=True) if NONE in values else found


def with_mechanism(vocabulary: Vocabulary, values: list[str]) -> Q:
    """An accepted coding has one of the terms or a narrower one; `none`: there is no accepted coding."""
    accepted = Coding.objects.filter(state=CodingState.ACCEPTED)
    slugs = [slug for slug in vocabulary.terms if not set(values).isdisjoint(vocabulary.term_lineage(slug))]
    found = Q(pk__in=accepted.filter(mechanism__slug__in=slugs).values("award"))
    return found | ~Q(pk__in=accepted.values("award")) if NONE in values else found
