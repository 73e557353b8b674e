"""Take back what rooms wrote, by their revisions: each thing is as it was before, or nothing is done."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, Model, ProtectedError, Q, QuerySet
from django.utils import timezone

from cases.choices import State as StateOfAward
from cases.choices import Through
from cases.curation.changes import ORDER
from cases.curation.putting_back import KEPT, put_back, put_back_parts
from cases.curation.returning_names import give_former_slugs, make_room
from cases.curation.reverse_patch import without
from cases.curation.states import CHUNK, COLUMNS, PARTS, chunks, own_values, states
from cases.models import Award, DataVersion, Revision
from cases.models.version import Version
from cases.models.writing import Public, State, writing
from cases.progress import with_progress

BY_NAME: Mapping[str, type[Public]] = {str(model._meta.model_name): model for model in ORDER}
Thing = tuple[type[Model], int]
Where = tuple[str, int]  # a thing as revisions name it: its table and its primary key


class EditedSince(ValidationError):
    """Something was changed after what is to be undone; the messages say by name what, by whom and when."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """A thing that some revisions made, changed or deleted, as it was before them.

    `left` is the state of publication in which they left it: empty for other things than awards, and None
    where they deleted it. All else that they left is in the revision `last`: too much to keep of thousands.
    """

    model: type[Public]
    pk: int
    key: str
    before: State | None
    left: str | None
    last: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What is to be taken back, and what is in the way, as it was found at a version of the data."""

    version: Version
    things: list[Undoing]
    edited: list[str]


def look(versions: Collection[int], *, beside_edits: bool = False) -> Looked:
    """What was written under these data versions, and what was edited since; nothing is locked meanwhile.

    `beside_edits`: an award that was edited since is no obstacle where that left alone what was written.
    """
    version, things = DataVersion.current(), undoings(versions)
    edited = [*_edited_between(versions), *_edited_since(things, versions, beside_edits=beside_edits)]
    return Looked(version, things, edited)


def undo(
    versions: Collection[int],
    *,
    by: AbstractBaseUser | None = None,
    note: str = "",
    looked: Looked | None = None,
    beside_edits: bool = False,
) -> int:
    """Take back all that was written under these data versions; the data version in which it was taken back.

    What was made goes; an award that was published since is withdrawn instead, and what it hangs on stays.
    What was changed or deleted is again as it was. EditedSince where anything was edited since, and then
    nothing is done; that an award was only published or withdrawn is no edit. It is recorded as every other
    change, so that it can be undone itself. ValidationError where the library does not allow it.

    `beside_edits`: of an award that was edited since only what was written then is taken back.
    What was `looked` for before the transaction counts, unless anybody wrote since: it is looked for again.
    """
    with writing(Through.UNDO, by=by, note=note) as room:
        there = DataVersion.current()
        things = looked.things if looked is not None else undoings(versions)
        if not things:
            raise ValidationError("没有可以撤销的改动。")
        room.advance(everything=any(each.model.changes_everything for each in things))
        if looked is None or not _is_fresh(looked, there, room.number):
            looked = look(versions, beside_edits=beside_edits)
        if looked.edited:
            raise EditedSince(looked.edited)
        for model, group in _by_table(looked.things):
            room.touch(model, [each.pk for each in group])  # read some hundreds at a time, not each by itself
        _take_back(looked.things)
    return room.number  # as it is at the end: what was rolled back inside may have moved it


def _is_fresh(looked: Looked, there: Version, number: int) -> bool:
    """Whether nobody wrote between the look and this room, which may have moved the version before."""
    is_before = looked.version == there or number == there.number
    return is_before and looked.version.number + 1 == number


def written(versions: Collection[int]) -> dict[Where, bool]:
    """Each thing that was written under these data versions, and whether it was made then; one query."""
    made: dict[Where, bool] = {}
    was_nothing = ExpressionWrapper(Q(before__isnull=True), BooleanField())
    for table, thing, is_new in _revisions(versions).values_list("table", "thing", was_nothing):
        made.setdefault((table, thing), bool(is_new))
    return made


def edited_later(versions: Collection[int], *, beside_edits: bool = False) -> list[str]:
    """What `look` finds edited, as far as revisions tell: only what has later ones is compared."""
    later = Revision.objects.filter(number__gt=min(versions, default=0)).exclude(number__in=versions)
    again = written(versions).keys() & set(later.order_by().values_list("table", "thing"))
    things = undoings(versions, again) if again else []
    return [*_edited_between(versions), *_edited_since(things, versions, beside_edits=beside_edits)]


