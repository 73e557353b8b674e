"""The order of results: by strength and level of the match, by occurrences, then the default order.

Cases of one strength and level make a tier. Tiers are sets; only those that a page shows are put in
order, so the first page of a term that occurs everywhere costs no more than that of a rare one.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap, FrozenBitMap

from cases.search import thresholds
from cases.search.expansion.expansion import Strength
from cases.search.text.exact_match import Ids, union

_DENSE = 16  # a set with more than one id in so many is read off the whole order

IdArray = NDArray[np.uint32]
Grade = tuple[Strength, int]  # and the sum of the levels of all terms
Tiers = list[tuple[Grade, Ids]]


class Criterion(Enum):
    """What puts one case before another, in the order in which they are compared."""

    STRENGTH = "strength"
    LEVEL = "level"
    OCCURRENCES = "occurrences"
    DEFAULT_ORDER = "default order"


class DefaultOrder:
    """The order of a list without ranking: by year, newest first, and rank."""

    def __init__(self, ids: IdArray) -> None:
        self._ids = ids
        size = int(ids.max()) + 1 if len(ids) else 0
        self._positions = np.zeros(size, dtype=np.uint32)
        self._positions[ids] = np.arange(len(ids), dtype=np.uint32)

    def arranged(self, chosen: Ids) -> IdArray:
        """The chosen ids in order, as an array of uint32; all of them must be in the order."""
        ids = np.frombuffer(chosen.to_array(), dtype=np.uint32)
        if len(ids) * _DENSE < len(self._ids):
            return ids[np.argsort(self._positions[ids])]
        mask = np.zeros(len(self._positions), dtype=bool)
        mask[ids] = True
        arranged: IdArray = self._ids[mask[self._ids]]
        return arranged


class Ranking:
    """Cases in tiers, best first, put in order tier by tier when they are asked for.

    `count` gives for ids how often the terms occur in each; it is asked only for tiers of at most
    COUNTED_CASES cases, whatever filter is laid over them: the order does not depend on the filter.
    """

    def __init__(
        self, tiers: Tiers, default_order: DefaultOrder, count: Callable[[Ids], dict[int, int]]
    ) -> None:
        self.tiers = tiers
        self._default_order = default_order
        self._count = count
        self._counts: dict[int, dict[int, int]] = {}
        self._counted: dict[int, IdArray] = {}
        self.exact = union(ids for (strength, _), ids in tiers if strength is Strength.EXACT)

    @cached_property
    def all(self) -> FrozenBitMap:
        return union(ids for _, ids in self.tiers)

    def page(self, offset: int, limit: int, within: Ids | None = None) -> list[int]:
        """At most `limit` ids from `offset` on, of those `within` when given."""
        page: list[int] = []
        for tier, (_, ids) in enumerate(self.tiers):
            chosen = ids if within is None else ids & within
            if offset >= len(chosen):
                offset -= len(chosen)
                continue
            arranged = self._arranged(tier, chosen)
            page += arranged[offset : offset + limit - len(page)].tolist()
            offset = 0
            if len(page) == limit:
                break
        return page

    def ids(self, within: Ids | None = None) -> IdArray:
        """All ids in order, as an array of uint32."""
        chosen = [ids if within is None else ids & within for _, ids in self.tiers]
        arranged = [self._arranged(tier, ids) for tier, ids in enumerate(chosen)]
        return np.concatenate([np.empty(0, dtype=np.uint32), *arranged])

    def is_counted(self, tier: int) -> bool:
        """Whether occurrences decide within the tier of that number."""
        return 1 < len(self.tiers[tier][1]) <= thresholds.COUNTED_CASES.value

    def counts(self, tier: int) -> dict[int, int]:
        """How often the terms occur in each case of a tier in which that decides."""
        if tier not in self._counts:
            self._counts[tier] = self._count(self.tiers[tier][1])
        return self._counts[tier]

    def tier_of(self, number: int) -> int:
        """The number of the tier of a case, from 0; ValueError for a case that is not ranked."""
        for tier, (_, ids) in enumerate(self.tiers):
            if number in ids:
                return tier
        raise ValueError(f"{number} is not ranked")

    def criterion(self, above: int, below: int) -> Criterion:
        """What puts the one case before the other."""
        one, other = self.tier_of(above), self.tier_of(below)
        (strength, _), (other_strength, _) = self.tiers[one][0], self.tiers[other][0]
        if strength != other_strength:
            return Criterion.STRENGTH
        if one != other:
            return Criterion.LEVEL
        counts = self.counts(one) if self.is_counted(one) else {}
        differ = counts.get(above, 0) != counts.get(below, 0)
        return Criterion.OCCURRENCES if differ else Criterion.DEFAULT_ORDER

    def _arranged(self, tier: int, chosen: Ids) -> IdArray:
        whole = self.tiers[tier][1]
        if not self.is_counted(tier):
            return self._default_order.arranged(chosen)
        if tier not in self._counted:
            self._counted[tier] = _by_count(self._default_order.arranged(whole), self.counts(tier))
        arranged = self._counted[tier]
        if len(chosen) == len(whole):
            return arranged
        kept = np.fromiter((pk in chosen for pk in arranged.tolist()), dtype=bool, count=len(arranged))
        within: IdArray = arranged[kept]
        return within


def _by_count(arranged: IdArray, counts: dict[int, int]) -> IdArray:
    often = np.array([counts.get(pk, 0) for pk in arranged.tolist()])
    by_count: IdArray = arranged[np.argsort(-often, kind="stable")]
    return by_count


def best_grades(alternatives: Iterable[Tiers]) -> Tiers:
    """Tiers of cases that match one of several terms, each in its best grade; disjoint, best first."""
    graded = sorted((tier for tiers in alternatives for tier in tiers), key=lambda tier: grade_key(tier[0]))
    seen = BitMap()
    best: dict[Grade, BitMap] = {}
    for grade, ids in graded:
        new = ids - seen
        if new:
            best.setdefault(grade, BitMap()).update(new)
            seen |= new
    return list(best.items())


def combined_grades(groups: Sequence[Tiers], start: Ids) -> Tiers:
    """Tiers of the cases that match every group: the weakest strength counts, and all levels together."""
    combined: dict[Grade, Ids] = {(Strength.EXACT, 0): start}
    for group in groups:
        step: dict[Grade, BitMap] = {}
        for (strength, level), ids in combined.items():
            for (other_strength, other_level), others in group:
                both = ids & others
                if both:
                    grade = (max(strength, other_strength), level + other_level)
                    step.setdefault(grade, BitMap()).update(both)
        combined = dict(step)
    return sorted(
        ((grade, ids) for grade, ids in combined.items() if ids), key=lambda tier: grade_key(tier[0])
    )


def grade_key(grade: Grade) -> tuple[int, int]:
    """The sort key of a grade, best first."""
    strength, level = grade
    return (strength, -level)
