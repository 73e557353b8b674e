"""The whole filtered list as a file: the same selection as the page, all pages of it, streamed."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import get_script_prefix
from django.views.decorators.http import require_safe

from cases.exports import csv, json
from cases.selection import Selection, selection_of
from cases.state import InvalidState
from cases.views.page import absolute


@require_safe
def cases_csv(request: HttpRequest) -> HttpResponse:
    """`bom=0` leaves the byte order mark out, `raw=1` gives every cell untouched."""
    return _streamed(request, "text/csv; charset=utf-8", "casebook.csv", _csv)


@require_safe
def cases_json(request: HttpRequest) -> HttpResponse:
    return _streamed(request, "application/json", "casebook.json", _json)


def _streamed(
    request: HttpRequest,
    content_type: str,
    name: str,
    write: Callable[[HttpRequest, Selection], Iterator[bytes]],
) -> HttpResponse:
    try:
        selection = selection_of(request.GET)
    except InvalidState as invalid:
        return JsonResponse(
            {"errors": invalid.messages}, status=400, json_dumps_params={"ensure_ascii": False}
        )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(write(request, selection), content_type=content_type, headers=headers)


def origin(request: HttpRequest) -> str:
    """Scheme, host and sub-path of this site, which the index does not know."""
    return absolute(request, get_script_prefix()).rstrip("/")


def _csv(request: HttpRequest, selection: Selection) -> Iterator[bytes]:
    here = origin(request).encode()
    column = "raw" if request.GET.get("raw") == "1" else "csv"
    yield (b"" if request.GET.get("bom") == "0" else csv.BOM) + csv.header()
    for lines in selection.index.printed(selection.order, column):
        yield b"".join(lines).replace(csv.ORIGIN.encode(), here)


def _json(request: HttpRequest, selection: Selection) -> Iterator[bytes]:
    here = json.dump(origin(request))[:-1]
    head = {"list": selection.words, "version": selection.index.version.number, "total": selection.total}
    yield json.dump(head)[:-1] + b',"cases":['
    joint = b""
    for items in selection.index.printed(selection.order, "item"):
        yield joint + b",\n".join(items).replace(json.ORIGIN_ESCAPED, here)
        joint = b",\n"
    yield b"]}"
