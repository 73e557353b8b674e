"""The room in which everything public is written: one transaction, checked whole and recorded at its end.

Here is how a room opens, what it collects and what may not be written outside of it. What it checks and
records, `cases.curation` says, which knows all the tables and is set as `Room.keeper` when Django starts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ClassVar, Protocol, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction

from cases.choices import Through
from cases.models.printable import Printable, refuse_unprintable
from cases.models.version import DataVersion

Row = TypeVar("Row", bound=models.Model)
State = dict[str, Any]  # a thing whole, with all that hangs on it, as plain values
Touched = dict[type["Public"], dict[int, State | None]]  # by primary key, as they were before; None: new
Heads = Mapping[tuple[str, str], tuple[int, datetime]]  # (table, public key) → data version and time


class WrittenOutside(RuntimeError):
    """Rows were to be written in bulk where nothing would check, stamp and record them."""

    def __init__(self, model: type[models.Model], method: str) -> None:
        super().__init__(
            f"{model.__name__}.{method}：成批写入不经过核对，只能在 with writing(…): 之内进行"
            "（见 cases/models/writing.py）。"
        )


class Keeper(Protocol):
    """What a room needs of those who know all the tables."""

    def states(self, model: type["Public"], ids: Iterable[int]) -> dict[int, State]:
        """The things of the database with these primary keys, whole."""

    def check(self, room: "Room", touched: Touched) -> None:
        """Check what the room touched of these; ValidationError with all that is wrong."""

    def settle(self, room: "Room") -> None:
        """Check all that the room touched, stamp and record it."""


class Room:
    """What one transaction has touched, and who writes, through what and why."""

    keeper: ClassVar[Keeper]

    def __init__(self, through: str, by: str, note: str) -> None:
        self.through, self.by, self.note = through, by, note
        self.number = 0
        self.everything = False
        self.touched: Touched = {}
        self.in_order: list[tuple[type[Public], int]] = []
        self.in_bulk: set[type[Public]] = set()
        self.former_numbers: set[str] = set()  # that awards had until they were given others here
        self.returning: set[int] = set()  # awards that somebody published again on purpose
        self.checked: Callable[[State], bool] | None = (
            None  # whether an award was checked before, as it is now
        )
        self.is_counting = False  # whether more were touched than were read: nothing of it can be recorded
        self.most: dict[type[Public], int] = {}  # how many things are read before they change; else all
        self.more_to_come = False  # whether another room follows of the same act: one public version for both
        self.heads: Heads = {}  # of things that come from another library, with their last revisions there
        self.is_open = True
        self._connection = transaction.get_connection()
        self._advanced_in: list[str | None] = []  # the savepoints within which the version was moved
        self._touched_before = 0  # how many things had been touched then

    @property
    def is_here(self) -> bool:
        """Whether its transaction is still the one that is being written in; a copied context outlives it."""
        return self.is_open and transaction.get_connection() is self._connection

    def advance(self, *, everything: bool) -> int:
        """The data version of what is written here; the first call makes other rooms wait for this one."""
        if self.number and not self._is_within_savepoints():
            self._advance_again(self._touched_before)
        if not self.number or (everything and not self.everything):
            self.number = DataVersion.advance(everything=everything)
            self.everything = self.everything or everything
            self._advanced_in = list(connection.savepoint_ids)
            self._touched_before = len(self.in_order)
        return self.number

    def touch(self, model: type["Public"], ids: Iterable[int | None]) -> None:
        """Remember these things as they are before their first change; call it before writing."""
        wanted = {each for each in ids if each is not None}
        if wanted:
            self.advance(everything=model.changes_everything)
        known = self.touched.setdefault(model, {})
        if new := sorted(wanted - known.keys()):
            is_counted = model in self.most and len(known) + len(new) > self.most[model]
            states = {} if is_counted else self.keeper.states(model, new)
            self.is_counting = self.is_counting or is_counted
            known.update((each, states.get(each)) for each in new)
            self.in_order += [(model, each) for each in new]

    def made(self, model: type["Public"], ids: Iterable[int]) -> None:
        """Remember that these things are new."""
        known = self.touched.setdefault(model, {})
        new = [each for each in ids if each not in known]
        known.update(dict.fromkeys(new))
        self.in_order += [(model, each) for each in new]

    def forget(self, since: int) -> None:
        """Touch no longer what was touched since then: it is rolled back."""
        for model, each in self.in_order[since:]:
            del self.touched[model][each]
        del self.in_order[since:]

    def check(self, model: type["Public"], ids: Iterable[int]) -> None:
        """Check these things already now, as the end of the room will do; ValidationError what is wrong."""
        self.keeper.check(self, {model: {each: self.touched[model][each] for each in ids}})

    def check_all(self) -> None:
        """Check already now all that was touched so far."""
        self.keeper.check(self, self.touched)

    def settle(self) -> None:
        """Check and record all that was touched."""
        if self.is_counting:
            raise RuntimeError("a trial that only counts is rolled back")
        if self.number and DataVersion.current().number != self.number:
            self._advance_again(len(self.in_order))
        if self.in_order:
            self.keeper.settle(self)

    def leave_savepoint(self) -> None:
        """What was moved within a savepoint that is kept belongs to the one around it."""
        del self._advanced_in[len(connection.savepoint_ids) :]

    def _is_within_savepoints(self) -> bool:
        """Whether the savepoints of the version's move are open still; if not, whether they were kept."""
        around = connection.savepoint_ids[: len(self._advanced_in)]
        return around == self._advanced_in or DataVersion.current().number == self.number

    def _advance_again(self, since: int) -> None:
        """A transaction inside the room was rolled back, with the move and all that was touched since."""
        self.forget(since)
        self.number = 0
        self.advance(everything=self.everything)


