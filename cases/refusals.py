"""How a wrong address is answered: with 400, in the manner of the client that asked.

A page for what browsers open, lines of text for tables that scripts fetch. The answer carries what it says,
and casebook/problems.py writes that as JSON for programs.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from cases.parameters import InvalidParameters

View = Callable[..., HttpResponseBase]
Refusal = Callable[[HttpRequest, InvalidParameters], HttpResponse]


def as_page(request: HttpRequest, invalid: InvalidParameters) -> HttpResponse:
    """Say what is wrong, and lead on."""
    return told(render(request, "400.html", {"problems": invalid.messages}, status=invalid.status), invalid)


def as_lines(request: HttpRequest, invalid: InvalidParameters) -> HttpResponse:
    """A problem a line, in plain text."""
    text = "\n".join(invalid.messages)
    response = HttpResponse(text, status=invalid.status, content_type="text/plain; charset=utf-8")
    return told(response, invalid)


def told(response: HttpResponse, invalid: InvalidParameters) -> HttpResponse:
    """The answer, which carries what is wrong for programs as well: all messages, and which parameters."""
    said = {"errors": list(invalid.messages), "parameters": list(invalid.parameters)}
    return with_problem(response, "\n".join(invalid.messages), **said)


def with_problem(response: HttpResponse, detail: str, **members: object) -> HttpResponse:
    """The answer, which carries what a program is told: a sentence or several, and what belongs to it."""
    vars(response)["problem"] = {"detail": detail, **members}
    return response


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
