"""Suggestions while a reader types: mechanisms, places, programmes and tiers, years, and cases by title.

Only what has cases is suggested, so no suggestion leads to an empty page.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from cases.language.pinyin import readings, syllables
from cases.search.query.lexicon import Lexicon, Name
from cases.search.searcher import Searcher
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, union
from cases.search.text.normalisation import QUOTE, fold_text

MOST = 10
_MOST_OF_A_KIND = {"mechanism": 5, "place": 5, "case": 4}
_KINDS = (
    "mechanism", "place", "tier", "programme", "issuer", "year",
    "region", "level", "applicant", "setting", "case",
)  # fmt: skip
_FACETS = {
    "tier": "等次",
    "programme": "项目",
    "issuer": "发布机关",
    "year": "年度",
    "region": "四大地区",
    "level": "申报单位层级",
    "applicant": "申报单位类型",
    "setting": "城乡类型",
}
_LONGEST = 60
_MOST_LOOKED_AT = 300  # names; they stand in the order of their counts
_LATIN = re.compile(r"[a-z]+")
_SHORTEST_INITIALS = 2
_SEPARATOR = "\n"
_WHOLE, _BEGINNING, _INSIDE, _PINYIN, _INITIALS = range(5)  # how it fits, best first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`parameter` and `value` choose it as a facet; a case has no parameter, its `value` is the accession.

    `detail` tells homonyms apart: `340702 · 安徽省/铜陵市 · 今铜官区`. `count` is how many cases it has.
    `other_name` says that it is another or a former name that fits; `key` is that of a place. `rest` is what
    was typed before the word that is suggested for; then `count` are the cases of both.
    """

    kind: str
    text: str
    detail: str
    parameter: str
    value: str
    count: int
    other_name: bool = False
    key: str = ""
    rest: str = ""


