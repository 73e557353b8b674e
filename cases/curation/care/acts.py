"""An act of care: tried and shown first, then done as one revision of all that it touches, taken back as one.

What is shown is what the act did in a room that was rolled back. What is done has to be what was shown.
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
from cases.curation.changes import Change, changes_of
from cases.curation.proposing import proposals
from cases.curation.undoing import Looked, look, undo
from cases.models import Award, Division, IssuingBody, Mechanism, Programme, Revision, Tier
from cases.models.writing import Room, writing
from cases.roles import MANAGE_VOCABULARY, PUBLISH, may

CARED_FOR = (Mechanism, Programme, Tier, IssuingBody, Division)
LISTED = 20  # awards by name, the others by their number
REMEMBERED = 300  # revisions of the vocabulary among which the latest acts are looked for
LONGEST_REASON = 200

WHY = "。原因："
MAY_NOT = "整理词表随即改变读者看到的内容，要同时有“管理词表”和“发布”两项权限。"
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
    """What an act does: in sentences, and to which awards; `waiting` are proposals and imports in its way."""

    title: str
    sentences: Sentences
    awards: Sequence[tuple[int, str, str]]  # primary key, number, title
    published: int
    waiting: int

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


class _Tried(Exception):
    def __init__(self, outlook: Outlook) -> None:
        super().__init__()
        self.outlook = outlook


def may_care(user: Account) -> bool:
    """Whether the user may change the vocabulary so that readers see it at once."""
    return may(user, MANAGE_VOCABULARY) and may(user, PUBLISH)


def outlook(act: Act, by: Account) -> Outlook:
    """What the act would do; ValidationError what is in its way, or that `by` may not."""
    try:
        with _room(act.title, by) as room:
            found = _done(act, room)
            room.check_all()
            raise _Tried(found)
    except _Tried as tried:
        return tried.outlook


def carry_out(act: Act, by: Account, reason: str, shown: str) -> int:
    """Do it; the data version in which that was done.

    `shown` is the digest of the outlook that `by` has seen: OtherThanShown where it is another one now.
    ValidationError, and nothing is written, where the library does not allow it.
    """
    if not reason:
        raise ValidationError(NO_REASON)
    with _room(f"{act.title}{WHY}{reason}", by) as room:
        found = _done(act, room)
        if found.digest != shown:
            raise OtherThanShown(found)
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


def _done(act: Act, room: Room) -> Outlook:
    said = act.write()
    changes = changes_of(room.touched)
    return Outlook(act.title, said, list(_awards(changes)), _published(changes), _waiting(changes))


def _awards(changes: list[Change]) -> Iterator[tuple[int, str, str]]:
    for change in changes:
        if change.model is Award:
            state = change.after or change.before or {}
            yield change.pk, change.key, state["title"] or state["applicant"] or state["locality"]


def _published(changes: list[Change]) -> int:
    states = (each.after for each in changes if each.model is Award)
    return sum(state is not None and state["state"] == State.PUBLISHED for state in states)


def _waiting(changes: list[Change]) -> int:
    """Proposals that wait on what changes: they are refused by name afterwards, and made anew."""
    ways = Q(pk__in=())
    for model in {each.model for each in changes}:
        things = [each.pk for each in changes if each.model is model and each.before is not None]
        ways |= Q(table=model._meta.model_name, thing__in=things)
    found: int = proposals().filter(ways, outcome=ChangeOutcome.WAITING).count()
    return found


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
    return look([number])


def take_back(number: int, by: Account, reason: str) -> int:
    """Everything is as it was before the act; the data version in which that was done.

    ValidationError where anything was edited since, by name, and nothing is written.
    """
    if not reason:
        raise ValidationError(NO_REASON)
    act = done_act(number)
    if act is None:
        raise ValidationError(NO_SUCH_ACT)
    what = act.title.partition(WHY)[0]
    with _room(f"{_undoing(number)}，{what}{WHY}{reason}", by):
        return undo([number])


def _undoing(number: int) -> str:
    return f"撤销第 {number} 版的整理"
