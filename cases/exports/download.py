"""A file that readers take away: sent so that a cut or changed one is noticed, and described by a sidecar.

The sidecar stands at the address of the file with `.meta.json` behind its path.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar, get_args

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse

from cases.column import Column
from cases.exports import licence
from cases.exports.delivery import (
    Body,
    WholeFile,
    conditional,
    disposition,
    entity_tag,
    origin,
    repr_digest,
    sha256_of,
)
from cases.listing.earlier import version_of_data
from cases.models import PublicVersion

SIDECAR = ".meta.json"
TYPES = {"text": "string", "integer": "integer", "number": "number", "list": "array"}
MOST_KNOWN = 500  # digests of files too large to be read before they are sent
_known: OrderedDict[str, str] = OrderedDict()  # by entity tag


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def described(view: View) -> View:
    """Mark a view that answers with the sidecar of its file where it is called with `describes`."""
    vars(view)["is_described"] = True
    return view


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be made, and what is known of it before.

    `names` are the plain and the Chinese name, with extension. `decides` is all that its bytes depend on
    besides the address of the site. `page` is where a reader sees the same, below the address of the site,
    `query` the parameters that say what is in it, `words` the same in Chinese. Of a part of a list `next_url`
    is the address of the part behind it, and `begun` the data version at which the first one was given.
    `version` and `day` are those of the data, `public` the public version that was asked for; where none was,
    the one that the data are exactly is looked for. Of the version that was asked for `sealed` cases are left
    out everywhere, whatever the list, and `withdrawn` are the numbers of its cases that were withdrawn since.
    """

    names: tuple[str, str]
    content_type: str
    decides: tuple[object, ...]
    version: int
    day: date
    words: str
    query: str
    page: str
    columns: Callable[[], Sequence[Column]]
    make: Callable[[], Iterable[bytes]]
    kind: Literal["attachment", "inline"] = "attachment"
    is_streamed: bool = True
    next_url: str = ""
    begun: int | None = None
    public: PublicVersion | None = None
    sealed: int = 0
    withdrawn: tuple[str, ...] = ()


def answer(request: HttpRequest, file: Download, *, describes: bool) -> HttpResponseBase:
    """The file, or the sidecar that describes it; 304 to whoever has it."""
    file = replace(file, public=file.public or version_of_data(file.version))
    etag = entity_tag(origin(request), *file.decides, file.public and file.public.number)
    if describes:
        return conditional(
            request,
            entity_tag(SIDECAR, etag, file.sealed, file.withdrawn),
            lambda: _sidecar(request, file, etag),
        )
    return conditional(request, etag, lambda: _file(request, file, etag))


def _body(file: Download) -> Body:
    made = file.make()
    return made if isinstance(made, get_args(Body)) else WholeFile.of(made)


def _file(request: HttpRequest, file: Download, etag: str) -> HttpResponseBase:
    body = _body(file)
    headers = {
        "Content-Disposition": disposition(file.kind, *file.names),
        "Content-Length": str(body.length),
        "X-Data-Version": str(file.version),
        "Link": f'<{sidecar_address(request)}>; rel="describedby"; type="application/json"',
    }
    if file.public is not None:
        headers["X-Public-Version"] = str(file.public.number)
        headers["X-Public-Version-SHA-256"] = file.public.sha256
    if file.next_url:
        headers["Link"] += f', <{file.next_url}>; rel="next"'
    if file.begun is not None:
        headers["X-Cursor-Version"] = str(file.begun)
    if body.rows is not None:
        headers["X-Row-Count"] = str(body.rows)
    if digest := body.digest or _known.get(etag):
        headers["Repr-Digest"] = repr_digest(bytes.fromhex(digest))
    response = StreamingHttpResponse if file.is_streamed else HttpResponse
    return response(body, content_type=file.content_type, headers=headers)


def _sidecar(request: HttpRequest, file: Download, etag: str) -> HttpResponse:
    """All that somebody needs who finds the file years later; the file is made and read for its digest."""
    body, (plain, chinese), here = _body(file), file.names, origin(request)
    length, rows, digest = body.length, body.rows, body.digest
    if digest is None:
        digest = _known[etag] = _known.get(etag) or sha256_of(body)
        while len(_known) > MOST_KNOWN:
            _known.popitem(last=False)
    body.close()
    url = request.build_absolute_uri().replace(SIDECAR, "", 1)
    described = {
        "file": chinese or plain,
        "file_ascii": plain,
        "url": url,
        "library": settings.SITE_NAME,
        "words": file.words,
        "query": file.query,
        "page": here + file.page,
        "version": file.version,  # as it was called before there were public versions
        "data_version": file.version,
        "public_version": named(file.public),
        "sealed_since": file.sealed,
        "withdrawn_since": file.withdrawn,
        "date": file.day.isoformat(),
        "media_type": file.content_type,
        "rows": rows,
        "bytes": length,
        "sha256": digest,
        "columns": [
            {"name": each.name, "label": each.label, "type": TYPES[each.kind], "meaning": each.meaning}
            for each in file.columns()
        ],
        "licence": {"name": licence.NAME, "url": licence.URL, "terms": licence.terms_of_use()},
        "citation": licence.citation_of_file(file.words, url, *cited_as(file)),
    }
    names = (f"{name}{SIDECAR}" if name else "" for name in file.names)
    headers = {"Content-Disposition": disposition("inline", *names)}
    dumped = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(described, json_dumps_params=dumped, headers=headers)


def named(public: PublicVersion | None) -> dict[str, object] | None:
    """A public version as files name it; None where the data are none."""
    if public is None:
        return None
    return {"version": public.number, "date": public.day.isoformat(), "sha256": public.sha256}


def cited_as(file: Download) -> tuple[str, date]:
    """Of which version and day a file is cited: the public version, else the state of the data."""
    if file.public is not None:
        return str(file.public), file.public.day
    return f"数据版本 {file.version}", file.day


def sidecar_address(request: HttpRequest) -> str:
    """The path of the sidecar of the file that is asked for, with its parameters."""
    path, mark, query = request.get_full_path().partition("?")
    return f"{path}{SIDECAR}{mark}{query}"
