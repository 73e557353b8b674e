"""Codings follow when their term becomes another one; two that would be one keep what both say."""

from collections.abc import Iterable
from typing import Final

from cases.choices import CodingState, Confidence, State
from cases.curation.states import chunks
from cases.models import Coding, Mechanism

Place = tuple[int, int, int, int]  # the award, the passage and the coder: one coding of a term at most
COUNTS: Final = (CodingState.REJECTED, CodingState.PROPOSED, CodingState.ACCEPTED)  # the last counts most
SURE: Final = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
LISTED = 10


def pass_on(codings: Iterable[Coding], into: Mechanism, *, called: str) -> list[str]:
    """Give these codings the term `into`, within a room; what was done, in Chinese.

    `called` is the name under which they stood. Where the same coder has coded the same words of the same
    award with `into` already, one coding stays: the one that counts more, with the notes of both.
    """
    rows = list(codings)
    awards = {each.award_id: each.award for each in rows}
    there = {
        _place(each): each
        for some in chunks(awards)
        for each in Coding.objects.filter(mechanism=into, award__in=some)
    }
    doubles = [each for each in rows if _place(each) in there]
    for group in chunks(each.pk for each in rows if _place(each) not in there):
        Coding.objects.filter(pk__in=group).update(mechanism=into)
    published = sum(award.state == State.PUBLISHED for award in awards.values())
    numbers = sorted({each.award.accession for each in doubles})
    for each in doubles:
        _join(there[_place(each)], each, called)
    said = [
        f"{len(awards)} 个案例（其中已发布 {published} 个）的 {len(rows)} 条编码改到“{into}”，"
        "原文依据随编码保留。"
    ]
    if doubles:
        which = "、".join(numbers[:LISTED]) + (f"等 {len(numbers)} 个案例" if len(numbers) > LISTED else "")
        said.append(
            f"其中 {len(doubles)} 条与“{into}”已有的编码重复（同一案例、同一段文字、同一编码者），"
            f"合为一条，两条的说明都保留：{which}。"
        )
    return said


def _place(coding: Coding) -> Place:
    return coding.award_id, coding.start, coding.end, coding.coder_id


def _join(kept: Coding, other: Coding, called: str) -> None:
    """One coding says what both said; what differs in the other one stands in the note."""
    same = (kept.state, kept.confidence) == (other.state, other.confidence)
    was = kept if _weight(kept) < _weight(other) else other
    differs = "" if same else f"另一条：把握{was.get_confidence_display()}，{was.get_state_display()}"
    notes = [kept.note.strip(), other.note.strip()]
    said = f"合并自“{called}”" + (f"（{differs}）" if differs else "")
    if _weight(other) > _weight(kept):
        kept.state, kept.confidence = other.state, other.confidence
    kept.note = "；".join(dict.fromkeys(filter(None, [*notes, said])))
    other.delete()
    kept.save()


def _weight(coding: Coding) -> tuple[int, int]:
    return COUNTS.index(CodingState(coding.state)), SURE.index(Confidence(coding.confidence))