class Suggester:
    """Suggestions from one state of the library."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        keyed = sorted(_keyed(searcher), key=lambda each: -each[2].count)
        self._names = _Names(keyed)
        self._sounds = _Sounds(keyed)

    def suggest(self, typed: str, limit: int = MOST) -> list[Suggestion]:
        """At most `limit` suggestions for the last word typed, the best first; none for an empty one.

        What stands before it stays: only what has cases together with that is suggested. Words in pinyin are
        read as one as far as that fits anything: nan jing.
        """
        words = typed[-_LONGEST:].split()
        for start in range(len(words)):
            parts = [fold_text(word).replace(QUOTE, "") for word in words[start:]]
            if len(parts) > 1 and not all(map(_LATIN.fullmatch, parts)):
                continue
            found = self._fitting("".join(parts), " ".join(words[:start]))
            if found:
                return _best(found, limit)
        return []

    def _fitting(self, wanted: str, rest: str) -> list[tuple[int, Suggestion]]:
        """How each suggestion for one word fits, beside what stands before it."""
        if not wanted:
            return []
        before = self._searcher.search(rest).ids if rest else None
        if not before:  # nothing stands there, or what does finds nothing by itself
            rest, before = "", self._searcher.library.all
        found = [*self._names.fitting(wanted), *self._behind(wanted), *self._titles(wanted, before)]
        if _LATIN.fullmatch(wanted):
            found += self._sounds.fitting(wanted)
        return list(self._beside(rest, before, found)) if rest else found

    def _beside(
        self, rest: str, before: Ids, found: list[tuple[int, Suggestion]]
    ) -> Iterator[tuple[int, Suggestion]]:
        """The suggestions that have cases among those of the words before."""
        having = self._searcher.sources.having
        for way, each in found:
            if each.kind == "case":
                yield way, each
            elif count := having(each.parameter, each.value).intersection_cardinality(before):
                yield way, replace(each, count=count, rest=rest)

    def _behind(self, wanted: str) -> Iterator[tuple[int, Suggestion]]:
        """Places behind what they lie in: 长春朝, 北京市朝阳."""
        lexicon = self._searcher.lexicon
        for cut in range(2, len(wanted)):
            above = set(lexicon.places_named(wanted[:cut])).union(lexicon.places_shortened(wanted[:cut]))
            for way, suggestion in self._names.fitting(wanted[cut:]) if above else ():
                around = (place.key for place in lexicon.lineage(suggestion.key)[1:])
                if way < _INSIDE and above.intersection(around):
                    yield way, suggestion

    def _titles(self, wanted: str, before: Ids) -> Iterator[tuple[int, Suggestion]]:
        letters, most = self._searcher.letters, _MOST_OF_A_KIND["case"]
        ways = [(_INSIDE, letters.by_field(wanted, Field.TITLE)[Field.TITLE])]
        if _LATIN.fullmatch(wanted):
            read = (letters.title_syllables(parts) for parts in readings(wanted) if len(parts) > 1)
            ways.append((_PINYIN, union(read)))
            if len(wanted) > _SHORTEST_INITIALS:
                ways.append((_INITIALS, letters.title_initials(wanted, at_start=True)))
        for way, found in ways:
            ids = self._searcher.house.arranged(found & before)[:most].tolist()
            titles = letters.text.titles(ids)
            for number in ids:
                if number in titles:
                    accession, title = titles[number]
                    yield way, Suggestion("case", title, accession, "", accession, 1)


class _Names:
    """All names in one string: finding a part of any of them is one pass of the string search."""

    def __init__(self, keyed: list[tuple[str, Name | None, Suggestion]]) -> None:
        self._suggestions = [suggestion for _, _, suggestion in keyed]
        names = [name for name, _, _ in keyed]
        self._text = _SEPARATOR + _SEPARATOR.join(names) + _SEPARATOR
        self._starts = []
        at = 1
        for name in names:
            self._starts.append(at)
            at += len(name) + 1

    def fitting(self, wanted: str) -> Iterator[tuple[int, Suggestion]]:
        """What begins so, then what has it inside; of each the _MOST_LOOKED_AT with most cases."""
        for at in islice(self._standing(_SEPARATOR + wanted), _MOST_LOOKED_AT):
            whole = self._text[at + 1 + len(wanted)] == _SEPARATOR
            yield _WHOLE if whole else _BEGINNING, self._at(at + 1)
        for at in islice(self._standing(wanted), _MOST_LOOKED_AT):
            yield _INSIDE, self._at(at)

    def _standing(self, part: str) -> Iterator[int]:
        at = self._text.find(part)
        while at >= 0:
            yield at
            at = self._text.find(part, at + 1)

    def _at(self, at: int) -> Suggestion:
        return self._suggestions[bisect_right(self._starts, at) - 1]


class _Sounds:
    """Pinyin and initials of all names, sorted, to be found by their beginnings, the shortest first."""

    def __init__(self, keyed: list[tuple[str, Name | None, Suggestion]]) -> None:
        spelt = [
            ("".join(name.syllables), _PINYIN, number) for number, (_, name, _) in enumerate(keyed) if name
        ]
        short = [(name.initials, _INITIALS, number) for number, (_, name, _) in enumerate(keyed) if name]
        self._keys = sorted(spelt + short)
        self._suggestions = [suggestion for _, _, suggestion in keyed]

    def fitting(self, wanted: str) -> Iterator[tuple[int, Suggestion]]:
        if len(wanted) < _SHORTEST_INITIALS:
            return
        start = bisect_left(self._keys, (wanted,))
        for key, way, number in islice(self._keys, start, start + _MOST_LOOKED_AT):
            if not key.startswith(wanted):
                break
            yield way, self._suggestions[number]


def _best(found: Iterable[tuple[int, Suggestion]], limit: int) -> list[Suggestion]:
    """Each suggestion once, at its best; not too many of a kind."""
    ways: dict[Suggestion, int] = {}
    for way, suggestion in found:
        ways[suggestion] = min(way, ways.get(suggestion, way))
    ordered = sorted(ways, key=lambda each: (ways[each], *_standing_of(each)))
    room = dict(_MOST_OF_A_KIND)
    kept: list[Suggestion] = []
    for suggestion in ordered:
        left = room.get(suggestion.kind, limit)
        if not suggestion.other_name:
            kept = [suggestion if _same(suggestion, other) else other for other in kept]
        if left and len(kept) < limit and not any(_same(suggestion, other) for other in kept):
            room[suggestion.kind] = left - 1
            kept.append(suggestion)
    return kept


def _standing_of(suggestion: Suggestion) -> tuple[int, bool, int, str]:
    kind = _KINDS.index(suggestion.kind)
    return (kind, suggestion.other_name, -suggestion.count, suggestion.value)


def _same(one: Suggestion, other: Suggestion) -> bool:
    """Two names of one thing are one suggestion."""
    return (one.kind, one.value, one.text) == (other.kind, other.value, other.text)


def _keyed(searcher: Searcher) -> Iterator[tuple[str, Name | None, Suggestion]]:
    """Folded name, its pinyin where there is any, and what it suggests."""
    lexicon = searcher.lexicon
    for name in lexicon.names:
        make = _mechanism if name.kind == "mechanism" else _place
        suggestion = make(name, searcher)
        if suggestion.count:
            yield name.name, name, suggestion
    for word, meant in lexicon.facet_words.items():
        for facet, value in meant:
            suggestion = _catalogue(facet, value, lexicon, searcher)
            if suggestion is not None:
                yield word, Name(facet, value, word, syllables(word)), suggestion
    for year, ids in searcher.library.bitmaps.get("year", {}).items():
        if year.isdigit():
            yield year, None, Suggestion("year", f"{year} 年", "年度", "year", year, len(ids))


def _mechanism(name: Name, searcher: Searcher) -> Suggestion:
    preferred = searcher.lexicon.mechanisms[name.key].name
    other = next((o for o in searcher.lexicon.mechanisms[name.key].names if fold_text(o) == name.name), "")
    detail = f"近义:{other}" if other else "治理机制"
    count = len(searcher.sources.having("mechanism", name.key))
    return Suggestion("mechanism", preferred, detail, "mechanism", name.key, count, bool(other))


def _place(name: Name, searcher: Searcher) -> Suggestion:
    """A place in force, or what a former one is today."""
    lexicon = searcher.lexicon
    place = lexicon.places[name.key]
    today = lexicon.today(name.key)
    values = [key for key in today if searcher.sources.having("place", key)]
    value = values[0] if values else name.key
    above = "/".join(each.name for each in reversed(lexicon.lineage(name.key)[1:]))
    later = f"今{lexicon.places[value].name}" if value != name.key else ""
    detail = " · ".join(filter(None, [place.code, above, later]))
    count = len(searcher.sources.having("place", value))
    return Suggestion("place", place.name, detail, "place", value, count, bool(later), name.key)


def _catalogue(facet: str, value: str, lexicon: Lexicon, searcher: Searcher) -> Suggestion | None:
    label = lexicon.labels.get(facet, {}).get(value)
    count = len(searcher.sources.having(facet, value))
    if label is None or not count:
        return None
    return Suggestion(facet, label, _FACETS[facet], facet, value, count)
