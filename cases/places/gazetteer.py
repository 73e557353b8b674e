"""All places at once: who held a code or a name in a year, what lay in what, and what became of it."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Self

from cases.places.place import Place


class Gazetteer:
    """Looks places up by key, code and name, and follows them upward and through time."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_key: dict[str, Place] = {place.key: place for place in places}
        self._lineages: dict[tuple[str, int | None], tuple[Place, ...]] = {}

    @classmethod
    def from_csv(cls, path: Path) -> Self:
        """From a file with the columns of built/divisions.csv, UTF-8."""
        with path.open(encoding="utf-8", newline="") as stream:
            return cls(map(Place.from_row, csv.DictReader(stream)))

    def __iter__(self) -> Iterator[Place]:
        return iter(self.by_key.values())

    def __len__(self) -> int:
        return len(self.by_key)

    @cached_property
    def holders(self) -> dict[str, tuple[Place, ...]]:
        """Code → the places that hold or held it, the one in force (or the latest) first."""
        by_code = _grouped((place.code, place) for place in self if place.code)
        return {code: tuple(sorted(places, key=_latest_first)) for code, places in by_code.items()}

    @cached_property
    def below(self) -> dict[str, list[Place]]:
        """Key → the places of any time whose parent it is recorded as."""
        return _grouped((place.parent, place) for place in self if place.parent)

    @cached_property
    def _by_name(self) -> dict[str, list[Place]]:
        return _grouped((name, place) for place in self for name in place.names)

    @cached_property
    def _by_successor(self) -> dict[str, list[Place]]:
        return _grouped((key, place) for place in self for key in place.successors)

    def get(self, key: str) -> Place | None:
        """The place with a permanent key."""
        return self.by_key.get(key)

    def at(self, code: str, year: int | None) -> Place | None:
        """Who held a GB/T 2260 code on 31 December of a year; None asks about today."""
        return next((place for place in self.holders.get(code, ()) if place.in_force(year)), None)

    def named(self, name: str) -> tuple[Place, ...]:
        """Every place, of any time, that is written so in full or in short."""
        return tuple(self._by_name.get(name, ()))

    def listed(self, place: Place) -> Place | None:
        """The place, or what contains it where it is a zone or township that has no row here."""
        return self.get(place.key) or self.get(place.parent)

    # Upward and downward

    def parent(self, place: Place, year: int | None = None) -> Place | None:
        """What the place was part of in a year; without one, today or at its end.

        The parent's code names it: 襄城区 was part of 襄樊市 in 2009 and of 襄阳市 in 2011.
        """
        parent = self.by_key.get(place.parent)
        if parent is None or not parent.code:
            return parent
        return self.at(parent.code, place.last_year if year is None else year) or parent

    def lineage(self, place: Place, year: int | None = None) -> tuple[Place, ...]:
        """The place behind all that it was part of in a year, the province first.

        Without a year: today, or at its end.
        """
        known = self._lineages.get((place.key, year))
        if known is None:
            known = tuple(reversed(self._upward(place, year)))
            self._lineages[place.key, year] = known
        return known

    def _upward(self, place: Place, year: int | None) -> list[Place]:
        """The place and what it was part of, the nearest first; a circle of parents ends it."""
        climbed: list[Place] = []
        above: Place | None = place
        while above is not None and above not in climbed:
            climbed.append(above)
            above = self.parent(above, year)
        return climbed

    def ancestors(self, place: Place, year: int | None = None) -> tuple[Place, ...]:
        """What the place was part of in a year, the province first, without itself."""
        return self.lineage(place, year)[:-1]

    def path(self, place: Place, year: int | None = None) -> str:
        """江苏省/苏州市/太仓市 in a year; without one, today or at its end."""
        return "/".join(above.name for above in self.lineage(place, year))

    def children(self, place: Place, year: int | None = None) -> tuple[Place, ...]:
        """The places right below, in force in the year (None: today), sorted by key."""
        same_code = self.holders.get(place.code, (place,))
        below = (child for holder in same_code for child in self.below.get(holder.key, ()))
        return tuple(sorted((child for child in below if child.in_force(year)), key=lambda child: child.key))

    # Through time

    def today(self, place: Place) -> tuple[Place, ...]:
        """The places in force today that it became, through all its successors; itself if in force."""
        return self.then(place, None)

    def then(self, place: Place, year: int | None) -> tuple[Place, ...]:
        """What the place was on 31 December of a year: itself, what it became, or what it came from.

        Empty where nothing in the gazetteer says so, as for a zone before it was set up.
        """
        if place.in_force(year):
            return (place,)
        if year is not None and place.first_year is not None and year < place.first_year:
            return self._walk(place, year, self._origins, lambda each: each.first_year is not None)
        return self._walk(place, year, self.successors, lambda each: not each.in_force())

    def successors(self, place: Place) -> tuple[Place, ...]:
        """What the place became at its end."""
        return tuple(self.by_key[key] for key in place.successors)

    def predecessors(self, place: Place) -> tuple[Place, ...]:
        """What became, wholly or in part, this place."""
        return tuple(self._by_successor.get(place.key, ()))

    def _origins(self, place: Place) -> tuple[Place, ...]:
        """What it came from on its own level if there is that: 莱城区 rather than 莱芜市 for 莱芜区."""
        before = self.predecessors(place)
        return tuple(each for each in before if each.level == place.level) or before

    def _walk(
        self,
        place: Place,
        year: int | None,
        step: Callable[[Place], tuple[Place, ...]],
        goes_on: Callable[[Place], bool],
    ) -> tuple[Place, ...]:
        """The nearest places in force in the year along one direction of time."""
        reached: dict[str, Place] = {}
        queue, seen = list(step(place)), {place.key}
        while queue:
            current = queue.pop(0)
            if current.key in seen:
                continue
            seen.add(current.key)
            if current.in_force(year):
                reached[current.key] = current
            elif goes_on(current):
                queue.extend(step(current))
        return tuple(reached.values())

    def below_place(self, parent: Place, name: str, level: str) -> Place:
        """A township or zone, as a place without a code where the gazetteer does not list it.

        高新区 below 苏州市 is the listed 苏州高新区.
        """
        names = {name, parent.short_name + name}
        for place in self.below.get(parent.key, ()):
            if place.level == level and names.intersection(place.names):
                return place
        key = f"{parent.key}-{name}"
        return Place(key, "", name, (), level, parent.key, parent.region, parent.first_year)


def _grouped(pairs: Iterable[tuple[str, Place]]) -> dict[str, list[Place]]:
    groups: dict[str, list[Place]] = defaultdict(list)
    for key, place in pairs:
        groups[key].append(place)
    return groups


def _latest_first(place: Place) -> tuple[bool, int]:
    return (not place.in_force(), -(place.last_year or 0))
