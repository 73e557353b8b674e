"""The whole filtered list as a file: the same selection as the page, all pages of it, streamed."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import get_script_prefix
from django.views.decorators.http import require_safe

from cases.exports import csv, json
from cases.selection import Selection, selection_of
from cases.state import InvalidState
from cases.views.page import absolute

Writer = Callable[[HttpRequest, Selection], Iterator[bytes]]


@require_safe
def cases_csv(request: HttpRequest) -> HttpResponse:
    """`bom=0` leaves the byte order mark out, `raw=1` gives every cell untouched."""
    return _streamed(request, csv.CONTENT_TYPE, "casebook.csv", _csv)


@require_safe
def cases_json(request: HttpRequest) -> HttpResponse:
    return _streamed(request, json.CONTENT_TYPE, "casebook.json", _json)


def _streamed(request: HttpRequest, content_type: str, name: str, write: Writer) -> HttpResponse:
    try:
        selection = selection_of(request.GET)
    except InvalidState as invalid:
        return JsonResponse(
            {"errors": invalid.messages}, status=400, json_dumps_params={"ensure_ascii": False}
        )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(write(request, selection), content_type=content_type, headers=headers)


def origin(request: HttpRequest) -> str:
    """Scheme, host and sub-path of this site, which the index does not know; no slash at the end."""
    return absolute(request, get_script_prefix()).rstrip("/")


def _csv(request: HttpRequest, selection: Selection) -> Iterator[bytes]:
    column = "raw" if request.GET.get("raw") == "1" else "csv"
    printed = selection.index.printed(selection.order, column)
    return csv.stream(printed, origin(request), bom=request.GET.get("bom") != "0")


def _json(request: HttpRequest, selection: Selection) -> Iterator[bytes]:
    return json.stream(
        selection.index.printed(selection.order, "item"),
        origin(request),
        words=selection.words,
        query=selection.state.list_query_string,
        version=selection.index.version.number,
        total=selection.total,
    )
