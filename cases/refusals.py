"""How a wrong address is answered: with 400, in the manner of the client that asked.

A page for what browsers open, lines of text for tables that scripts fetch, JSON for programs.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from cases.parameters import InvalidParameters

View = Callable[..., HttpResponseBase]
Refusal = Callable[[HttpRequest, InvalidParameters], HttpResponse]


def as_page(request: HttpRequest, invalid: InvalidParameters) -> HttpResponse:
    """Say what is wrong, and lead on."""
    return render(request, "400.html", {"problems": invalid.messages}, status=invalid.status)


def as_lines(request: HttpRequest, invalid: InvalidParameters) -> HttpResponse:
    """A problem a line, in plain text."""
    text = "\n".join(invalid.messages)
    return HttpResponse(text, status=invalid.status, content_type="text/plain; charset=utf-8")


def as_json(request: HttpRequest, invalid: InvalidParameters) -> HttpResponse:
    """`{"errors": [...]}`"""
    data = {"errors": invalid.messages}
    return JsonResponse(data, status=invalid.status, json_dumps_params={"ensure_ascii": False})


def refusing(refusal: Refusal) -> Callable[[View], View]:
    """Let a view answer wrong parameters in this manner."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except InvalidParameters as invalid:
                return refusal(request, invalid)

        return guarded

    return decorate
