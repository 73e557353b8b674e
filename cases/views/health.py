"""Whether this process can answer readers, for load balancers and monitoring."""

import logging
import sqlite3

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from casebook.methods import read_only
from cases.index.current import current_index, replace_damaged
from cases.index.store import Unusable

log = logging.getLogger(__name__)


@never_cache
@read_only
def health(request: HttpRequest) -> JsonResponse:
    """200 with the number of the data version served, or 503 naming the part that does not answer."""
    try:
        index = current_index()
        index.connection().execute("SELECT 1 FROM meta").fetchone()
    except DatabaseError:
        return _failed("database")
    except sqlite3.DatabaseError:
        replace_damaged()  # here, for a server taken out of service gets no reader who would have it done
        return _failed("index")
    except (OSError, ImproperlyConfigured, Unusable):
        return _failed("index")
    return JsonResponse({"status": "ok", "version": index.version.number})


def _failed(part: str) -> JsonResponse:
    log.exception("%s does not answer", part)
    return JsonResponse({"status": "error", "part": part}, status=503)
