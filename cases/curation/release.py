"""Awards come before readers and go again by somebody who may, and nobody approves their own last edit."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from cases.choices import ChangeOutcome, Through
from cases.choices import State as StateOfAward
from cases.curation.along import along_with, name_of
from cases.curation.checks import problems_of_wholes, whole_awards
from cases.curation.states import chunks, own_values, states
from cases.models import Award, Revision, StoredChange
from cases.models.writing import Public, Room, State, writing
from cases.roles import ALONE, PUBLISH, WITHDRAW, is_one_person_office, may

NO_REASON = "请写明撤回的原因。"
OWN_EDIT = "最近一次修改是您自己做的，要由另一位审核人员发布。"
OWN_EDIT_OF = (
    "与它一同公开的{}，最近一次修改是您自己做的：由另一位审核人员发布；案例最近是他改的，他发布不了，"
    "请他看过以后送审，您再发布。"
)
MAY_NOT_PUBLISH = "您没有发布案例的权限。"
MAY_NOT_SEAL = "您没有封存案例的权限。"
NO_REASON_TO_SEAL = "请写明原因。"
NOTHING_TO_SEAL = "只有公布过的案例才封存；草稿读者看不到，可以直接删除。"
NOT_SEALED = "这个案例没有封存。"
ASKED_BY_THE_DATABASE = ("edition", "source", "tier", "place_then", "place_now")  # a query for each otherwise
MAY_NOT_WITHDRAW = "您没有撤回案例的权限。"


def publish(award: Award, by: User | AnonymousUser, reason: str = "") -> bool:
    """Let readers see it; whether nobody but `by` has looked, which the revision then says.

    ValidationError with what stands against it, in Chinese: that `by` may not, that the last edit of it, or
    of what becomes public with it, is their own unless one person is the whole office, or that the award is
    not in order.
    """
    if not isinstance(by, User) or not may(by, PUBLISH):
        raise ValidationError(MAY_NOT_PUBLISH)
    with writing(Through.FORM, by=by) as room:
        room.advance(everything=Award.changes_everything)  # others wait: whose the last edits are stays
        own = _own_edits([award], by, room).get(award.pk, [])
        if own and not is_one_person_office():
            raise ValidationError(own)
        award.publish()
        note(room, reason)
        if own:
            note(room, ALONE)
    return bool(own)


def publishable_together(awards: Iterable[Award], by: User, reason: str, room: Room) -> set[int]:
    """Those of these that `publish_with_others` may do: `publish` says of the others what stands against it.

    Where `by` is alone with their own edits, the room says so.
    """
    if not may(by, PUBLISH):
        return set()
    awards = list(awards)
    own = _own_edits(awards, by, room)
    is_alone = bool(own) and is_one_person_office()
    if is_alone or len(own) < len(awards):
        note(room, reason)
    if is_alone:
        note(room, ALONE)
        own = {}
    return {each.pk for each in awards} - own.keys()


def publish_with_others(award: Award) -> bool:
    """Publish it within a room that asks at its end whether all of them are in order, and may refuse then.

    False, and nothing is written, where the award by itself is refused already.
    """
    before, award.state, award.returns = award.state, StateOfAward.PUBLISHED, True
    try:
        award.clean_fields(exclude=ASKED_BY_THE_DATABASE)
        award.save()
    except (ValidationError, IntegrityError):
        award.state = before
        return False
    finally:
        award.returns = False
    return True


def withdraw(award: Award, by: User | AnonymousUser, reason: str) -> None:
    """Take it from readers' sight, and tell them why at its address; ValidationError if `by` may not."""
    if not isinstance(by, User) or not may(by, WITHDRAW):
        raise ValidationError(MAY_NOT_WITHDRAW)
    if not reason:
        raise ValidationError(NO_REASON)
    with writing(Through.FORM, by=by) as room:
        award.withdraw()
        note(room, reason)


def seal(award: Award, by: User | AnonymousUser, reason: str) -> None:
    """Take what was public out of every version that readers can open, and out of the documents' text; its
    address says so, with the reason. ValidationError if `by` may not, or if readers never saw it."""
    by = _who_may_seal(by, reason)
    if award.state not in (StateOfAward.PUBLISHED, StateOfAward.WITHDRAWN):
        raise ValidationError(NOTHING_TO_SEAL)
    _set_state(award, StateOfAward.SEALED, by, reason)


def unseal(award: Award, by: User | AnonymousUser, reason: str) -> None:
    """Leave it withdrawn: its versions can be read again, and publishing is possible. Raises as above."""
    by = _who_may_seal(by, reason)
    if award.state != StateOfAward.SEALED:
        raise ValidationError(NOT_SEALED)
    award.returns = True
    try:
        _set_state(award, StateOfAward.WITHDRAWN, by, reason)
    finally:
        award.returns = False


