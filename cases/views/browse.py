"""Faceted browse and search: the page of a list, the part of it that htmx replaces, and its forms."""

from collections.abc import Iterable
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from casebook.methods import read_only
from cases.index.current import current_index
from cases.listing.alternatives import alternative_links
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.pages.cards import Card, card
from cases.pages.page import CASES, Page, absolute
from cases.refusals import as_page, refusing
from cases.templatetags.jinja import jinja

OPEN = ("year", "programme", "tier", "place", "mechanism")  # facets that are unfolded from the start


class HtmxRequest(HttpRequest):
    """A request as the middleware of django-htmx hands it on."""

    htmx: HtmxDetails


@read_only
@vary_on_headers("HX-Request")
@refusing(as_page)
def cases(request: HtmxRequest) -> HttpResponse:
    index = current_index()
    state = SearchState.from_querydict(request.GET, index.vocabulary)
    if within := request.GET.get("within", "").strip():
        return narrowed(state, within)
    results = ResultList(state, index, reverse("cases"))
    context = list_context(request, results)
    partial = request.htmx and not request.htmx.history_restore_request
    return render(request, "browse/update.html" if partial else "browse/page.html", context)


def list_context(request: HttpRequest, results: ResultList) -> dict[str, object]:
    """What both forms of the page print."""
    return {
        "page": list_page(request, results),
        "hide_header_search": True,
        "results": results,
        "state": results.state,
        "facets": facets(results),
        "cards": cards(results),
        "alternatives": alternative_links(results),
        "hidden": kept_parameters(results.state.pairs, without=("q", "page")),
        "hidden_within": kept_parameters(results.state.pairs, without=("page",)),
        "hidden_sort": kept_parameters(results.state.pairs, without=("sort", "page")),
        "exports": exports(results),
        "advanced_url": reverse("advanced"),
        "basket_url": reverse("basket"),
    }


def facets(results: ResultList) -> SafeString:
    """The facets as HTML, drawn once for each state of the data: turning a page changes nothing in them."""
    asked = results.state.with_page(1).url(results.path)
    key = sha256(f"facets {results.index.version} {asked}".encode()).hexdigest()
    html: SafeString | None = cache.get(key)
    if html is None:
        html = jinja("browse/facets.jinja", results=results, open_facets=OPEN)
        cache.set(key, html, timeout=None)  # the version is in the key: it never gets old, only out of use
    return html


def cards(results: ResultList) -> list[Card]:
    marks = results.search.highlights if results.search is not None else ()
    return [card(record, marks, results.reasons(record.pk)) for record in results.records()]


def kept_parameters(pairs: Iterable[tuple[str, str]], without: tuple[str, ...]) -> list[tuple[str, str]]:
    """What a form carries along as hidden fields: everything but what it asks for itself."""
    return [(name, value) for name, value in pairs if name not in without]


def exports(results: ResultList) -> list[tuple[str, str, str]]:
    """(label, address, what it is) of the whole list in other forms; a document of nothing is none."""
    word = [("Word", results.export_url(reverse("compilation")), "材料汇编")] if results.total else []
    return [
        ("统计", results.export_url(reverse("statistics")), "交叉计数和图表"),
        *word,
        ("订阅", results.export_url(reverse("feed")), "Atom，有增改即知"),
        ("CSV", results.export_url(reverse("cases-csv")), "电子表格可直接打开"),
        ("JSON", results.export_url(reverse("cases-json")), "供程序读取"),
    ]


def narrowed(state: SearchState, within: str) -> HttpResponse:
    """Search within the results: the further words are added to those already there."""
    further = state.with_query(f"{state.q} {within}".strip())
    return HttpResponseRedirect(further.url(reverse("cases")))


def list_page(request: HttpRequest, results: ResultList) -> Page:
    words = results.words
    path = results.state.url(reverse("cases"))
    title = CASES.name if words == "全部案例" else words
    description, feed = f"{words}，共 {results.total} 个", results.export_url(reverse("feed"))
    return Page(title, CASES, absolute(request, path), description, feed=feed)
