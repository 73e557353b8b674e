"""Three forms become one: as it was rendered, as others left it since, as it is sent.

    merge = Merge(sent)
    merge.form("", fields, before, theirs)

Values are those that a browser sends: text by the name of an input, "on" for a box that is ticked, empty
for what is not there; of a choice of several their keys, with commas. What was sent is changed in place; the
choice of another's value comes back with the next form.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from cases.characters import with_line_feeds
from cases.curators_site import is_key

TAKE, THEIRS = "_take-", "_theirs-"
SEVERAL = "_several-"  # instead of THEIRS: the keys of all that are chosen
WORDS, START, KEY = "words", "start", "id"
ON = "on"
COMMA = ","
MOST_ROWS = 1000
DELETED = "（整行删除）"

Values = Mapping[str, str]  # by the name of a field
Fields = Mapping[str, forms.Field]


@dataclass(frozen=True, slots=True)
class Dispute:
    """What both changed: the input `name`, called `label`, and how its three values are read.

    `values` are theirs by the names of the inputs that follow when theirs is taken.
    """

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row of an inline as it was sent; `key` is its primary key, empty for a new one."""

    key: str
    values: dict[str, str]
    is_deleted: bool = False


@dataclass(slots=True)
class Merge:
    """The forms of a page, merged: what both changed, what is taken of others, whether mine differs."""

    sent: QueryDict
    disputes: list[Dispute] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    is_mine: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Whether what is sent is what is there: somebody pressed twice."""
        return not (self.disputes or self.taken or self.is_mine)

    def form(
        self, prefix: str, fields: Fields, before: Values | None, theirs: Values, where: str = ""
    ) -> None:
        """Of each field: what only others changed is theirs, what only I changed mine; both is a dispute."""
        mine = sent_values(self.sent, prefix, fields)
        disputed = []
        for name, each in fields.items():
            then = (before or {}).get(name)
            if _same(each, mine[name], theirs[name]) or _follows_words(name, fields, mine, theirs):
                continue
            if then is not None and _same(each, mine[name], then):
                _put(self.sent, _named(prefix, name), theirs[name], several=_is_several(each))
                self.taken.append(_label(where, each, name))
            elif then is not None and _same(each, then, theirs[name]):
                self.is_mine = True
            else:
                disputed.append(name)
        if WORDS in disputed and START in fields:  # where they stand goes with them
            disputed = [name for name in disputed if name != START]
            self.sent[_named(prefix, START)] = mine[START]
        for name in disputed:
            follow = [name, START] if name == WORDS and START in fields else [name]
            self._dispute(
                _named(prefix, name),
                _label(where, fields[name], name),
                [read(fields[name], values.get(name, "")) for values in (before or {}, theirs, mine)],
                {_named(prefix, each): theirs[each] for each in follow},
                several=_is_several(fields[name]),
            )

    def rows(
        self,
        prefix: str,
        label: str,
        fields: Fields,
        before: Mapping[str, Values],
        theirs: Mapping[str, Values],
    ) -> None:
        """Of the rows of an inline, by primary keys; what is sent becomes today's rows and my new ones."""
        sent = self._take_out(prefix, fields)
        if sent is None:
            return
        mine = {row.key: row for row in sent if row.key}
        gone = [row for row in mine.values() if row.key not in theirs and not row.is_deleted]
        lost = [row for row in gone if row.key in before and equal(fields, row.values, before[row.key])]
        self.taken += [f"{label} {called(fields, row.values)}：对方删除" for row in lost]
        self.taken += [
            f"{label} {called(fields, theirs[key])}：对方新增" for key in theirs if key not in mine
        ]
        added = [row for row in sent if not row.key and not _is_among(fields, row, theirs.values())]
        self.is_mine = self.is_mine or bool(added)
        back = [row for row in gone if row not in lost]
        rows = [mine.get(key) or SentRow(key, dict(values)) for key, values in theirs.items()]
        rows += [*(SentRow("", row.values) for row in back), *added]
        for number, row in enumerate(rows):
            self._write(f"{prefix}-{number}", row)
        self.sent[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(rows))
        self.sent[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(theirs))
        for number, key in enumerate(theirs):
            if key in mine:
                self._row(f"{prefix}-{number}", label, fields, before.get(key), theirs[key], mine[key])
        for number, row in enumerate(back, len(theirs)):
            then = whole(fields, before.get(row.key, {}))
            where, name = f"{label} {called(fields, row.values)}", f"{prefix}-{number}-{DELETION_FIELD_NAME}"
            self._dispute(name, where, [then, DELETED, whole(fields, row.values)], {name: ON})

    def _row(
        self, prefix: str, label: str, fields: Fields, before: Values | None, theirs: Values, row: SentRow
    ) -> None:
        """A row that is there still."""
        where = f"{label} {called(fields, theirs)}"
        if not row.is_deleted:
            self.form(prefix, fields, before, theirs, where)
            return
        for name in fields:
            self.sent[_named(prefix, name)] = theirs[name]
        if before is not None and equal(fields, before, theirs):
            self.is_mine = True
            return
        name = _named(prefix, DELETION_FIELD_NAME)
        self._dispute(name, where, [whole(fields, before or {}), whole(fields, theirs), DELETED], {name: ""})

    def _dispute(
        self, name: str, label: str, said: list[str], values: Values, *, several: bool = False
    ) -> None:
        way = SEVERAL if several else THEIRS
        back = tuple((f"{way}{each}", value) for each, value in values.items())
        self.disputes.append(Dispute(f"{TAKE}{name}", label, said[0], said[1], said[2], back))

    def _take_out(self, prefix: str, fields: Fields) -> list[SentRow] | None:
        """The rows as they were sent, which are sent no more; None where their number cannot be."""
        total = self.sent.get(f"{prefix}-{TOTAL_FORM_COUNT}", "")
        if not (total.isascii() and total.isdecimal() and int(total[:5]) <= MOST_ROWS):
            return None
        rows = []
        for number in range(int(total)):
            at = f"{prefix}-{number}"
            is_deleted = bool(self.sent.get(f"{at}-{DELETION_FIELD_NAME}"))
            rows.append(
                SentRow(self.sent.get(f"{at}-{KEY}", ""), sent_values(self.sent, at, fields), is_deleted)
            )
            for name in (*fields, KEY, DELETION_FIELD_NAME):
                self.sent.pop(f"{at}-{name}", None)
        return rows

    def _write(self, prefix: str, row: SentRow) -> None:
        for name, value in {KEY: row.key, **row.values}.items():
            self.sent[_named(prefix, name)] = value
        if row.is_deleted:
            self.sent[_named(prefix, DELETION_FIELD_NAME)] = ON


