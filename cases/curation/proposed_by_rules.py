"""What the rules over words would propose of an award's codings that nobody has written or refused yet."""

from collections.abc import Sequence

from django.contrib.auth.models import User

from cases.choices import CodingState, Confidence, Through
from cases.curation.readings import coding_proposer
from cases.models import Attribution, Award, Coder, Coding
from cases.models.writing import writing
from cases.readers.passages import PrintedLine
from cases.readers.proposed_codings import WORD_RULES, WORD_RULES_DESCRIPTION, ProposedCoding


def proposed_by_rules(award: Award, passage: str, codings: Sequence[Coding]) -> list[ProposedCoding]:
    """By where they stand. `passage` is what the document prints of the award; four queries.

    Not a term that a person has given the award, nor one whose clause has a coding of it, refused ones too.
    """
    lines = zip(award.paragraph_starts, award.text.split("\n"), strict=False)
    found = coding_proposer().proposed(
        _title(award, passage), [PrintedLine(start, start + len(text), text) for start, text in lines]
    )
    settled = {
        each.mechanism.slug
        for each in codings
        if each.state == CodingState.ACCEPTED and each.coder.name != WORD_RULES
    }
    return [each for each in found if each.mechanism not in settled and not _is_known(each, codings)]


def confidence_of(start: int, award: Award) -> Confidence:
    """How sure a coding is that names its term (`docs/coding-guide.md`): less in the title alone."""
    in_text = bool(award.paragraph_starts) and start >= award.paragraph_starts[0]
    return Confidence.HIGH if in_text else Confidence.MEDIUM


def rules_coder(by: User | None = None) -> Coder:
    """The method that proposes; written by itself, in a version of its own, when it is not there yet."""
    found = Coder.objects.filter(name=WORD_RULES).first()
    if found is not None:
        return found
    with writing(Through.FORM, by=by):
        return Coder.objects.create(name=WORD_RULES, description=WORD_RULES_DESCRIPTION)


def _title(award: Award, passage: str) -> PrintedLine | None:
    printed = Attribution.objects.filter(award=award, field="title", source=None, rule="", set_aside=False)
    row = printed.first()
    if row is None or row.start is None or row.end is None:
        return None
    if not award.start <= row.start < row.end <= award.end:
        return None
    return PrintedLine(row.start, row.end, passage[row.start - award.start : row.end - award.start])


def _is_known(proposed: ProposedCoding, codings: Sequence[Coding]) -> bool:
    return any(
        each.mechanism.slug == proposed.mechanism and each.start < proposed.end and proposed.start < each.end
        for each in codings
    )
