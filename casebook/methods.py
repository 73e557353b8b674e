"""Which methods a page answers; any other gets a page that says so, before anything else is asked of it."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from casebook.same_origin import from_this_site

View = Callable[..., HttpResponseBase]


def answers(*methods: str, with_token: bool = True, from_anywhere: bool = False) -> Callable[[View], View]:
    """Let a view answer these methods alone; the rest gets 405 with an `Allow` header.

    The token of a form is asked for behind that, and only where the view takes forms: a form sent to a
    page that takes none is a wrong method (405), not a form that has expired (403). Without a token the
    browser says itself that the form was one of this site (`casebook/same_origin.py`): so it can stand on
    pages that set no cookie and that caches keep. Where a form changes nothing it may come from anywhere.
    """

    def decorate(view: View) -> View:
        protect = csrf_protect if with_token else from_this_site
        guarded = protect(view) if "POST" in methods and not from_anywhere else view

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
