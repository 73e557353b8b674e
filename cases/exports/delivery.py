"""How files go out: under which name, and only to clients that do not hold them already."""

import base64
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from os import SEEK_END
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import get_script_prefix
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from cases.index.fingerprint import FILLED_BY, fingerprint
from cases.index.prepared_lines import PreparedLines

# What makes a file of what the index holds: after an upgrade nobody is told that the old file still holds.
# A test holds that nothing is missing that the formats or the feed import.
MADE_BY = (
    *FILLED_BY, "basket.py", "citations", "exports", "listing", "oai", "openapi", "pages/case_file.py",
    "pages/case_reasons.py", "pages/data_sets.py", "pages/feed.py", "pages/frozen_lists.py",
    "pages/page.py", "pages/versions.py", "readers/headings.py", "readers/rules.py", "refusals.py", "search",
    "statistics", "versions", "views/versions.py", "curation",
)  # fmt: skip
# Anyone may keep a copy, but asks whether it still holds: a withdrawn case must not live on in caches.
CACHE_CONTROL = "public, no-cache"
PIECE = 1 << 16  # bytes of a whole file that are read at a time
AT_ONCE = 4 << 20  # bytes up to which a file is there before its first byte goes out


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


def checked(
    request: HttpRequest, decides: tuple[object, ...], make: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """A small answer that is there whole, with its digest; 304 to whoever has it.

    `decides` is what it depends on besides its address. As it says its digest it is not compressed on the
    way, which would make its tag a weak one.
    """

    def whole() -> HttpResponse:
        response = make()
        response["Content-Length"] = str(len(response.content))
        response["Repr-Digest"] = repr_digest(hashlib.sha256(response.content).digest())
        return response

    return conditional(request, entity_tag(request.path_info, origin(request), *decides), whole)


def repr_digest(digest: bytes) -> str:
    """The SHA-256 of a file as RFC 9530 has it."""
    return f"sha-256=:{base64.b64encode(digest).decode()}:"


def disposition(kind: str, plain: str, chinese: str = "") -> str:
    """The Content-Disposition: a plain file name, a Chinese one (RFC 5987), either left out if empty."""
    if not (plain and chinese):
        return str(content_disposition_header(kind == "attachment", plain or chinese))
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(chinese)}"


class WholeFile:
    """A file that is whole before its first byte goes out, so that length and digest are known; read once.

    `rows` is the number of cases, codings or other rows in it; None where it has none.
    """

    def __init__(self, file: IO[bytes], rows: int | None = None) -> None:
        self._file, self.rows = file, rows
        self.length = file.seek(0, SEEK_END)
        file.seek(0)

    @classmethod
    def of(cls, pieces: Iterable[bytes], rows: int | None = None) -> "WholeFile":
        """The pieces as a file, in memory while it is small."""
        file = tempfile.SpooledTemporaryFile(max_size=AT_ONCE)  # noqa: SIM115 - whoever sends it closes it
        for piece in pieces:
            file.write(piece)
        return cls(file, rows)

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal digits."""
        self._file.seek(0)
        digest = sha256_of(iter(lambda: self._file.read(PIECE), b""))
        self._file.seek(0)
        return digest

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self._file.read(PIECE), b"")

    def close(self) -> None:
        """Give the file back; the response does so at its end."""
        self._file.close()


class LinesFile:
    """A file of prepared lines, sent while they are read, whose length is known before; read once.

    `pieces` make `length` bytes of `lines`: a client that gets fewer knows that the file was cut. Of a small
    one all are read at once, so that the digest is known, too.
    """

    def __init__(self, lines: PreparedLines, length: int, pieces: Iterator[bytes]) -> None:
        self._lines, self.length, self._pieces = lines, length, pieces
        self.rows = lines.number
        self.digest: str | None = None
        if length <= AT_ONCE:
            read = list(pieces)
            self.digest, self._pieces = sha256_of(read), iter(read)

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        """Give the lines back; the response does so at its end."""
        self._lines.close()


Body = WholeFile | LinesFile


def sha256_of(pieces: Iterable[bytes]) -> str:
    """The SHA-256 of all pieces together, in hexadecimal digits."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
