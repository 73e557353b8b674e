"""Lines of a source as passages, and the way from a source to an award's text."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from cases.characters import is_blank

_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A stretch of one printed line without the blanks around it; never empty."""

    start: int
    end: int
    text: str


def stretch(text: str, start: int, end: int) -> PrintedLine | None:
    """`text[start:end]` without the blanks around it; None if nothing is left."""
    end = min(end, len(text))
    while start < end and is_blank(text[start]):
        start += 1
    while start < end and is_blank(text[end - 1]):
        end -= 1
    return PrintedLine(start, end, text[start:end]) if start < end else None


def lines(text: str, start: int = 0, end: int | None = None) -> list[PrintedLine]:
    """The lines of a text, or of what stands between two offsets, that are not blank, stripped."""
    found = _LINE.finditer(text, start, len(text) if end is None else end)
    stretches = (stretch(text, match.start(), match.end()) for match in found)
    return [line for line in stretches if line is not None]


def line_around(text: str, start: int, end: int) -> PrintedLine | None:
    """The line in which all of `text[start:end]` stands; None where it is of several."""
    line_start = text.rfind("\n", 0, start) + 1
    line_start = max(line_start, text.rfind("\r", line_start, start) + 1)
    behind = _LINE.match(text, start)
    if behind is None or behind.end() < end:
        return None
    return stretch(text, line_start, behind.end())


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
