"""A text with width, script and stray blanks evened out for the names of places, which lose no character."""

import re
import unicodedata
from functools import lru_cache

from cases.language.folding import Folded, FoldTable, Span, fold_with_offsets, simplified, single

_IDEOGRAPH_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
_FIRST_WIDE = 0x3000  # before it are the radicals, which NFKC would take for characters
_FIRST_RARE = "\ua000"  # compatibility forms and rare characters, which are in no name, stay as they are
_BLANKS = re.compile(r"(?:[^\S\n\r\x0b\x0c\x85\u2028\u2029]|[\u200b\u200c\u200d\ufeff])+")


def fold(text: str, keep: frozenset[str]) -> Folded:
    """Even out a text; characters of `keep` stay (乾 is a traditional 干, but also in 乾县).

    Blanks between two Chinese characters are dropped, line breaks stay.
    """
    return fold_with_offsets(text, _table(keep), _BLANKS, _kept_blanks)


def is_ideograph(character: str) -> bool:
    """Whether a character is a Chinese one."""
    return any(low <= ord(character) <= high for low, high in _IDEOGRAPH_RANGES)


@lru_cache(maxsize=4)
def _table(keep: frozenset[str]) -> FoldTable:
    return FoldTable(lambda character: character if character in keep else _fold_character(character))


def _fold_character(character: str) -> str:
    if is_ideograph(character):
        return simplified(character) if character < _FIRST_RARE else character
    if ord(character) < _FIRST_WIDE:
        return character
    return single(unicodedata.normalize("NFKC", character), character)


def _kept_blanks(run: re.Match[str]) -> Span:
    """All of the run, or nothing where it stands between two Chinese characters."""
    text, (start, end) = run.string, run.span()
    inside = start > 0 and end < len(text) and is_ideograph(text[start - 1]) and is_ideograph(text[end])
    return (start, start) if inside else (start, end)
