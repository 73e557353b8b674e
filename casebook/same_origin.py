"""Forms without a token: the browser says from which site they come.

Browsers of today send `Sec-Fetch-Site`, which no page can set; older ones send `Origin` or `Referer` with
forms. What sends none of these is a program, which nobody can trick into sending what it did not mean.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

View = Callable[..., HttpResponseBase]


def from_this_site(view: View) -> View:
    """Refuse forms that another site sends."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST" and not is_from_this_site(request):
            return render(request, "403.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


def is_from_this_site(request: HttpRequest) -> bool:
    said = request.headers.get("Sec-Fetch-Site")
    if said:
        return said in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return not origin or _is_ours(request, origin)


def _is_ours(request: HttpRequest, address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    here = f"{request.scheme}://{request.get_host()}"
    return f"{parts.scheme}://{parts.netloc}" in {here, *settings.CSRF_TRUSTED_ORIGINS}
