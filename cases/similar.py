"""Cases that are like a given one, and why: shared mechanisms, rare ones weighing more, and the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from pyroaring import BitMap

SAME_COUNTY = 1.5  # about as much as one mechanism that a fifth of the library shares


@dataclass(frozen=True, slots=True)
class Similar:
    """A similar case: its primary key, the slugs of the shared mechanisms, the key of the shared place."""

    pk: int
    terms: tuple[str, ...]
    place: str


def similar(
    pk: int,
    terms: Sequence[str],
    place: str,
    bitmaps: Mapping[str, Mapping[str, BitMap]],
    everything: BitMap,
    limit: int = 5,
) -> list[Similar]:
    """The `limit` nearest published cases, best first; only cases that share something are listed.

    `terms` are the case's own mechanisms and `place` a facet value, empty for none. One pass over the
    bitmaps of the terms: linear in their sizes, whatever the library's.
    """
    if not everything:
        return []
    shares = {term: bitmaps["mechanism"].get(term, BitMap()) for term in terms}
    here = bitmaps["place"].get(place, BitMap()) if place else BitMap()
    scores = np.zeros(everything.max() + 1, dtype=np.float32)
    for sharing in shares.values():
        if sharing:
            scores[np.array(sharing, dtype=np.int64)] += log(1 + len(everything) / len(sharing))
    if here:
        scores[np.array(here, dtype=np.int64)] += SAME_COUNTY
    if pk < len(scores):
        scores[pk] = 0
    best = _top(scores, min(limit, len(scores)))
    return [
        Similar(
            pk=int(other),
            terms=tuple(term for term in terms if int(other) in shares[term]),
            place=place if int(other) in here else "",
        )
        for other in best
        if scores[other] > 0
    ]


def _top(scores: np.ndarray, limit: int) -> np.ndarray:
    """The places of the `limit` highest scores, the lower number first among equals."""
    floor = np.partition(scores, -limit)[-limit]
    above = np.flatnonzero(scores > floor)
    level = np.flatnonzero(scores == floor)[: limit - len(above)]
    near = np.concatenate([above, level])
    return near[np.lexsort((near, -scores[near]))]
