"""An act of care: tried and shown first, then done as one revision of all that it touches, taken back as one.

What is shown is what the act did in a room that was rolled back. What is done has to be what was shown. Where
readers would see it and two people are needed, another one does it (`waiting.py`). Of many awards the trial
counts which they are, and neither reads nor checks them: that is done with the act, by the worker.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import ProtectedError

from cases.choices import ChangeOutcome, State, Through
from cases.curation import release
from cases.curation.care.checked import CheckedAwards
from cases.curation.changes import Change, changes_of
from cases.curation.proposing import proposals, require, settle_accepted
from cases.curation.reaching_readers import is_edit, is_seen
from cases.curation.states import chunks
from cases.models import Award, Revision, StoredChange
from cases.models.writing import Room, writing
from cases.roles import ALONE, MANAGE_VOCABULARY, PUBLISH, is_one_person_office, may

MOST_AT_ONCE = 300  # awards of a request: more are checked and written by the worker
LISTED = 20  # awards by name, the others by their number
LONGEST_REASON = 200

WHY = "。原因："
MAY_NOT = "整理词表会改变读者看到的内容，要同时有“管理词表”和“发布”两项权限。"
NO_REASON = "请写明原因。"
IN_USE = "正被别处使用，不能这样整理：{}。"
TWICE = "整理后有两处内容重复，数据库不接受。请先把重复的一处改开。"

Account = User | AnonymousUser
Sentences = list[str]


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be done: `title` stands in the log, `write` does it in a room and says what it did.

    `foresee` tells without trying it where it would be long; it says None where it is short.
    """

    title: str
    write: Callable[[], Sentences]
    foresee: Callable[[], "Foreseen | None"] = lambda: None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an act on many awards would say and touch: these of the vocabulary, and awards by primary key."""

    sentences: Sentences
    changes: Sequence[Change]
    awards: Sequence[int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an act does: in sentences, and to which awards; `waiting` are proposals and imports in its way.

    `changes` are all things that differ by it, the vocabulary first; `is_seen`, whether readers see one.
    Where it `is_long`, the awards were counted, and are neither among the changes nor checked. `seen` is the
    last revision there was before.
    """

    title: str
    sentences: Sentences
    awards: Sequence[tuple[int, str, str]]  # primary key, number, title
    published: int
    waiting: int
    changes: Sequence[Change]
    is_seen: bool
    seen: int = 0
    is_long: bool = False

    @property
    def waits(self) -> bool:
        """Whether another person has to look first."""
        return self.is_seen and not is_one_person_office()

    @property
    def listed(self) -> Sequence[tuple[int, str, str]]:
        return self.awards[:LISTED]

    @property
    def count(self) -> int:
        return len(self.awards)

    @property
    def more(self) -> int:
        return self.count - len(self.listed)

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


class NeedsWorker(Exception):
    """It touches more awards than a request takes; nothing is done."""

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
            room.most[Award] = MOST_AT_ONCE
            found = _done(act, room, proposal)
            if not found.is_long:
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
    finish: Callable[[Outlook], None] | None = None,
    checked: CheckedAwards | None = None,
) -> int:
    """Do it; the data version in which that was done.

    `shown` is the digest of the outlook that `by` has seen: OtherThanShown where it is another one now. None
    is for what comes out as it was shown, or is refused. NeedsAnother where readers would see it and two
    people are needed, unless it is `accepting` the proposal of another, with these `words`. NeedsWorker where
    it is too long for a request; the worker has something to `finish` in the same transaction, and may have
    `checked` the awards before.
    ValidationError, and nothing is written, where the library does not allow it.
    """
    if not reason:
        raise ValidationError(NO_REASON)
    if finish is None and (foreseen := act.foresee()) is not None:
        by = _who_may(by)
        if accepting is not None:
            require(accepting, by)
        found = _foreseen(act.title, foreseen, accepting)
        raise NeedsAnother(found) if found.waits and accepting is None else NeedsWorker(found)
    with _room(f"{act.title}{WHY}{reason}", by) as room:
        if finish is None:
            room.most[Award] = MOST_AT_ONCE
        elif checked is not None and checked.version.number + 1 == room.number:  # nobody wrote since
            room.checked = checked.holds
        if accepting is not None:
            settle_accepted(accepting, by, words)
            release.note(room, f"{accepting.made_by} 提出")
            release.note(room, words)
        found = _done(act, room, accepting)
        if shown is not None and found.digest != shown:
            raise OtherThanShown(found)
        if found.waits and accepting is None:
            raise NeedsAnother(found)
        if finish is not None:
            finish(found)
        elif found.is_long:
            raise NeedsWorker(found)
        is_alone = accepting is None or accepting.made_by == room.by
        if found.is_seen and is_alone:
            release.note(room, ALONE)
    if accepting is not None:
        StoredChange.objects.filter(pk=accepting.pk).update(version=room.number)
    return room.number


