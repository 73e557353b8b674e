"""Data may be read by scripts of any other site, as by any other program (CORS).

Nobody is known there by a cookie: `*` lets no browser send one (Fetch, 3.3.5). Pages, forms and the admin are
not open.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve

from casebook.bodies import ADMIN

BESIDE = ("/suggest/", "/healthz", "/oai")  # data whose addresses have no extension
READING = ("GET", "HEAD", "OPTIONS")
# What a script may read of an answer beside what browsers show anyway.
EXPOSED = (
    "Allow", "Content-Disposition", "Content-Length", "ETag", "Link", "Repr-Digest", "Retry-After",
    "X-Cursor-Version", "X-Data-Version", "X-Public-Version", "X-Public-Version-SHA-256", "X-Row-Count",
    "X-Sealed-Since", "X-Withdrawn-Since",
)  # fmt: skip
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since, Range",
    "Access-Control-Max-Age": "86400",
}


def open_to_other_sites(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware that lets other sites read the data, and answers what browsers ask before they do."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_data(request.path_info):
            return get_response(request)
        response = _asked_before(request) or get_response(request)
        if response.status_code == 405:
            response.headers["Allow"] = f"{response.headers.get('Allow', 'GET, HEAD')}, OPTIONS"
        if request.method in READING:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
        return response

    return middleware


def is_data(path: str) -> bool:
    """Whether the address is one of data: those that end as files do, and a few without an extension."""
    if path.startswith(ADMIN):
        return False
    return "." in path.rpartition("/")[2] or path in BESIDE


def _asked_before(request: HttpRequest) -> HttpResponse | None:
    """The answer to OPTIONS; None to any other method, and where there is no such address."""
    if request.method != "OPTIONS":
        return None
    try:
        resolve(request.path_info)
    except Resolver404:
        return None
    return HttpResponse(status=204, headers={"Allow": ", ".join(READING), **PREFLIGHT})
