"""Award records put together from their printed parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cases.readers import rules
from cases.readers.numbered import place_words
from cases.readers.passages import PrintedLine
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.readers.records import AwardRecord, Inferred, MilestoneRecord, Printed, Problem

NO_PROGRAMME, NO_TIER = "没有读到项目名称", "没有读到等次"


@dataclass(frozen=True, slots=True)
class Context:
    """What the document around an award says for all awards of a section, and by which names it was read.

    `dated` is the year in which the document is signed, else published.
    """

    year: Printed[int] | Inferred[int] | None = None
    programme: Printed[str] | Inferred[str] | None = None
    tier: Printed[str] | Inferred[str] | None = None
    issuing_body: Printed[str] | None = None
    vocabulary: PrintedVocabulary = field(default_factory=PrintedVocabulary)
    dated: int | None = None

    @property
    def issuer(self) -> Printed[str] | Inferred[str] | None:
        """Who gives the honour: as printed, else as the programme is usually given."""
        programme = self.programme.value if self.programme is not None else None
        return self.issuing_body or rules.issuing_body(programme, self.vocabulary.usual_issuers)


def place_of(applicant: Printed[str] | None) -> Printed[str] | None:
    """The words of an applicant that name its place."""
    words = place_words(applicant.value) if applicant is not None else ""
    if applicant is None or not words:
        return None
    start = applicant.start + applicant.value.index(words)
    return Printed(words, start, start + len(words))


def award(
    context: Context,
    title: Printed[str] | Inferred[str] | None,
    paragraphs: Sequence[PrintedLine],
    *,
    start: int,
    end: int,
    order: int,
    rank: Printed[int] | None = None,
    applicant: Printed[str] | None = None,
    place: Printed[str] | None = None,
    milestones: tuple[MilestoneRecord, ...] = (),
) -> AwardRecord:
    """An award; `start` to `end` is its heading line, or where it has none its first paragraph."""
    text = "\n".join(line.text for line in paragraphs)
    named = applicant.value if applicant is not None else ""
    record = AwardRecord(
        start=start,
        end=paragraphs[-1].end if paragraphs else end,
        order=order,
        title=title,
        text=text,
        paragraph_starts=tuple(line.start for line in paragraphs),
        year=context.year,
        programme=context.programme,
        issuing_body=context.issuer,
        tier=context.tier,
        rank=rank,
        applicant=applicant,
        place=place,
        applicant_level=rules.applicant_level(named, place.value if place else ""),
        applicant_kind=rules.applicant_kind(named),
        applicant_organ=rules.applicant_organ(named),
        setting=rules.setting(title.value if title else "", text),
        milestones=milestones,
    )
    return replace(record, problems=tuple(_problems(record)))


def with_place_level(record: AwardRecord, place_level: str | None, words: str | None = None) -> AwardRecord:
    """The record with its applicant's level inferred anew, now that the gazetteer gave the place's level.

    `words` name the place where no applicant is printed, if they are others than those that were read first.
    """
    named = record.applicant.value if record.applicant is not None else ""
    own = record.place.value if record.place is not None else ""
    place = place_words(named) if named else own if words is None else words
    return replace(record, applicant_level=rules.applicant_level(named, place, place_level))


def with_locality(record: AwardRecord, name: str) -> AwardRecord:
    """The record with a name of its place that the gazetteer does not list, as far as it is printed so."""
    at = record.place.value.find(name) if record.place is not None else -1
    if record.place is None or at < 0:
        return record
    start = record.place.start + at
    return replace(record, locality=Printed(name, start, start + len(name)))


def _problems(record: AwardRecord) -> list[Problem]:
    missing = (
        (record.programme is None, NO_PROGRAMME),
        (record.tier is None, NO_TIER),
        (record.place is None, "没有读到地名"),
        (not record.text, "没有正文"),
    )
    messages = [message for is_missing, message in missing if is_missing]
    named = record.title or record.applicant
    return [
        Problem(f"{named.value[:40] if named else ''}：{message}。", record.start, record.end)
        for message in messages
    ]
