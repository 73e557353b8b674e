"""The advanced search form."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from casebook.methods import read_only
from cases.index.current import current_index
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.pages.advanced import NAMES, advanced_context, asked
from cases.pages.kept_pages import kept
from cases.pages.page import CASES
from cases.refusals import as_page, refusing


@read_only
@kept
@refusing(as_page)
def advanced(request: HttpRequest) -> HttpResponse:
    """The form on a page of its own, with the conditions it is given; once it is sent, on to the list."""
    index = current_index()
    is_sent = any(name in request.GET for name in NAMES)
    state = SearchState.from_querydict(asked(request.GET) if is_sent else request.GET, index.vocabulary)
    if is_sent and state.is_filtered:
        return HttpResponseRedirect(state.url(CASES.url))
    return render(request, "browse/advanced.html", advanced_context(request, ResultList(state, index)))
