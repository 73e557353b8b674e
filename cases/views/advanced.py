"""The advanced search form."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.index.current import current_index
from cases.listing.state import PARAMETERS, SearchState
from cases.pages.advanced import BOXES, written
from cases.pages.page import CASES, Page, absolute
from cases.parameters import unknown_parameters
from cases.refusals import as_page, refusing


@read_only
@refusing(as_page)
def advanced(request: HttpRequest) -> HttpResponse:
    """The form on a page of its own; once something is filled in, on to the list."""
    if query := written(request.GET):
        state = SearchState.from_querydict(request.GET, current_index().vocabulary)
        return HttpResponseRedirect(state.with_query(query).url(CASES.url))
    page = Page("高级检索", CASES, absolute(request, reverse("advanced")), trail=[(CASES.name, CASES.url)])
    ignored = unknown_parameters(request.GET, (*PARAMETERS, *(f"w_{box.name}" for box in BOXES)))
    context = {"page": page, "boxes": BOXES, "ignored": ignored}
    return render(request, "browse/advanced.html", context)
