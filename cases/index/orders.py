"""The orders in which a list can stand, the same on every database and server.

Each is a total order: the accession number, which is unique, decides at the end, and counts as a number.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from cases import accessions
from cases.records.record import Record

Ids = npt.NDArray[np.uint32]  # primary keys of awards
SortKey = tuple[Any, ...]  # comparable with the others of one order

UNRANKED = 1 << 30
NO_CODE = "999999"  # behind every code
IN_EDITION = "edition"  # no list stands in this order: a case leads on by it


def default_key(record: Record) -> SortKey:
    """Programme (with the year: the edition), tier, rank, accession: the default order within a year."""
    rank = UNRANKED if record.rank is None else record.rank
    programme, tier, _ = record.order
    return (programme, tier, rank, *accessions.sort_key(record.id))


def newest_key(record: Record) -> SortKey:
    """Latest year first, awards without a year last."""
    return (record.year is None, -(record.year or 0), *default_key(record))


def oldest_key(record: Record) -> SortKey:
    """Earliest year first, awards without a year last."""
    return (record.year is None, record.year or 0, *default_key(record))


def rank_key(record: Record) -> SortKey:
    """Tier, then printed rank, then the newest."""
    rank = UNRANKED if record.rank is None else record.rank
    return (record.order[2], rank, *newest_key(record))


def place_key(record: Record) -> SortKey:
    """Today's code, then the division below it, then the newest; awards without a place last."""
    return (record.division_code_now or NO_CODE, record.places_now, *newest_key(record))


def edition_key(record: Record) -> SortKey:
    """Edition by edition: the tiers of its programme in order, then by number, printed rank or not."""
    return (record.edition, record.order[1], *accessions.sort_key(record.id))


ORDERS: dict[str, Callable[[Record], SortKey]] = {
    "newest": newest_key,
    "oldest": oldest_key,
    "rank": rank_key,
    "place": place_key,
    IN_EDITION: edition_key,
}


def arranged(keys: Iterable[tuple[SortKey, int]]) -> Ids:
    """The ids in the order of their keys."""
    return np.array([pk for _, pk in sorted(keys)], dtype=np.uint32)
