"""Where the evidence of a mechanism stands in what is printed of an award, for pages that light it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.readers.passages import source_to_text

Passages = Iterable[tuple[int, int]]  # start and end in the source, the end exclusive


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """Characters `start` to `end` of the text, or of the title; the end exclusive."""

    field: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.field} {self.start} {self.end}"

    @classmethod
    def read(cls, written: str) -> "EvidencePlace":
        field, start, end = written.split()
        return cls(field, int(start), int(end))


@dataclass(frozen=True, slots=True)
class PrintedParts:
    """The title and the text of an award, and where the source prints them; `title_start` None: nowhere."""

    title: str
    title_start: int | None
    text: str
    paragraph_starts: Sequence[int]

    def place(self, passages: Passages) -> EvidencePlace | None:
        """The first of the passages that the text has, else the first in the title; None for none."""
        passages = list(passages)
        places = [*map(self._in_text, passages), *map(self._in_title, passages)]
        return next((place for place in places if place is not None), None)

    def _in_text(self, passage: tuple[int, int]) -> EvidencePlace | None:
        start, last = (self._text_offset(offset) for offset in (passage[0], passage[1] - 1))
        return None if start is None or last is None else EvidencePlace("text", start, last + 1)

    def _text_offset(self, offset: int) -> int | None:
        return source_to_text(self.paragraph_starts, self.text, offset)

    def _in_title(self, passage: tuple[int, int]) -> EvidencePlace | None:
        if self.title_start is None:
            return None
        start, end = (offset - self.title_start for offset in passage)
        return EvidencePlace("title", start, end) if 0 <= start < end <= len(self.title) else None
