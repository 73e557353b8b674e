"""The page of a division: its cases, and what lies below it."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from pyroaring import AbstractBitMap

from cases.index.index import Index
from cases.listing.state import SearchState
from cases.models import Division
from cases.models.place import IN_FORCE
from cases.pages.counts import Counted, ranked
from cases.pages.page import CASES, Page, absolute, linked_data
from cases.places.place import Place
from cases.search.suggestions.place_alternatives import around

SHOWN = 20


def cases_of(division: Division, index: Index) -> tuple[AbstractBitMap, SearchState]:
    """The published cases of a division, and the state that lists all of them.

    Of a division in force those that lie in it today; of a former one those awarded in its time.
    """
    if division.in_force():
        return index.with_value("place", division.key), SearchState.of(place=division.value)
    ids = index.with_value("place_then", division.key)
    return ids, SearchState.of(place=division.key, place_at="then")


def _children(division: Division) -> QuerySet[Division]:
    return division.children.filter(IN_FORCE).order_by("key")


def children(division: Division, index: Index) -> list[Counted]:
    """The divisions in force below this one that have cases."""
    return ranked(
        (child.name, len(index.with_value("place", child.key)), child.get_absolute_url())
        for child in _children(division)
    )


def places_around(division: Division, index: Index) -> list[Counted]:
    """Where to look instead of a division without cases: what it lies in, then its neighbours."""
    offers = around(division.key, index.searcher)
    return [
        Counted(label, len(ids), SearchState.of(**{parameter: value}).url(CASES.url))
        for _kind, label, parameter, value, ids in offers
    ]


def without_cases(division: Division, index: Index) -> list[Division]:
    return [child for child in _children(division) if not index.with_value("place", child.key)]


def place_page(request: HttpRequest, division: Division, path: tuple[Place, ...], state: SearchState) -> Page:
    url = absolute(request, division.get_absolute_url())
    name = "".join(item.name for item in path)
    return Page(
        title=division.name,
        section=CASES,
        url=url,
        description=f"{name}的社区治理创新入选案例和行政区划沿革",
        keywords=name,
        trail=[
            ("案例", CASES.url),
            *((above.name, reverse("place", args=[above.key])) for above in path[:-1]),
        ],
        feed=state.list_url(reverse("feed")),
        data=linked_data(
            **{"@type": "AdministrativeArea"}, name=division.name, identifier=division.code, url=url
        ),
    )
