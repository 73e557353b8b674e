"""Counted lists that link to the cases they count."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyroaring import AbstractBitMap


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


def overlap(some: AbstractBitMap, others: AbstractBitMap) -> int:
    """How many ids are in both."""
    return some.intersection_cardinality(others)
