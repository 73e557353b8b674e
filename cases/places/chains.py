"""Finds the runs of names in a folded text that may be a place: 江苏省+苏州市+太仓市(+township or zone)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cases.places import patterns
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place


@dataclass(frozen=True)
class Chain:
    """One run of names, `text[start:end]`, and every division that `name`, the last of them, may mean.

    `depth` counts the divisions named in a row; `tail` is the name of a township or zone behind
    them, of level `tail_level`.
    """

    start: int
    end: int
    name: str
    meant: tuple[Place, ...]
    depth: int
    tail: str = ""
    tail_level: str = ""

    @property
    def named_end(self) -> int:
        """Where the last division ends at most, before a township or zone."""
        return self.end - len(self.tail)


class PlaceNames:
    """The names of a gazetteer, by first character and longest first."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.full: dict[str, list[Place]] = defaultdict(list)
        self.short: dict[str, list[Place]] = defaultdict(list)
        for place in gazetteer:
            for name in (place.name, *place.aliases):
                self.full[name].append(place)
            if place.short_name not in (place.name, *place.aliases):
                self.short[place.short_name].append(place)
        self.lengths: dict[str, tuple[int, ...]] = self._lengths()

    def _lengths(self) -> dict[str, tuple[int, ...]]:
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in (*self.full, *self.short):
            if len(name) > 1:
                lengths[name[0]].add(len(name))
        return {char: tuple(sorted(sizes, reverse=True)) for char, sizes in lengths.items()}

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that stands in a name."""
        return frozenset("".join((*self.full, *self.short)))

    @cached_property
    def above(self) -> dict[str, frozenset[str]]:
        """Key → the codes (or keys) of everything above the place, at any time."""
        ancestors = self.gazetteer.ancestors
        return {place.key: frozenset(each.value for each in ancestors(place)) for place in self.gazetteer}

    def under(self, place: Place, parents: tuple[Place, ...]) -> bool:
        """Whether the place has ever been below one of the others."""
        above = self.above[place.key]
        return any(parent.value in above for parent in parents)

    def names_at(self, text: str, position: int) -> Iterator[str]:
        """The names that begin at a position, longest first."""
        for length in self.lengths.get(text[position : position + 1], ()):
            name = text[position : position + length]
            if len(name) == length and (name in self.full or name in self.short):
                yield name


class ChainFinder:
    """Reads chains off a folded text, left to right, without overlap."""

    def __init__(self, names: PlaceNames) -> None:
        self.names = names

    def find(self, text: str) -> Iterator[Chain]:
        """Every chain of the text, in order; whether a bare name is a place is left to the resolver."""
        blocked = {match.start(): match.end() for match in patterns.BLOCKED.finditer(text)}
        position, size = 0, len(text)
        while position < size:
            if position in blocked:
                position = blocked[position]
                continue
            if self.joins(text, position):
                position += 1
                continue
            chain = self.chain_at(text, position)
            position = position + 1
            while chain:
                yield chain
                position = chain.end
                chain = self.sibling(text, chain)

    def joins(self, text: str, position: int) -> bool:
        """Whether 和 stands between two places: 沛县和丰县 is not 和丰县."""
        if text[position] != "和" or not patterns.UNIT.match(text, position - 1):
            return False
        return any(name in self.names.full for name in self.names.names_at(text, position + 1))

    def chain_at(self, text: str, position: int) -> Chain | None:
        """The longest chain that begins here and may be a place."""
        best: Chain | None = None
        for name in self.names.names_at(text, position):
            heads = self.heads(text, position, name)
            if not heads:
                continue
            chain = self.extend(text, Chain(position, position + len(name), name, heads, 1))
            if chain.depth == 1 and not chain.tail and not self.stands_alone(text, chain):
                continue
            if best is None or self.outreaches(text, chain, best):
                best = chain
        return best

    @staticmethod
    def outreaches(text: str, chain: Chain, best: Chain) -> bool:
        """Whether a reading with a shorter first name is the better one: 青岛+市南区, not 青岛市+南区."""
        further = chain.named_end > best.named_end and chain.depth > best.depth
        ends = chain.tail or patterns.NAME_ENDS.match(text, chain.end)
        return bool(further and chain.name not in patterns.COMMON_NOUNS and ends)

    def heads(self, text: str, position: int, name: str) -> tuple[Place, ...]:
        """What a name may mean at the beginning of a chain: full names, short ones of large places."""
        full = tuple(self.names.full.get(name, ()))
        if full:
            return full
        short = tuple(d for d in self.names.short[name] if d.level in {"province", "prefecture"})
        provinces = tuple(d for d in short if d.level == "province")
        meant = provinces or short
        return () if self.is_other_word(text, position + len(name), meant) else meant

    def is_other_word(self, text: str, end: int, meant: tuple[Place, ...]) -> bool:
        """Whether a short name begins a road, a school …: 唐山路, but not 唐山+路南区."""
        if not patterns.NOT_OF_PLACE.match(text, end):
            return False
        behind = (self.names.full.get(name, ()) for name in self.names.names_at(text, end))
        return not any(self.names.under(d, meant) for divisions in behind for d in divisions)

    def counties_behind(self, text: str, position: int, above: tuple[Place, ...]) -> bool:
        """Whether a county of theirs follows in short and ends clearly: 河北唐山+路南."""
        return any(
            patterns.CLEAR_END.match(text, position + len(name))
            and any(self.names.under(d, above) for d in self.names.short.get(name, ()))
            for name in self.names.names_at(text, position)
        )

    def county_in_short(self, text: str, chain: Chain, name: str, end: int) -> bool:
        """Whether a county's short name is one here: 河北石家庄长安, but not 浙江平安."""
        if name not in patterns.WORDLIKE_COUNTY:
            return bool(patterns.NAME_ENDS.match(text, end))
        city = any(d.level == "prefecture" or d.is_municipality for d in chain.meant)
        return city and bool(patterns.CLEAR_END.match(text, end))

    def stands_alone(self, text: str, chain: Chain) -> bool:
        """Whether a short name without anything behind it is still a place."""
        if chain.name in self.names.full:
            runs_on = patterns.RUNS_ON if self.is_two_words(chain.name) else patterns.RUNS_ON_ALWAYS
            return not (chain.name.endswith("区") and runs_on.match(text, chain.end))
        return chain.name not in patterns.WORDLIKE_SHORT

    def is_two_words(self, name: str) -> bool:
        """Whether the name of a district may also be another place or a word and 区: 西安+区域."""
        stem = name[:-1]
        other = any(d.level in {"province", "prefecture"} for d in self.names.short.get(stem, ()))
        return name.endswith("区") and (
            other or stem in patterns.WORDLIKE_COUNTY or name in patterns.COMMON_NOUNS
        )

    def extend(self, text: str, chain: Chain) -> Chain:
        """The chain with the divisions that follow it, else with a zone or township behind it."""
        best: Chain | None = None
        for name in self.names.names_at(text, chain.end):
            meant = self.followers(text, chain, name)
            if meant:
                end = chain.end + len(name)
                longer = self.extend(text, Chain(chain.start, end, name, meant, chain.depth + 1))
                if best is None or self.outreaches(text, longer, best):
                    best = longer
        return best or self.with_tail(text, chain)

    def followers(self, text: str, chain: Chain, name: str) -> tuple[Place, ...]:
        """What a name may mean behind others: something below one of them."""
        end = chain.end + len(name)
        full = self.below(self.names.full.get(name, ()), chain)
        if full:
            return full
        short = self.below(self.names.short.get(name, ()), chain)
        if self.is_other_word(text, end, short) and not self.counties_behind(text, end, short):
            return ()
        if any(d.level == "prefecture" for d in short):
            return tuple(d for d in short if d.level == "prefecture")
        return short if self.county_in_short(text, chain, name, end) else ()

    def below(self, places: Iterable[Place], chain: Chain) -> tuple[Place, ...]:
        return tuple(d for d in places if self.names.under(d, chain.meant))

    def with_tail(self, text: str, chain: Chain) -> Chain:
        """The chain with a zone or a township that the gazetteer need not list."""
        if all(d.level in {"zone", "township"} for d in chain.meant):
            return chain
        zone = self.tail(text, chain, patterns.ZONE, patterns.ZONE_STOPS)
        if zone and not (zone in patterns.ZONE_NEEDS_STEM or zone in patterns.COMMON_NOUNS):
            return self.tailed(chain, zone, "zone")
        if any(d.level == "county" or self.is_unitary(d) for d in chain.meant):
            township = self.tail(text, chain, patterns.TOWNSHIP, patterns.TOWNSHIP_STOPS)
            if township:
                return self.tailed(chain, township, "township")
            office = patterns.STREET_OFFICE.match(text, chain.end)
            if office:
                return replace(self.tailed(chain, office[1], "township"), end=office.end())
        return chain

    def sibling(self, text: str, chain: Chain) -> Chain | None:
        """The next of a list that only its first explains: 玉林街道、晋阳街道, 北京朝阳、海淀, 北京:朝阳."""
        heading = text.startswith((":", "("), chain.end)
        start = chain.end + 1
        if not (heading or patterns.SIBLING_GLUE.match(text, chain.end)) or self.chain_at(text, start):
            return None
        if not chain.tail_level:
            return self.short_sibling(text, start, self.areas_of_list(chain, heading=heading))
        begin = Chain(start, start, "", chain.meant, chain.depth)
        following = begin if heading else self.with_tail(text, begin)
        return following if following.tail_level == chain.tail_level else None

    def areas_of_list(self, chain: Chain, *, heading: bool) -> tuple[Place, ...]:
        """Where the short names of a list may lie: below its heading, else near the one before."""
        if len(chain.meant) != 1 or (chain.name in self.names.full and not heading):
            return ()
        place = chain.meant[0]
        if heading:
            return (place,) if place.level in {"province", "prefecture"} else ()
        if place.level == "prefecture" or chain.depth > 1:
            return tuple(reversed(self.names.gazetteer.ancestors(place)))
        return ()

    def short_sibling(self, text: str, start: int, areas: tuple[Place, ...]) -> Chain | None:
        """The city or county named in short in the first of the areas that has one."""
        for area in areas:
            for name in self.names.names_at(text, start):
                end = start + len(name)
                alike = tuple(d for d in self.names.short.get(name, ()) if self.listed(d, area))
                cities = tuple(d for d in alike if d.level == "prefecture")
                if alike and self.ends_in_list(text, name, end, area, cities):
                    return Chain(start, end, name, cities or alike, 2)
        return None

    def listed(self, division: Place, area: Place) -> bool:
        """Whether a list of the area may name it in short: the districts of a city, not of a province."""
        urban = area.is_municipality or area.level == "prefecture"
        fits = urban or division.level == "prefecture" or not division.name.endswith("区")
        return fits and division.level != "province" and self.names.under(division, (area,))

    @staticmethod
    def ends_in_list(text: str, name: str, end: int, area: Place, cities: tuple[Place, ...]) -> bool:
        """Whether the short name ends as in a list; counties that are words only behind their city."""
        urban = area.is_municipality or area.level == "prefecture"
        if urban and name not in patterns.WORDLIKE_COUNTY:
            return bool(patterns.NAME_ENDS.match(text, end))
        known = urban or cities or name not in patterns.WORDLIKE_COUNTY
        return bool(known and patterns.LIST_END.match(text, end))

    def is_unitary(self, division: Place) -> bool:
        """Whether a prefecture-level city has no counties, such as 东莞."""
        below = self.names.gazetteer.below.get(division.key, ())
        return division.level == "prefecture" and not any(d.level == "county" for d in below)

    @staticmethod
    def tail(text: str, chain: Chain, pattern: re.Pattern[str], stops: re.Pattern[str]) -> str:
        """The name that a pattern finds right behind the chain, or nothing."""
        match = pattern.match(text, chain.end)
        if not match or not patterns.NAME_ENDS.match(text, match.end()):
            return ""
        return "" if stops.search(match[1]) else match[1]

    @staticmethod
    def tailed(chain: Chain, tail: str, level: str) -> Chain:
        end = chain.end + len(tail)
        return Chain(chain.start, end, chain.name, chain.meant, chain.depth, tail, level)
