"""The list as a file: the same results as the page with the same query string, all pages of it."""

import hashlib
from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import get_script_prefix
from django.utils.cache import get_conditional_response

from casebook.methods import read_only
from cases.listing.result_list import ResultList, result_list_of
from cases.parameters import InvalidParameters
from cases.records import csv_line as csv
from cases.records import json_item as json
from cases.refusals import as_json, as_lines, refusing

FILE_NAME = "社区治理创新案例-{total}例.{extension}"
# Anyone may keep a copy, but asks whether it still holds: a withdrawn case must not live on in caches.
CACHE_CONTROL = "public, no-cache"


@read_only
@refusing(as_lines)
def cases_csv(request: HttpRequest) -> HttpResponseBase:
    """CSV; `raw=1` leaves every cell as it is, `bom=0` leaves out the byte order mark."""
    results = result_list_of(request.GET)
    raw, bom = flag(request, "raw", default=False), flag(request, "bom", default=True)

    def make() -> HttpResponseBase:
        printed = results.index.printed(results.order, "raw" if raw else "csv")
        response = StreamingHttpResponse(
            csv.stream(printed, origin(request), bom=bom), content_type=csv.CONTENT_TYPE
        )
        response["Content-Disposition"] = disposition("attachment", results, "csv")
        return response

    return conditional(request, entity_tag(request, results, "csv", raw, bom), make)


@read_only
@refusing(as_json)
def cases_json(request: HttpRequest) -> HttpResponseBase:
    """JSON: what was asked, in words and as a query string, the data version, the total, the items."""
    results = result_list_of(request.GET)

    def make() -> HttpResponseBase:
        body = json.stream(
            results.index.printed(results.order, "item"),
            origin(request),
            words=results.words,
            query=results.state.list_query_string,
            version=results.index.version.number,
            total=results.total,
        )
        response = StreamingHttpResponse(body, content_type=json.CONTENT_TYPE)
        response["Content-Disposition"] = disposition("inline", results, "json")
        return response

    return conditional(request, entity_tag(request, results, "json"), make)


def flag(request: HttpRequest, name: str, *, default: bool) -> bool:
    value = request.GET.get(name, "") or str(int(default))
    if value not in {"0", "1"}:
        raise InvalidParameters([f"参数 {name} 只能是 0 或 1。"])
    return value == "1"


def origin(request: HttpRequest) -> str:
    """Scheme, host and the path under which the site lives, without a slash at the end."""
    return request.build_absolute_uri(get_script_prefix()).removesuffix("/")


def disposition(kind: str, results: ResultList, extension: str) -> str:
    """The Content-Disposition, with a Chinese file name (RFC 5987) and a plain one for old clients."""
    name = FILE_NAME.format(total=results.total, extension=extension)
    return f"{kind}; filename=\"cases.{extension}\"; filename*=UTF-8''{quote(name)}"


def entity_tag(request: HttpRequest, results: ResultList, *form: object) -> str:
    """Equal for the same list of the same data in the same form, and for nothing else."""
    parts = (results.index.version.token, results.state.list_query_string, origin(request), form)
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def conditional(request: HttpRequest, etag: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """304 when the client holds this very state, else what `make` makes; a 304 selects nothing."""
    response = get_conditional_response(request, etag=etag) or make()
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    return response
