"""One wrong, missing or extra character in a title, or in a part of one: 民生大盆莱 for 民生大盆菜."""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from cases.language.pinyin import fuzzy, syllables
from cases.search import thresholds
from cases.search.query.query import Query
from cases.search.searcher import Searcher
from cases.search.text.document import Field
from cases.search.text.exact_match import ExactMatcher
from cases.search.text.normalisation import QUOTE

_CANDIDATES = 20  # titles compared: bounds the time
_PAIRS_LOST = 2  # by one wrong character


def corrected(query: Query, searcher: Searcher) -> str:
    """What was meant where a query matches nothing; empty where that is not plain.

    It is plain where one title, or one part of titles, differs from the query in a single character that
    sounds alike, as in 居民提按, or that stands beside its neighbours in no text.
    """
    if len(query.terms) != 1 or query.excluded or query.has_quoted:
        return ""
    [term] = query.terms
    text = term.text.replace(QUOTE, "")
    fewest, most = thresholds.SLIP_CHARACTERS.value, thresholds.TITLE_CHARACTERS_MOST.value
    if (
        term.facet
        or term.field not in (None, Field.TITLE)
        or not fewest <= len(text) <= most
        or text.isascii()
    ):
        return ""
    titles = _titles(text, searcher.matcher)
    for slips in (_wrong, _missing, _extra):
        meant = {part for title in titles for part in slips(text, title, searcher.matcher)}
        if meant:
            return meant.pop() if len(meant) == 1 else ""
    return ""


def _titles(text: str, matcher: ExactMatcher) -> list[str]:
    """The folded titles that have all but two of the text's pairs of characters."""
    pairs = {one + other for one, other in pairwise(text)}
    sets = [np.array(matcher.documents_with(pair, Field.TITLE).to_array()) for pair in pairs]
    numbers, counts = np.unique(np.concatenate(sets), return_counts=True)
    enough = numbers[counts >= max(1, len(pairs) - _PAIRS_LOST)][:_CANDIDATES]
    return list(matcher.index.texts([int(number) for number in enough], Field.TITLE).values())


def _wrong(text: str, title: str, matcher: ExactMatcher) -> Iterator[str]:
    for part in _parts(title, len(text)):
        differing = [at for at in range(len(text)) if text[at] != part[at]]
        if len(differing) == 1 and _is_slip(text, part, differing[0], title, matcher):
            yield part


def _is_slip(text: str, part: str, at: int, title: str, matcher: ExactMatcher) -> bool:
    if not text[at].isalpha():
        return False
    printed = [bool(matcher.documents_with(pair)) for pair in _pairs_with(text, at)]
    if fuzzy(syllables(text[at])) == fuzzy(syllables(part[at])):
        return not all(printed)
    if any(printed) or len(text) < thresholds.SLIP_OF_ANY_CHARACTERS.value:
        return False
    return _ends_where_a_word_does(part, at, title)


def _ends_where_a_word_does(part: str, at: int, title: str) -> bool:
    """Whether nothing goes on where the character differs: 居民提案会 is no slip for 居民提案激发."""
    before, behind = r"(?<!\w)" if at == 0 else "", r"(?!\w)" if at == len(part) - 1 else ""
    return at not in (0, len(part) - 1) or bool(re.search(before + re.escape(part) + behind, title))


def _pairs_with(text: str, at: int) -> list[str]:
    return [text[start : start + 2] for start in (at - 1, at) if 0 <= start < len(text) - 1]


def _missing(text: str, title: str, _matcher: ExactMatcher) -> Iterator[str]:
    """Parts of the title with one character more, inside."""
    return (part for part in _parts(title, len(text) + 1) if text in _without_one(part))


def _extra(text: str, title: str, _matcher: ExactMatcher) -> Iterator[str]:
    """Parts of the title with one character less; one at an end would make another word."""
    return (part for part in _parts(title, len(text) - 1) if part in _without_one(text))


def _parts(title: str, length: int) -> Iterator[str]:
    bare = title.replace(QUOTE, "")
    return (bare[start : start + length] for start in range(len(bare) - length + 1))


def _without_one(text: str) -> set[str]:
    """The text without each one of its characters, but the first and the last."""
    return {text[:at] + text[at + 1 :] for at in range(1, len(text) - 1)}