def take_theirs(sent: QueryDict) -> None:
    """What was chosen of another takes the place of mine; the choices themselves are sent no more."""
    for key in [key for key in sent if key.startswith(TAKE)]:
        if sent[key] == "theirs":
            _take(sent, key.removeprefix(TAKE))
        del sent[key]
    for key in [key for key in sent if key.startswith((THEIRS, SEVERAL))]:
        del sent[key]


def _take(sent: QueryDict, name: str) -> None:
    names = [name]
    if name == WORDS or name.endswith(f"-{WORDS}"):
        names.append(f"{name.removesuffix(WORDS)}{START}")
    for each in names:
        if f"{THEIRS}{each}" in sent:
            sent[each] = str(sent[f"{THEIRS}{each}"])
    if f"{SEVERAL}{name}" in sent:
        _put(sent, name, str(sent[f"{SEVERAL}{name}"]), several=True)


def _put(sent: QueryDict, name: str, value: str, *, several: bool) -> None:
    sent.setlist(name, [key for key in value.split(COMMA) if key] if several else [value])


def sent_values(sent: QueryDict, prefix: str, fields: Fields) -> dict[str, str]:
    return {name: _sent(sent, _named(prefix, name), each) for name, each in fields.items()}


def _sent(sent: QueryDict, name: str, each: forms.Field) -> str:
    if isinstance(_widget(each), forms.CheckboxInput):
        return ON if _widget(each).value_from_datadict(sent, MultiValueDict(), name) else ""
    if _is_several(each):
        return COMMA.join(sorted(set(sent.getlist(name))))
    return with_line_feeds(sent.get(name) or "")


