"""What a reader gets who meets a damaged side file: the page, a moment later."""

import logging
import sqlite3
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cases.index.current import replace_damaged

log = logging.getLogger(__name__)


class ReplaceDamagedIndex:
    """Middleware that builds the side file anew when reading it fails, and has the page asked for again.

    Django raises errors of its own for its databases, so an error of sqlite3 itself comes from the
    side file: somebody damaged or deleted it while this process had it open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, sqlite3.DatabaseError) or request.method not in {"GET", "HEAD"}:
            return None
        log.error("检索索引读取失败，正在重建：%s", error)
        replace_damaged()
        return HttpResponseRedirect(request.get_full_path())
