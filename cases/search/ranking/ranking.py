"""The order of results: by the letter first, by where it stands, by how often, then the house order.

Cases of one strength and level make a tier. Tiers are sets; only those that a page shows are put in
order, so the first page of a word that stands everywhere costs no more than that of a rare one.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np
from pyroaring import BitMap, FrozenBitMap

from cases.search.expansion.expansion import Strength
from cases.search.text.exact_match import Ids, union

MOST_COUNTED = 500  # cases, about 4 ms; in a bigger tier occurrences are not counted, the house order decides
_DENSE = 16  # a set with more than one id in so many is read off the whole order

Grade = tuple[Strength, int]  # and the sum of the levels of all terms
Tiers = list[tuple[Grade, Ids]]


class HouseOrder:
    """The order of a list without ranking: by year, newest first, and rank."""

    def __init__(self, ids: np.ndarray) -> None:
        self._ids = ids
        size = int(ids.max()) + 1 if len(ids) else 0
        self._positions = np.zeros(size, dtype=np.uint32)
        self._positions[ids] = np.arange(len(ids), dtype=np.uint32)

    def arranged(self, chosen: Ids) -> np.ndarray:
        """The chosen ids in order, as an array of uint32; all of them must be in the order."""
        ids = np.frombuffer(chosen.to_array(), dtype=np.uint32)
        if len(ids) * _DENSE < len(self._ids):
            return ids[np.argsort(self._positions[ids])]
        mask = np.zeros(len(self._positions), dtype=bool)
        mask[ids] = True
        return self._ids[mask[self._ids]]


class Ranking:
    """Cases in tiers, put in order tier by tier when they are asked for.

    `count` gives for ids how often the words stand in each; it is asked only for tiers of at most
    MOST_COUNTED cases, whatever filter is laid over them: the order does not depend on the filter.
    """

    def __init__(self, tiers: Tiers, house: HouseOrder, count: Callable[[Ids], dict[int, int]]) -> None:
        self._house = house
        self._count = count
        self._tiers = [ids for _, ids in tiers]
        self._counted: dict[int, np.ndarray] = {}
        self.literal = union(ids for (strength, _), ids in tiers if strength is Strength.LETTER)

    @cached_property
    def all(self) -> FrozenBitMap:
        return union(self._tiers)

    def page(self, offset: int, limit: int, within: Ids | None = None) -> list[int]:
        """At most `limit` ids from `offset` on, of those `within` when given."""
        found: list[int] = []
        for number, ids in enumerate(self._tiers):
            chosen = ids if within is None else ids & within
            if offset >= len(chosen):
                offset -= len(chosen)
                continue
            arranged = self._arranged(number, chosen)
            found += arranged[offset : offset + limit - len(found)].tolist()
            offset = 0
            if len(found) == limit:
                break
        return found

    def ids(self, within: Ids | None = None) -> np.ndarray:
        """All ids in order, as an array of uint32."""
        chosen = [ids if within is None else ids & within for ids in self._tiers]
        arranged = [self._arranged(number, ids) for number, ids in enumerate(chosen)]
        return np.concatenate([np.empty(0, dtype=np.uint32), *arranged])

    def _arranged(self, number: int, chosen: Ids) -> np.ndarray:
        whole = self._tiers[number]
        if len(whole) > MOST_COUNTED or len(whole) == 1:
            return self._house.arranged(chosen)
        if number not in self._counted:
            self._counted[number] = self._by_count(self._house.arranged(whole))
        arranged = self._counted[number]
        if len(chosen) == len(whole):
            return arranged
        return arranged[
            np.fromiter((pk in chosen for pk in arranged.tolist()), dtype=bool, count=len(arranged))
        ]

    def _by_count(self, arranged: np.ndarray) -> np.ndarray:
        counts = self._count(BitMap(arranged))
        often = np.array([counts.get(pk, 0) for pk in arranged.tolist()])
        return arranged[np.argsort(-often, kind="stable")]


def merged(alternatives: Iterable[Tiers]) -> Tiers:
    """Tiers of cases that match one of several terms, each in its best grade; disjoint, best first."""
    graded = sorted((tier for tiers in alternatives for tier in tiers), key=lambda tier: worth(tier[0]))
    seen = BitMap()
    found: dict[Grade, BitMap] = {}
    for grade, ids in graded:
        new = ids - seen
        if new:
            found.setdefault(grade, BitMap()).update(new)
            seen |= new
    return list(found.items())


def combined(groups: Sequence[Tiers], start: Ids) -> Tiers:
    """Tiers of the cases that match every group: the weakest strength counts, and all levels together."""
    found: dict[Grade, Ids] = {(Strength.LETTER, 0): start}
    for group in groups:
        step: dict[Grade, BitMap] = {}
        for (strength, level), ids in found.items():
            for (other_strength, other_level), others in group:
                both = ids & others
                if both:
                    grade = (max(strength, other_strength), level + other_level)
                    step.setdefault(grade, BitMap()).update(both)
        found = dict(step)
    return sorted(((grade, ids) for grade, ids in found.items() if ids), key=lambda tier: worth(tier[0]))


def worth(grade: Grade) -> tuple[int, int]:
    """The sort key of a grade, best first."""
    strength, level = grade
    return (strength, -level)
