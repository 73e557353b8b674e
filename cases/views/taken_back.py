"""The answer at the address of a document, an edition or a term that readers saw and see no longer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cases.pages.case_history import TakingBack
from cases.refusals import with_problem


def gone_or_missing(request: HttpRequest, called: str, found: TakingBack | None) -> HttpResponse:
    """410 with when and why; Http404 for what was never public. `called` with its measure word: 这份文献."""
    if found is None:
        raise Http404(f"没有{called}。")
    context = {"called": called, "taken_back": found}
    response = render(request, "errors/taken_back.html", context, status=410)
    return with_problem(response, found.told(called), **found.members)


def gone_text(called: str, found: TakingBack) -> HttpResponse:
    """The same in a line, for whoever asked for plain text."""
    said = found.told(called)
    response = HttpResponse(f"{said}\n", content_type="text/plain; charset=utf-8", status=410)
    return with_problem(response, said, **found.members)
