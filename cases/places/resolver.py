"""Turns the places that a text names into divisions as of a year and as of today.

A name that could mean several places is settled, in this order, by the names before it in the same
run, by the list it stands in, by what the text called in full elsewhere; else it stays ambiguous.
How names that were not yet or no longer valid are read is written in the decision record on places.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cases.language.folding import Folded
from cases.places import patterns
from cases.places.chains import Chain, ChainFinder, PlaceNames
from cases.places.folding import fold
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place


@dataclass(frozen=True)
class Mention:
    """A place named in a text: `text[start:end] == printed`.

    `division` is what the name says, of whatever time, None where it is ambiguous; `divisions_then`
    and `divisions_now` are what that was on 31 December of the text's year and is today. Codes are of
    the county where a township is named, and empty for zones and where the place had none.
    """

    printed: str
    start: int
    end: int
    division: Place | None
    divisions_then: tuple[Place, ...] = ()
    divisions_now: tuple[Place, ...] = ()
    candidates: tuple[Place, ...] = ()
    place_then: str = ""
    code_then: str = ""
    place_now: list[str] = field(default_factory=list)
    codes_now: list[str] = field(default_factory=list)
    ambiguous: list[dict[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """The keys that the command prints."""
        keys = ("printed", "start", "end", "place_then", "code_then", "place_now", "codes_now", "ambiguous")
        return {key: getattr(self, key) for key in keys}


@lru_cache(maxsize=4)
def names_of(gazetteer: Gazetteer) -> PlaceNames:
    """The names of a gazetteer, made once."""
    return PlaceNames(gazetteer)


def resolve(text: str, year: int | None, gazetteer: Gazetteer) -> list[Mention]:
    """The places that a text names, in order, without overlap.

    `year` is the year of the text; None reads every name as of today first, then as of any time.
    """
    names = names_of(gazetteer)
    folded = fold(text, names.characters)
    return Resolution(text, folded, year, names).mentions()


class Resolution:
    """The resolving of one text; it remembers what the text has named."""

    def __init__(self, text: str, folded: Folded, year: int | None, names: PlaceNames) -> None:
        self.printed, self.folded, self.year = text, folded, year
        self.text = folded.text
        self.names, self.gazetteer = names, names.gazetteer
        self.previous: tuple[Chain, Place] | None = None
        self.named: dict[str, dict[str, Place]] = defaultdict(dict)
        self.above: dict[str, Place] = {}

    def mentions(self) -> list[Mention]:
        """Two readings: what is still ambiguous after the first may be named in full later."""
        whole = self.whole_text()
        if whole:
            return whole
        chains = [self.without_noun(chain) for chain in ChainFinder(self.names).find(self.text)]
        read = [(chain, self.choose(chain)) for chain in chains]
        return [self.mention(chain, self.again(chain, meant)) for chain, meant in read if meant]

    def whole_text(self) -> list[Mention]:
        """A text that is nothing but one name, short names and common nouns included."""
        text = self.text.strip()
        start = self.text.find(text)
        for name in self.names.names_at(text, 0):
            if patterns.WHOLE_REST.fullmatch(text, len(name)):
                meant = self.best(tuple(self.names.full.get(name) or self.names.short[name]))
                meant = tuple(d for d in meant if d.level == "province") or meant
                chain = Chain(start, start + len(name), name, meant, 1)
                return [self.mention(chain, meant)]
        return []

    def without_noun(self, chain: Chain) -> Chain:
        """The chain up to a common noun that is no district here: 湖南郊区, 常州郊区 in 2015."""
        if chain.depth < 2 or chain.tail or chain.name not in patterns.BARE_NOUNS:
            return chain
        sure = bool(patterns.CLEAR_END.match(self.text, chain.end))
        end = chain.end - len(chain.name)
        for above in reversed(self.gazetteer.ancestors(chain.meant[0])):
            head = next((name for name in above.names if self.text.endswith(name, chain.start, end)), "")
            kept = [d for d in chain.meant if self.names.under(d, (above,))]
            if head and above.level != "province" and (sure or any(d.in_force(self.year) for d in kept)):
                return chain
            if head:
                return Chain(chain.start, end, head, (above,), chain.depth - 1)
        return chain

    # Which of the divisions of one name

    def choose(self, chain: Chain) -> tuple[Place, ...]:
        """What a chain means: one division, several where it is ambiguous, none where it is no place."""
        meant = self.best(self.preferred(chain))
        if chain.depth == 1:
            meant = self.from_context(chain, meant)
        if len(meant) == 1:
            self.remember(chain, meant[0])
        return meant

    def preferred(self, chain: Chain) -> tuple[Place, ...]:
        """Behind 原 the former divisions of the name, if there are any."""
        if not self.text[: chain.start].endswith("原"):
            return chain.meant
        former = tuple(d for d in chain.meant if not d.in_force() and not d.in_force(self.year))
        return former or chain.meant

    def best(self, meant: tuple[Place, ...]) -> tuple[Place, ...]:
        """Those in force in the year, else the nearest in time; one for each place of today."""
        valid = [d for d in meant if d.in_force(self.year)]
        by_place: dict[frozenset[str], Place] = {}
        for division in valid or sorted(meant, key=self.distance):
            today = frozenset(d.key for d in self.gazetteer.today(division))
            by_place.setdefault(today, division)
        return tuple(by_place.values())

    def distance(self, division: Place) -> int:
        """Years between the text and the division's time."""
        year = self.year or 9999
        if division.first_year is not None and year < division.first_year:
            return division.first_year - year
        return year - (division.last_year or 9999)

    def from_context(self, chain: Chain, meant: tuple[Place, ...]) -> tuple[Place, ...]:
        """A name that stands without its city: by the list it is in, then by the rest of the text."""
        if chain.name in patterns.COMMON_NOUNS and patterns.COUNTED.search(self.text[: chain.start][-1:]):
            return ()
        named = self.best(self.in_brackets(chain))
        if len(named) == 1:
            return named
        listed = self.best(self.in_list(chain))
        certain = chain.name not in patterns.COMMON_NOUNS and listed and listed[0] in meant
        if len(listed) == 1 and (certain or self.edges_clear(chain)):
            return listed
        known = tuple(d for d in self.named[chain.name].values() if d in chain.meant)
        if not self.is_place(chain, known=bool(known)):
            return ()
        if len(meant) < 2:
            return meant
        if len(known) < 2:
            near = self.best(self.nearby(chain))
            if len(near) == 1 or known:
                return near if len(near) == 1 else known
        for level in ("prefecture", "province"):
            inside = tuple(d for d in meant if self.names.under(d, self.mentioned(level)))
            if len(inside) == 1:
                return inside
        return listed or meant

    def mentioned(self, level: str) -> tuple[Place, ...]:
        """What the text has named of a level; a municipality counts as a prefecture."""
        return tuple(d for d in self.above.values() if d.level == level or d.is_municipality)

    def in_brackets(self, chain: Chain) -> tuple[Place, ...]:
        """Those in the city that stands in brackets behind: 朝阳区(长春)."""
        if not self.text.startswith("(", chain.end):
            return ()
        for name in self.names.names_at(self.text, chain.end + 1):
            if self.text.startswith(")", chain.end + 1 + len(name)):
                above = tuple(self.gazetteer.named(name))
                return tuple(d for d in chain.meant if self.names.under(d, above))
        return ()

    def in_list(self, chain: Chain) -> tuple[Place, ...]:
        """Those in the prefecture, else the province, of the place right before in a list."""
        if not self.previous:
            return ()
        before, division = self.previous
        if not patterns.LIST_GLUE.fullmatch(self.text, before.end, chain.start):
            return ()
        for area in (division, *reversed(self.gazetteer.ancestors(division, self.year))):
            inside = tuple(d for d in chain.meant if self.names.under(d, (area,)))
            if inside:
                return inside
        return ()

    def nearby(self, chain: Chain) -> tuple[Place, ...]:
        """Those in the city that the same sentence named last: 徐州市建设的鼓楼区."""
        if not self.previous or patterns.SENTENCE_END.search(self.text, self.previous[0].end, chain.start):
            return ()
        division = self.previous[1]
        cities = (division, *self.gazetteer.ancestors(division, self.year))
        city = tuple(d for d in cities if d.level == "prefecture" or d.is_municipality)
        return tuple(d for d in chain.meant if city and self.names.under(d, city))

    def is_place(self, chain: Chain, *, known: bool) -> bool:
        """Whether a bare name is a place here, or part of other words."""
        if chain.name not in self.names.full:
            return not self.is_person(chain)
        if chain.name in patterns.COMMON_NOUNS:
            return known and self.edges_clear(chain)
        if len(chain.name) == 2 and chain.name in self.names.full:
            return known or self.two_stand_clear(chain)
        if chain.name in patterns.WORDLIKE:
            return self.begins_clear(chain) and not patterns.RUNS_ON_WORD.match(self.text, chain.end)
        if chain.name in patterns.EDGED or patterns.CITY_OF_CITY.match(chain.name):
            return self.begins_clear(chain)
        return True

    def is_person(self, chain: Chain) -> bool:
        """Whether a short name is part of a person's: 书记王海南, 、徐州平、."""
        before = self.text[max(0, chain.start - 3) : chain.start]
        if patterns.PERSON.search(before):
            return True
        return bool(
            patterns.PERSON_BEGINS.search(before) and patterns.PERSON_HERE.match(self.text, chain.start)
        )

    def two_stand_clear(self, chain: Chain) -> bool:
        """Whether a county of two characters is one here, not the end of other words: 和县, 新县."""
        if chain.name in patterns.RISKY_TWO:
            alone = re.search(
                r"(?:^|[^\u3400-\u9fff]|[原在])$", self.text[max(0, chain.start - 1) : chain.start]
            )
            return bool(alone and patterns.NAME_ENDS.match(self.text, chain.end))
        return self.begins_clear(chain) and not patterns.RUNS_ON.match(self.text, chain.end)

    def begins_clear(self, chain: Chain) -> bool:
        return bool(patterns.NAME_BEGINS.search(self.text[max(0, chain.start - 4) : chain.start]))

    def edges_clear(self, chain: Chain) -> bool:
        return self.begins_clear(chain) and bool(patterns.NAME_ENDS.match(self.text, chain.end))

    def again(self, chain: Chain, meant: tuple[Place, ...]) -> tuple[Place, ...]:
        """A second look at what was ambiguous, knowing the whole text."""
        known = [d for d in self.named[chain.name].values() if d in meant]
        return (known[0],) if len(meant) > 1 and len(known) == 1 else meant

    def remember(self, chain: Chain, division: Place) -> None:
        """What the text has named, for the names that follow."""
        self.previous = chain, division
        for name in division.names:
            self.named[name][division.key] = division
        for above in (division, *self.gazetteer.ancestors(division, self.year)):
            self.above[above.key] = above

    # What is said of it

    def mention(self, chain: Chain, meant: tuple[Place, ...]) -> Mention:
        """The mention of one division, or an ambiguous one with its candidates."""
        start, end = self.folded.printed_span(chain.start, chain.end)
        printed = self.printed[start:end]
        if len(meant) > 1:
            return self.ambiguous(printed, start, end, meant)
        place = meant[0]
        called = self.still_so_called(place)
        then = (place,) if self.year is None else self.gazetteer.then(called, self.year)
        mention = Mention(printed, start, end, place, then, self.gazetteer.today(called))
        return self.with_tail(mention, place, chain) if chain.tail else self.described(mention, place)

    def still_so_called(self, place: Place) -> Place:
        """What a text means by an old name: 南海市, after parts of it went elsewhere, is 南海区."""
        if self.year is None or place.in_force(self.year):
            return place
        then = self.gazetteer.then(place, self.year)
        named = [each for each in then if each.short_name == place.short_name]
        return named[0] if len(then) > 1 and len(named) == 1 else place

    def described(self, mention: Mention, place: Place, tail: str = "") -> Mention:
        """The mention with paths and codes filled in; `tail` is a township or zone below."""
        then, now = mention.divisions_then, mention.divisions_now
        behind = f"/{tail}" if tail else ""
        alone = then[0] if len(then) == 1 else None
        path = self.gazetteer.path(alone, self.year) if alone else self.gazetteer.path(place)
        return replace(
            mention,
            place_then=path + behind,
            code_then=self.code(alone) if alone else "",
            place_now=[self.gazetteer.path(d) + (behind if len(now) == 1 else "") for d in now],
            codes_now=[code for d in now if (code := self.code(d))],
        )

    def code(self, division: Place) -> str:
        """The division's code; a listed township has its county's."""
        if division.level == "township":
            parent = self.gazetteer.parent(division)
            return parent.code if parent else ""
        return division.code

    def with_tail(self, mention: Mention, place: Place, chain: Chain) -> Mention:
        """The mention of a township or zone behind a division."""

        def tail_of(above: Place) -> Place:
            return self.gazetteer.below_place(above, chain.tail, chain.tail_level)

        listed = tail_of(place)
        full = self.described(mention, place, listed.name)
        has_code = chain.tail_level == "township"
        return replace(
            full,
            division=listed,
            divisions_then=tuple(map(tail_of, mention.divisions_then)),
            divisions_now=tuple(map(tail_of, mention.divisions_now)),
            code_then=full.code_then if has_code else "",
            codes_now=full.codes_now if has_code else [],
        )

    def ambiguous(self, printed: str, start: int, end: int, meant: tuple[Place, ...]) -> Mention:
        """A mention that could mean several places; nothing is said of then and now."""
        candidates = tuple(sorted(meant, key=lambda d: d.key))
        listed = [{"path": self.gazetteer.path(d, self.year), "code": self.code(d)} for d in candidates]
        return Mention(printed, start, end, None, candidates=candidates, ambiguous=listed)