def _who_may_seal(by: User | AnonymousUser, reason: str) -> User:
    if not isinstance(by, User) or not may(by, WITHDRAW):
        raise ValidationError(MAY_NOT_SEAL)
    if not reason:
        raise ValidationError(NO_REASON_TO_SEAL)
    return by


def _set_state(award: Award, state: StateOfAward, by: User, reason: str) -> None:
    with writing(Through.FORM, by=by) as room:
        award.state = state
        award.save(update_fields=["state"])
        note(room, reason)


def against(awards: Iterable[Award], by: User | AnonymousUser) -> dict[str, list[str]]:
    """What stands against their publication by this user, by accession number."""
    awards = list(awards)
    wrong: dict[str, list[str]] = {}
    for chunk in chunks(each.pk for each in awards):
        wholes = whole_awards(chunk)
        for each in wholes:
            each.award.state = StateOfAward.PUBLISHED  # in memory, as it would be
        wrong |= problems_of_wholes(wholes)
    if is_one_person_office():
        return wrong
    own = _own_edits(awards, by)
    for award in awards:
        if award.pk in own:
            wrong.setdefault(award.accession, []).extend(own[award.pk])
    return wrong


def taken_back(award: Award) -> Revision | None:
    """The revision by which it was withdrawn or sealed; its note is the reason where somebody gave one."""
    for each in Revision.objects.filter(table="award", thing=award.pk).iterator(chunk_size=5):
        if each.before is None or each.before["state"] != award.state:
            return each
    return None


def note(room: Room, text: str) -> None:
    """Add to what the revisions of the room will say, once."""
    if text and text not in room.note:
        room.note = f"{room.note}（{text}）" if room.note else text


def last_editor(thing: Public, room: Room | None = None) -> str:
    """The name to log in with of whoever edited it last, empty for a program.

    To publish is no edit, nor is what the care of the vocabulary makes follow: else a merge would let those
    who wrote a draft publish it themselves.
    """
    return _last_edit(thing, room)[0]


def _last_edit(thing: Public, room: Room | None) -> tuple[str, int]:
    """That name, and the data version of the edit."""
    model, pk = type(thing), thing.pk
    touched = room.touched.get(model, {}) if room is not None else {}
    if room is not None and pk in touched:
        now = states(model, [pk]).get(pk)
        if _is_edit(model, touched[pk], now):
            return room.by, room.number
    for each in Revision.objects.filter(table=model._meta.model_name, thing=pk).iterator(chunk_size=5):
        if each.through != Through.VOCABULARY and _is_edit(model, each.before, each.after):
            return each.by, each.number
    return "", 0


def _own_edits(
    awards: Iterable[Award], by: User | AnonymousUser, room: Room | None = None
) -> Mapping[int, list[str]]:
    """What of these awards, by primary key, and of what comes along was edited last by this user.

    What comes along and was seen by who sent the award for review, since that edit, does not count.
    """
    awards, name = list(awards), by.get_username()
    own: dict[int, list[str]] = {}
    for award in awards:
        if last_editor(award, room) == name:
            own.setdefault(award.pk, []).append(OWN_EDIT)
    along = along_with(awards)
    things = {(type(each), each.pk): each for several in along.values() for each in several}
    edits = {key: _last_edit(each, room) for key, each in things.items()}
    seen = _seen_by_others(along, name) if any(by == name for by, _number in edits.values()) else {}
    for pk, several in along.items():
        for each in several:
            editor, number = edits[type(each), each.pk]
            if editor == name and number > seen.get(pk, 0):
                own.setdefault(pk, []).append(OWN_EDIT_OF.format(name_of(each)))
    return own


def _seen_by_others(awards: Iterable[int], name: str) -> dict[int, int]:
    """By primary key the data version up to which somebody else has seen what comes along.

    A submission has it until it is accepted, while which it counts still.
    """
    found: dict[int, int] = {}
    published = StateOfAward.PUBLISHED.value
    for some in chunks(awards):
        sent = StoredChange.objects.filter(
            intake=None, table="award", thing__in=some, version__isnull=False,
            outcome__in=(ChangeOutcome.WAITING, ChangeOutcome.TAKEN), proposed__state=published,
        ).exclude(made_by=name).exclude(before__state=published)  # fmt: skip
        for pk, number in sent.order_by("version").values_list("thing", "version"):
            found[pk or 0] = number or 0
    return found


def _is_edit(model: type[Public], before: State | None, after: State | None) -> bool:
    """Whether more differs than whether readers see it."""
    if before is None or after is None:
        return before is not after
    there, here = ({**own_values(model, state, before), "state": ""} for state in (before, after))
    return there != here
