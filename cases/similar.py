"""Cases that are like a given one, and why: what they share, rare things weighing more.

What can be shared are mechanisms, the place, and the wording: terms of their own that the cases put
in quotation marks, such as “三事分流”, which is how these texts name what they invented.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Literal

import numpy as np
from pyroaring import AbstractBitMap

PLACE_WEIGHT = 1.5  # about as much as one mechanism that a fifth of the library shares
MOST_WORDS = 20
_QUOTED = re.compile(r"“([^“”‘’\W]{3,10})”")


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that cases share: a slug, a place or a word, with the ids of all that have it."""

    kind: Literal["mechanism", "place", "word"]
    value: str
    ids: AbstractBitMap


@dataclass(frozen=True, slots=True)
class Similar:
    """A similar case: its primary key and what it shares, in the order of the given features."""

    pk: int
    shared: tuple[Feature, ...]
    score: float

    def values(self, kind: str) -> list[str]:
        """What is shared of one kind."""
        return [feature.value for feature in self.shared if feature.kind == kind]


def own_words(title: str, text: str) -> list[str]:
    """The terms in quotation marks, those of the title first, each once."""
    return list(dict.fromkeys(_words(title, text)))[:MOST_WORDS]


def _words(*texts: str) -> Iterator[str]:
    for text in texts:
        yield from _QUOTED.findall(text)


def similar(pk: int, features: Sequence[Feature], everything: AbstractBitMap, limit: int) -> list[Similar]:
    """The `limit` most similar published cases, best first; only cases that share something are listed.

    One pass over the sets of the features: linear in their sizes, whatever the library's.
    """
    if not everything:
        return []
    scores = np.zeros(everything.max() + 1, dtype=np.float32)
    for feature in features:
        if feature.ids:
            scores[np.frombuffer(feature.ids.to_array(), dtype=np.uint32)] += _weight(feature, everything)
    if pk < len(scores):
        scores[pk] = 0
    return [
        Similar(int(other), tuple(f for f in features if int(other) in f.ids), float(scores[other]))
        for other in _top(scores, min(limit, len(scores)))
        if scores[other] > 0
    ]


def balanced(candidates: Sequence[Similar], sizes: Mapping[int, int], limit: int) -> list[Similar]:
    """The `limit` best when long cases, which have something of everything, count for less.

    `sizes` says how many mechanisms each has; as in the cosine measure its square root divides.
    """
    ranked = sorted(candidates, key=lambda near: (-near.score / sqrt(max(1, sizes.get(near.pk, 1))), near.pk))
    return ranked[:limit]


def _weight(feature: Feature, everything: AbstractBitMap) -> float:
    if feature.kind == "place":
        return PLACE_WEIGHT
    return log(1 + len(everything) / len(feature.ids))


def _top(scores: np.ndarray, limit: int) -> np.ndarray:
    """The places of the `limit` highest scores, the lower number first among equals."""
    floor = np.partition(scores, -limit)[-limit]
    above = np.flatnonzero(scores > floor)
    level = np.flatnonzero(scores == floor)[: limit - len(above)]
    near = np.concatenate([above, level])
    return near[np.lexsort((near, -scores[near]))]
