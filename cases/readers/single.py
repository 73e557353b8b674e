"""Documents about one recognition: a journal's article, or the report of the place itself."""

from collections.abc import Sequence

from cases.readers.award_record import Context, award, place_of
from cases.readers.page import SourcePage
from cases.readers.passages import PrintedLine
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.readers.recognition import Recognition, acceptances, place_that_opens_a_clause, recognitions
from cases.readers.records import AwardRecord, Fact, Inferred, Printed


def stated(page: SourcePage, vocabulary: PrintedVocabulary) -> Recognition | None:
    """The first recognition that the body states."""
    return next(iter(recognitions(page.text, page.body_start, page.body_end, vocabulary)), None)


def recognised_award(page: SourcePage, vocabulary: PrintedVocabulary) -> AwardRecord | None:
    """The award that the document states, with the whole body as its text.

    What was recognised is the subject of the clause (a project, say). Where the clause has none, the
    place that the sentence is about was itself recognised: it is the applicant, and the name of the
    recognition is supplied as the title.
    """
    recognition = stated(page, vocabulary)
    if recognition is None:
        return None
    sentence = _sentence(page.text, recognition.start)
    place = place_that_opens_a_clause(page.text, *sentence)
    applicant = None if recognition.subject is not None else place
    body: Sequence[PrintedLine] = page.body
    fallback = _place_of_unit(page.facts) or place_that_opens_a_clause(page.text, body[0].start, body[-1].end)
    return award(
        Context(
            recognition.year, recognition.programme, recognition.tier, recognition.issuing_body, vocabulary
        ),
        recognition.subject or Inferred(recognition.name.value, "title-of-recognition"),
        body,
        start=body[0].start,
        end=body[-1].end,
        order=1,
        applicant=applicant,
        place=applicant or fallback,
        milestones=acceptances(page.text, *sentence),
    )


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around an offset."""
    start = max(text.rfind(sign, 0, at) for sign in "。！？\n\r") + 1
    ends = [end for sign in "。！？\n\r" if (end := text.find(sign, at)) >= 0]
    return start, min(ends, default=len(text))


def _place_of_unit(facts: Sequence[Fact]) -> Printed[str] | None:
    """The place in the name of the body that wrote the document."""
    for fact in facts:
        if fact.label == "单位":
            return place_of(Printed(fact.value, fact.start, fact.end))
    return None
