"""Pages that have not changed are not made again: strong ETags, and bodies kept in the cache called `pages`.

A page is made of its address, the data version, the index it was drawn from, the release with its settings,
and the day, for citations print when a page was read. Public pages set no cookie and know no reader, so that
one copy serves everybody. They hold no secret either, and are compressed without the random number of bytes
that keeps a form's token from being guessed by the length of its page (BREACH).
"""

import gzip
import hashlib
import logging
import re
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import NamedTuple, TypeGuard

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from cases.embeddings import model, vector_store
from cases.index.current import index_for
from cases.models import DataVersion

# What pages print or are made by, beside the data: a setting that decides on a page and is missing here would
# leave the old page standing after a restart. A test holds that all that templates read are in it.
SETTINGS = (
    "ADMIN_EMAIL", "COMPILATION_LIMIT", "DEBUG", "HTTPS", "LANGUAGE_CODE", "SEARCH_BY_MEANING",
    "SITE_CONTACT", "SITE_DOMAIN", "SITE_ICP", "SITE_ID_CODE", "SITE_NAME", "SITE_OPERATOR", "SITE_PATH",
    "SITE_POLICE", "STATIC_URL", "TIME_ZONE",
)  # fmt: skip
RELEASE = ("cases", "casebook", "templates", "fixtures/curated", "requirements.txt")
ACCEPTS_GZIP = re.compile(r"\bgzip\b")
VARY = ("HX-Request", "HX-History-Restore-Request")  # a part of a page is another page
LEVEL = 6  # of gzip: a page of 100 kB takes 1.5 ms, once
# Browsers ask each time whether theirs still holds; a cache before the site may answer for so many seconds
# without asking, and for as many more while it asks. What is withdrawn is gone from there after both.
CACHE_SECONDS = 30
CACHE_CONTROL = f"public, max-age=0, s-maxage={CACHE_SECONDS}, stale-while-revalidate={CACHE_SECONDS}"

View = Callable[..., HttpResponseBase]
log = logging.getLogger(__name__)


class KeptPage(NamedTuple):
    """A page as it is kept: the headers that its view set, and its bytes compressed."""

    headers: dict[str, str]
    compressed: bytes


def kept(view: View) -> View:
    """Have a view answered from the cache while nothing changed, and by 304 to whoever holds the page.

    Nothing is kept of other answers than 200, nor where the view says itself how long its page may be
    kept: one that takes note of a request says `no-store`, and is asked again.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        state = state_of(request)
        is_compressed = ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")) is not None
        etag = f'"{state}-gzip"' if is_compressed else f'"{state}"'
        if etag in request.headers.get("If-None-Match", ""):
            return _with_headers(HttpResponseNotModified(), etag)
        page = _found(state)
        if page is None:
            response = view(request, *args, **kwargs)
            if not is_whole(response) or response.has_header("Cache-Control"):
                return response
            page = _keep(state, response)
        content = page.compressed if is_compressed else gzip.decompress(page.compressed)
        response = _with_headers(HttpResponse(content, headers=page.headers), etag)
        if is_compressed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    answer.is_kept = True  # type: ignore[attr-defined]  # for a test that no page is forgotten
    return answer


def is_whole(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether it is the page that was asked for, with its content there."""
    return response.status_code == 200 and isinstance(response, HttpResponse)


def state_of(request: HttpRequest) -> str:
    """32 hexadecimal digits, equal as long as what this request asks for is the same page."""
    version = DataVersion.current()
    decides = (
        request.build_absolute_uri(),
        [request.headers.get(name) for name in VARY],
        version,
        index_for(version).version,
        timezone.localdate(),
        [getattr(settings, name) for name in SETTINGS],
        (model.name(), vector_store.stamp()) if settings.SEARCH_BY_MEANING else (),
        release(),
    )
    return hashlib.sha256(repr(decides).encode()).hexdigest()[:32]


@cache
def release() -> str:
    """Of every file of this release that pages are made with; read once by a process."""
    digest = hashlib.sha256()
    for path in sorted(file for name in RELEASE for file in _files(settings.BASE_DIR / name)):
        digest.update(f"{path}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [file for file in path.rglob("*") if file.is_file() and file.suffix not in {".pyc", ".gz"}]


def _found(state: str) -> KeptPage | None:
    try:
        found = caches["pages"].get(state)
    except Exception as error:  # noqa: BLE001 - each kind of cache has its own errors, and pages go on without
        log.warning("页面缓存读取失败：%s", error)
        return None
    return KeptPage(*found) if found else None


def _keep(state: str, response: HttpResponse) -> KeptPage:
    page = KeptPage(dict(response.items()), gzip.compress(response.content, LEVEL, mtime=0))
    try:
        caches["pages"].set(state, tuple(page))
    except Exception as error:  # noqa: BLE001 - as above, a full disk among them
        log.warning("页面缓存写入失败：%s", error)
    return page


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    patch_vary_headers(response, ["Accept-Encoding", *VARY[:1]])
    return response
