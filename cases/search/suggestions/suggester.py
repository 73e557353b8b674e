"""Suggestions while a reader types: mechanisms, places, programmes and tiers, years, and cases by title.

A case without a title is suggested by whom and what place it names.

Only what has cases is suggested, so no suggestion leads to an empty page.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from cases.accessions import read
from cases.facets.declarations import FACET_LABELS
from cases.facets.facet import NONE
from cases.language.pinyin import every_reading, readings
from cases.language.word_tables import rows_of_kind
from cases.search import thresholds
from cases.search.query.lexicon import Name, QueryLexicon
from cases.search.searcher import Searcher
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, union
from cases.search.text.normalisation import QUOTE, fold_text

_FIRST_KINDS = ("mechanism", "place", "tier", "programme", "issuer", "year")
_KINDS = tuple(dict.fromkeys([*_FIRST_KINDS, *FACET_LABELS, "case"]))  # in the order of the suggestions
# Words that are no names, so that a search does not follow them, but that say what a reader is after.
SUGGESTED_WORDS = {row["word"]: row["slug"] for row in rows_of_kind("suggested_words", "suggested")}
_LATIN = re.compile(r"[a-z]+")
_SEPARATOR = "\n"
_WHOLE, _PREFIX, _INSIDE, _PINYIN, _INITIALS = range(5)  # how a name fits what was typed, best first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`parameter` and `value` choose it as a facet; a case has no parameter, its `value` is the accession.

    `detail` tells homonyms apart: `340702 · 安徽省/铜陵市 · 今铜官区`. `count` is how many cases it has.
    `other_name` says that another or a former name fits; `key` is that of a place. `rest` is what
    was typed before the word that is suggested for; then `count` are the cases of both. The parameter of a
    place that was divided is `place_then`.
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
        self._names = _NameIndex(keyed)
        self._pinyin = _PinyinIndex(keyed)

    def suggest(self, typed: str, limit: int | None = None) -> list[Suggestion]:
        """At most `limit` suggestions for the last word typed, the best first; none for an empty one.

        What was typed before it stays: only what has cases together with that is suggested. Words in
        pinyin are read as one as far as that fits anything: nan jing.
        """
        limit = thresholds.SUGGESTIONS.value if limit is None else limit
        if numbered := list(self._numbered(typed, limit)):
            return numbered
        words = typed[-thresholds.SUGGESTED_FOR_CHARACTERS.value :].split()
        for start in range(len(words)):
            parts = [fold_text(word).replace(QUOTE, "") for word in words[start:]]
            if len(parts) > 1 and not all(map(_LATIN.fullmatch, parts)):
                continue
            fitting = self._fitting("".join(parts), " ".join(words[:start]))
            if fitting:
                return _best(fitting, limit)
        return []

    def _numbered(self, typed: str, most: int) -> Iterator[Suggestion]:
        """The cases whose accession number was typed, in whatever form, or begun: 2014-sqzl-w."""
        for number in islice(read(typed), most):
            ids = self._searcher.matcher.numbered(number)
            yield from self._cases(self._searcher.default_order.arranged(ids)[:most].tolist())

    def _cases(self, ids: list[int]) -> Iterator[Suggestion]:
        titles = self._searcher.matcher.index.titles(ids)
        for accession, title in (titles[number] for number in ids if number in titles):
            yield Suggestion("case", title, accession, "", accession, 1)

    def _fitting(self, wanted: str, rest: str) -> list[tuple[int, Suggestion]]:
        """How each suggestion for one word fits, beside what was typed before it."""
        if not wanted:
            return []
        before: Ids = self._searcher.search(rest).ids if rest else union([])
        if not before:  # nothing was typed, or it has no results by itself
            rest, before = "", self._searcher.library.all
        fitting = [*self._names.fitting(wanted), *self._behind(wanted), *self._titles(wanted, before)]
        if _LATIN.fullmatch(wanted):
            fitting += self._pinyin.fitting(wanted)
        return list(self._beside(rest, before, fitting)) if rest else fitting

    def _beside(
        self, rest: str, before: Ids, fitting: list[tuple[int, Suggestion]]
    ) -> Iterator[tuple[int, Suggestion]]:
        """The suggestions that have cases among those of the words before."""
        with_value = self._searcher.context.documents_with_value
        for fit, each in fitting:
            if each.kind == "case":
                yield fit, each
            elif count := with_value(each.parameter, each.value).intersection_cardinality(before):
                yield fit, replace(each, count=count, rest=rest)

    def _behind(self, wanted: str) -> Iterator[tuple[int, Suggestion]]:
        """Places behind what they lie in: 长春朝, 北京市朝阳."""
        lexicon = self._searcher.lexicon
        for cut in range(2, len(wanted)):
            above = set(lexicon.places_named(wanted[:cut])).union(
                lexicon.places_with_short_name(wanted[:cut])
            )
            for fit, suggestion in self._names.fitting(wanted[cut:]) if above else ():
                around = (place.key for place in lexicon.lineage(suggestion.key)[:-1])
                if fit < _INSIDE and above.intersection(around):
                    yield fit, suggestion

    def _titles(self, wanted: str, before: Ids) -> Iterator[tuple[int, Suggestion]]:
        matcher, most = self._searcher.matcher, thresholds.SUGGESTED_CASES.value
        by_field = matcher.documents_by_field(wanted, None)
        untitled = self._searcher.context.documents_with_value("title", NONE)
        called = union([by_field[Field.APPLICANT], by_field[Field.PLACE]]) & untitled
        matches = [(_INSIDE, union([by_field[Field.TITLE], called]))]
        if _LATIN.fullmatch(wanted):
            read = (matcher.title_syllables(parts) for parts in readings(wanted) if len(parts) > 1)
            matches.append((_PINYIN, union(read)))
            if len(wanted) > thresholds.SUGGESTED_INITIALS.value:
                matches.append((_INITIALS, matcher.title_initials(wanted, at_start=True)))
        for fit, titled in matches:
            ids = self._searcher.default_order.arranged(titled & before)[:most].tolist()
            yield from ((fit, case) for case in self._cases(ids))


class _NameIndex:
    """All names in one string: searching a part of any of them is one pass of the string search."""

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
        """What begins so, then what has it inside; of each the SUGGESTED_NAMES with most cases."""
        for at in islice(self._positions(_SEPARATOR + wanted), thresholds.SUGGESTED_NAMES.value):
            whole = self._text[at + 1 + len(wanted)] == _SEPARATOR
            yield _WHOLE if whole else _PREFIX, self._at(at + 1)
        for at in islice(self._positions(wanted), thresholds.SUGGESTED_NAMES.value):
            yield _INSIDE, self._at(at)

    def _positions(self, part: str) -> Iterator[int]:
        at = self._text.find(part)
        while at >= 0:
            yield at
            at = self._text.find(part, at + 1)

    def _at(self, at: int) -> Suggestion:
        return self._suggestions[bisect_right(self._starts, at) - 1]


class _PinyinIndex:
    """Pinyin and initials of all names, sorted, to be looked up by their prefixes, the shortest first."""

    def __init__(self, keyed: list[tuple[str, Name | None, Suggestion]]) -> None:
        spelt = [
            ("".join(spelling), _PINYIN, number)
            for number, (_, name, _) in enumerate(keyed)
            if name
            for spelling in name.reading.spellings()
        ]
        short = [(name.initials, _INITIALS, number) for number, (_, name, _) in enumerate(keyed) if name]
        self._keys = sorted(spelt + short)
        self._suggestions = [suggestion for _, _, suggestion in keyed]

    def fitting(self, wanted: str) -> Iterator[tuple[int, Suggestion]]:
        if len(wanted) < thresholds.SUGGESTED_INITIALS.value:
            return
        start = bisect_left(self._keys, (wanted,))
        for key, fit, number in islice(self._keys, start, start + thresholds.SUGGESTED_NAMES.value):
            if not key.startswith(wanted):
                break
            yield fit, self._suggestions[number]


def _best(fitting: Iterable[tuple[int, Suggestion]], limit: int) -> list[Suggestion]:
    """Each suggestion once, at its best; not too many of a kind."""
    fits: dict[Suggestion, int] = {}
    for fit, suggestion in fitting:
        fits[suggestion] = min(fit, fits.get(suggestion, fit))
    ordered = sorted(fits, key=lambda each: (fits[each], *_sort_key(each)))
    remaining = {
        "mechanism": thresholds.SUGGESTED_MECHANISMS.value,
        "place": thresholds.SUGGESTED_PLACES.value,
        "case": thresholds.SUGGESTED_CASES.value,
    }
    kept: list[Suggestion] = []
    for suggestion in ordered:
        left = remaining.get(suggestion.kind, limit)
        if not suggestion.other_name:
            kept = [suggestion if _same(suggestion, other) else other for other in kept]
        if left and len(kept) < limit and not any(_same(suggestion, other) for other in kept):
            remaining[suggestion.kind] = left - 1
            kept.append(suggestion)
    return kept


def _sort_key(suggestion: Suggestion) -> tuple[int, bool, int, str]:
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
            labelled = _catalogue(facet, value, lexicon, searcher)
            if labelled is not None:
                yield word, Name(facet, value, word, every_reading(word)), labelled
    for word, slug in SUGGESTED_WORDS.items():
        if slug in lexicon.mechanisms:
            suggestion = _mechanism(Name("mechanism", slug, word, every_reading(word)), searcher)
            if suggestion.count:
                yield word, None, suggestion
    for year, ids in searcher.library.bitmaps.get("year", {}).items():
        if year.isdigit():
            yield year, None, Suggestion("year", f"{year} 年", "年度", "year", year, len(ids))


def _mechanism(name: Name, searcher: Searcher) -> Suggestion:
    preferred = searcher.lexicon.mechanisms[name.key].name
    other = next((o for o in searcher.lexicon.mechanisms[name.key].names if fold_text(o) == name.name), "")
    detail = f"又称“{other}”" if other else "治理机制"
    count = len(searcher.context.documents_with_value("mechanism", name.key))
    return Suggestion("mechanism", preferred, detail, "mechanism", name.key, count, bool(other))


def _place(name: Name, searcher: Searcher) -> Suggestion:
    """A place in force, or what a former one is today; one that was divided, by the cases of its time."""
    lexicon = searcher.lexicon
    place = lexicon.places[name.key]
    today = lexicon.today(name.key)
    if len(today) > 1 and (ids := searcher.context.documents_with_value("place_then", name.key)):
        return _divided(name, sorted(today), len(ids), lexicon)
    values = [key for key in today if searcher.context.documents_with_value("place", key)]
    value = values[0] if values else name.key
    above = "".join(each.name for each in lexicon.lineage(name.key)[:-1])
    later = f"今{lexicon.places[value].name}" if value != name.key else ""
    detail = " · ".join(filter(None, [above, later]))
    count = len(searcher.context.documents_with_value("place", value))
    return Suggestion("place", place.name, detail, "place", value, count, bool(later), name.key)


def _divided(name: Name, today: Iterable[str], count: int, lexicon: QueryLexicon) -> Suggestion:
    """A former place that is several today: nothing says in which of them each of its cases lies."""
    above = "".join(each.name for each in lexicon.lineage(name.key)[:-1])
    later = "今" + "、".join(lexicon.places[key].name for key in today)
    detail = " · ".join(filter(None, [above, later]))
    text = lexicon.places[name.key].name
    return Suggestion("place", text, detail, "place_then", name.key, count, other_name=True, key=name.key)


def _catalogue(facet: str, value: str, lexicon: QueryLexicon, searcher: Searcher) -> Suggestion | None:
    label = lexicon.labels.get(facet, {}).get(value)
    count = len(searcher.context.documents_with_value(facet, value))
    if label is None or not count:
        return None
    return Suggestion(facet, label, FACET_LABELS[facet], facet, value, count)
