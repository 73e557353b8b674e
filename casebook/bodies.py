"""What a request may carry: forms of some length, and files only where curators work."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[[HttpRequest], HttpResponse]
TOO_LARGE = "提交的内容太大，本站最多接收 {limit} KB。请缩短后重新提交。"
ADMIN = "/admin/"


class RefuseFiles(FileUploadHandler):
    """Ends the reading of a form at its first file: public forms ask for none."""

    def new_file(self, *args: object, **options: object) -> None:
        raise BadRequest("public forms take no files")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def limited_bodies(get_response: View) -> View:
    """Middleware that refuses a body over its limit before a byte of it is read.

    It stands behind those that know who asks, since curators are told within the admin; what reads the form
    comes later still, at the view.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_admin = request.path_info.startswith(ADMIN)
        if _length(request) > (settings.ADMIN_BODY_LIMIT if is_admin else settings.BODY_LIMIT):
            refused = _refused_curator(request) if is_admin else _refused_reader(request)
            refused.headers["Connection"] = "close"  # what is still on its way is not the next request
            return refused
        if not is_admin:
            request.upload_handlers = [RefuseFiles(request)]
        return get_response(request)

    return middleware


def _refused_reader(request: HttpRequest) -> HttpResponse:
    problems = [TOO_LARGE.format(limit=settings.BODY_LIMIT // 1024)]
    return render(request, "413.html", {"problems": problems}, status=413)


def _refused_curator(request: HttpRequest) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "提交的内容太大",
        "is_nav_sidebar_enabled": False,
        "most": settings.MOST_UPLOADED // 1024 // 1024,
    }
    return render(request, "admin/413.html", context, status=413)


def _length(request: HttpRequest) -> int:
    """What the client announces; a body without a length is not read at all."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
