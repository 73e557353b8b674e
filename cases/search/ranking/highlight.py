"""Which printed characters to highlight, and which stretch of a text to show of a case.

What is handed over are fragments of the printed text, never markup: the templates escape and mark them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cases.language.folding import Folded
from cases.search import thresholds
from cases.search.ranking.matches import HighlightTerm
from cases.search.text.document import Field
from cases.search.text.normalisation import QUOTE, fold, without_quotes
from cases.search.text.tokens import LOOSE_LENGTH

_ELLIPSIS = "…"
_CLAUSE_START = re.compile(r"[。！？；：，、!?;:,\n]+[”’」』）)]*\s*")


_folded = lru_cache(maxsize=256)(fold)  # pages of one list, and lists of one library, show the same texts


Passages = Sequence[tuple[int, int]]  # further characters to mark: start and end, the end exclusive


class Fragment(NamedTuple):
    """A stretch of printed text, to be highlighted or not."""

    text: str
    marked: bool


class Occurrence(NamedTuple):
    """Printed characters start to end, end exclusive, and the number of the term that occurs there."""

    start: int
    end: int
    term: int


def highlight(
    printed: str, terms: Iterable[HighlightTerm], field: Field, passages: Passages = ()
) -> list[Fragment]:
    """The whole text in fragments, terms and passages marked; joined they are the text."""
    return _fragments(printed, _with(passages, occurrences(printed, terms, field)), 0, len(printed))


def snippet(
    printed: str,
    terms: Iterable[HighlightTerm],
    field: Field = Field.TEXT,
    size: int | None = None,
    passages: Passages = (),
) -> list[Fragment]:
    """The stretch of about `size` characters with most of the terms, from the start of a clause.

    Where there are passages to mark it is the stretch with most of those. Without either the beginning. An
    ellipsis says that the text goes on; line breaks become blanks.
    """
    size = thresholds.SNIPPET_CHARACTERS.value if size is None else size
    occurring = occurrences(printed, terms, field)
    start = _best_start(printed, _with(passages, []) or occurring, size)
    occurring = _with(passages, occurring)
    end = min(len(printed), start + size)
    end = max([end, *(each.end for each in occurring if each.start < end < each.end)])
    fragments = [
        Fragment(text.replace("\n", " "), marked)
        for text, marked in _fragments(printed, occurring, start, end)
    ]
    before = [Fragment(_ELLIPSIS, False)] if start > 0 else []
    after = [Fragment(_ELLIPSIS, False)] if end < len(printed) else []
    return before + fragments + after


def _with(passages: Passages, occurring: list[Occurrence]) -> list[Occurrence]:
    """The occurrences and the passages in order; each passage counts as a term of its own."""
    own = [Occurrence(start, end, -number) for number, (start, end) in enumerate(passages, start=1)]
    return sorted(occurring + own)


def occurrences(printed: str, terms: Iterable[HighlightTerm], field: Field) -> list[Occurrence]:
    """Where the terms occur, in order; one that occurs nowhere is tried across quotation marks."""
    wanted = ((number, term) for number, term in enumerate(terms) if term.text)
    texts = [(number, term.text) for number, term in wanted if term.field in (None, field)]
    if not texts:
        return []  # a list that was not searched for folds no text
    folded = _folded(printed)
    bare = folded.text.replace(QUOTE, "") if QUOTE in folded.text else ""
    occurring: list[Occurrence] = []
    for number, text in texts:  # a mechanism brings a hundred, few of which occur in any one text
        if text in folded.text:
            occurring += _occurrences_of(text, number, folded)
        elif bare and len(text) >= LOOSE_LENGTH and (unquoted := text.replace(QUOTE, "")) in bare:
            occurring += _occurrences_of(unquoted, number, without_quotes(folded))
    return sorted(occurring)


def _occurrences_of(text: str, number: int, folded: Folded) -> Iterator[Occurrence]:
    at = folded.text.find(text)
    while at >= 0:
        yield Occurrence(*folded.printed_span(at, at + len(text)), number)
        at = folded.text.find(text, at + 1)


def _fragments(printed: str, occurring: list[Occurrence], start: int, end: int) -> list[Fragment]:
    """The text from start to end, with the occurrences marked; those that overlap or touch are one."""
    cuts = [start]
    for each in occurring:
        left, right = max(each.start, start), min(each.end, end)
        if left >= right:
            continue
        if len(cuts) > 1 and left <= cuts[-1]:
            cuts[-1] = max(cuts[-1], right)
        else:
            cuts += [left, right]
    cuts.append(end)
    stretches = enumerate(pairwise(cuts))
    return [Fragment(printed[a:b], bool(number % 2)) for number, (a, b) in stretches if a < b]


def _best_start(printed: str, occurring: list[Occurrence], size: int) -> int:
    if not occurring or len(printed) <= size:
        return 0
    looked_at = occurring[: thresholds.SNIPPET_OCCURRENCES.value]
    clauses = [0, *(match.end() for match in _CLAUSE_START.finditer(printed, 0, looked_at[-1].start))]
    positions = [each.start for each in looked_at]
    several = len({each.term for each in looked_at}) > 1
    best, most = 0, (0, 0)
    for each in looked_at:
        start = max(clauses[bisect_right(clauses, each.start) - 1], each.start - size // 2)
        end = start + size
        near = looked_at[bisect_left(positions, start) : bisect_right(positions, end)]
        inside = [other.term for other in near if other.end <= end]
        worth = (len(set(inside)) if several else 1, len(inside))
        if worth > most:
            best, most = start, worth
    return best
