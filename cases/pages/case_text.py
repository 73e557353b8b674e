"""The text of a case as its page shows it: paragraphs, outline, and the evidence of each mechanism."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from cases.choices import Confidence
from cases.models import Award, Coding, CodingScheme, Mechanism
from cases.pages.case_figures import CaseFigures
from cases.pages.passages import Marking, OutlineEntry, Piece, Span
from cases.readers.headings import headings
from cases.readers.records import Heading

SWITCHES = 40  # the stylesheet has this many numbered classes; evidence of any further term is always lit
MAIN = 5  # mechanisms shown where there are many
MANY = 9  # fewer are all shown: to fold three of them away saves nothing
HEADING_TAGS = ("h3", "h4", "h5")  # below the page's own h1 and h2
CONFIDENCES = list(Confidence.values)  # the surest first


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a heading that stands on a line of its own; `tag` is the element."""

    tag: str
    pieces: list[Piece]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One clause that shows a mechanism. `anchor` is empty where it stands in the title.

    `judged` are the coders who say so, each with how sure they are.
    """

    quote: str
    anchor: str
    source_url: str
    judged: list[tuple[str, str]]

    @property
    def judgement(self) -> str:
        return "；".join(f"{coder}：把握{confidence}" for coder, confidence in self.judged)


@dataclass(slots=True)
class CodedMechanism:
    """A mechanism of the case with all its evidence; `number` ties the switch to the marks."""

    mechanism: Mechanism
    number: int
    evidence: list[Evidence] = field(default_factory=list)
    confidences: set[str] = field(default_factory=set)

    @property
    def weight(self) -> tuple[int, int, int]:
        """The main mechanisms have the least: the surest, then those that most passages show, the first."""
        return min(map(CONFIDENCES.index, self.confidences)), -len(self.evidence), self.number

    @property
    def url(self) -> str:
        """Its page."""
        if self.mechanism.scheme.is_of_mechanisms:
            return self.mechanism.get_absolute_url()
        return reverse("term", args=[self.mechanism.scheme.slug, self.mechanism.slug])

    @property
    def switch(self) -> str:
        return f"m{self.number}" if self.number <= SWITCHES else "m0"

    @property
    def has_switch(self) -> bool:
        return self.number <= SWITCHES and any(item.anchor for item in self.evidence)


@dataclass(frozen=True, slots=True)
class CodedScheme:
    """Another scheme than that of the mechanisms, with its terms that the case is coded with."""

    scheme: CodingScheme
    terms: list[CodedMechanism]

    @property
    def coders(self) -> list[str]:
        """The names of all who coded, each once."""
        return coders_of(self.terms)


@dataclass(frozen=True, slots=True)
class CaseText:
    """Everything the page shows of the text."""

    paragraphs: list[Paragraph]
    outline: list[OutlineEntry]
    mechanisms: list[CodedMechanism]
    further_schemes: list[CodedScheme] = field(default_factory=list)

    @property
    def main_mechanisms(self) -> list[CodedMechanism]:
        """All of them in the order of the text; of many the weightiest, the weightiest first."""
        return self.mechanisms if len(self.mechanisms) < MANY else sorted(self.mechanisms, key=_weight)[:MAIN]

    @property
    def further_mechanisms(self) -> list[CodedMechanism]:
        """The others, in the order of the text."""
        return [coded for coded in self.mechanisms if coded not in self.main_mechanisms]

    @property
    def coders(self) -> list[str]:
        """The names of all who coded the mechanisms, each once."""
        return coders_of(self.mechanisms)


def coders_of(terms: Iterable[CodedMechanism]) -> list[str]:
    """The names of all who coded these, each once."""
    judged = (pair for coded in terms for item in coded.evidence for pair in item.judged)
    return list(dict.fromkeys(coder for coder, _confidence in judged))


def _weight(coded: CodedMechanism) -> tuple[int, int, int]:
    return coded.weight


def case_text(award: Award, codings: Iterable[Coding], figures: CaseFigures | None = None) -> CaseText:
    """Cut the text at headings, evidence and figures.

    `codings` are those readers see, with term, scheme and coder.
    """
    mechanisms, spans, anchors = _evidence(award, codings)
    if figures is not None:
        spans, anchors = [*spans, *figures.spans], [*anchors, *figures.anchors]
    heads = headings(award.text)
    for number, heading in enumerate(heads, start=1):
        if heading.kind == "run-in":
            spans.append(Span(heading.start, heading.end, "run-in"))
            anchors.append((heading.start, f"s{number}"))
    marking = Marking(award.text, spans, anchors)
    outline = [
        OutlineEntry(award.text[head.start : head.end].rstrip("。"), head.level, f"s{number}")
        for number, head in enumerate(heads, start=1)
    ]
    paragraphs = _paragraphs(award.text, marking, heads)
    return CaseText(paragraphs, outline, *_by_scheme(mechanisms.values()))


def _by_scheme(coded: Iterable[CodedMechanism]) -> tuple[list[CodedMechanism], list[CodedScheme]]:
    """The mechanisms, and what belongs to other schemes."""
    mechanisms: list[CodedMechanism] = []
    further: dict[int, CodedScheme] = {}
    for each in coded:
        scheme = each.mechanism.scheme
        if scheme.is_of_mechanisms:
            mechanisms.append(each)
        else:
            further.setdefault(scheme.pk, CodedScheme(scheme, [])).terms.append(each)
    return mechanisms, [further[pk] for pk in sorted(further)]


def _paragraphs(text: str, marking: Marking, heads: tuple[Heading, ...]) -> list[Paragraph]:
    lines = {head.start: (number, head) for number, head in enumerate(heads, start=1) if head.kind == "line"}
    paragraphs, start = [], 0
    for line in text.split("\n") if text else ():
        end = start + len(line)
        number, head = lines.get(start, (0, None))
        tag = HEADING_TAGS[min(head.level, len(HEADING_TAGS)) - 1] if head else "p"
        paragraphs.append(Paragraph(tag, marking.pieces(start, end), f"s{number}" if head else ""))
        start = end + 1
    return paragraphs


def _evidence(
    award: Award, codings: Iterable[Coding]
) -> tuple[dict[int, CodedMechanism], list[Span], list[tuple[int, str]]]:
    mechanisms: dict[int, CodedMechanism] = {}
    known: dict[tuple[int, int, int], Evidence] = {}
    spans: list[Span] = []
    anchors: list[tuple[int, str]] = []
    source_url = award.source.get_absolute_url()
    for coding in codings:
        coded = mechanisms.setdefault(
            coding.mechanism_id, CodedMechanism(coding.mechanism, len(mechanisms) + 1)
        )
        coded.confidences.add(coding.confidence)
        judged = (coding.coder.name, coding.get_confidence_display())
        clause = (coding.mechanism_id, coding.start, coding.end)
        if clause in known:
            known[clause].judged.append(judged)
            continue
        start, last = award.text_offset(coding.start), award.text_offset(coding.end - 1)
        anchor = ""
        if start is not None and last is not None:
            anchor = f"e{coded.number}-{len(coded.evidence) + 1}"
            spans.append(Span(start, last + 1, f"evidence {coded.switch}", coding.mechanism.name))
            anchors.append((start, anchor))
        quote = award.source.text[coding.start : coding.end]
        address = f"{source_url}#o{coding.start}"
        known[clause] = Evidence(quote, anchor, address, [judged])
        coded.evidence.append(known[clause])
    return mechanisms, spans, anchors
