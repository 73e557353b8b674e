"""A text with width, script and stray blanks made even, and the way back to what is printed."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import opencc

IDEOGRAPH_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


@dataclass(frozen=True)
class FoldedText:
    """`text[i]` stands for the printed character at `offsets[i]`."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed offsets, end exclusive, of a non-empty stretch of the folded text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def is_ideograph(char: str) -> bool:
    """Whether a character is a Chinese one."""
    return any(low <= ord(char) <= high for low, high in IDEOGRAPH_RANGES)


@lru_cache(maxsize=1)
def simplified() -> dict[int, str]:
    """Traditional characters to simplified ones, one to one.

    Each is converted by itself, so that offsets hold; of phrases opencc would know more.
    """
    printed = [chr(code) for low, high in IDEOGRAPH_RANGES[:1] for code in range(low, high + 1)]
    converted = opencc.OpenCC("t2s").convert("\n".join(printed)).split("\n")
    return {ord(a): b for a, b in zip(printed, converted, strict=True) if a != b and len(b) == 1}


@lru_cache(maxsize=4)
def simplified_but(keep: frozenset[str]) -> dict[int, str]:
    """The same without the characters to keep."""
    return {code: char for code, char in simplified().items() if chr(code) not in keep}


def fold(text: str, keep: frozenset[str]) -> FoldedText:
    """Even out a text; characters of `keep` stay (乾 is a traditional 干, but also in 乾县).

    Blanks between two Chinese characters are dropped, line breaks stay.
    """
    table = simplified_but(keep)
    chars, offsets = [], []
    for offset, char in enumerate(text.translate(table)):
        narrow = (
            unicodedata.normalize("NFKC", char) if ord(char) > 0x2FFF and not is_ideograph(char) else char
        )
        chars.append(narrow if len(narrow) == 1 else char)
        offsets.append(offset)
    kept = [index for index in range(len(chars)) if not dropped(chars, index)]
    return FoldedText("".join(chars[i] for i in kept), tuple(offsets[i] for i in kept))


def dropped(chars: list[str], index: int) -> bool:
    """Whether the character is a blank inside a run of Chinese ones, or has no width at all."""
    if not is_blank(chars[index]):
        return False
    before, after = index - 1, index + 1
    while before >= 0 and is_blank(chars[before]):
        before -= 1
    while after < len(chars) and is_blank(chars[after]):
        after += 1
    return before >= 0 and after < len(chars) and is_ideograph(chars[before]) and is_ideograph(chars[after])


def is_blank(char: str) -> bool:
    """Whether a character separates nothing but is not a line break."""
    return char in "\u200b\u200c\u200d\ufeff" or (
        char.isspace() and char not in "\n\r\x0b\x0c\x85\u2028\u2029"
    )
