"""What a document says became of awards that are held: accepted, reviewed and kept, or withdrawn.

Proposals for a person: what the document does not newly honour is no award of it. No intake asks for them
yet: its rows only say that they are no new honour (`REVIEWED` in `cases/imports/proposals.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases.imports.compared_award import ComparedAward
from cases.imports.matching import AwardMatcher, Likeness, Match
from cases.readers.lists.reviews import reviews
from cases.readers.printed_vocabulary import printed_year
from cases.readers.records import AwardRecord, Document, Printed

SAID = {"accepted": "通过验收", "reviewed": "复核保留", "withdrawn": "撤销"}


@dataclass(frozen=True, slots=True)
class ProposedMilestone:
    """What became of a held award. `start` to `end` says so in the document, `record` names the award there.

    `kind` is a key of `SAID`; `year` is None where the document prints none; `held` has one award, or those
    of which a person must choose.
    """

    kind: str
    year: Printed[int] | None
    start: int
    end: int
    record: AwardRecord
    held: tuple[ComparedAward, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The milestones of a document, and the awards that it newly gives."""

    milestones: tuple[ProposedMilestone, ...]
    awards: tuple[AwardRecord, ...]


def outcome(text: str, document: Document, read: Sequence[ComparedAward], matcher: AwardMatcher) -> Outcome:
    """`read` are the document's awards, in its order, as they are compared with those that are held."""
    said = reviews(text, document.awards)
    new = tuple(record for record, review in zip(document.awards, said, strict=True) if review is None)
    return Outcome(tuple(_proposed(text, document, said, read, matcher)), new)


def _proposed(
    text: str,
    document: Document,
    said: Sequence[Printed[str] | None],
    read: Sequence[ComparedAward],
    matcher: AwardMatcher,
) -> Iterator[ProposedMilestone]:
    for record, review, award in zip(document.awards, said, read, strict=True):
        if review is not None:
            year = printed_year(text, review.start, review.end) or _year_of(document)
            match = matcher.honoured_before(award, year.value if year is not None else None)
            yield ProposedMilestone(
                review.value, year, review.start, review.end, record, match.held, _reason(review.value, match)
            )


def _year_of(document: Document) -> Printed[int] | None:
    """The year in which the document was signed, published, or of which it is."""
    for day in (document.date_signed, document.date_published):
        if day is not None:
            return Printed(day.value.year, day.start, day.end)
    year = document.edition.year
    return year if isinstance(year, Printed) else None


def _reason(kind: str, match: Match) -> str:
    if not match.held:
        return f"文中说{SAID[kind]}，但库中没有收录这一荣誉，请先收录公布它的文献。"
    if match.likeness is Likeness.DOUBTFUL:
        numbers = "、".join(award.number for award in match.held)
        return f"文中说{SAID[kind]}，可能是其中一个案例：{numbers}。"
    return f"文中说{SAID[kind]}：{match.held[0].number} 的后续进展。"
