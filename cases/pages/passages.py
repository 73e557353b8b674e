"""Text cut into pieces, so that passages that overlap can be marked and linked in plain HTML."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A passage to mark: `start` to `end` of the text, the class names it gives, and what it is in words."""

    start: int
    end: int
    classes: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same spans. `anchors` are the ids that begin here, in order."""

    text: str
    classes: str = ""
    title: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        return not (self.classes or self.anchors)

    @property
    def anchor(self) -> str:
        """The id of the piece itself: the first of its anchors."""
        return self.anchors[0] if self.anchors else ""

    @property
    def further_anchors(self) -> tuple[str, ...]:
        return self.anchors[1:]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of a text, as an outline lists it; `level` starts at 1."""

    label: str
    level: int
    anchor: str


class Marking:
    """The spans and anchors of one text, cut into pieces stretch by stretch.

    `anchors` are pairs of offset and id; several may share an offset.
    """

    def __init__(self, text: str, spans: Iterable[Span], anchors: Iterable[tuple[int, str]] = ()) -> None:
        self.text = text
        self.spans = sorted(spans, key=lambda span: (span.start, span.end))
        self.anchors: dict[int, list[str]] = {}
        for offset, name in anchors:
            self.anchors.setdefault(offset, []).append(name)
        edges = {span.start for span in self.spans} | {span.end for span in self.spans}
        self.cuts = sorted(edges | set(self.anchors))

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The pieces of `text[start:end]`; nothing is lost: joined they are that text."""
        inner = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        edges = [start, *inner, end]
        near = [span for span in self.spans if span.start < end and span.end > start]
        return [self._piece(a, b, near) for a, b in zip(edges, edges[1:], strict=False) if a < b]

    def _piece(self, start: int, end: int, near: Sequence[Span]) -> Piece:
        over = [span for span in near if span.start <= start and end <= span.end]
        classes = " ".join(dict.fromkeys(name for span in over for name in span.classes.split()))
        titles = "、".join(dict.fromkeys(span.title for span in over if span.title))
        return Piece(self.text[start:end], classes, titles, tuple(self.anchors.get(start, ())))
