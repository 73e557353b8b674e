"""Lines of a source as passages, and the way from a source to an award's text."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

BLANKS = " \t\r\n\v\f\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff"
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A stretch of one printed line without the blanks around it; never empty."""

    start: int
    end: int
    text: str


def stretch(text: str, start: int, end: int) -> PrintedLine | None:
    """`text[start:end]` without the blanks around it; None if nothing is left."""
    words = text[start:end]
    start += len(words) - len(words.lstrip(BLANKS))
    words = words.strip(BLANKS)
    return PrintedLine(start, start + len(words), words) if words else None


def lines(text: str) -> list[PrintedLine]:
    """The lines of a text that are not blank, stripped."""
    stretches = (stretch(text, match.start(), match.end()) for match in _LINE.finditer(text))
    return [line for line in stretches if line is not None]


def source_to_text(paragraph_starts: Sequence[int], text: str, offset: int) -> int | None:
    """The offset in an award's text of an offset in its source; None where that prints none of the text.

    The end of a paragraph in the source is the end of it in the text.
    """
    number = bisect_right(paragraph_starts, offset) - 1
    if number < 0:
        return None
    paragraphs = text.split("\n")
    column = offset - paragraph_starts[number]
    if column > len(paragraphs[number]):
        return None
    return sum(len(paragraph) + 1 for paragraph in paragraphs[:number]) + column