def rendered(form: forms.BaseForm, names: Collection[str]) -> dict[str, str]:
    """What a browser sends of a form that nobody touched."""
    return {name: _written(form, name) for name in names}


def _written(form: forms.BaseForm, name: str) -> str:
    each = form.fields[name]
    value = each.prepare_value(form.get_initial_for_field(each, name))
    widget = _widget(each)
    if isinstance(widget, forms.CheckboxInput):
        return ON if widget.check_test(value) else ""
    shown: Any = widget.format_value(value)
    if _is_several(each):
        return COMMA.join(sorted(map(str, shown or ())))
    if isinstance(shown, list | tuple):
        shown = shown[0] if shown else ""
    return with_line_feeds(str(shown if shown is not None else ""))


def read(each: forms.Field, value: str) -> str:
    """How people read what a browser sends."""
    widget: Any = _widget(each)
    if isinstance(widget, forms.CheckboxInput):
        return "是" if value else "否"
    if isinstance(each, ModelMultipleChoiceField):
        several: Any = each.queryset
        chosen = several.filter(pk__in=[key for key in value.split(COMMA) if is_key(key)])
        return "、".join(sorted(each.label_from_instance(row) for row in chosen))
    if isinstance(each, ModelChoiceField):
        rows: Any = each.queryset
        row = rows.filter(pk=value).first() if is_key(value) else None
        return each.label_from_instance(row) if row is not None else value
    for key, label in getattr(widget, "choices", ()):
        if str(key) == value and not isinstance(label, list | tuple):
            return str(label) if value else ""
    return value


def called(fields: Fields, values: Values) -> str:
    """What a row is called: its first value."""
    return next((read(each, values[name]) for name, each in fields.items() if values.get(name)), "")


def whole(fields: Fields, values: Values) -> str:
    """All values of a row, each with its name; empty where nothing is known."""
    known = ((name, each) for name, each in fields.items() if values.get(name))
    return "\n".join(f"{each.label or name}：{read(each, values[name])}" for name, each in known)


def equal(fields: Fields, one: Values, other: Values) -> bool:
    return all(
        _same(each, one.get(name, ""), other.get(name, "")) or _follows_words(name, fields, one, other)
        for name, each in fields.items()
    )


def _is_among(fields: Fields, row: SentRow, others: Collection[Values]) -> bool:
    """Whether others added the same."""
    return any(equal(fields, row.values, each) for each in others)


def _same(each: forms.Field, one: str, other: str) -> bool:
    is_stripped = getattr(each, "strip", False)
    return one == other or bool(is_stripped and one.strip() == other.strip())


def _follows_words(name: str, fields: Fields, mine: Values, theirs: Values) -> bool:
    """Whether it is the place of the same words, which was left to be looked up."""
    return name == START and WORDS in fields and not mine.get(START) and mine.get(WORDS) == theirs.get(WORDS)


def _is_several(each: forms.Field) -> bool:
    return isinstance(each, ModelMultipleChoiceField)


def _widget(each: forms.Field) -> forms.Widget:
    """Its own, within what the admin draws around it."""
    widget: Any = each.widget
    return getattr(widget, "widget", widget)  # type: ignore[no-any-return]  # a widget


def _named(prefix: str, name: str) -> str:
    return f"{prefix}-{name}" if prefix else name


def _label(where: str, each: forms.Field, name: str) -> str:
    return "：".join(filter(None, [where, str(each.label or name)]))
