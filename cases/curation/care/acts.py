"""An act of care: tried and shown first, then done as one revision of all that it touches, taken back as one.

What is shown is what the act did in a room that was rolled back. What is done has to be what was shown. Where
readers would see it and two people are needed, another one does it (`waiting.py`).
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import ProtectedError, Q

from cases.choices import ChangeOutcome, State, Through
from cases.curation import release
from cases.curation.changes import Change, changes_of
from cases.curation.proposing import proposals, settle_accepted
from cases.curation.reaching_readers import is_edit, is_seen
from cases.curation.undoing import Looked, Undoing, look, undo, undoings
from cases.models import Award, Division, IssuingBody, Mechanism, Programme, Revision, StoredChange, Tier
from cases.models.writing import Room, writing
from cases.roles import ALONE, MANAGE_VOCABULARY, PUBLISH, is_one_person_office, may

CARED_FOR = (Mechanism, Programme, Tier, IssuingBody, Division)
LISTED = 20  # awards by name, the others by their number
REMEMBERED = 300  # revisions of the vocabulary among which the latest acts are looked for
LONGEST_REASON = 200

WHY = "。原因："
MAY_NOT = "整理词表会改变读者看到的内容，要同时有“管理词表”和“发布”两项权限。"
NO_REASON = "请写明原因。"
NO_SUCH_ACT = "没有这次整理。"
IN_USE = "正被别处使用，不能这样整理：{}。"
TWICE = "整理后有两处内容重复，数据库不接受。请先把重复的一处改开。"

Account = User | AnonymousUser
Sentences = list[str]


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be done: `title` stands in the log, `write` does it in a room and says what it did."""

    title: str
    write: Callable[[], Sentences]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an act does: in sentences, and to which awards; `waiting` are proposals and imports in its way.

    `changes` are all things that differ by it, the vocabulary first; `is_seen`, whether readers see one.
    """

    title: str
    sentences: Sentences
    awards: Sequence[tuple[int, str, str]]  # primary key, number, title
    published: int
    waiting: int
    changes: Sequence[Change]
    is_seen: bool

    @property
    def waits(self) -> bool:
        """Whether another person has to look first."""
        return self.is_seen and not is_one_person_office()

    @property
    def listed(self) -> Sequence[tuple[int, str, str]]:
        return self.awards[:LISTED]

    @property
    def more(self) -> int:
        return len(self.awards) - len(self.listed)

    @property
    def digest(self) -> str:
        """By which one knows that it is still the same."""
        said = "\n".join([self.title, *self.sentences, *(number for _pk, number, _title in self.awards)])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class OtherThanShown(Exception):
    """What the act would do now is not what was shown; nothing is done."""

    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        self.outlook = outlook


class NeedsAnother(Exception):
    """Readers would see what the act does, and another person has to look first; nothing is done."""

    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        self.outlook = outlook


class _Tried(Exception):
    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        self.outlook = outlook


def may_care(user: Account) -> bool:
    """Whether the user may change the vocabulary so that readers see it, or let others do so."""
    return may(user, MANAGE_VOCABULARY) and may(user, PUBLISH)


def outlook(act: Act, by: Account, proposal: StoredChange | None = None) -> Outlook:
    """What the act would do; ValidationError what is in its way, or that `by` may not.

    `proposal` is the one that asks for it, which is not in its own way.
    """
    try:
        with _room(act.title, by) as room:
            found = _done(act, room, proposal)
            room.check_all()
            raise _Tried(found)
    except _Tried as tried:
        return tried.outlook


def carry_out(
    act: Act,
    by: Account,
    reason: str,
    shown: str | None,
    accepting: StoredChange | None = None,
    words: str = "",
) -> int:
    """Do it; the data version in which that was done.

    `shown` is the digest of the outlook that `by` has seen: OtherThanShown where it is another one now. None
    is for what comes out as it was shown, or is refused. NeedsAnother where readers would see it and two
    people are needed, unless it is `accepting` the proposal of another, with these `words`.
    ValidationError, and nothing is written, where the library does not allow it.
    """
    if not reason:
        raise ValidationError(NO_REASON)
    with _room(f"{act.title}{WHY}{reason}", by) as room:
        if accepting is not None:
            settle_accepted(accepting, by, words)
            release.note(room, f"{accepting.made_by} 提出")
            release.note(room, words)
        found = _done(act, room, accepting)
        if shown is not None and found.digest != shown:
            raise OtherThanShown(found)
        if found.waits and accepting is None:
            raise NeedsAnother(found)
        is_alone = accepting is None or accepting.made_by == room.by
        if found.is_seen and is_alone:
            release.note(room, ALONE)
    if accepting is not None:
        StoredChange.objects.filter(pk=accepting.pk).update(version=room.number)
    return room.number


@contextmanager
def _room(note: str, by: Account) -> Iterator[Room]:
    """A room of an act; what the database refuses is refused in Chinese."""
    if not isinstance(by, User) or not may_care(by):
        raise ValidationError(MAY_NOT)
    try:
        with writing(Through.VOCABULARY, by=by, note=note) as room:
            room.advance(everything=True)  # others wait: what is found stays
            yield room
    except ProtectedError as error:
        names = "、".join(sorted({str(row) for row in error.protected_objects})[:5])
        raise ValidationError(IN_USE.format(names)) from error
    except (DataError, IntegrityError) as error:
        raise ValidationError(TWICE) from error


def _done(act: Act, room: Room, proposal: StoredChange | None) -> Outlook:
    said = act.write()
    changes = changes_of(room.touched)
    reaches = any(is_edit(each) and is_seen(each) for each in changes)
    in_the_way = _waiting(changes, proposal)
    awards, published = list(_awards(changes)), _published(changes)
    return Outlook(act.title, said, awards, published, in_the_way, changes, reaches)


def _awards(changes: list[Change]) -> Iterator[tuple[int, str, str]]:
    for change in changes:
        if change.model is Award:
            state = change.after or change.before or {}
            yield change.pk, change.key, state["title"] or state["applicant"] or state["locality"]


def _published(changes: list[Change]) -> int:
    states = (each.after for each in changes if each.model is Award)
    return sum(state is not None and state["state"] == State.PUBLISHED for state in states)


def _waiting(changes: list[Change], proposal: StoredChange | None) -> int:
    """Other proposals that wait on what changes: they are refused by name afterwards, and made anew."""
    ways = Q(pk__in=())
    for model in {each.model for each in changes}:
        things = [each.pk for each in changes if each.model is model and each.before is not None]
        ways |= Q(table=model._meta.model_name, thing__in=things)
    waiting = proposals().filter(ways, outcome=ChangeOutcome.WAITING)
    return waiting.exclude(pk=proposal.pk).count() if proposal is not None else waiting.count()


# --- Taken back -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DoneAct:
    """An act that was done under a data version; `things` are those of the vocabulary that it touched."""

    number: int
    title: str
    by: str
    made_at: datetime
    things: list[str]
    is_undone: bool = False


def done_acts() -> list[DoneAct]:
    """The latest acts, the newest first."""
    tables = [str(model._meta.model_name) for model in CARED_FOR]
    rows = Revision.objects.filter(table__in=tables, through=Through.VOCABULARY).order_by("-pk")
    columns = ("number", "note", "by", "made_at", "key")
    found: dict[int, DoneAct] = {}
    for number, note, by, made_at, key in rows.values_list(*columns)[:REMEMBERED]:
        found.setdefault(number, DoneAct(number, note, by, made_at, [])).things.append(key)
    undone = {each.title.partition("，")[0] for each in found.values()}
    return [
        DoneAct(each.number, each.title, each.by, each.made_at, each.things, _undoing(each.number) in undone)
        for each in found.values()
    ]


def done_act(number: int) -> DoneAct | None:
    """The act that was done under this data version."""
    rows = Revision.objects.filter(number=number, through=Through.VOCABULARY).order_by("-pk")
    first = rows.first()
    if first is None:
        return None
    keys = rows.exclude(table="award").values_list("key", flat=True)
    return DoneAct(number, first.note, first.by, first.made_at, list(keys))


def looked_back(number: int) -> Looked:
    """What taking the act back would touch, and what was edited since and is in the way."""
    return look([number], beside_edits=True)


def taking_back(number: int) -> Act:
    """Everything as it was before the act; ValidationError where there was none."""
    act = done_act(number)
    if act is None:
        raise ValidationError(NO_SUCH_ACT)
    return Act(f"{_undoing(number)}，{act.title.partition(WHY)[0]}", lambda: _take_back(number))


def take_back(number: int, by: Account, reason: str) -> int:
    """Do that; the data version in which it was done. Raises as `carry_out`, and where anything was edited
    since, by name."""
    return carry_out(taking_back(number), by, reason, None)


def line_of(each: Undoing) -> str:
    """治理机制 yishi：重新建立."""
    verb = "删除" if each.before is None else "重新建立" if each.left is None else "恢复"
    return f"{each.model._meta.verbose_name} {each.key}：{verb}"


def _take_back(number: int) -> Sentences:
    things = undoings([number])
    undo([number], beside_edits=True)
    awards = sum(each.model is Award for each in things)
    said = [f"{line_of(each)}。" for each in things if each.model is not Award]
    return [*said, f"{awards} 个案例恢复到整理以前的编码和取值。"] if awards else said


def _undoing(number: int) -> str:
    return f"撤销第 {number} 版的整理"