def undoings(versions: Collection[int], among: Collection[Where] | None = None) -> list[Undoing]:
    """What was written under these data versions, each thing once, in the order of the tables."""
    found: dict[Where, Undoing] = {}
    asked = _revisions(versions)
    if among is not None:
        asked = asked.filter(thing__in={thing for _table, thing in among})
    for revision in asked.iterator(CHUNK):
        if among is not None and (revision.table, revision.thing) not in among:
            continue
        model, where = BY_NAME[revision.table], (revision.table, revision.thing)
        before = found[where].before if where in found else revision.before
        left = None if revision.after is None else str(revision.after["state"] if model is Award else "")
        found[where] = Undoing(model, revision.thing, revision.key, before, left, revision.pk)
    rows = [each for each in found.values() if each.before is not None or each.left is not None]
    return sorted(rows, key=lambda each: (ORDER.index(each.model), each.pk))


def _revisions(versions: Collection[int]) -> QuerySet[Revision]:
    return Revision.objects.filter(number__in=versions, number__gt=0).order_by("pk")


# --- What was edited since -----------------------------------------------------------------------


def _edited_since(
    things: Sequence[Undoing], versions: Collection[int], *, beside_edits: bool = False
) -> Iterator[str]:
    for each, (left, now) in zip(with_progress(things), _left_and_now(things), strict=True):
        is_beside = beside_edits and _without(each, left, now) is not None
        if not is_beside and not _is_same(each.model, left, now):
            yield f"{each.model._meta.verbose_name} {each.key}：{_who_since(each, versions)}"


def _without(each: Undoing, left: State | None, now: State | None) -> State | None:
    """The award without what was written of it; None for what is no award, or where that cannot be told."""
    if each.model is not Award or each.before is None or left is None or now is None:
        return None
    return without(Award, each.before, left, now)


def _left_and_now(things: Iterable[Undoing]) -> Iterator[tuple[State | None, State | None]]:
    """Each thing as its last revision left it and as it is, some hundreds at a time."""
    for model, group in _by_table(things):
        for some in chunks(group):
            last = Revision.objects.filter(pk__in=[each.last for each in some]).order_by()
            left, now = dict(last.values_list("thing", "after")), states(model, [each.pk for each in some])
            yield from ((left[each.pk], now.get(each.pk)) for each in some)


def _edited_between(versions: Collection[int]) -> Iterator[str]:
    """What somebody else changed after the first of these versions and before the last: it would be lost."""
    times = Counter(_revisions(versions).values_list("table", "thing"))
    several = {where for where, count in times.items() if count > 1}
    left = dict[Where, Revision]()
    for revision in _revisions(versions).iterator(CHUNK) if several else ():
        where = revision.table, revision.thing
        if where not in several:
            continue
        model, last = BY_NAME[revision.table], left.get(where)
        if last is not None and not _is_same(model, last.after, revision.before):
            between = Revision.objects.filter(table=revision.table, thing=revision.thing, pk__lt=revision.pk)
            other = between.filter(pk__gt=last.pk).first()
            yield f"{model._meta.verbose_name} {revision.key}：{_by_whom(other)}"
        left[where] = revision


def _is_same(model: type[Public], then: State | None, now: State | None) -> bool:
    """Whether nothing was edited between the two; that an award was published or withdrawn is no edit.

    Neither is a former slug or number more, while that of today is as it was.
    """
    if then is None or now is None:
        return then is now
    there, here = (own_values(model, state, then) for state in (then, now))
    if model is Award:
        there, here = ({**state, "state": ""} for state in (there, here))
    for name, part in PARTS[model].items():  # what an undone change left behind leads on for good
        if issubclass(part, KEPT) and name in there and all(row in here[name] for row in there[name]):
            there[name] = here[name]
    return there == here


def _who_since(each: Undoing, versions: Collection[int]) -> str:
    recorded = Revision.objects.filter(table=each.model._meta.model_name, thing=each.pk)
    return _by_whom(recorded.filter(number__gt=max(versions)).first())


def _by_whom(last: Revision | None) -> str:
    if last is None:
        return "已不是当时写入的内容，不能撤销。"
    when, who = timezone.localtime(last.made_at), last.by or last.get_through_display()
    what = "删除" if last.after is None else "改动"
    return f"此后由“{who}”在 {when:%Y-%m-%d %H:%M} {what}过，不能一并撤销。"


def _by_table(things: Iterable[Undoing]) -> Iterator[tuple[type[Public], list[Undoing]]]:
    of_table: dict[type[Public], list[Undoing]] = {}
    for each in things:
        of_table.setdefault(each.model, []).append(each)
    yield from of_table.items()


# --- Taking back ---------------------------------------------------------------------------------


