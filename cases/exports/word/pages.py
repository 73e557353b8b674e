"""How many pages a case takes, so that the table of contents is right before anybody updates it.

The type area is a grid: Chinese characters are as wide as the type is high, digits and Latin letters
half of it, lines are of exact height. Breaking them by the rules of Chinese typesetting gives the
pages that a word processor makes, but for fonts whose digits are wider. Lengths are twips.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from cases.exports.word.layout import HEIGHT, WIDTH, Style, points

NOT_FIRST = set(
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～"
)
NOT_LAST = set("$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥")
HANGING = "、。，．"  # a mark that the margin may hold
_UNITS = re.compile(r"[!-~]+|.", re.DOTALL)  # a word of Latin letters and digits is not broken
_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])")

Part = tuple[str, Style]  # the words of a paragraph and its style


@cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def _gap(style: Style) -> int:
    """Word processors set digits and Latin letters off from Chinese by a quarter of the type size."""
    return points(style.size) // 4


def width(words: str, style: Style) -> int:
    """The length of the words on one line, with the gaps between Chinese and what is not."""
    em = points(style.size)
    plain = sum((em if _is_wide(c) else em // 2) + style.squeeze for c in words)
    return plain + _gap(style) * len(_SEAM.findall(words))


def units(words: str) -> list[str]:
    """What a line holds whole or not at all: characters with the marks that may not leave them."""
    joined: list[str] = []
    for unit in _UNITS.findall(words):
        if joined and (unit[0] in NOT_FIRST or joined[-1][-1] in NOT_LAST):
            joined[-1] += unit
        else:
            joined.append(unit)
    return joined


def _overhang(unit: str, style: Style) -> int:
    """What of a unit may lie beyond the margin when the line ends behind it: blanks, or one mark."""
    kept = unit.rstrip(" ")
    if kept != unit:
        return width(unit[len(kept) :], style)
    return points(style.size) + style.squeeze if unit[-1] in HANGING else 0


def lines(words: str, style: Style) -> int:
    """The number of lines that the paragraph takes; at least one."""
    measure, gap = WIDTH - style.right, _gap(style)
    count, filled, last = 1, style.indent, ""
    for unit in units(words):
        whole = width(unit, style) + (gap if _SEAM.search(last + unit[0]) else 0)
        size = whole - _overhang(unit, style)
        if filled + size > measure and filled > 0:
            count, filled = count + 1, style.hanging
        filled += whole
        while size > measure and filled > measure:  # a word longer than a line is broken anywhere
            count, filled = count + 1, filled - measure + style.hanging
        last = unit[-1]
    return count


def pages(parts: Iterable[Part]) -> int:
    """The number of pages that consecutive paragraphs fill, beginning on a new one."""
    return list(_filled(list(parts)))[-1][1]


def pages_of_parts(parts: Iterable[Part]) -> list[int]:
    """The page on which each of the paragraphs begins."""
    return [first for first, _ in _filled(list(parts))]


def _filled(parts: list[Part]) -> Iterator[tuple[int, int]]:
    """The first and the last page of each paragraph."""
    page, used = 1, 0
    for number, (words, style) in enumerate(parts):
        rows = lines(words, style)
        used += style.before if used else 0
        if used + _kept_together(parts, number, rows) > HEIGHT:
            page, used = page + 1, 0
        first = page
        for _ in range(rows):
            if used + style.pitch > HEIGHT:
                page, used = page + 1, 0
            used += style.pitch
        used += style.after
        yield first, page


def _kept_together(parts: list[Part], number: int, rows: int) -> int:
    """The height that must be free where a paragraph begins: a heading takes what follows along."""
    style = parts[number][1]
    if not style.keeps_next or number + 1 == len(parts):
        return style.pitch
    following = parts[number + 1][1]
    return rows * style.pitch + style.after + following.before + following.pitch