_room: ContextVar[Room | None] = ContextVar("room", default=None)


@contextmanager
def writing(
    through: str = Through.SHELL, *, by: AbstractBaseUser | None = None, note: str = ""
) -> Iterator[Room]:
    """Write together what belongs together: all of it, checked as a whole at the end, or nothing.

    A room inside another is part of the outer one, which alone says who writes. ValidationError
    says everything that is wrong.
    """
    outer = _room.get()
    if outer is not None and outer.is_here:
        with _inside(outer):
            yield outer
        return
    room = Room(through, by.get_username() if by is not None else "", note)
    token = _room.set(room)
    try:
        with transaction.atomic():
            if through == Through.FORM:
                _wait_as_long_as_sqlite()
            yield room
            room.settle()
            room.is_open = False  # what Django runs on the commit opens a room of its own
    finally:
        room.is_open = False
        _room.reset(token)


def _wait_as_long_as_sqlite() -> None:
    """Somebody sits at a form: after 20 s the database says that others write (`casebook/busy_forms.py`)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")


@contextmanager
def _inside(room: Room) -> Iterator[None]:
    """A part of the room that can fail alone; what it touched and the version it moved go back with it."""
    before, since = (room.number, room.everything), len(room.in_order)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        room.number, room.everything = before
        room.forget(since)
        raise
    room.leave_savepoint()


def room_for(model: type[models.Model], method: str) -> Room:
    """The open room; WrittenOutside where there is none."""
    room = _room.get()
    if room is None or not room.is_here:
        raise WrittenOutside(model, method)
    return room


def saved_columns(row: models.Model, wanted: Iterable[str] | None) -> set[str]:
    """What a save of a row that is there writes: what is wanted, and the version; None: all that was read."""
    if wanted is not None:
        return {*wanted, "version"}
    unread = row.get_deferred_fields()
    columns = (each for each in row._meta.concrete_fields if not each.primary_key)
    return {each.name for each in columns if each.attname not in unread}


def _tidy(rows: Iterable[models.Model]) -> None:
    for row in rows:
        if isinstance(row, Printable):
            row.tidy()


class PublicQuerySet(models.QuerySet[Row]):
    """Writes in bulk only inside a room, and tells it whose rows they are."""

    def update(self, **values: Any) -> int:
        if not values.keys().isdisjoint({"pk", self.model._meta.pk.name, self.model._meta.pk.attname}):
            raise NotImplementedError("update: a row with another primary key would be another thing")
        room = self._touching("update")
        room.touch(self._public.thing(), self._further_things(values))
        return super().update(**refuse_unprintable(self.model, values))

    update.alters_data = True  # type: ignore[attr-defined]  # for templates, as Django's own

    def delete(self) -> tuple[int, dict[str, int]]:
        self._touching("delete")
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # for templates, as Django's own
    delete.queryset_only = True  # type: ignore[attr-defined]  # managers have none

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        room, rows = room_for(self.model, "bulk_create"), list(objs)
        _tidy(rows)
        if options.get("update_conflicts") or options.get("ignore_conflicts"):
            raise NotImplementedError("bulk_create: with conflicts, nobody knows which rows were written")
        thing, part_of = self._public.thing(), self._public.part_of
        if rows:
            room.in_bulk.add(thing)
            room.advance(everything=thing.changes_everything)
            room.touch(thing, [getattr(row, f"{part_of}_id") for row in rows] if part_of else [])
        created = super().bulk_create(rows, *args, **options)
        if not part_of:
            room.made(thing, [row.pk for row in created])
        return created

    def bulk_update(self, objs: Iterable[Row], *args: Any, **options: Any) -> int:
        rows = list(objs)
        _tidy(rows)
        part_of = self._public.part_of
        found: Any = self.model._default_manager.filter(pk__in=[row.pk for row in rows])
        room: Room = found._touching("bulk_update")
        if part_of:
            room.touch(self._public.thing(), [getattr(row, f"{part_of}_id") for row in rows])
        return super().bulk_update(rows, *args, **options)

    def things(self) -> set[int]:
        """The primary keys of the things that these rows are, or are part of."""
        column = f"{self._public.part_of}_id" if self._public.part_of else "pk"
        return set(self.order_by().values_list(column, flat=True))

    def _further_things(self, values: dict[str, Any]) -> list[int | None]:
        """What the rows will hang on with these values; `bulk_update` gives them as an expression."""
        part_of = self._public.part_of
        owner: Any = values.get(part_of, values.get(f"{part_of}_id"))
        if hasattr(owner, "resolve_expression"):
            return list(self.order_by().values_list(owner, flat=True))
        return [getattr(owner, "pk", owner)]

    @property
    def _public(self) -> type["Public"]:
        model: Any = self.model
        kind: type[Public] = model
        return kind

    def _touching(self, method: str) -> Room:
        room, thing = room_for(self.model, method), self._public.thing()
        room.advance(everything=thing.changes_everything)  # others wait from here on: what is found stays
        if things := self.things():
            room.in_bulk.add(thing)
            room.touch(thing, things)
        return room


class Public(Printable):
    """Base of the tables that readers see: each write happens in a room, a save alone in one of its own.

    `part_of` names the column that leads to the thing that a row hangs on; empty for a thing itself.
    A row is checked by its `clean` whenever it is saved, whoever saves it.
    """

    part_of: ClassVar[str] = ""
    changes_everything: ClassVar[bool] = True  # whether any award may draw on a row

    objects = PublicQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"  # `add` and `set` of related rows write through the base manager

    def save(self, **options: Any) -> None:
        thing, is_new = self.thing(), self.pk is None
        with writing() as room:
            room.advance(everything=thing.changes_everything)
            room.touch(thing, self._things())
            self.tidy()
            self._write(room, **options)
            if is_new and not self.part_of:
                room.made(thing, [self.pk])

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        thing = self.thing()
        with writing() as room:
            room.advance(everything=thing.changes_everything)
            room.touch(thing, self._things())
            return super().delete(*args, **options)

    @classmethod
    def thing(cls) -> type["Public"]:
        """The table of the things that rows are part of; itself for a thing."""
        if not cls.part_of:
            return cls
        owner: type[Public] = cls._meta.get_field(cls.part_of).related_model  # type: ignore[assignment]
        return owner

    def _write(self, room: Room, **options: Any) -> None:
        """Check the row and write it."""
        self.clean()
        super().save(**options)

    def _things(self) -> set[int | None]:
        """What the row is part of, or is: in memory, and in the database, where it may be another."""
        if not self.part_of:
            return {self.pk}
        rows: PublicQuerySet[Self] = type(self)._default_manager.filter(pk=self.pk)  # type: ignore[assignment]
        return {getattr(self, f"{self.part_of}_id"), *(rows.things() if self.pk else ())}
