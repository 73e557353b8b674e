"""Divisions through time: who held a code or a name in a year, and what became of it.

Years are those on whose 31 December a division was in force: `first_year` is the first of them
(None: before the gazetteer begins, 1998), `last_year` the last (None: still in force).
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from cases.places.naming import short_name

LEVELS = ("province", "prefecture", "county", "zone", "township")


@dataclass(frozen=True)
class Division:
    """A division or functional zone as it was from `first_year` to `last_year`.

    `code` is the GB/T 2260 code, empty for zones and townships; `parent` and `successors` are keys.
    """

    key: str
    code: str
    name: str
    level: str
    parent: str = ""
    first_year: int | None = None
    last_year: int | None = None
    successors: tuple[str, ...] = ()
    region: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """A division from a row of built/divisions.csv, whose cells are text."""
        return cls(
            key=row["key"],
            code=row["code"],
            name=row["name"],
            level=row["level"],
            parent=row["parent"],
            first_year=int(row["first_year"]) if row["first_year"] else None,
            last_year=int(row["last_year"]) if row["last_year"] else None,
            successors=tuple(row["successors"].split(";")) if row["successors"] else (),
            region=row["region"],
            aliases=tuple(row["aliases"].split(";")) if row["aliases"] else (),
            note=row["note"],
        )

    @cached_property
    def short_name(self) -> str:
        """太仓, 延边, 内蒙古; the name itself for townships and zones."""
        return self.name if self.level in {"township", "zone"} else short_name(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every way in which the name is written, the full one first, without repetition."""
        return tuple(dict.fromkeys((self.name, *self.aliases, self.short_name)))

    @property
    def is_municipality(self) -> bool:
        """Whether it is a province that is a city: 北京, 天津, 上海, 重庆."""
        return self.level == "province" and self.name.endswith("市")

    def in_force(self, year: int | None) -> bool:
        """Whether it was in force on 31 December of the year; None asks about today."""
        if year is None:
            return self.last_year is None
        return (self.first_year or 0) <= year <= (self.last_year or 9999)


class Gazetteer:
    """Looks divisions up by key, code and name, and follows them through time."""

    def __init__(self, rows: Iterable[Division | Mapping[str, str]]) -> None:
        divisions = [row if isinstance(row, Division) else Division.from_row(row) for row in rows]
        self.by_key: dict[str, Division] = {division.key: division for division in divisions}
        self.by_code: dict[str, list[Division]] = defaultdict(list)
        self.by_name: dict[str, list[Division]] = defaultdict(list)
        self.below: dict[str, list[Division]] = defaultdict(list)
        self.before: dict[str, list[Division]] = defaultdict(list)
        for division in divisions:
            self._index(division)

    @classmethod
    def from_csv(cls, path: Path) -> Self:
        """The gazetteer in a file with the columns of built/divisions.csv, UTF-8."""
        with path.open(encoding="utf-8", newline="") as stream:
            return cls(csv.DictReader(stream))

    def _index(self, division: Division) -> None:
        if division.code:
            self.by_code[division.code].append(division)
        for name in division.names:
            self.by_name[name].append(division)
        if division.parent:
            self.below[division.parent].append(division)
        for key in division.successors:
            self.before[key].append(division)

    def __iter__(self) -> Iterable[Division]:
        return iter(self.by_key.values())

    def __len__(self) -> int:
        return len(self.by_key)

    def get(self, key: str) -> Division | None:
        """The division with a permanent key."""
        return self.by_key.get(key)

    def at(self, code: str, year: int | None) -> Division | None:
        """Who held a GB/T 2260 code on 31 December of a year; None asks about today."""
        return next((d for d in self.by_code.get(code, ()) if d.in_force(year)), None)

    def named(self, name: str) -> tuple[Division, ...]:
        """Every division, of any time, that is written so in full or in short."""
        return tuple(self.by_name.get(name, ()))

    def parent(self, division: Division, year: int | None = None) -> Division | None:
        """What the division was part of in a year; without one, today or at its end.

        The parent's code names it: 襄城区 was part of 襄樊市 in 2009 and of 襄阳市 in 2011.
        """
        parent = self.by_key.get(division.parent)
        if parent is None or not parent.code:
            return parent
        return self.at(parent.code, year if year is not None else division.last_year) or parent

    def ancestors(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """What the division was part of in a year, the province first, without itself."""
        parent = self.parent(division, year)
        return (*self.ancestors(parent, year), parent) if parent else ()

    def path(self, division: Division, year: int | None = None) -> str:
        """江苏省/苏州市/太仓市 in a year; without one, today or at its end."""
        return "/".join(d.name for d in (*self.ancestors(division, year), division))

    def children(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """The divisions right below, in force in the year (None: today), sorted by key."""
        same_code = self.by_code.get(division.code, ()) if division.code else (division,)
        found = [child for holder in same_code for child in self.below[holder.key] if child.in_force(year)]
        return tuple(sorted(found, key=lambda child: child.key))

    def today(self, division: Division) -> tuple[Division, ...]:
        """The divisions in force today that it became, through all its successors; itself if in force."""
        return self.then(division, None)

    def then(self, division: Division, year: int | None) -> tuple[Division, ...]:
        """What the division was on 31 December of a year: itself, what it became, or what it came from.

        Empty where nothing in the gazetteer says so, as for a zone before it was set up.
        """
        if division.in_force(year):
            return (division,)
        if year is not None and division.first_year is not None and year < division.first_year:
            return self._walk(division, year, self._origins, lambda d: d.first_year is not None)
        return self._walk(division, year, self.later, lambda d: d.last_year is not None)

    def later(self, division: Division) -> tuple[Division, ...]:
        """What the division became at its end."""
        return tuple(self.by_key[key] for key in division.successors)

    def former(self, division: Division) -> tuple[Division, ...]:
        """What became, wholly or in part, this division."""
        return tuple(self.before[division.key])

    def _origins(self, division: Division) -> tuple[Division, ...]:
        """What it came from on its own level if there is that: 莱城区 rather than 莱芜市 for 莱芜区."""
        former = self.former(division)
        return tuple(d for d in former if d.level == division.level) or former

    def _walk(
        self,
        division: Division,
        year: int | None,
        step: Callable[[Division], tuple[Division, ...]],
        goes_on: Callable[[Division], bool],
    ) -> tuple[Division, ...]:
        """The nearest divisions in force in the year along one direction of time."""
        found: dict[str, Division] = {}
        queue, seen = list(step(division)), {division.key}
        while queue:
            current = queue.pop(0)
            if current.key in seen:
                continue
            seen.add(current.key)
            if current.in_force(year):
                found[current.key] = current
            elif goes_on(current):
                queue.extend(step(current))
        return tuple(found.values())

    def below_division(self, parent: Division, name: str, level: str) -> Division:
        """A township or zone, as a division without a code where the gazetteer does not list it.

        高新区 below 苏州市 is the listed 苏州高新区.
        """
        names = {name, parent.short_name + name}
        listed = [d for d in self.below[parent.key] if d.level == level and names & set(d.names)]
        if listed:
            return listed[0]
        row = Division(f"{parent.key}-{name}", "", name, level, parent.key, region=parent.region)
        return replace(row, first_year=parent.first_year, last_year=None)