def _take_back(things: list[Undoing]) -> None:
    """What was changed or deleted first, which may hang on nothing new; then what was made goes."""
    returning = [(each.model, each.pk, each.before) for each in things if each.before is not None]
    gone = make_room(returning, [(each.model, each.pk) for each in things if each.before is None])
    differing = _differing(things)
    only_parts = {
        pk: state
        for (model, pk), state in differing.items()
        if model is Award and state.keys() <= PARTS[Award].keys()
    }
    for each in sorted(things, key=lambda each: (ORDER.index(each.model), (each.model, each.pk) not in gone)):
        if each.before is not None and not (each.model is Award and each.pk in only_parts):
            _restore(each, differing[each.model, each.pk])
    put_back_parts(Award, only_parts)
    stays = set[Thing]()
    for model, group in _by_table(each for each in reversed(things) if each.before is None):
        seen = _withdrawn_instead(group) if model is Award else set[int]()
        stays |= {(model, pk) for pk in seen}
        for some in chunks(each for each in group if each.pk not in seen):
            for each in some if not _are_deleted(model, [each.pk for each in some]) else ():
                if _is_needed(each, stays):
                    stays.add((model, each.pk))
    give_former_slugs(returning)


def _withdrawn_instead(group: list[Undoing]) -> set[int]:
    """Those awards that readers have seen: their numbers are permanent, so that they are withdrawn."""
    seen = set[int]()
    for some in chunks(each.pk for each in group):
        for award in Award.objects.filter(pk__in=some).exclude(state=StateOfAward.DRAFT).order_by("-pk"):
            seen.add(award.pk)
            if award.state == StateOfAward.PUBLISHED:
                award.withdraw()
    return seen


def _are_deleted(model: type[Public], ids: list[int]) -> bool:
    """Delete these in a few statements; nothing is done where something hangs on one of them."""
    try:
        with writing() as room:
            room.advance(everything=True)
            model._default_manager.filter(pk__in=ids).delete()
    except ProtectedError:
        return False  # one by one it shows which
    return True


def _is_needed(each: Undoing, stays: Collection[Thing]) -> bool:
    """Delete what was made, unless what stays hangs on it; EditedSince where something else does."""
    try:
        each.model._default_manager.get(pk=each.pk).delete()
    except ProtectedError as error:
        others = [str(row) for row in error.protected_objects if _thing_of(row) not in stays]
        if others:
            what = f"{each.model._meta.verbose_name} {each.key}"
            raise EditedSince([f"{what}：此后用于“{'、'.join(sorted(others)[:5])}”，不能删除。"]) from error
        return True
    return False


def _thing_of(row: Model) -> Thing:
    """What the row is, or is part of."""
    if not isinstance(row, Public):
        return type(row), row.pk
    return row.thing(), getattr(row, f"{row.part_of}_id") if row.part_of else row.pk


def _differing(things: Iterable[Undoing]) -> dict[Thing, State]:
    """What each thing was, without the parts that it still has: of an award that was coded its codings."""
    found: dict[Thing, State] = {}
    for model, group in _by_table(each for each in things if each.before is not None):
        for some in chunks(group):
            for each, (left_then, now) in zip(some, _left_and_now(some), strict=True):
                before = each.before or {}
                if not _is_same(model, left_then, now):  # as it is allowed for awards alone
                    before = _without(each, left_then, now) or before
                was = own_values(model, before, before)
                same = {} if now is None else own_values(model, now, before)
                left = {name for name in PARTS[model] if name in same and same[name] == was[name]}
                if now is not None and _keeps_columns(each, before, now):
                    left |= before.keys() - PARTS[model].keys()
                found[model, each.pk] = {name: value for name, value in before.items() if name not in left}
    return found


def _keeps_columns(each: Undoing, before: State, now: State) -> bool:
    """Whether of an award that nobody published or withdrew only parts are to be put back."""
    if each.model is not Award or not each.left == before["state"] == now["state"]:
        return False
    known = COLUMNS[Award].own
    stays = now["state"] in (StateOfAward.DRAFT, StateOfAward.PUBLISHED)
    return stays and all(now.get(name) == before[name] for name in known if name in before)


def _restore(each: Undoing, before: State) -> None:
    """Give a thing back all that it was, its parts included."""

    def state_of(award: Award, *, is_gone: bool) -> str:
        return _state_of(award, each, is_gone=is_gone)

    put_back(each.model, each.pk, before, state_of)


def _state_of(award: Award, each: Undoing, *, is_gone: bool) -> str:
    """What was public is no draft again; what others published or withdrew since stays so."""
    was, left = str(each.before["state"]) if each.before else "", each.left or ""
    now = None if is_gone else Award.objects.filter(pk=each.pk).values_list("state", flat=True).first()
    if now == StateOfAward.SEALED:
        return str(now)
    if now == StateOfAward.WITHDRAWN:
        was_taken_back = was == StateOfAward.PUBLISHED and _was_withdrawn_by_undoing(award)
        return was if was_taken_back else StateOfAward.WITHDRAWN
    if was == StateOfAward.DRAFT and now == StateOfAward.PUBLISHED:
        return now if left == StateOfAward.DRAFT else StateOfAward.WITHDRAWN
    return was


def _was_withdrawn_by_undoing(award: Award) -> bool:
    """Whether nothing but an undoing withdrew it last."""
    last = Revision.objects.filter(table="award", thing=award.pk).first()
    return last is not None and last.through == Through.UNDO
