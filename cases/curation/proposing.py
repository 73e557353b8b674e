"""What readers would see waits as a proposal until somebody else accepts it: changes, drafts that are ready.

A proposal is a stored change without an import (`cases/models/intake.py`): the thing whole before and
after, both in the form of a revision. Readers keep the old state; accepting writes the new one in a room.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils import timezone

from cases.choices import ChangeAction, ChangeOutcome, Through
from cases.choices import State as StateOfAward
from cases.curation import release
from cases.curation.along import Along, name_of
from cases.curation.changes import Change, changes_of
from cases.curation.led_on import led_on
from cases.curation.proposal_bases import is_moved, who_moved
from cases.curation.proposal_comments import with_earlier_reason
from cases.curation.putting_back import put_back
from cases.curation.reaching_readers import along_with_change, is_edit, is_seen, is_submission
from cases.curation.states import states
from cases.curation.undoing import BY_NAME
from cases.models import Award, Coder, Edition, Revision, Source, StoredChange
from cases.models.taken_back import STAYS_SEALED
from cases.models.writing import Public, Room, writing
from cases.roles import ALONE, MANAGE_VOCABULARY, PROPOSE, PUBLISH, REVIEW, is_one_person_office, may

OF_CASES: tuple[type[Public], ...] = (Award, Edition, Source)
OWN = "这是您自己提出的，要由另一位审核人员接受。"
MAY_NOT = "您没有审核这项修改的权限。"
MAY_NOT_PROPOSE = "您没有提出修改的权限，什么都没有改动。"
NO_REASON = "退回的，请写明理由。"
NOT_SHOWN = "这是词表整理，请在它的页面上看过预览再接受。"
MENDED = "提出的人刚刚又改过这项修改，什么都没有处理：请刷新页面，看过再处理。"
DECIDED = "这项修改已经处理过了，请刷新页面。"
IN_USE = "这项修改删除的内容正被别处使用：{}。"
DELETED = "它已经删除，可以收回。"
TWICE = "这项修改里有的值与现在的其他内容重复，接受不了：请退回。"
MOVED = "提出以后，{who}，接受会盖掉这一改动：请退回，在现在的内容上重新提出。"
MOVED_SINCE = "提出以后，{who}，没有再次送审：请打开修改，在现在的内容上改好再保存。"

CARE = "care"  # what `proposed` has in place of a state

Account = User | AnonymousUser


class Proposed(Exception):
    """What was written is rolled back: readers would see it, and another person has to look first."""

    def __init__(self, changes: list[Change], note: str) -> None:
        super().__init__()
        self.changes, self.note = changes, note


# --- What has to be proposed ------------------------------------------------------------------------


def proposals() -> QuerySet[StoredChange]:
    """All of them, the oldest first."""
    return StoredChange.objects.filter(intake=None, made_at__isnull=False).order_by("made_at", "pk")


def permissions_to_decide(model: type[Public], change: StoredChange | None = None) -> tuple[str, ...]:
    """Which permissions accept changes of this table, or this one: each of them does."""
    if change is not None and is_submission(change):
        return (PUBLISH,)
    return (REVIEW,) if model in OF_CASES else (REVIEW, MANAGE_VOCABULARY)


def is_care(change: StoredChange) -> bool:
    """Whether it asks for an act of care of the vocabulary (`cases/curation/care/waiting.py`)."""
    return bool(change.proposed) and CARE in change.proposed


def writes_directly(user: Account, model: type[Public]) -> bool:
    """Whether what this user writes is seen by readers at once: only where one person is the whole office."""
    return is_one_person_office() and any(may(user, each) for each in permissions_to_decide(model))


def hold_back(room: Room, user: Account) -> None:
    """Within a room, at its end: Proposed where readers would see what was written, and nobody has looked."""
    changes = [each for each in changes_of(room.touched) if is_edit(each)]
    if any(is_seen(each) and not writes_directly(user, each.model) for each in changes):
        raise Proposed(changes, room.note)


# --- Proposing --------------------------------------------------------------------------------------


def propose(proposed: Proposed, by: User, instead: StoredChange | None = None) -> list[StoredChange]:
    """Keep what was held back, each thing for itself; ValidationError where `by` may propose nothing.

    `instead`: a proposal of theirs that is mended, if it is about one of these things and open still.
    """
    if not (may(by, PROPOSE) or may(by, REVIEW) or may(by, MANAGE_VOCABULARY)):
        raise ValidationError(MAY_NOT_PROPOSE)
    rows = [
        StoredChange(
            action=ChangeAction.NEW if each.before is None else ChangeAction.CHANGED,
            outcome=ChangeOutcome.WAITING,
            table=str(each.model._meta.model_name),
            thing=None if each.before is None else each.pk,
            before=each.before,
            proposed=each.after or {},
            made_by=by.get_username(),
            made_at=timezone.now(),
            note=proposed.note,
        )
        for each in proposed.changes
        if each.model is not Coder or each.before is not None
    ]
    with transaction.atomic():
        for row in rows if instead is not None else ():
            if instead is not None and (row.table, row.thing) == (instead.table, instead.thing):
                replaced = open_ones(by.get_username()).select_for_update().filter(pk=instead.pk).first()
                if replaced is None:
                    raise ValidationError(DECIDED)
                row.pk, row.comments = replaced.pk, replaced.comments
                row.decided_by, row.decided_at = replaced.decided_by, replaced.decided_at
                row.reason = replaced.reason
                row.save(force_update=True)
        StoredChange.objects.bulk_create([row for row in rows if row.pk is None])
    return rows


def submit(award: Award, by: User, note: str = "", seen: int | None = None) -> StoredChange:
    """Say that a draft is ready: to be published as it now is.

    An earlier submission of it is replaced, and what came back to `by`. `seen` is the data version up to
    which `by` has seen what becomes public with it, too: until it is accepted, that is the version it has.
    """
    if not may(by, PROPOSE):
        raise ValidationError(MAY_NOT_PROPOSE)
    if award.state == StateOfAward.PUBLISHED:
        raise ValidationError("案例已经发布。")
    if award.state == StateOfAward.SEALED:
        raise ValidationError(STAYS_SEALED)
    with transaction.atomic():
        return _submitted(award, by, note, seen)


def _submitted(award: Award, by: User, note: str, seen: int | None) -> StoredChange:
    now = states(Award, [award.pk])[award.pk]
    came_back = open_ones(by.get_username()).filter(table="award", thing=award.pk)
    earlier = [each for each in (*waiting_of(Award, award.pk), *came_back) if is_submission(each)]
    row = StoredChange(table="award", thing=award.pk)
    if earlier:  # with what somebody may have said of it just now
        row = StoredChange.objects.select_for_update().get(pk=earlier[0].pk)
    row.action, row.outcome = ChangeAction.CHANGED, ChangeOutcome.WAITING
    row.before, row.proposed = now, {**now, "state": StateOfAward.PUBLISHED.value}
    row.made_by, row.made_at, row.note = by.get_username(), timezone.now(), note
    row.version = seen
    row.save()
    return row


def waiting_of(model: type[Public], pk: int | None) -> list[StoredChange]:
    """What waits for a reviewer of this thing."""
    return waiting_of_many(model, [pk]) if pk is not None else []


def waiting_of_many(model: type[Public], keys: Collection[int]) -> list[StoredChange]:
    """What waits for a reviewer of these things, the oldest first."""
    return list(_waiting(model, keys))


def close_of_deleted(model: type[Public], keys: Collection[int], by: Account) -> None:
    """What waits of things that are no more goes back to who proposed it, with that as the reason."""
    decided: Mapping[str, Any] = {"decided_by": by.get_username(), "decided_at": timezone.now()}
    _waiting(model, keys).update(outcome=ChangeOutcome.DECLINED, reason=DELETED, **decided)


def _waiting(model: type[Public], keys: Collection[int]) -> QuerySet[StoredChange]:
    return proposals().filter(table=model._meta.model_name, thing__in=keys, outcome=ChangeOutcome.WAITING)


def open_ones(name: str) -> QuerySet[StoredChange]:
    """What this person proposed and can still mend, send again or take back."""
    outcomes = (ChangeOutcome.WAITING, ChangeOutcome.DECLINED)
    return proposals().filter(made_by=name, outcome__in=outcomes)


# --- Deciding ---------------------------------------------------------------------------------------


def may_decide(change: StoredChange, by: Account) -> bool:
    """Whether this user may accept or send back; what is their own, they see but do not decide."""
    return _has_permission(change, by) and (change.made_by != by.get_username() or is_one_person_office())


def _has_permission(change: StoredChange, by: Account) -> bool:
    if is_care(change):
        return may(by, MANAGE_VOCABULARY) and may(by, PUBLISH)
    return any(may(by, each) for each in permissions_to_decide(BY_NAME[change.table], change))


def to_decide(by: Account) -> QuerySet[StoredChange]:
    """What waits for this user, the oldest first: `may_decide`, asked of the database."""
    waiting = proposals().filter(outcome=ChangeOutcome.WAITING)
    of_cases = Q(table__in=[model._meta.model_name for model in OF_CASES])
    published = StateOfAward.PUBLISHED.value
    submitted = Q(table="award", before__isnull=False, proposed__state=published)
    submitted &= ~Q(before__state=published)
    reviews, publishes = may(by, REVIEW), may(by, PUBLISH)
    manages = may(by, MANAGE_VOCABULARY)
    theirs = ~of_cases if reviews or manages else Q(pk__in=[])
    if reviews and publishes:
        theirs |= of_cases
    elif reviews or publishes:
        theirs |= of_cases & (submitted if publishes else ~submitted)
    if not (manages and publishes):
        theirs &= ~Q(proposed__has_key=CARE)
    own = Q() if is_one_person_office() else Q(made_by=by.get_username())
    return waiting.filter(theirs).exclude(own) if own else waiting.filter(theirs)


def accept(
    change: StoredChange, by: User, reason: str = "", check: Callable[[StoredChange], None] | None = None
) -> int:
    """Write it as the reviewer, with the proposer in the note; the data version in which that was done.

    ValidationError, and nothing is written: where the reviewer may not or proposed it, where the thing or the
    proposal was changed since, what `check` says once nobody else writes, and what the room refuses.
    """
    require(change, by)
    if is_care(change):
        raise ValidationError(NOT_SHOWN)
    model, is_own = BY_NAME[change.table], change.made_by == by.get_username()
    note = "；".join(filter(None, (f"{change.made_by} 提出", change.note, reason, ALONE if is_own else "")))
    try:
        with writing(Through.FORM, by=by, note=note) as room:
            room.advance(everything=model.changes_everything)  # others wait: what is found stays
            _settle(change, ChangeOutcome.TAKEN, by, reason)
            if check is not None:
                check(change)
            _refuse_moved(change)
            _refuse_own_along(change, by)
            _write(model, change, by)
    except ProtectedError as error:
        names = "、".join(sorted({str(row) for row in error.protected_objects})[:5])
        raise ValidationError(IN_USE.format(names)) from error
    except (DataError, IntegrityError) as error:
        raise ValidationError(TWICE) from error
    StoredChange.objects.filter(pk=change.pk).update(version=room.number)
    return room.number


def send_back(change: StoredChange, by: User, reason: str) -> None:
    """Leave everything as it is, and say why to whoever proposed it."""
    require(change, by)
    if not reason:
        raise ValidationError(NO_REASON)
    with transaction.atomic():
        _settle(change, ChangeOutcome.DECLINED, by, reason)


def take_back(change: StoredChange, by: User) -> None:
    """Whoever proposed it wants it no longer, or has read why it came back."""
    if not open_ones(by.get_username()).filter(pk=change.pk).update(outcome=ChangeOutcome.DROPPED):
        raise ValidationError(DECIDED)


def send_again(change: StoredChange, by: User) -> None:
    """What came back waits again as it was; ValidationError where it could not be accepted any more."""
    if is_moved(change):
        raise ValidationError(MOVED_SINCE.format(who=who_moved(change)))
    mine = proposals().filter(pk=change.pk, made_by=by.get_username(), outcome=ChangeOutcome.DECLINED)
    if not mine.update(outcome=ChangeOutcome.WAITING, made_at=timezone.now()):
        raise ValidationError(DECIDED)


def require(change: StoredChange, by: User) -> None:
    """ValidationError where this user may not decide on it."""
    if not _has_permission(change, by):
        raise ValidationError(MAY_NOT)
    if change.made_by == by.get_username() and not is_one_person_office():
        raise ValidationError(OWN)


def settle_accepted(change: StoredChange, by: Account, reason: str) -> None:
    """Within the room that writes what was proposed; ValidationError where `by` may not, or somebody did."""
    if not isinstance(by, User):
        raise ValidationError(MAY_NOT)
    require(change, by)
    _settle(change, ChangeOutcome.TAKEN, by, reason)


def _settle(change: StoredChange, outcome: ChangeOutcome, by: User, reason: str) -> None:
    """Of two reviewers at once the second is refused. Why it came back earlier stays among what was said."""
    waiting = proposals().filter(pk=change.pk, outcome=ChangeOutcome.WAITING)
    row = waiting.select_for_update().first()
    if row is None:
        raise ValidationError(DECIDED)
    if row.made_at != change.made_at:
        raise ValidationError(MENDED)
    decided: Mapping[str, Any] = {"decided_by": by.get_username(), "decided_at": timezone.now()}
    comments = with_earlier_reason(row)
    if not waiting.update(outcome=outcome, reason=reason, comments=comments, **decided):
        raise ValidationError(DECIDED)


def _refuse_moved(change: StoredChange) -> None:
    if is_moved(change):
        raise ValidationError(MOVED.format(who=who_moved(change)))


def _refuse_own_along(change: StoredChange, by: User) -> None:
    """A change that brings a document before readers is not accepted by whoever edited that last."""
    if is_submission(change) or is_one_person_office():
        return
    along = along_with_change(change)
    shown = [each for each in along if isinstance(each, Source | Edition)]
    own: list[Along] = [each for each in shown if release.last_editor(each) == by.get_username()]
    since = Revision.objects.filter(by=by.get_username(), made_at__gt=change.made_at)
    edited = set(since.filter(table__in=["award", "mechanism"]).values_list("table", "thing"))
    own += [each for each in along if (each._meta.model_name, each.pk) in edited]
    if own:
        raise ValidationError([release.OWN_EDIT_OF.format(name_of(each)) for each in own])


def _write(model: type[Public], change: StoredChange, by: User) -> None:
    if is_submission(change):
        awards = Award.objects.select_related("source", "edition__programme")
        release.publish(awards.get(pk=change.thing or 0), by)
    elif change.proposed:
        wanted = led_on(model, change.proposed)
        put_back(model, change.thing, wanted, lambda award, is_gone: wanted["state"])
    else:
        model._default_manager.get(pk=change.thing or 0).delete()


def called(change: StoredChange) -> str:
    """What people know the thing by, or the act."""
    if is_care(change):
        return str(change.proposed[CARE]["title"])
    state = change.proposed or change.before or {}
    names = (state.get(name) for name in ("title", "applicant", "locality", "name", "words"))
    name, key = next(filter(None, names), ""), Change(BY_NAME[change.table], 0, None, state).key
    return f"{key} {name}".rstrip() if change.table == "award" else str(name or key)
