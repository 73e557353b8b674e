"""How files go out: under which name, and only to clients that do not hold them already."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from os import SEEK_END
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import get_script_prefix
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from cases.index.fingerprint import FILLED_BY, fingerprint
from cases.index.prepared_lines import PreparedLines

# What makes a file of what the index holds: after an upgrade nobody is told that the old file still holds.
# A test holds that nothing is missing that the formats or the feed import.
MADE_BY = (
    *FILLED_BY, "basket.py", "citations", "exports", "listing", "pages/feed.py", "pages/page.py",
    "readers/headings.py", "readers/rules.py", "refusals.py", "search", "statistics",
    "versions", "curation",
)  # fmt: skip
# Anyone may keep a copy, but asks whether it still holds: a withdrawn case must not live on in caches.
CACHE_CONTROL = "public, no-cache"
PIECE = 1 << 16  # bytes of a whole file that are read at a time


def origin(request: HttpRequest) -> str:
    """Scheme, host and the path under which the site lives, without a slash at the end."""
    return request.build_absolute_uri(get_script_prefix()).removesuffix("/")


def entity_tag(*parts: object) -> str:
    """Equal for equal parts of which the same code makes the file on a site of this name, else different."""
    decisive = repr((*parts, settings.SITE_NAME, fingerprint(MADE_BY)))
    return f'"{hashlib.sha256(decisive.encode()).hexdigest()[:32]}"'


def conditional(request: HttpRequest, etag: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """304 when the client holds this very state, else what `make` makes; a 304 selects nothing."""
    response = get_conditional_response(request, etag=etag) or make()
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    return response


def disposition(kind: str, plain: str, chinese: str = "") -> str:
    """The Content-Disposition: a plain file name, a Chinese one (RFC 5987), either left out if empty."""
    if not (plain and chinese):
        return str(content_disposition_header(kind == "attachment", plain or chinese))
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(chinese)}"


class WholeFile:
    """A file that is whole before its first byte goes out, so that its length is known; read once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.length = file.seek(0, SEEK_END)
        file.seek(0)

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self._file.read(PIECE), b"")

    def close(self) -> None:
        """Give the file back; the response does so at its end."""
        self._file.close()


class LinesFile:
    """A file of prepared lines, sent while they are read, whose length is known before; read once.

    `pieces` make `length` bytes of `lines`: a client that gets fewer knows that the file was cut.
    """

    def __init__(self, lines: PreparedLines, length: int, pieces: Iterator[bytes]) -> None:
        self._lines, self.length, self._pieces = lines, length, pieces

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        """Give the lines back; the response does so at its end."""
        self._lines.close()


def deliver(
    pieces: Iterable[bytes], content_type: str, disposition: str, *, is_streamed: bool
) -> HttpResponseBase:
    """The file, sent while it is written or when all of it is there."""
    response = StreamingHttpResponse if is_streamed else HttpResponse
    headers = {"Content-Disposition": disposition}
    if isinstance(pieces, WholeFile | LinesFile):
        headers["Content-Length"] = str(pieces.length)
    return response(pieces, content_type=content_type, headers=headers)
