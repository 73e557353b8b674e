"""The page of a division, in force or former."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from pyroaring import BitMap

from casebook.methods import read_only
from cases.index.current import current_index
from cases.index.index import Index
from cases.models import Division
from cases.models.place import IN_FORCE
from cases.pages.cards import card
from cases.pages.counts import Counted, ranked
from cases.pages.page import CASES, Page, absolute, linked_data
from cases.places.place import Place

SHOWN = 20


@read_only
def place(request: HttpRequest, key: str) -> HttpResponse:
    division = Division.objects.filter(key=key).first()
    if division is None:
        return latest_holder(key)
    index = current_index()
    ids, query = cases_of(division, index)
    path = index.vocabulary.lineage(division.key)  # as today, or at its end
    context = {
        "page": place_page(request, division, path, query),
        "place": division,
        "path": path[:-1],
        "became": division.successors.select_related("parent__parent").order_by("key"),
        "was": division.predecessors.select_related("parent__parent").order_by("last_year", "key"),
        "total": len(ids),
        "more": f"{CASES.url}?{query}",
        "cards": [card(record) for record in index.records(index.page(ids, "newest", 0, SHOWN))],
        "children": children(division, index),
        "without_cases": without_cases(division, index),
    }
    return render(request, "place/page.html", context)


def latest_holder(code: str) -> HttpResponse:
    """A bare code that only former divisions held leads to the last of them."""
    found = Division.objects.filter(code=code).order_by("-last_year", "key").first() if code else None
    if found is None:
        raise Http404(f"没有代码为 {code} 的区划。")
    return HttpResponseRedirect(found.get_absolute_url())


def cases_of(division: Division, index: Index) -> tuple[BitMap, str]:
    """The published cases of a division, and the query of the whole list.

    Of a division in force those that lie in it today; of a former one those awarded in its time.
    """
    if division.in_force():
        return index.bitmaps["place"].get(division.value, BitMap()), f"place={division.value}"
    ids = index.bitmaps["place_then"].get(division.key, BitMap())
    return ids, f"place={division.key}&place_at=then"


def _children(division: Division) -> QuerySet[Division]:
    return division.children.filter(IN_FORCE).order_by("key")


def children(division: Division, index: Index) -> list[Counted]:
    """The divisions in force below this one that have cases."""
    places = index.bitmaps["place"]
    return ranked(
        (child.name, len(places.get(child.value, ())), child.get_absolute_url())
        for child in _children(division)
    )


def without_cases(division: Division, index: Index) -> list[Division]:
    places = index.bitmaps["place"]
    return [child for child in _children(division) if not places.get(child.value)]


def place_page(request: HttpRequest, division: Division, path: tuple[Place, ...], query: str) -> Page:
    url = absolute(request, division.get_absolute_url())
    name = "".join(item.name for item in path)
    return Page(
        title=division.name,
        column=CASES,
        url=url,
        description=f"{name}的社区治理创新获奖案例和行政区划沿革",
        keywords=name,
        trail=[
            ("案例", CASES.url),
            *((above.name, reverse("place", args=[above.key])) for above in path[:-1]),
        ],
        feed=f"{reverse('feed')}?{query}",
        data=linked_data(
            **{"@type": "AdministrativeArea"}, name=division.name, identifier=division.code, url=url
        ),
    )
