"""When nothing is found: ways on, each with the number of cases that it leads to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain

from pyroaring import BitMap

from cases.language.pinyin import readings, syllables
from cases.search.expansion.pinyin_of_texts import words
from cases.search.query.lexicon import Name
from cases.search.query.parser import Query, Term, parse
from cases.search.searcher import Searcher
from cases.search.suggestions.spelling_correction import titles_like
from cases.search.text.exact_match import Ids
from cases.search.text.normalisation import fold_text

MOST_OFFERED = 5
_MOST_TRIED = 12  # near terms whose cases are counted
_ALIKE = 0.7  # share of characters in common, in order: one wrong in four, but not in three
_SHORTEST_SPLIT = 4
_LONGEST_TRIED = 24  # characters
_SHORTEST_INSIDE = 3  # characters of a name within a longer word
_PAIR = 2
_LONG = 4  # characters: with one more they may be a word with a slip of the pen
_ONE_WORD = re.compile("[0-9a-z]{2}")
_LETTERS = re.compile("[a-z]{2,24}")


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition beside the search text: what to say of it, and the ids that meet it."""

    parameter: str
    label: str
    ids: Ids


@dataclass(frozen=True, slots=True)
class WayOn:
    """One change that finds something.

    `kind`: `term`, `filter`, the whole `text` or all `filters` are left out, `near` is another word for one
    term, `free` a phrase without its quotation marks, `split` parts one, `above` is a place around the one
    that was meant, `all` the whole library. `q` is the search text then; `parameter` the filter to leave
    out, or for `above` the facet to choose, with its `value`.
    """

    kind: str
    label: str
    count: int
    q: str
    parameter: str = ""
    value: str = ""


def ways_on(searcher: Searcher, query: Query, filters: Sequence[Filter] = ()) -> list[WayOn]:
    """What to leave out, most cases first; then what to ask instead, the most alike first."""
    dropped = sorted(_dropped(searcher, query, filters), key=lambda way: -way.count)
    replaced = chain(_titles(searcher, query, filters), _replaced(searcher, query, filters))
    offered = [*_finding(dropped), *_finding(replaced)]
    if not offered:
        offered.append(WayOn("all", "全部案例", len(searcher.library.all), ""))
    return offered


def _dropped(searcher: Searcher, query: Query, filters: Sequence[Filter]) -> Iterator[WayOn]:
    found = searcher.answer(query).ids if filters else BitMap()
    for left_out in filters:
        others = [other.ids for other in filters if other is not left_out]
        count = len(_within(found, others))
        yield WayOn("filter", left_out.label, count, query.source, left_out.parameter)
    if filters:
        yield WayOn("text", query.source, len(_within(searcher.library.all, [f.ids for f in filters])), "")
    if len(filters) > 1:
        yield WayOn("filters", "", len(found), query.source)
    if len(query.terms) + len(query.excluded) < 2:
        return
    for term in (*query.terms, *query.excluded):
        rest = query.without(term)
        excluded = term in query.excluded
        yield WayOn("term", f"{'-' * excluded}{term.source}", _count(searcher, rest, filters), rest.source)


def _titles(searcher: Searcher, query: Query, filters: Sequence[Filter]) -> Iterator[WayOn]:
    for title in titles_like(fold_text(query.source), searcher.letters):
        yield WayOn("near", title, _count(searcher, parse(title), filters), title)


def _replaced(searcher: Searcher, query: Query, filters: Sequence[Filter]) -> Iterator[WayOn]:
    for term in query.terms:
        match = searcher.match(term)
        if match.tiers:
            continue  # this one is not to blame
        if term.quoted:
            free = query.replacing(term, replace(term, quoted=False))
            yield WayOn("free", term.typed, _count(searcher, free, filters), free.source)
        if term.field is not None:
            free = query.replacing(term, replace(term, field=None))
            yield WayOn("near", term.typed, _count(searcher, free, filters), free.source)
        for word in dict.fromkeys((*_near(searcher, term), *_parted(searcher, term))):
            kind = "split" if " " in word else "near"
            changed = _with(query, term, word)
            yield WayOn(kind, word, _count(searcher, changed, filters), changed.source)
        yield from _above(searcher, query, term, filters)


