"""Which methods a page answers; any other gets a page that says so, before anything else is asked of it."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponseBase]


def answers(*methods: str) -> Callable[[View], View]:
    """Let a view answer these methods alone; the rest gets 405 with an `Allow` header.

    The token of a form is asked for behind that, and only where the view takes forms: a form sent to a
    page that takes none is a wrong method (405), not a form that has expired (403).
    """

    def decorate(view: View) -> View:
        guarded = csrf_protect(view) if "POST" in methods else view

        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method in methods:
                return guarded(request, *args, **kwargs)
            refused = render(request, "405.html", status=405)
            refused.headers["Allow"] = ", ".join(methods)
            return refused

        return answer

    return decorate


read_only = answers("GET", "HEAD")
