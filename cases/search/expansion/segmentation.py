"""Segmentation: words that occur nowhere as typed, but in segments.

Compounds of names and years, 深圳社区基金会, 2015提名, 三社联动案例; words with punctuation between their
characters, 四项制度三维评价 for 四项制度、三维评价; and words whose two halves are near each other, 622工作法
for 622社区议事协商工作法.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_
from typing import TypeGuard

from pyroaring import FrozenBitMap

from cases.language.pinyin import runs
from cases.search import thresholds
from cases.search.expansion.expansion import Expansion, Level, SearchContext, Strength, same_reason
from cases.search.query.facet_words import STOP_WORDS, years
from cases.search.query.lexicon import QueryLexicon
from cases.search.query.query import QueryTerm
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids, union
from cases.search.text.normalisation import PARAGRAPH, QUOTE

_SIGN = r"[^\w\n]?"  # a sign or none
_FIELDS = (Field.TITLE, Field.APPLICANT, Field.TEXT)
_LIST_SIGN = re.compile(r"(?<!\d)[、,;/]+|[、,;/]+(?!\d)")  # 1,200 and 2014/15 are one thing each
_NUMBER = re.compile(r"[0-9a-z]")


@dataclass(frozen=True, slots=True)
class Segment:
    """All cases of one segment of a word: its exact matches and its expansions."""

    term: QueryTerm
    exact: Ids
    expanded: tuple[Expansion, ...] = ()

    @property
    def ids(self) -> Ids:
        return union([self.exact, *(expansion.ids for expansion in self.expanded)])

    def label(self, number: int) -> str:
        """What the reason says of the segment: itself, and how a case that does not print it matches."""
        text = self.term.text.replace(QUOTE, "")
        if number in self.exact:
            return text
        why = (each.reason(number) for each in self.expanded if number in each.ids)
        return next((f"{text}({label})" for label in why), text)


Match = Callable[[QueryTerm], Segment]


# --- Compounds of names, years and words without meaning ---


def compounds(term: QueryTerm, context: SearchContext, match: Match) -> Iterator[Expansion]:
    """Cases that match every segment of a word made of names, years and the like, and nothing else."""
    segments = segment(term.text, context.lexicon)
    if segments is not None and len(segments) > 1:
        yield from _all_of(segments, term, context, match)


def compounds_with_rest(term: QueryTerm, context: SearchContext, match: Match) -> Iterator[Expansion]:
    """The same with a rest in front or behind that is no name: 深圳大盆菜. For words without any match.

    A rest that occurs nowhere may be two words: 温江343协商.
    """
    word = term.text[: thresholds.COMPOUND_CHARACTERS.value]
    is_segment = lru_cache(maxsize=None)(lambda piece: _is_segment(piece, context.lexicon))
    match = lru_cache(maxsize=None)(match)
    for segments, rest in _with_names(word, is_segment):
        splits = ((rest,), *_splits(rest))
        tried = (list(_all_of([*segments, *pieces], term, context, match)) for pieces in splits)
        matching = next((several for several in tried if any(each.ids for each in several)), None)
        if matching:
            yield from matching
            return


def listed_words(term: QueryTerm, context: SearchContext, match: Match) -> Iterator[Expansion]:
    """Cases that match every one of a few words with a sign between them: 物业、业委会. No sentence."""
    words = _LIST_SIGN.split(term.text)
    longest = thresholds.LISTED_CHARACTERS.value
    listed = len(words) > 1 and all(1 < len(word) <= longest for word in words)
    if listed:
        yield from _all_of(words, term, context, match)


def segment(word: str, lexicon: QueryLexicon) -> list[str] | None:
    """The fewest names, years and stop words that a folded word is made of; None for any other."""
    return _fewest(word, lambda piece: _is_segment(piece, lexicon))


def _fewest(word: str, is_segment: Callable[[str], bool]) -> list[str] | None:
    if len(word) > thresholds.COMPOUND_CHARACTERS.value:
        return None
    best: list[list[str] | None] = [[], *([None] * len(word))]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, current = best[start], best[end]
            if before is None or not is_segment(word[start:end]):
                continue
            if current is None or len(before) + 1 < len(current):
                best[end] = [*before, word[start:end]]
    return best[len(word)]


def _is_segment(piece: str, lexicon: QueryLexicon) -> bool:
    return piece in STOP_WORDS or bool(years(piece)) or (len(piece) > 1 and lexicon.names_anything(piece))


def _with_names(word: str, is_segment: Callable[[str], bool]) -> Iterator[tuple[list[str], str]]:
    """The names that a word begins with, then those that it ends with, as many as can be, and the rest."""
    shortest = thresholds.COMPOUND_REST.value
    for cut in range(len(word) - shortest, 0, -1):
        if _says_enough(segments := _fewest(word[:cut], is_segment), word[cut:]):
            yield segments, word[cut:]
            break
    for cut in range(shortest, len(word)):
        if _says_enough(segments := _fewest(word[cut:], is_segment), word[:cut]):
            yield segments, word[:cut]
            break


def _says_enough(segments: list[str] | None, rest: str) -> TypeGuard[list[str]]:
    long_enough = len(rest) >= thresholds.COMPOUND_REST_ALONE.value
    return segments is not None and (long_enough or not set(STOP_WORDS).issuperset(segments))


def _splits(rest: str) -> Iterator[tuple[str, str]]:
    """The ways to split a rest that is not too long in two."""
    shortest = thresholds.COMPOUND_REST.value
    if len(rest) <= thresholds.COMPOUND_REST_SPLIT.value:
        for cut in range(shortest, len(rest) - shortest + 1):
            if may_be_split(rest, cut):
                yield rest[:cut], rest[cut:]


def _all_of(
    segments: list[str], term: QueryTerm, context: SearchContext, match: Match
) -> Iterator[Expansion]:
    """The cases that match all segments, none of stop words alone; side by side in a title first."""
    wanted = tuple(each for each in segments if each not in STOP_WORDS)
    if not wanted:
        return
    matches = [match(QueryTerm(each, each, term.field)) for each in wanted]

    def reason(number: int) -> str:
        return f"拆词:{' + '.join(each.label(number) for each in matches)}"

    ids = reduce(and_, (each.ids for each in matches))
    titled = _side_by_side(wanted, ids, context)
    yield Expansion(titled, Strength.COMPOUND, Level.TITLE, reason, wanted)
    yield Expansion(ids - titled, Strength.COMPOUND, Level.TEXT, reason, wanted)


def _side_by_side(words: Sequence[str], ids: Ids, context: SearchContext) -> Ids:
    """The cases in whose title the words stand beside each other, in any order; of too many none is read."""
    if len(ids) > thresholds.SEGMENT_CASES.value:
        return union([])
    titles = context.matcher.index.texts(ids, Field.TITLE)
    return FrozenBitMap(number for number, title in titles.items() if _are_side_by_side(words, title))


def _are_side_by_side(words: Sequence[str], title: str) -> bool:
    bare = title.replace(QUOTE, "")
    starts = [bare.find(word) for word in words]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return min(starts) >= 0 and max(ends) - min(starts) == sum(map(len, words))


# --- Words that occur with something between their characters ---


def across_punctuation(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """The cases in which the word occurs with signs between its characters."""
    word = "".join(runs(term.text))
    shortest, longest = thresholds.SEGMENTED_CHARACTERS.value, thresholds.SEGMENTED_CHARACTERS_MOST.value
    if not shortest <= len(word) <= longest:
        return
    with_signs = re.compile("".join(_with_sign_before(word, at) for at in range(len(word))))
    for field in _fields(term):
        candidates = reduce(and_, (context.matcher.documents_with(each, field) for each in set(word)))
        matching = _matches(with_signs, candidates, field, context)
        ids, written = type(candidates)(matching), tuple(dict.fromkeys(matching.values()))
        yield Expansion(ids, Strength.SPELLING, Level.TEXT, same_reason("不计标点"), written)


def halves_nearby(term: QueryTerm, context: SearchContext) -> Iterator[Expansion]:
    """The cases in which the word, split in two where that matches most, occurs within one clause."""
    word = term.text
    shortest, longest = thresholds.SEGMENTED_CHARACTERS.value, thresholds.HALVED_CHARACTERS.value
    if not shortest <= len(word) <= longest or len(runs(word)) != 1:
        return
    halves = [_halves(word[:at], word[at:], term, context) for at in _cuts(word)]
    if halves:
        yield max(halves, key=lambda expansion: len(expansion.ids))


def may_be_split(word: str, at: int) -> bool:
    """Never within a number or a Latin word."""
    return at > 0 and not (_NUMBER.match(word[at - 1]) and _NUMBER.match(word[at]))


def _with_sign_before(word: str, at: int) -> str:
    return (_SIGN if may_be_split(word, at) else "") + re.escape(word[at])


def _cuts(word: str) -> Iterator[int]:
    """Where a word may be split."""
    shortest = thresholds.HALF_CHARACTERS.value
    return (at for at in range(shortest, len(word) - shortest + 1) if may_be_split(word, at))


def _halves(first: str, second: str, term: QueryTerm, context: SearchContext) -> Expansion:
    distance = thresholds.HALVES_DISTANCE.value
    near = re.compile(rf"{re.escape(first)}[\w{QUOTE}]{{0,{distance}}}{re.escape(second)}")
    every, ids = context.matcher.all, union([])
    for field in _fields(term):
        with_half = [context.matcher.documents_with(half, field) for half in (first, second)]
        if min(map(len, with_half)) * thresholds.HALF_RARITY.value <= len(every):
            ids |= _documents_matching(near, with_half[0] & with_half[1], field, context)
    reason = same_reason(f"拆词:{first} + {second}")
    return Expansion(ids, Strength.LOOSE, Level.TEXT, reason, (first, second))


def _documents_matching(pattern: re.Pattern[str], ids: Ids, field: Field, context: SearchContext) -> Ids:
    """The cases of `ids` in whose field the pattern occurs; none when that is too much to read."""
    return type(ids)(_matches(pattern, ids, field, context))


def _matches(pattern: re.Pattern[str], ids: Ids, field: Field, context: SearchContext) -> dict[int, str]:
    """The same cases, each with what matches in it first."""
    if len(ids) > thresholds.SEGMENT_CASES.value:
        return {}
    texts = context.matcher.index.texts(ids, field)
    found = ((number, _first_match(pattern, text)) for number, text in texts.items())
    return {number: match for number, match in found if match}


def _first_match(pattern: re.Pattern[str], text: str) -> str:
    """What matches first within one paragraph; empty where nothing does."""
    matches = filter(None, map(pattern.search, text.split(PARAGRAPH)))
    return next((match[0] for match in matches), "")


def _fields(term: QueryTerm) -> tuple[Field, ...]:
    return _FIELDS if term.field is None else (term.field,)
