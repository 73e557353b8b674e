"""What curators get whose form had to wait too long because something large is being written."""

import sqlite3
from collections.abc import Callable, Iterator

from django.contrib import admin
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casebook.bodies import ADMIN

AGAIN_AFTER = "30"  # seconds
BUSY_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
BUSY_POSTGRESQL = "55P03"  # lock_not_available
OF_LOGINS = "password"  # in the name of a field, whose value no page repeats
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


class GiveFormsBack:
    """Middleware that answers with 503 and all that was typed: one click sends it again.

    SQLite has one writer, for which a form waits; on PostgreSQL changes of the library wait for each other.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_form = request.method == "POST" and request.path_info.startswith(ADMIN)
        return _given_back(request) if is_form and is_busy(error) else None


def is_busy(error: Exception) -> bool:
    """Whether the database was asked to write while another wrote for longer than this one waits."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return cause.sqlite_errorcode & 0xFF in BUSY_SQLITE  # the bits above say why it was busy
    return getattr(cause, "sqlstate", "") == BUSY_POSTGRESQL


def _given_back(request: HttpRequest) -> HttpResponse:
    sent = list(_sent(request))
    is_whole = not request.FILES and not any(OF_LOGINS in name for name, _value in sent)
    context = {
        **admin.site.each_context(request),
        "title": "正在写入一批改动，您的还没有保存",
        "sent": sent if is_whole else [],
    }
    response = render(request, "admin/busy.html", context, status=503)
    response.headers["Retry-After"] = AGAIN_AFTER
    return response


def _sent(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name != TOKEN:
            yield from ((name, str(value)) for value in values)
