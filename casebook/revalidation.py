"""What is withdrawn or has moved may be back tomorrow: browsers ask again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

# Of these RFC 9110, 15.1, lets a browser keep the answer without asking; Chromium keeps 301 and 410 for good.
KEPT_WITHOUT_ASKING = frozenset({301, 308, 404, 410})


def revalidated(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Have such an answer asked for again each time, unless it says itself how long it holds."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code in KEPT_WITHOUT_ASKING:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware
