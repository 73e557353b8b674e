"""A source document as its page shows it: all of it, in its own order, with what is drawn from it marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cases.models import Award, Source
from cases.pages.passages import Marking, OutlineEntry, Piece, Span
from cases.readers.outline import outline
from cases.readers.page import SourcePage
from cases.readers.passages import PrintedLine, lines, stretch
from cases.readers.records import Heading

HEADING_TAGS = ("h3", "h4", "h5", "h6")  # below the page's own h1 and h2


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A printed line; `tag` is the element, `level` the heading's level or 0."""

    tag: str
    pieces: list[Piece]
    level: int = 0


@dataclass(slots=True)
class DocumentBlock:
    """Consecutive lines of one kind: `chrome` around the body, or the body, with its `awards` if any."""

    kind: str
    awards: list[Award] = field(default_factory=list)
    lines: list[DocumentLine] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return self.awards[0].accession if self.awards else ""


def source_blocks(
    source: Source, awards: Sequence[Award], spans: Iterable[Span]
) -> tuple[list[DocumentBlock], list[OutlineEntry]]:
    """The document and its outline.

    `awards` are the published ones of the source in their order; `spans` further passages that are
    referred to. Each offset where a passage begins gets the id `o` and the offset.
    """
    all_heads = _outline(source, awards)
    heads = {head.start: head for head in all_heads if head.kind == "line"}
    marks = [*spans, *(Span(a.start, a.end, "") for a in awards)]
    marks += [Span(head.start, head.end, "run-in") for head in all_heads if head.kind == "run-in"]
    offsets = sorted({mark.start for mark in marks} | {head.start for head in all_heads})
    marking = Marking(source.text, marks, [(offset, f"o{offset}") for offset in offsets])
    entries = [
        OutlineEntry(source.text[head.start : head.end].rstrip("。"), head.level, f"o{head.start}")
        for head in all_heads
    ]
    return _blocks(source, awards, marking, heads), entries


def _outline(source: Source, awards: Sequence[Award]) -> tuple[Heading, ...]:
    rows = [
        row
        for line in lines(source.text)
        if (row := stretch(source.text, max(line.start, source.body_start), min(line.end, source.body_end)))
    ]
    return outline(SourcePage(source.text, None, (), tuple(rows)), awards) if rows else ()


def _blocks(
    source: Source, awards: Sequence[Award], marking: Marking, heads: dict[int, Heading]
) -> list[DocumentBlock]:
    blocks: list[DocumentBlock] = []
    for kind, line in _parts(source):
        here = [a for a in awards if a.start < line.end and line.start < a.end] if kind == "body" else []
        if not blocks or blocks[-1].kind != kind or blocks[-1].awards != here:
            blocks.append(DocumentBlock(kind, here))
        head = heads.get(line.start)
        tag = HEADING_TAGS[min(head.level, len(HEADING_TAGS)) - 1] if head else "p"
        pieces = marking.pieces(line.start, line.end)
        blocks[-1].lines.append(DocumentLine(tag, pieces, head.level if head else 0))
    return blocks


def _parts(source: Source) -> list[tuple[str, PrintedLine]]:
    """The lines that are not blank, with their kind; a line over an edge of the body is cut there."""
    edges = [0, source.body_start, source.body_end, len(source.text)]
    kinds = ("head", "body", "tail")
    return [
        (kind, part)
        for line in lines(source.text)
        for kind, start, end in zip(kinds, edges, edges[1:], strict=False)
        if start < line.end
        and line.start < end
        and (part := stretch(source.text, max(line.start, start), min(line.end, end)))
    ]
