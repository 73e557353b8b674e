"""Which printed characters to light up, and which stretch of a text to show of a case.

What is handed over are pieces of the printed text, never markup: the templates escape and mark them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cases.search.ranking.reasons import Mark
from cases.search.text.document import Field
from cases.search.text.normalisation import QUOTE, Folded, fold, without_quotes
from cases.search.text.tokens import LOOSE_LENGTH

SNIPPET = 80  # characters
_MOST_HITS = 60  # looked at for the best stretch
_ELLIPSIS = "…"
_CLAUSE_START = re.compile(r"[。！？；：，、!?;:,\n]+[”’」』）)]*\s*")


_folded = lru_cache(maxsize=256)(fold)  # pages of one list, and lists of one library, show the same texts


class Piece(NamedTuple):
    """A stretch of printed text, to be lit up or not."""

    text: str
    marked: bool


class Hit(NamedTuple):
    """Printed characters start to end, end exclusive, and the number of the word that stands there."""

    start: int
    end: int
    word: int


def highlight(printed: str, marks: Iterable[Mark], field: Field) -> list[Piece]:
    """The whole text in pieces; joined they are the text."""
    return _pieces(printed, hits(printed, marks, field), 0, len(printed))


def snippet(
    printed: str, marks: Iterable[Mark], field: Field = Field.TEXT, size: int = SNIPPET
) -> list[Piece]:
    """The stretch of about `size` characters with most of the words, from the start of a clause.

    Without a hit the beginning. An ellipsis says that the text goes on; line breaks become blanks.
    """
    found = hits(printed, marks, field)
    start = _best_start(printed, found, size)
    end = min(len(printed), start + size)
    end = max([end, *(hit.end for hit in found if hit.start < end < hit.end)])
    pieces = [Piece(text.replace("\n", " "), marked) for text, marked in _pieces(printed, found, start, end)]
    before = [Piece(_ELLIPSIS, False)] if start > 0 else []
    after = [Piece(_ELLIPSIS, False)] if end < len(printed) else []
    return before + pieces + after


def hits(printed: str, marks: Iterable[Mark], field: Field) -> list[Hit]:
    """Where the words stand, in order; a word that stands nowhere is tried across quotation marks."""
    wanted = ((number, mark) for number, mark in enumerate(marks) if mark.word)
    words = [(number, mark.word) for number, mark in wanted if mark.field in (None, field)]
    if not words:
        return []  # a list that was not searched for folds no text
    folded = _folded(printed)
    bare = folded.text.replace(QUOTE, "") if QUOTE in folded.text else ""
    found: list[Hit] = []
    for number, word in words:  # a mechanism brings a hundred, few of which stand in any one text
        if word in folded.text:
            found += _standing(folded, word, number)
        elif bare and len(word) >= LOOSE_LENGTH and (unquoted := word.replace(QUOTE, "")) in bare:
            found += _standing(without_quotes(folded), unquoted, number)
    return sorted(found)


def _standing(folded: Folded, word: str, number: int) -> list[Hit]:
    found = []
    at = folded.text.find(word)
    while at >= 0:
        found.append(Hit(*folded.printed_span(at, at + len(word)), number))
        at = folded.text.find(word, at + 1)
    return found


def _pieces(printed: str, found: list[Hit], start: int, end: int) -> list[Piece]:
    """The text from start to end, with what is hit marked; stretches that overlap or touch are one."""
    cuts = [start]
    for hit in found:
        left, right = max(hit.start, start), min(hit.end, end)
        if left >= right:
            continue
        if len(cuts) > 1 and left <= cuts[-1]:
            cuts[-1] = max(cuts[-1], right)
        else:
            cuts += [left, right]
    cuts.append(end)
    stretches = enumerate(pairwise(cuts))
    return [Piece(printed[a:b], bool(number % 2)) for number, (a, b) in stretches if a < b]


def _best_start(printed: str, found: list[Hit], size: int) -> int:
    if not found or len(printed) <= size:
        return 0
    looked_at = found[:_MOST_HITS]
    clauses = [0, *(match.end() for match in _CLAUSE_START.finditer(printed, 0, looked_at[-1].start))]
    positions = [hit.start for hit in looked_at]
    several = len({hit.word for hit in looked_at}) > 1
    best, most = 0, (0, 0)
    for hit in looked_at:
        start = max(clauses[bisect_right(clauses, hit.start) - 1], hit.start - size // 2)
        end = start + size
        near = looked_at[bisect_left(positions, start) : bisect_right(positions, end)]
        inside = [other.word for other in near if other.end <= end]
        worth = (len(set(inside)) if several else 1, len(inside))
        if worth > most:
            best, most = start, worth
    return best
