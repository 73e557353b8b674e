"""The files of a package as they are written: CSV after RFC 4180 whatever the machine, and their SHA-256."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cases.dataset.tables import PackageColumn

PIECE = 1 << 20


class TableFile:
    """A CSV that grows: UTF-8 without a mark, one line of names, CRLF; text stands as it is."""

    def __init__(self, path: Path, columns: Sequence[PackageColumn]) -> None:
        self.rows = 0
        self._stream = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\r\n")
        self._writer.writerow([each.name for each in columns])

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        self._writer.writerows(rows)
        self.rows += len(rows)

    def close(self) -> None:
        self._stream.close()


@dataclass(frozen=True, slots=True)
class FileDigest:
    """How many bytes a file has, and their SHA-256."""

    bytes: int
    sha256: str


def digest_of(path: Path) -> FileDigest:
    digest, length = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
            length += len(piece)
    return FileDigest(length, digest.hexdigest())


def write_table(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A small table at once."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    write_text(path, stream.getvalue())


def write_text(path: Path, text: str) -> None:
    """As it is: no line feed is another one on another machine."""
    path.write_bytes(text.encode())