def _near(searcher: Searcher, term: Term) -> list[str]:
    """The words of the vocabularies that sound alike or have these initials, or most characters in common.

    Then the words of the texts that it may be pinyin of; the names that it has inside, or the longest part
    of it that stands anywhere.
    """
    lexicon, word = searcher.lexicon, term.text
    characters = set(word)
    sounds = [syllables(word), *readings(word)] if _LETTERS.fullmatch(word) else [syllables(word)]
    alike = {name.name: 2.0 for sound in sounds for name in lexicon.sounding_like(sound)}
    alike |= {name.name: 2.0 for name in lexicon.by_initials.get(word, ()) if _has_cases(name, searcher)}
    alike.pop(word, None)
    for name in lexicon.names:
        if name.name == word or name.name in alike or abs(len(name.name) - len(word)) > len(word) // 2:
            continue
        if 2 * len(characters.intersection(name.name)) >= len(characters) and _has_cases(name, searcher):
            ratio = SequenceMatcher(None, word, name.name).ratio()
            if ratio >= _ALIKE:
                alike[name.name] = ratio
    near = sorted(alike, key=lambda name: (-alike[name], name))[:_MOST_TRIED]
    spoken = [each for each, _ids in words(term, searcher.letters)]
    inside = _names_inside(searcher, word)
    return [*near, *spoken, *(inside or _longest_part(searcher, word))]


def _names_inside(searcher: Searcher, word: str) -> list[str]:
    """The names that stand within a longer word, the longest first: 留守老人 in 留守老人关爱服务."""
    names = {
        name.name: name
        for name in searcher.lexicon.names
        if _SHORTEST_INSIDE <= len(name.name) < len(word) and name.name in word
    }
    known = [name for name in sorted(names, key=len, reverse=True) if _has_cases(names[name], searcher)]
    return [name for name in known if not any(name in other for other in known if other != name)]


def _has_cases(name: Name, searcher: Searcher) -> bool:
    facets = ("mechanism",) if name.kind == "mechanism" else ("place", "place_then")
    return any(searcher.sources.having(facet, name.key) for facet in facets)


def _longest_part(searcher: Searcher, word: str) -> Iterator[str]:
    word = word[:_LONGEST_TRIED]
    for length in range(len(word) - 1, 1, -1):
        for start in range(len(word) - length + 1):
            part = word[start : start + length]
            if _is_sensible(word, start, start + length) and searcher.letters.standing(part):
                yield part
                return


def _is_sensible(word: str, start: int, end: int) -> bool:
    """Whether a part may be a word: it cuts no number, and of a short one not a single character off.

    Two characters from the midst of a word are not even half a word: 年人 of 未成年人保护.
    """
    if end - start == _PAIR and start > 0 and end < len(word):
        return False
    if any(_ONE_WORD.fullmatch(word[at - 1 : at + 1]) for at in (start, end) if 0 < at < len(word)):
        return False
    return end - start >= _LONG or 1 not in (start, len(word) - end)


def _parted(searcher: Searcher, term: Term) -> Iterator[str]:
    """The word as two, where that finds most."""
    if len(term.text) < _SHORTEST_SPLIT or " " in term.text:
        return
    halves = [(term.text[:cut], term.text[cut:]) for cut in range(2, len(term.text) - 1)]
    standing = searcher.letters.standing
    counts = {half: len(standing(half[0], term.field) & standing(half[1], term.field)) for half in halves}
    best = max(counts, key=lambda half: counts[half])
    if counts[best]:
        yield " ".join(best)


def _above(searcher: Searcher, query: Query, term: Term, filters: Sequence[Filter]) -> Iterator[WayOn]:
    """The nearest place with cases around a place that has none."""
    lexicon = searcher.lexicon
    rest = query.without(term)
    for key in (*lexicon.places_named(term.text), *lexicon.places_shortened(term.text)):
        for place in lexicon.lineage(key)[1:]:
            ids = searcher.sources.having("place", place.key)
            count = len(_within(searcher.answer(rest).ids & ids, [each.ids for each in filters]))
            if count:
                yield WayOn("above", lexicon.path(place.key), count, rest.source, "place", place.key)
                break


def _with(query: Query, term: Term, word: str) -> Query:
    """The query with another word, or with two in its place."""
    first, *others = word.split(" ")
    changed = query.replacing(term, replace(term, typed=first, text=fold_text(first)))
    more = tuple((replace(term, typed=other, text=fold_text(other)),) for other in others)
    return Query((*changed.groups, *more), changed.excluded)


def _count(searcher: Searcher, query: Query, filters: Sequence[Filter]) -> int:
    return len(_within(searcher.answer(query).ids, [each.ids for each in filters]))


def _within(ids: Ids, sets: Iterable[Ids]) -> Ids:
    for other in sets:
        ids = ids & other
    return ids


def _finding(ways: Iterable[WayOn]) -> list[WayOn]:
    """The first MOST_OFFERED that find something, each once."""
    found = {(way.kind, way.label): way for way in ways if way.count}
    return list(found.values())[:MOST_OFFERED]
