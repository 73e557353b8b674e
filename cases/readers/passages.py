"""Lines of a source as passages, and the way between an award's text and its source."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

BLANKS = " \t\r\n\v\f\u00a0\u2002\u2003\u2009\u200b\u3000\ufeff"
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of one printed line without the blanks around it; never empty."""

    start: int
    end: int
    text: str


def stretch(text: str, start: int, end: int) -> Line | None:
    """`text[start:end]` without the blanks around it; None if nothing is left."""
    words = text[start:end]
    start += len(words) - len(words.lstrip(BLANKS))
    words = words.strip(BLANKS)
    return Line(start, start + len(words), words) if words else None


def lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, stripped."""
    found = (stretch(text, match.start(), match.end()) for match in _LINE.finditer(text))
    return [line for line in found if line is not None]


def text_to_source(paragraph_starts: Sequence[int], text: str, offset: int) -> int:
    """The source offset of `text[offset]`; the end of a paragraph gives the end of it in the source."""
    before = text[:offset]
    column = offset - (before.rfind("\n") + 1)
    return paragraph_starts[before.count("\n")] + column


def source_to_text(paragraph_starts: Sequence[int], text: str, offset: int) -> int | None:
    """The inverse of `text_to_source`; None where the source prints nothing of the text."""
    number = bisect_right(paragraph_starts, offset) - 1
    if number < 0:
        return None
    paragraphs = text.split("\n")
    column = offset - paragraph_starts[number]
    if column > len(paragraphs[number]):
        return None
    return sum(len(paragraph) + 1 for paragraph in paragraphs[:number]) + column


def passage_to_source(paragraph_starts: Sequence[int], text: str, start: int, end: int) -> tuple[int, int]:
    """The passage of the source that prints `text[start:end]`, which must not be empty."""
    return text_to_source(paragraph_starts, text, start), text_to_source(paragraph_starts, text, end - 1) + 1
