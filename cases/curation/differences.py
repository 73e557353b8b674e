"""What differs between two states of a thing, as people read it: field by field, row by row, in Chinese.

    names = KnownNames([(Award, before), (Award, after)])
    differences(Award, before, after, names)

A state is what a revision keeps (`cases.curation.states`); None where the thing was not there. Nothing is
asked of the database here; what references are called and what passages print, `Names` tells.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from django.db.models import BooleanField, Field, Model

from cases.curation.paired_rows import naming, own, paired
from cases.curation.states import COLUMNS, PARTS
from cases.curation.text_changes import Stretch, shortened, stretches
from cases.models import Award, Source
from cases.models.writing import Public, State

PRINTS = "原文"
LONG = 30  # characters; of longer values only what changed is shown
UNSAID: Mapping[type[Public], set[str]] = {
    Award: {"paragraph_starts", "created_at"}
}  # what follows from the text, and what no one changes
REORDERED = "次序有变。"


class Names(Protocol):
    """What states refer to, in words."""

    def name(self, model: type[Model], pk: int, key: str) -> str:
        """What the row is called today; `key`, what it was called then, where it is no more."""

    def words(self, source: int | None, start: int, end: int) -> str:
        """What the document with this primary key prints there; empty where it is no more."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A value that differs: of the field `name`, called `label`. Empty is a value that is not there.

    `changed` are the stretches of a long value, shortened to what changed; empty for a short one, whose
    `old` and `new` are read beside each other.
    """

    name: str
    label: str
    old: str
    new: str
    changed: tuple[Stretch, ...] = ()


class RowChange(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that hangs on the thing: `part` is where (codings), `label` what (机制编码), `called` which."""

    part: str
    label: str
    change: RowChange
    called: str
    fields: tuple[FieldDifference, ...]

    @property
    def verb(self) -> str:
        return {"added": "新增", "removed": "删除", "changed": "修改", "reordered": "调整"}[self.change]


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs, in the order of the columns and of the parts."""

    fields: tuple[FieldDifference, ...]
    rows: tuple[RowDifference, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.rows)

    @property
    def labels(self) -> list[str]:
        """What differs, each kind once: 标题, 机制编码."""
        labels = [each.label for each in self.fields] + [each.label for each in self.rows]
        return list(dict.fromkeys(labels))


Wanted = Callable[[type[Public], str], bool]


def _all(_table: type[Public], _column: str) -> bool:
    return True


def differences(
    model: type[Public],
    before: State | None,
    after: State | None,
    names: Names,
    *,
    wanted: Wanted = _all,
    by_number: bool = True,
) -> Differences:
    """From one state to the other. `wanted` says of a table and a column ("": the table) whether it is told.

    A column that only one of the two states knows came into the tables between them and is left out. What
    differs and reads alike, such as the same words in another place, is told by numbers unless not wanted.
    """
    teller = _Teller(model, before, after, names, wanted, by_number=by_number)
    return Differences(tuple(teller.own()), tuple(teller.rows()))


def is_unchanged(model: type[Public], before: State | None, after: State | None) -> bool:
    """Whether nothing of the thing itself differs; what its references are called may."""
    return not differences(model, before, after, _NoNames())


def changed_labels(
    model: type[Public], before: State | None, after: State | None, *, wanted: Wanted = _all
) -> list[str]:
    """What differs, by name alone, without asking the database what anything is called."""
    return differences(model, before, after, _NoNames(), wanted=wanted).labels


class _NoNames:
    def name(self, model: type[Model], pk: int, key: str) -> str:
        return str(pk)

    def words(self, source: int | None, start: int, end: int) -> str:
        return f"{source}:{start}-{end}"


class _Teller:
    """Tells what differs between two states of one thing."""

    def __init__(
        self,
        model: type[Public],
        before: State | None,
        after: State | None,
        names: Names,
        wanted: Wanted,
        *,
        by_number: bool,
    ) -> None:
        self.model, self.before, self.after = model, before, after
        self.names, self.wanted, self.by_number = names, wanted, by_number

    def own(self) -> Iterator[FieldDifference]:
        yield from self._fields(self.model, self.before, self.after, self._said_of_thing)

    def rows(self) -> Iterator[RowDifference]:
        for part_name, part in PARTS[self.model].items():
            if not self.wanted(part, ""):
                continue
            sides = [state[part_name] if state and part_name in state else None for state in self._sides]
            if None in sides and self.before is not None and self.after is not None:
                continue  # the table came between the two
            there, here = (side or [] for side in sides)
            yield from self._rows(part_name, part, there, here)

    @property
    def _sides(self) -> tuple[State | None, State | None]:
        return self.before, self.after

    def _rows(
        self, part_name: str, part: type[Public], there: list[State], here: list[State]
    ) -> Iterator[RowDifference]:
        label = str(part._meta.verbose_name)
        pairs = list(paired(part, there, here))
        for old, new in pairs:
            change = (
                RowChange.ADDED if old is None else RowChange.REMOVED if new is None else RowChange.CHANGED
            )
            fields = tuple(self._fields(part, old, new, self._said_of_row))
            if fields:
                called = self._called(part, new or old or {}, of=self.after if new else self.before)
                yield RowDifference(part_name, label, change, called, fields)
        is_same = all(old and new and own(part, old) == own(part, new) for old, new in pairs)
        if is_same and [own(part, row) for row in there] != [own(part, row) for row in here]:
            order = FieldDifference("", label, self._in_order(part, there), self._in_order(part, here))
            yield RowDifference(part_name, label, RowChange.REORDERED, REORDERED, (order,))

    def _in_order(self, part: type[Public], rows: list[State]) -> str:
        return "、".join(self._called(part, row, of=self.after) for row in rows)

    def _called(self, part: type[Public], row: State, *, of: State | None) -> str:
        columns = {column.name: column for column in part._meta.concrete_fields}
        said = (self._value(part, columns[name], row) for name in naming(part) if self.wanted(part, name))
        return " ".join(filter(None, said))

    def _fields(
        self,
        table: type[Public],
        old: State | None,
        new: State | None,
        said: Callable[[type[Public], "Field[Any, Any]", State | None, State | None], str],
    ) -> Iterator[FieldDifference]:
        for column in self._columns(table, old, new):
            if old is not None and new is not None and not _differs(table, column, old, new):
                continue
            if _is_plain_no(column, old, new):
                continue
            then, now = said(table, column, old, self.before), said(table, column, new, self.after)
            if then != now:
                label = PRINTS if table.part_of and column.name == "start" else str(column.verbose_name)
                yield _difference(column.name, label, then, now)
            elif old is not None and new is not None and self.by_number:
                yield FieldDifference(column.name, str(column.verbose_name), *_by_number(column, old, new))

    def _columns(
        self, table: type[Public], old: State | None, new: State | None
    ) -> Iterator["Field[Any, Any]"]:
        """A passage of a row is told with its start."""
        left_out = {*UNSAID.get(table, ()), *(("end",) if table.part_of else ())}
        for column in table._meta.concrete_fields:
            names = {column.attname, column.name}
            is_known = all(state is None or names & state.keys() for state in (old, new))
            if column.name in left_out or not is_known or not _is_told(table, column):
                continue
            if self.wanted(table, column.name):
                yield column

    def _said_of_thing(
        self, table: type[Public], column: "Field[Any, Any]", row: State | None, _of: State | None
    ) -> str:
        return "" if row is None else self._value(table, column, row)

    def _said_of_row(
        self, table: type[Public], column: "Field[Any, Any]", row: State | None, of: State | None
    ) -> str:
        if row is None:
            return ""
        if column.name == "start" and "end" in row:
            return self._passage(row, of or {})
        return self._value(table, column, row)

    def _passage(self, row: State, of: State) -> str:
        start, end = row["start"], row["end"]
        if start is None or end is None:
            return ""
        if self.model is Source:
            return str(of.get("text", ""))[start:end]
        words = self.names.words(row.get("source_id") or of.get("source_id"), start, end)
        return words or f"{start}–{end}"

    def _value(self, table: type[Public], column: "Field[Any, Any]", row: State) -> str:
        if column.is_relation:
            return self._reference(column, row)
        value = row.get(column.name)
        if value is None or value == "":
            return ""
        if isinstance(column, BooleanField):
            return "是" if value else "否"
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(value, list):
            return "、".join(map(str, value))
        return value.isoformat() if isinstance(value, date) else str(value)

    def _reference(self, column: "Field[Any, Any]", row: State) -> str:
        pk = row.get(column.attname)
        key = "-".join(
            str(value) for name, value in row.items()
            if value not in (None, "") and name != column.attname and _is_key_of(name, column)
        )  # fmt: skip
        if pk is None:
            return key if column.attname not in row else ""
        return self.names.name(column.related_model, pk, key)  # type: ignore[arg-type]  # a model


def _is_key_of(name: str, column: "Field[Any, Any]") -> bool:
    """Whether the name of a state is a public key of what the column refers to: edition_year of edition."""
    return name == column.name or name.startswith(f"{column.name}_")


def _is_told(table: type[Public], column: "Field[Any, Any]") -> bool:
    return column.name in COLUMNS[table].own or column.attname in COLUMNS[table].own


def _is_plain_no(column: "Field[Any, Any]", old: State | None, new: State | None) -> bool:
    """Whether it is a box of what came or went, left as it stands unless somebody ticks it."""
    row = new if old is None else old if new is None else None
    if row is None or not isinstance(column, BooleanField) or not column.has_default():
        return False
    return bool(row.get(column.name) == column.get_default())


def _differs(table: type[Public], column: "Field[Any, Any]", old: State, new: State) -> bool:
    """By primary keys, where both have them."""
    names = [column.attname] if column.attname in old and column.attname in new else [column.name]
    if table.part_of and column.name == "start" and "end" in old and "end" in new:
        names.append("end")
    return any(old.get(name) != new.get(name) for name in names)


def _by_number(column: "Field[Any, Any]", old: State, new: State) -> tuple[str, str]:
    """What reads alike and is not: another of the name, the same words in another place."""
    if column.name == "start" and "end" in old:
        return f"{old['start']}–{old['end']}", f"{new['start']}–{new['end']}"
    return tuple(str(state.get(column.attname)) for state in (old, new))  # type: ignore[return-value]


def _difference(name: str, label: str, old: str, new: str) -> FieldDifference:
    is_long = old and new and (max(len(old), len(new)) > LONG or "\n" in old + new)
    return FieldDifference(name, label, old, new, shortened(stretches(old, new)) if is_long else ())
