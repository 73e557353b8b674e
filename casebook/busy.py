"""The answer to a request that waited too long for a lock, where no form can be given back (`busy_forms.py`).

That is where the lock was met outside of a view, as a session is where somebody logs in, or by readers.
"""

import sys

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views import defaults

from casebook.busy_forms import AGAIN_AFTER, is_busy


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's page of a fault, or where the fault was a lock that passes, 503 and when to try again.

    What could not be written is not written by half: it is a transaction.
    """
    error = sys.exc_info()[1]
    if not isinstance(error, Exception) or not is_busy(error):
        return defaults.server_error(request)
    page = loader.get_template("503.html").render()  # without the database, which the frame of a page asks
    return HttpResponse(page, status=503, headers={"Retry-After": AGAIN_AFTER, "Cache-Control": "no-store"})
