"""Headings inside a text: on a line of their own, or run into the first words of a paragraph."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from cases.language.numerals import ONE_TO_TEN
from cases.readers.passages import PrintedLine, lines
from cases.readers.records import Heading

_SENTENCE_END = "。！？!?；;，,：:、…"
_SHORT_LINE, _SHORT_SENTENCE = 40, 36
# Marks that open a heading, the higher ones first; a depth orders them, levels follow from what a text uses.
_MARKS = (
    (2, re.compile(rf"[{ONE_TO_TEN}]{{1,3}}\s*[、.．]")),
    (3, re.compile(rf"[（(]\s*[{ONE_TO_TEN}]{{1,3}}\s*[）)]")),
    (4, re.compile(r"\d{1,2}\s*(?:、|[.．](?!\d))")),
    (5, re.compile(r"[（(]\s*\d{1,2}\s*[）)]|\d{1,2}[）)]")),
    (6, re.compile(rf"[\u4e00-\u9fff]{{2,4}}[{ONE_TO_TEN}]{{1,2}}\s*[：:]")),
)
PART, ATTACHED, NUMBER, OPENING, ITEM = 0, 1, 4, 7, 8
_ITEM = re.compile(
    rf"(?:^|(?<=[。！？；;：:]))\s*(?P<head>[{ONE_TO_TEN}]{{1,2}}是[^。！？；;\r\n]{{1,{_SHORT_SENTENCE}}}。)"
)
_NEXT_ITEM = re.compile(rf"\s*[{ONE_TO_TEN}]{{1,2}}是")
_FIRST_SENTENCE = re.compile(rf"[^。！？；;：:\r\n]{{2,{_SHORT_SENTENCE - 6}}}。(?=.)")
_RUN_IN = re.compile(rf"[^。！？；;\r\n]{{2,{_SHORT_SENTENCE + 4}}}。(?=.)")


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading before its level is known: `depth` only orders the kinds of headings."""

    start: int
    end: int
    depth: int
    kind: Literal["line", "run-in"]


def _depth(words: str) -> int | None:
    return next((depth for depth, form in _MARKS if form.match(words)), None)


def _line_mark(line: PrintedLine, is_last: bool) -> HeadingMark | None:
    """A line that is a heading as a whole: short, no sentence, and something follows it."""
    if is_last or len(line.text) > _SHORT_LINE or line.text[-1] in _SENTENCE_END or "。" in line.text:
        return None
    depth = _depth(line.text)
    return HeadingMark(line.start, line.end, PART if depth is None or depth == 6 else depth, "line")


def _opening_mark(line: PrintedLine) -> HeadingMark | None:
    """A numbered first sentence that the rest of the paragraph explains."""
    depth = _depth(line.text)
    sentence = _RUN_IN.match(line.text) if depth is not None else None
    if sentence is None or depth is None:
        return None
    return HeadingMark(line.start, line.start + sentence.end(), depth, "run-in")


def _bare_opening_mark(line: PrintedLine) -> HeadingMark | None:
    """A short first sentence without a number; a heading only if other paragraphs open so as well."""
    sentence = _FIRST_SENTENCE.match(line.text)
    if sentence is None or _depth(line.text) is not None or _NEXT_ITEM.match(line.text):
        return None
    return HeadingMark(line.start, line.start + sentence.end(), OPENING, "run-in")


def _item_marks(line: PrintedLine) -> list[HeadingMark]:
    """`一是…。` and its fellows, where words follow that explain the item."""
    items = []
    for match in _ITEM.finditer(line.text):
        rest = line.text[match.end() :]
        if rest and not _NEXT_ITEM.match(rest):
            start, end = match.span("head")
            items.append(HeadingMark(line.start + start, line.start + end, ITEM, "run-in"))
    return items


def _bare_openings(rows: Sequence[PrintedLine], taken: set[int]) -> list[HeadingMark]:
    """Bare openings come as a series, and their paragraphs go on to count (一是…)."""
    openings = [
        mark
        for row in rows
        if row.start not in taken and _item_marks(row) and (mark := _bare_opening_mark(row)) is not None
    ]
    return openings if len(openings) > 1 else []


def marks(rows: Sequence[PrintedLine], *, goes_on: bool = False) -> list[HeadingMark]:
    """The headings of consecutive lines, in order, not yet levelled.

    The last line is a heading only if the document `goes_on` behind it.
    """
    heading_marks: list[HeadingMark] = []
    for number, row in enumerate(rows):
        mark = _line_mark(row, is_last=number == len(rows) - 1 and not goes_on)
        if mark is not None:
            heading_marks.append(mark)
            continue
        opening = _opening_mark(row)
        heading_marks += [opening] if opening is not None else []
        told = row.start if opening is None else opening.end
        heading_marks += [item for item in _item_marks(row) if item.start >= told]
    heading_marks += _bare_openings(rows, {mark.start for mark in heading_marks})
    return sorted(heading_marks, key=lambda mark: mark.start)


def levelled(heading_marks: Iterable[HeadingMark]) -> tuple[Heading, ...]:
    """Give each heading its level: one below the nearest heading above it of a smaller depth."""
    above: list[int] = []
    outline = []
    for mark in heading_marks:
        while above and above[-1] >= mark.depth:
            above.pop()
        above.append(mark.depth)
        outline.append(Heading(mark.start, mark.end, len(above), mark.kind))
    return tuple(outline)


def headings(text: str) -> tuple[Heading, ...]:
    """The headings of an award's text, offsets into that text."""
    return levelled(marks(lines(text)))
