"""The outline of a whole document: its own headings, those of its awards, and those inside them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from cases.readers.edition import signs
from cases.readers.headings import ATTACHED, NUMBER, PART, HeadingMark, levelled, marks
from cases.readers.page import SourcePage
from cases.readers.passages import PrintedLine
from cases.readers.records import Heading


class OutlinedAward(Protocol):
    """What an outline asks of an award, be it a record or a row of the database."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def rank(self) -> object: ...
    @property
    def paragraph_starts(self) -> Sequence[int]: ...


def outline(page: SourcePage, records: Sequence[OutlinedAward]) -> tuple[Heading, ...]:
    """The headings of the body, offsets into the source."""
    heading_marks: list[HeadingMark] = []
    at = page.body_start
    for record in sorted(records, key=lambda record: record.start):
        between = _rows(page, at, record.start)
        heading_marks += _own_marks(between, goes_on=True)
        own = set(record.paragraph_starts)
        inside = [row for row in _rows(page, record.start, record.end) if row.start in own]
        heading_marks += [*_award_mark(page, record), *marks(inside)]
        at = record.end
    heading_marks += _own_marks(_rows(page, at, page.body_end), goes_on=False)
    return levelled(heading_marks)


def _rows(page: SourcePage, start: int, end: int) -> list[PrintedLine]:
    return [row for row in page.body if start <= row.start and row.end <= end]


def _award_mark(page: SourcePage, record: OutlinedAward) -> list[HeadingMark]:
    """The heading line of an award, if it has one: the text of some is the whole body."""
    ends = [row.end for row in page.body if record.start <= row.start < record.end]
    first = record.paragraph_starts[0] if record.paragraph_starts else record.end + 1
    heads = [end for end in ends if end < first]
    depth = PART if record.rank is None else NUMBER
    return [HeadingMark(record.start, heads[-1], depth, "line")] if heads else []


def _is_formality(row: PrintedLine, below: PrintedLine | None) -> bool:
    """Lines of a notice that are short and yet no headings: 附件:…, the signature, its date."""
    dated = below is not None and signs(below) is not None
    refers = row.text.startswith(("附件:", "附件：", "附:", "附："))
    return dated or refers or signs(row) is not None


def _own_marks(rows: Sequence[PrintedLine], *, goes_on: bool) -> list[HeadingMark]:
    below = [*rows[1:], None]
    kept = [row for row, under in zip(rows, below, strict=False) if not _is_formality(row, under)]
    heading_marks = marks(kept, goes_on=goes_on)
    attached = {kept[at + 1].start for at, row in enumerate(kept[:-1]) if row.text.startswith("附件")}
    return [replace(mark, depth=ATTACHED) if mark.start in attached else mark for mark in heading_marks]
