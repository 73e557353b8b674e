"""How far coders agree beyond chance: observed agreement, Cohen's kappa, Krippendorff's alpha.

For values without an order, of any number of coders. Nothing here knows awards or terms.

Cohen, J. (1960): A coefficient of agreement for nominal scales. Light, R. J. (1971), for several coders.
Krippendorff, K. (2011): Computing Krippendorff's Alpha-Reliability.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

NO_UNITS = "没有两位编码者都编完的案例"
NO_VARIATION = "各编码者给出的值全都相同，没有差异可比"
NO_VARIATION_OF_PAIR = "有两位编码者给出的值全都相同，没有差异可比"

Unit = Sequence[Hashable | None]  # the value of each coder, in one order; None where one gave none


@dataclass(frozen=True, slots=True)
class Agreement:
    """`units` that were compared, the share of equal pairs of values, and what is beyond chance.

    A coefficient that is not defined is None, and `why` says the reason.
    """

    units: int
    observed: float | None
    kappa: float | None
    alpha: float | None
    why: str = ""


def agreement(units: Sequence[Unit]) -> Agreement:
    """Of all units together."""
    compared = [unit for unit in units if len(_values(unit)) > 1]
    if not compared:
        return Agreement(0, None, None, None, NO_UNITS)
    kappa, alpha = mean_kappa(compared), krippendorff_alpha(compared)
    why = NO_VARIATION if alpha is None else NO_VARIATION_OF_PAIR if kappa is None else ""
    return Agreement(len(compared), observed(compared), kappa, alpha, why)


def observed(units: Iterable[Unit]) -> float | None:
    """The share of the pairs of values of one unit that are equal."""
    pairs = [pair for unit in units for pair in combinations(_values(unit), 2)]
    return fmean(one == other for one, other in pairs) if pairs else None


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Of two coders, a pair a unit; None where chance alone would make them agree: neither varies."""
    if not pairs:
        return None
    count = len(pairs)
    ours, theirs = Counter(one for one, _other in pairs), Counter(other for _one, other in pairs)
    by_chance = sum(ours[value] * theirs[value] for value in ours)  # of count * count
    equal = sum(one == other for one, other in pairs)
    left = count * count - by_chance
    return (equal * count - by_chance) / left if left else None


def mean_kappa(units: Sequence[Unit]) -> float | None:
    """The mean over all pairs of coders (Light); None where that of one pair is not defined."""
    coders = len(units[0]) if units else 0
    found = []
    for one, other in combinations(range(coders), 2):
        pairs = [(unit[one], unit[other]) for unit in units]
        both = [(here, there) for here, there in pairs if here is not None and there is not None]
        kappa = cohen_kappa(both)
        if kappa is None:
            return None
        found.append(kappa)
    return fmean(found) if found else None


def krippendorff_alpha(units: Iterable[Unit]) -> float | None:
    """Of any number of coders, values may be missing; None where no two values differ anywhere."""
    pairable = [values for unit in units if len(values := _values(unit)) > 1]
    totals = Counter(value for values in pairable for value in values)
    count = sum(totals.values())
    expected = count * count - sum(each * each for each in totals.values())
    if not expected:
        return None
    differing = sum(_differing(values) / (len(values) - 1) for values in pairable)
    return 1 - (count - 1) * differing / expected


def _differing(values: Sequence[Hashable]) -> int:
    """Ordered pairs of values of one unit that differ."""
    return len(values) ** 2 - sum(each * each for each in Counter(values).values())


def _values(unit: Unit) -> list[Hashable]:
    return [value for value in unit if value is not None]
