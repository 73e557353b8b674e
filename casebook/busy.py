"""The answer where the database could not be written: somebody else wrote for longer than a request waits."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views import defaults

from cases.busy_database import is_busy

RETRY_AFTER = 10  # seconds


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's page of a fault, or where the fault was a lock that passes, 503 and when to try again.

    What could not be written is not written by half: it is a transaction.
    """
    if not is_busy(sys.exc_info()[1]):
        return defaults.server_error(request)
    page = loader.get_template("503.html").render()  # without the database, which the frame of a page asks
    return HttpResponse(
        page, status=503, headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    )
