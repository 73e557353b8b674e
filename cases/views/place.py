"""The page of a division, in force or former."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from casebook.methods import read_only
from cases.index.current import current_index
from cases.models import Division
from cases.pages.cards import card
from cases.pages.kept_pages import kept
from cases.pages.page import CASES
from cases.pages.place import SHOWN, cases_of, children, place_page, places_around, without_cases


@read_only
@kept
def place(request: HttpRequest, key: str) -> HttpResponse:
    division = Division.objects.filter(key=key).first()
    if division is None:
        return latest_holder(key)
    index = current_index()
    ids, state = cases_of(division, index)
    path = index.vocabulary.lineage(division.key)  # as today, or at its end
    context = {
        "page": place_page(request, division, path, state),
        "place": division,
        "path": path[:-1],
        "became": division.successors.select_related("parent__parent").order_by("key"),
        "was": division.predecessors.select_related("parent__parent").order_by("last_year", "key"),
        "total": len(ids),
        "more": state.url(CASES.url),
        "cards": [card(record) for record in index.records(index.page(ids, "newest", 0, SHOWN))],
        "around": [] if ids else places_around(division, index),
        "children": children(division, index),
        "without_cases": without_cases(division, index),
    }
    return render(request, "place/page.html", context)


def latest_holder(code: str) -> HttpResponse:
    """A bare code that only former divisions held leads to the last of them."""
    division = Division.objects.filter(code=code).order_by("-last_year", "key").first() if code else None
    if division is None:
        raise Http404(f"没有代码为 {code} 的区划。")
    return HttpResponseRedirect(division.get_absolute_url())
