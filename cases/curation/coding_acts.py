"""What a person does with one coding at the coding desk, and what of it another person has to look at first.

Each act is one row and one revision of the award. What readers do not see is written at once. What they would
see waits for a reviewer, as any change of a published award (decision 0056), unless two people have seen it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from cases.choices import CodingState, Confidence, Through
from cases.choices import State as StateOfAward
from cases.curation import release
from cases.curation.changes import changes_of
from cases.curation.coding_rounds import UNDECIDED, blindness, open_round
from cases.curation.coding_states import CodingKey, codings_of
from cases.curation.proposed_by_rules import proposed_by_rules, rules_coder
from cases.curation.proposing import Proposed, writes_directly
from cases.curation.reaching_readers import is_seen
from cases.curation.waiting_codings import DESK, carry_along, keep
from cases.models import Award, Coder, Coding, CodingRound, CodingScheme, Mechanism, Revision
from cases.models.writing import Room, State, writing
from cases.roles import ALONE, PROPOSE, REVIEW, may

ACCEPT, REJECT, REOPEN, CHANGE, DELETE = "accept", "reject", "reopen", "change", "delete"
VERBS = {ACCEPT: "采纳", REJECT: "不采纳", REOPEN: "改回待审", CHANGE: "改把握和说明", DELETE: "删去"}
STATES = {
    ACCEPT: CodingState.ACCEPTED,
    REJECT: CodingState.REJECTED,
    REOPEN: CodingState.PROPOSED,
}
NEEDED = {DELETE: "cases.delete_coding"}  # beside that one may change codings
MAY_NOT = "您没有编码的权限，什么都没有改动。"
MAY_NOT_ALONE = "这条编码是“{}”的，由审核人员决定。"
OWN = "这条编码是您自己的，已发布的案例要由另一位审核人员采纳。"
OF_OTHERS = "这条编码是“{}”的，只能由本人删去。"
GONE = "这条编码已经不在了：{}。"
MOVED = "这条编码刚才变了：{}。请看过再决定。"
UNPROPOSED = "这条提议已经不在了：可能刚才有人处理过，或者词表变了。"
NO_LONGER_THERE = "这段文字在原文中的位置变了，请刷新页面再选。"
OWN_NOW = "已记为您的编码，对账以后才采纳"
NOT_RECORDED = "没有改动的记录"
TWICE = "您已为这段文字标过“{}”（{}）。"
WAITS = "已提交审核，接受以前读者看到的不变。"

Rows = Callable[[Award], QuerySet[Coding]]  # the codings of an award that whoever acts may see


class NotYours(ValidationError):
    """Somebody else may do it."""


class Overtaken(ValidationError):
    """What the page showed is so no longer."""


@dataclass(frozen=True, slots=True)
class CodingDone:
    """What became of an act, in words; `key` is that of its coding, None where it is no more."""

    said: str
    key: CodingKey | None


def may_code(user: User | AnonymousUser | None) -> bool:
    """Whether the account may change codings at the desk."""
    return may(user, PROPOSE) and may(user, "cases.change_coding")


def code(
    award: int,
    by: User,
    term: Mechanism,
    passage: tuple[int, int],
    confidence: str,
    *,
    words: str | None = None,
    note: str = "",
) -> CodingDone:
    """Give the award a coding of one's own; `words` are those that the page showed there.

    It counts at once in a draft, and where one person is the whole office; else a reviewer accepts it.
    """
    _require(by, "cases.add_coding")
    coder = _coder_of(by)
    key = CodingKey(term.pk, *passage, coder.pk)
    row = Coding(mechanism=term, start=key.start, end=key.end, coder=coder, confidence=confidence, note=note)

    def write(whole: Award) -> bool:
        if words is not None and whole.source.text[key.start : key.end] != words:
            raise Overtaken(NO_LONGER_THERE)
        row.award, row.state = whole, _first_state(whole, term, by)
        if (known := _find(Coding.objects.filter(award=whole), key)) is not None:
            raise Overtaken(TWICE.format(term, known.get_state_display()))
        row.full_clean()
        row.save()
        return False

    waits = _carry_out(award, by, f"{DESK}：标为“{term}”", write)
    said = f"已标为“{term}”，把握{row.get_confidence_display()}"
    if not waits and row.state == CodingState.PROPOSED:
        said += "，待审核人员采纳"
    return CodingDone(f"{said}。{WAITS if waits else ''}", key)


def decide(
    award: int,
    by: User,
    key: CodingKey,
    act: str,
    rows: Rows,
    *,
    seen: str | None = None,
    confidence: str = "",
    note: str | None = None,
) -> CodingDone:
    """Do one of VERBS with a coding; `seen` is what the page showed of it (`shown`), None for anything.

    What the rules propose becomes in an open round a coding of the coder's own, or a refusal of their own.
    NotYours, Overtaken, or another ValidationError with the reason in Chinese; nothing is written then.
    """
    _require(by, NEEDED.get(act, "cases.change_coding"))
    own = None if key.coder else _coder_in_round(award, key, by)
    if not key.coder and own is None:
        rules_coder(by)
    done: list[Coding] = []

    def write(whole: Award) -> bool:
        row = _written(whole, key, rows, by) if key.coder else _of_rules(whole, key, act, rows, own)
        done.append(row)
        there = (row.state, row.confidence, row.note)
        wanted = (
            row.state if act == ACCEPT and own is not None else STATES.get(act, row.state),
            confidence or row.confidence,
            row.note if note is None else note,
        )
        if act != DELETE and wanted == there and row.pk:
            return True  # done already
        if seen is not None and row.pk and shown(row) != seen:
            raise Overtaken(MOVED.format(_who(whole.pk, _key_of(row))))
        if own is None and act == ACCEPT and (waiting := _round(whole, row.mechanism, by)) is not None:
            raise NotYours(UNDECIDED.format(waiting))
        by_two = own is None and _is_seen_by_two(row, act, by)
        if act == DELETE:
            row.delete()
            return False
        row.state, row.confidence, row.note = wanted
        row.full_clean()
        row.save()
        return by_two

    term = Mechanism.objects.filter(pk=key.mechanism).first()
    waits = _carry_out(award, by, f"{DESK}：{VERBS[act]}“{term}”", write)
    row = done[-1]
    become = OWN_NOW if own is not None and act == ACCEPT else _said(act, row)
    said = f"“{term}”：{become}。{WAITS if waits else ''}"
    return CodingDone(said, None if act == DELETE else _key_of(row))


def shown(row: Coding) -> str:
    """What of a row an act rests on: it is sent along, and compared."""
    return f"{row.state}.{row.confidence}.{crc32(row.note.encode())}"


def _said(act: str, row: Coding) -> str:
    if act == CHANGE:
        return f"把握{row.get_confidence_display()}{f'，说明：{row.note}' if row.note else ''}"
    return f"{VERBS[act]}，把握{row.get_confidence_display()}" if act == ACCEPT else VERBS[act]


# --- Rows -------------------------------------------------------------------------------------------


def _written(award: Award, key: CodingKey, rows: Rows, by: User) -> Coding:
    """The coding; Overtaken where it is not there, or where `by` must not know of it."""
    found = _find(rows(award), key)
    if found is None:
        is_unseen = blindness(by, [award.pk]).hides(award.pk, key.mechanism, key.coder)
        raise Overtaken(GONE.format(NOT_RECORDED if is_unseen else _who(award.pk, key)))
    return found


def _of_rules(award: Award, key: CodingKey, act: str, rows: Rows, own: Coder | None) -> Coding:
    """A new one of what the rules propose beside the rows, of `own` in an open round; else Overtaken."""
    coder = own or rules_coder()
    written = _find(rows(award), key._replace(coder=coder.pk))
    if written is not None:
        raise Overtaken(MOVED.format(_who(award.pk, _key_of(written))))
    known = list(rows(award).select_related("mechanism", "coder"))
    for each in proposed_by_rules(award, award.passage, known):
        term = Mechanism.objects.get(slug=each.mechanism)
        if (term.pk, each.start, each.end) == key[:3] and act in (ACCEPT, REJECT):
            return Coding(
                award=award, mechanism=term, start=each.start, end=each.end, coder=coder,
                confidence=Confidence.LOW, state=CodingState.PROPOSED, note=each.reason,
            )  # fmt: skip
    raise Overtaken(UNPROPOSED)


def _coder_in_round(award: int, key: CodingKey, by: User) -> Coder | None:
    """Who `by` is as a coder, where an open round asks them for such codings of the award."""
    coder = Coder.objects.filter(user=by).first()
    term = Mechanism.objects.filter(pk=key.mechanism).first()
    there = coder and term and open_round(Award(pk=award), term.scheme.pk, coder)
    return coder if there else None


def _find(rows: QuerySet[Coding], key: CodingKey) -> Coding | None:
    there = rows.filter(mechanism=key.mechanism, start=key.start, end=key.end, coder=key.coder)
    return there.select_related("coder", "mechanism__scheme").first()


def _key_of(row: Coding) -> CodingKey:
    return CodingKey(row.mechanism_id, row.start, row.end, row.coder_id)


# --- Who may, and who has seen it ---------------------------------------------------------------------


def _require(by: User, permission: str) -> None:
    if not (may_code(by) and may(by, permission)):
        raise NotYours(MAY_NOT)


def _coder_of(by: User) -> Coder:
    """Who codes for the first time is a coder from now on, whatever becomes of this coding."""
    with writing(Through.FORM, by=by):
        return Coder.of(by)


def counts_at_once(award: Award, scheme: CodingScheme, by: User) -> bool:
    """Whether what this person accepts needs nobody else: readers do not see it, or one is the office."""
    return award.state == StateOfAward.DRAFT or not scheme.is_released or writes_directly(by, Award)


def _first_state(award: Award, term: Mechanism, by: User) -> CodingState:
    counts = counts_at_once(award, term.scheme, by) and _round(award, term, by) is None
    return CodingState.ACCEPTED if counts else CodingState.PROPOSED


def _round(award: Award, term: Mechanism, by: User) -> CodingRound | None:
    """The open round in which this user codes the award with such terms: what they give is settled later."""
    return open_round(award, term.scheme.pk, Coder.objects.filter(user=by).first())


def _is_seen_by_two(row: Coding, act: str, by: User) -> bool:
    """Whether this person is the second who looks at what readers will see; NotYours where they may not.

    A person's coding is another's to accept, and a reviewer's to judge otherwise; a draft is everybody's.
    """
    is_mine, is_of_method = row.coder.user_id == by.pk, row.coder.user_id is None
    if act == DELETE and not is_mine:
        raise NotYours(OF_OTHERS.format(row.coder))
    if row.award.state == StateOfAward.DRAFT or act == DELETE:
        return False
    if act != ACCEPT:
        if not (is_mine or is_of_method or may(by, REVIEW)):
            raise NotYours(MAY_NOT_ALONE.format(row.coder))
        return False
    if is_mine and not counts_at_once(row.award, row.mechanism.scheme, by):
        raise NotYours(OWN)
    if is_mine or is_of_method or not may(by, REVIEW):
        return False
    last = last_hand(row.award_id, _key_of(row))
    return last is None or last.by != by.get_username()


def last_hand(award: int, key: CodingKey) -> Revision | None:
    """The last revision that changed this coding of the award."""
    for each in Revision.objects.filter(table="award", thing=award).iterator(chunk_size=5):
        there, here = (codings_of(state).get(key) for state in (each.before, each.after))
        if there != here:
            return each
    return None


def _who(award: int, key: CodingKey) -> str:
    """Who changed the coding last, when, and into what."""
    last = last_hand(award, key)
    if last is None:
        return NOT_RECORDED
    now: State | None = codings_of(last.after).get(key)
    when, who = timezone.localtime(last.made_at), last.by or last.get_through_display()
    if now is None:
        return f"“{who}”在 {when:%Y-%m-%d %H:%M} 删去了"
    state, sure = CodingState(now["state"]).label, Confidence(now["confidence"]).label
    return f"“{who}”在 {when:%Y-%m-%d %H:%M} 改为{state}、把握{sure}"


# --- Writing ----------------------------------------------------------------------------------------


def _carry_out(award: int, by: User, note: str, write: Callable[[Award], bool]) -> bool:
    """Let `write` change a row of the award in a room of its own; whether that waits for another person.

    `write` says whether two people have seen what readers will.
    """
    try:
        with writing(Through.FORM, by=by, note=note) as room:
            room.advance(everything=False)  # others wait: what is found stays
            by_two = write(Award.objects.select_related("source").get(pk=award))
            _hold_back(room, by, by_two=by_two)
    except Proposed as held:
        keep(held, by)
        return True
    return False


def _hold_back(room: Room, by: User, *, by_two: bool) -> None:
    """Proposed where readers would see what one person has seen."""
    for change in changes_of({Award: room.touched.get(Award, {})}):
        before, after = change.before, change.after
        if before is None or after is None or before["state"] == StateOfAward.DRAFT:
            continue
        if not is_seen(change):
            carry_along(change)
        elif by_two:
            continue
        elif writes_directly(by, Award):
            release.note(room, ALONE)
        else:
            raise Proposed([change], room.note)
