"""What the page of one award shows: its text, its codings and what is proposed, and the awards beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.db.models.functions import Substr

from cases.admin.coding.visible import visible_codings
from cases.choices import CodingState, Confidence
from cases.curation.coding_acts import ACCEPT, CHANGE, DELETE, REJECT, REOPEN, counts_at_once, shown
from cases.curation.coding_rounds import blindness, open_round
from cases.curation.coding_states import CodingKey
from cases.curation.proposed_by_rules import confidence_of, proposed_by_rules
from cases.curation.waiting_codings import asked_for
from cases.models import Award, Coder, Coding, CodingScheme, Mechanism
from cases.models.writing import State
from cases.readers.proposed_codings import WORD_RULES

KINDS = {
    CodingState.ACCEPTED: "coding",
    CodingState.PROPOSED: "waiting",
    CodingState.REJECTED: "refused",
}


@dataclass(frozen=True, slots=True)
class DeskCoding:
    """A coding as the desk shows it; `waits` says what of it waits for a reviewer."""

    row: Coding
    key: CodingKey
    words: str
    is_mine: bool
    counts_at_once: bool  # what is accepted here, readers see without another person
    waits: str
    suggested: Confidence | None

    @property
    def kind(self) -> str:
        return KINDS[CodingState(self.row.state)]

    @property
    def is_open(self) -> bool:
        return bool(self.row.state == CodingState.PROPOSED)

    @property
    def seen(self) -> str:
        return shown(self.row)

    @property
    def is_written(self) -> bool:
        """Whether it has a row, and is not only what the rules would propose."""
        return bool(self.key.coder)

    @property
    def accepts_with(self) -> str:
        """The confidence that it gets when it is accepted."""
        return str(self.suggested or self.row.confidence)

    @property
    def sure(self) -> str:
        return str(Confidence(self.accepts_with).label)

    @property
    def acts(self) -> list[str]:
        """What can be done with it, for those who may."""
        is_mine = self.is_mine
        found = {
            ACCEPT: self.row.state != CodingState.ACCEPTED and (self.counts_at_once or not is_mine),
            REJECT: self.row.state != CodingState.REJECTED and not is_mine,
            REOPEN: self.is_written and not self.is_open and (self.counts_at_once or not is_mine),
            CHANGE: self.is_written,
            DELETE: is_mine,
        }
        return [act for act, is_offered in found.items() if is_offered]


@dataclass(frozen=True, slots=True)
class CodedAward:
    """The award at the desk."""

    award: Award
    passage: str
    codings: Sequence[DeskCoding]

    @property
    def waiting(self) -> list[DeskCoding]:
        return [each for each in self.codings if each.is_open and not each.waits]

    @property
    def submitted(self) -> list[DeskCoding]:
        """Those that somebody accepted, and a reviewer has to."""
        return [each for each in self.codings if each.is_open and each.waits]

    @property
    def counting(self) -> list[DeskCoding]:
        return [each for each in self.codings if each.row.state == CodingState.ACCEPTED]

    @property
    def refused(self) -> list[DeskCoding]:
        return [each for each in self.codings if each.row.state == CodingState.REJECTED]

    @property
    def text(self) -> dict[str, Any]:
        """For the script: the words as printed, and where the first of them stands in the document."""
        return {"text": self.passage, "base": self.award.start, "heading": self.heading}

    @property
    def heading(self) -> list[int]:
        """From where to where the heading lines go."""
        starts = self.award.paragraph_starts
        return [self.award.start, starts[0] if starts else self.award.end]


def with_passage(rows: QuerySet[Award]) -> QuerySet[Award]:
    """The awards with the words that their documents print of them, which the database cuts out."""
    printed = Substr("source__text", F("start") + 1, F("end") - F("start"))
    return rows.annotate(printed=printed)


def coded_award(award: Award, scheme: CodingScheme, user: User) -> CodedAward:
    """The award, one of `with_passage`, as the user sees it."""
    passage: str = getattr(award, "printed", "")  # annotated
    rows = list(visible_codings(award, user, scheme))
    direct = counts_at_once(award, scheme, user)
    blind = blindness(user, [award.pk])
    asked = {
        key: row
        for key, row in asked_for(award.pk).items()
        if not blind.hides(award.pk, key.mechanism, key.coder)
    }
    found = [_of_row(each, passage, user, asked, is_direct=direct) for each in rows]
    if scheme.is_of_mechanisms:
        found += _of_rules(award, passage, rows, asked)
    return CodedAward(award, passage, sorted(found, key=lambda each: (each.row.start, each.row.end)))


def own_state(award: Award, scheme: CodingScheme, user: User) -> str:
    """What becomes of a coding that the user makes, in words."""
    if found := open_round(award, scheme.pk, Coder.objects.filter(user=user).first()):
        return f"“{found}”还没有结束：您标的先记为待审，对账以后才采纳。"
    if not scheme.is_released:
        return "这套方案还没有公开：您标的即算采纳，读者看不到。"
    if counts_at_once(award, scheme, user):
        return "您标的即算采纳。"
    return "案例已发布：您标的待审核人员采纳，采纳以前读者看不到。"


def _of_row(
    row: Coding, passage: str, user: User, asked: Mapping[CodingKey, State | None], *, is_direct: bool
) -> DeskCoding:
    key = CodingKey(row.mechanism_id, row.start, row.end, row.coder_id)
    is_of_rules = row.coder.name == WORD_RULES and row.state == CodingState.PROPOSED
    undecided = is_of_rules and row.confidence == Confidence.LOW
    return DeskCoding(
        row,
        key,
        _words(row, passage),
        row.coder.user_id == user.pk,
        is_direct,
        _waits(key, asked),
        confidence_of(row.start, row.award) if undecided else None,
    )


def _of_rules(
    award: Award, passage: str, rows: Sequence[Coding], asked: Mapping[CodingKey, State | None]
) -> list[DeskCoding]:
    """What the rules would propose, as rows that nobody has written."""
    proposed = proposed_by_rules(award, passage, rows)
    terms = {
        each.slug: each for each in Mechanism.objects.filter(slug__in={each.mechanism for each in proposed})
    }
    by_rules = {key[:3]: key for key, row in asked.items() if row is not None and row["coder"] == WORD_RULES}
    found = []
    for each in proposed:
        row = Coding(
            award=award, mechanism=terms[each.mechanism], start=each.start, end=each.end,
            confidence=Confidence.LOW, state=CodingState.PROPOSED, note=each.reason,
        )  # fmt: skip
        key = CodingKey(row.mechanism_id, row.start, row.end, 0)
        waits = _waits(by_rules.get(key[:3], key), asked)
        sure = confidence_of(row.start, award)
        found.append(DeskCoding(row, key, _words(row, passage), False, False, waits, sure))
    return found


def _words(row: Coding, passage: str) -> str:
    return passage[row.start - row.award.start : row.end - row.award.start]


def _waits(key: CodingKey, asked: Mapping[CodingKey, State | None]) -> str:
    if key not in asked:
        return ""
    row = asked[key]
    if row is None:
        return "删去，待审核"
    return f"{CodingState(row['state']).label}、把握{Confidence(row['confidence']).label}，待审核"
