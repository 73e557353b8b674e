"""Counted lists that link to the cases they count."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyroaring import BitMap


@dataclass(frozen=True, slots=True)
class Counted:
    """A label with a number of cases. `share` is 0 to 100, of the largest number in the list."""

    label: str
    count: int
    url: str
    share: float = 0


def ranked(rows: Iterable[tuple[str, int, str]]) -> list[Counted]:
    """(label, count, url) by count, then label; what counts nothing is left out."""
    return in_order(sorted(rows, key=lambda row: (-row[1], row[0])))


def in_order(rows: Iterable[tuple[str, int, str]]) -> list[Counted]:
    """(label, count, url) in the given order; what counts nothing is left out."""
    kept = [row for row in rows if row[1]]
    most = max((row[1] for row in kept), default=1)
    return [Counted(label, count, url, round(100 * count / most, 1)) for label, count, url in kept]


def overlap(bitmap: BitMap | None, ids: BitMap) -> int:
    """How many ids are in both; a value that no case has is no bitmap."""
    return 0 if bitmap is None else bitmap.intersection_cardinality(ids)
