"""A division or functional zone in memory, whatever it was read from, and when it was in force.

Years are those on whose 31 December something was in force: `first_year` is the first of them
(None: before the gazetteer begins, 1998), `last_year` the last (None: still in force).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from cases.places.naming import MUNICIPALITIES, short_name


def in_force(first_year: int | None, last_year: int | None, year: int | None = None) -> bool:
    """Whether what has these years was in force on 31 December of the year; None asks about today."""
    if year is None:
        return last_year is None
    return (first_year or 0) <= year and (last_year is None or year <= last_year)


def split_aliases(aliases: str) -> tuple[str, ...]:
    """The aliases of a division, which curators separate by a semicolon of either width."""
    return tuple(name.strip() for name in aliases.replace("；", ";").split(";") if name.strip())


@dataclass(frozen=True)
class Place:
    """A division or functional zone as it was from `first_year` to `last_year`.

    `code` is the GB/T 2260 code, empty for zones and townships; `parent` and `successors` are keys.
    """

    key: str
    code: str
    name: str
    aliases: tuple[str, ...]
    level: str
    parent: str = ""
    region: str = ""
    first_year: int | None = None
    last_year: int | None = None
    successors: tuple[str, ...] = ()

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """A place from a row of built/divisions.csv, whose cells are text."""
        return cls(
            key=row["key"],
            code=row["code"],
            name=row["name"],
            aliases=split_aliases(row["aliases"]),
            level=row["level"],
            parent=row["parent"],
            region=row["region"],
            first_year=int(row["first_year"]) if row["first_year"] else None,
            last_year=int(row["last_year"]) if row["last_year"] else None,
            successors=tuple(row["successors"].split(";")) if row["successors"] else (),
        )

    def in_force(self, year: int | None = None) -> bool:
        """Whether it was in force on 31 December of the year; None asks about today."""
        return in_force(self.first_year, self.last_year, year)

    @property
    def value(self) -> str:
        """What stands in addresses: the code, or the key where there never was a code."""
        return self.code or self.key

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
        return self.level == "province" and self.name in MUNICIPALITIES.values()
