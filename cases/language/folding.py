"""Folding: a text with differences of form evened out, and for each character left where it is printed.

Searching and the reading of places even out different things; the map back to the printed text is the same.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `offsets[i]` is the index in the printed text of folded character i."""

    text: str
    offsets: Sequence[int]

    def printed_span(self, start: int, end: int) -> Span:
        """The printed characters behind the folded characters start to end, end exclusive."""
        if start >= end:
            return (0, 0)
        return self.offsets[start], self.offsets[end - 1] + 1


class FoldTable(dict[int, str]):
    """Folds of single characters for `str.translate`, worked out when first met: a text uses few of all."""

    def __init__(self, fold_character: Callable[[str], str]) -> None:
        super().__init__()
        self._fold_character = fold_character

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = self._fold_character(chr(code_point))
        return folded


def fold_with_offsets(
    text: str, table: Mapping[int, str], blanks: re.Pattern[str], kept_of: Callable[[re.Match[str]], Span]
) -> Folded:
    """Fold each character by the table, one to one, and cut runs of blanks down to what `kept_of` says."""
    even = text.translate(table)
    kept: list[Span] = []
    done = 0
    for run in blanks.finditer(even):
        kept += [(done, run.start()), kept_of(run)]
        done = run.end()
    if not kept:
        return Folded(even, range(len(even)))
    kept.append((done, len(even)))
    offsets: list[int] = []
    for start, end in kept:
        offsets += range(start, end)
    return Folded("".join([even[start:end] for start, end in kept]), offsets)


def simplified(character: str) -> str:
    """The simplified form of one character by itself; of phrases OpenCC would know more."""
    return single(_converter().convert(character), character)


def single(folded: str, character: str) -> str:
    """A fold that would give several characters, or none, is not made."""
    return folded if len(folded) == 1 else character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
