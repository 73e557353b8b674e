"""Faceted browse and search: the page of a list, and the part of it that htmx replaces."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from casebook.methods import read_only
from cases.index.current import current_index
from cases.listing import zero_results
from cases.listing.alternatives import meant_instead
from cases.listing.earlier import VERSION, asked_version
from cases.listing.result_list import ResultList
from cases.listing.state import PARAMETERS, SearchState
from cases.pages.browse import list_context
from cases.pages.kept_pages import kept
from cases.pages.page import CASES
from cases.parameters import unknown_parameters
from cases.refusals import as_page, refusing
from cases.views.versions import cases_then


class HtmxRequest(HttpRequest):
    """A request as the middleware of django-htmx hands it on."""

    htmx: HtmxDetails


@read_only
@kept
@refusing(as_page)
def cases(request: HtmxRequest) -> HttpResponse:
    if (version := asked_version(request.GET)) is not None:
        return cases_then(request, version)
    index = current_index()
    state = SearchState.from_querydict(request.GET, index.vocabulary)
    if within := request.GET.get("within", "").strip():
        return narrowed(state, within)
    results = ResultList(state, index, CASES.url)
    typed = request.GET.get("typed", "").strip()
    if not typed and (meant := meant_instead(results)):
        return HttpResponseRedirect(state.with_query(meant).url_with("typed", state.q, CASES.url))
    if not results.total:
        zero_results.note(state)
    ignored = unknown_parameters(request.GET, (*PARAMETERS, VERSION, "within", "typed"))
    context = list_context(request, results, typed) | {"ignored": ignored}
    partial = request.htmx and not request.htmx.history_restore_request
    response = render(request, "browse/update.html" if partial else "browse/page.html", context)
    if not results.total:
        response.headers["Cache-Control"] = "no-store"  # each such search is noted
    return response


def narrowed(state: SearchState, within: str) -> HttpResponse:
    """Search within the results: the further words are added to those already there."""
    further = state.with_query(f"{state.q} {within}".strip())
    return HttpResponseRedirect(further.url(CASES.url))