@contextmanager
def _room(note: str, by: Account) -> Iterator[Room]:
    """A room of an act; what the database refuses is refused in Chinese."""
    by = _who_may(by)
    try:
        with writing(Through.VOCABULARY, by=by, note=note) as room:
            room.advance(everything=True)  # others wait: what is found stays
            yield room
    except ProtectedError as error:
        names = "、".join(sorted({str(row) for row in error.protected_objects})[:5])
        raise ValidationError(IN_USE.format(names)) from error
    except (DataError, IntegrityError) as error:
        raise ValidationError(TWICE) from error


def _who_may(by: Account) -> User:
    if not isinstance(by, User) or not may_care(by):
        raise ValidationError(MAY_NOT)
    return by


def _done(act: Act, room: Room, proposal: StoredChange | None) -> Outlook:
    said = act.write()
    touched = list(room.touched.get(Award, ()))
    if len(touched) > MOST_AT_ONCE:
        others = {model: things for model, things in room.touched.items() if model is not Award}
        return _foreseen(act.title, Foreseen(said, changes_of(others), touched), proposal)
    changes = changes_of(room.touched)
    reaches = any(is_edit(each) and is_seen(each) for each in changes)
    in_the_way = _waiting(changes, [], proposal)
    awards, seen = list(_awards(changes)), _last_revision()
    return Outlook(act.title, said, awards, _published(changes), in_the_way, changes, reaches, seen)


def _foreseen(title: str, found: Foreseen, proposal: StoredChange | None) -> Outlook:
    """The outlook of many awards, by queries. An act is seen where readers see what of the vocabulary it
    changes: no act changes awards alone."""
    awards, published = list[tuple[int, str, str]](), 0
    columns = ("pk", "accession", "title", "applicant", "locality", "state")
    for some in chunks(sorted(found.awards)):
        rows = Award.objects.filter(pk__in=some).order_by("pk").values_list(*columns)
        for pk, number, heading, applicant, locality, state in rows:
            awards.append((pk, number, heading or applicant or locality))
            published += state == State.PUBLISHED
    reaches = any(is_seen(each) for each in found.changes)
    in_the_way = _waiting(found.changes, found.awards, proposal)
    said, seen = found.sentences, _last_revision()
    return Outlook(title, said, awards, published, in_the_way, found.changes, reaches, seen, is_long=True)


def _last_revision() -> int:
    return Revision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _awards(changes: Sequence[Change]) -> Iterator[tuple[int, str, str]]:
    for change in changes:
        if change.model is Award:
            state = change.after or change.before or {}
            yield change.pk, change.key, state["title"] or state["applicant"] or state["locality"]


def _published(changes: Sequence[Change]) -> int:
    states = (each.after for each in changes if each.model is Award)
    return sum(state is not None and state["state"] == State.PUBLISHED for state in states)


def _waiting(changes: Sequence[Change], awards: Iterable[int], proposal: StoredChange | None) -> int:
    """Other proposals that wait on what changes: they are refused by name afterwards, and made anew."""
    things = {(str(each.model._meta.model_name), each.pk) for each in changes if each.before is not None}
    things |= {("award", pk) for pk in awards}
    waiting = proposals().filter(outcome=ChangeOutcome.WAITING)
    if proposal is not None:
        waiting = waiting.exclude(pk=proposal.pk)
    return sum(each in things for each in waiting.values_list("table", "thing"))
