"""Documents about one recognition: a journal's article, or the report of the place itself."""

from collections.abc import Iterator, Sequence

from cases.readers.award_record import Context, award, place_of
from cases.readers.page import SourcePage
from cases.readers.passages import PrintedLine
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.readers.recognition import Recognition, acceptances, place_that_opens_a_clause, recognitions
from cases.readers.records import AwardRecord, Fact, Inferred, Printed, Problem

_NOT_TAKEN = "这里写到获得荣誉的单位，没有收录，请核对。"


def stated(page: SourcePage, vocabulary: PrintedVocabulary) -> Recognition | None:
    """The first recognition that the body states."""
    return next(iter(recognitions(page.text, page.body_start, page.body_end, vocabulary)), None)


def recognised_award(page: SourcePage, vocabulary: PrintedVocabulary) -> AwardRecord | None:
    """The award that the document states, with the whole body as its text.

    What was recognised is the subject of the clause (a project, say). Where the clause has none, or a bare
    place, the place that the sentence is about was itself recognised: it is the applicant, and the name of
    the recognition is supplied as the title.
    """
    recognition = stated(page, vocabulary)
    if recognition is None:
        return None
    sentence = _sentence(page.text, recognition.start)
    place = place_that_opens_a_clause(page.text, *sentence)
    subject = recognition.subject
    if is_place(subject):
        subject, place = None, recognition.subject
    applicant = None if subject is not None else place
    body: Sequence[PrintedLine] = page.body
    fallback = _place_of_unit(page.facts) or place_that_opens_a_clause(page.text, body[0].start, body[-1].end)
    return award(
        Context(
            recognition.year, recognition.programme, recognition.tier, recognition.issuing_body, vocabulary
        ),
        subject or Inferred(recognition.name.value, "title-of-recognition"),
        body,
        start=body[0].start,
        end=body[-1].end,
        order=1,
        applicant=applicant,
        place=applicant or fallback,
        milestones=acceptances(page.text, *sentence),
    )


def others_recognised(page: SourcePage, vocabulary: PrintedVocabulary) -> Iterator[Problem]:
    """The places that the body says to be recognised besides the one of the award."""
    first, *others = recognitions(page.text, page.body_start, page.body_end, vocabulary)
    known = {first.subject.value} if first.subject is not None else set()
    for each in others:
        if each.subject is not None and is_place(each.subject) and each.subject.value not in known:
            known.add(each.subject.value)
            yield Problem(_NOT_TAKEN, each.subject.start, each.end)


def is_place(subject: Printed[str] | None) -> bool:
    """Whether the subject of a clause is a place and nothing else."""
    place = place_of(subject)
    return subject is not None and place is not None and place.value == subject.value


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
