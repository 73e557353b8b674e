"""With what of today a state of earlier clashes: values that only one thing may have."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldError
from django.db.models import Field, Q, QuerySet, UniqueConstraint

from cases.curation.states import PARTS
from cases.models.slugs import FormerSlug, Slugged
from cases.models.writing import Public, State

AT_ONCE = "请先把现有的那一项改开，或者合并、删去，再恢复。"
CLASHES = "恢复不了：{label}“{value}”与现在的{kind}“{other}”重复。"
SAME = "恢复不了：现在已有{kind}“{other}”，{labels}与要恢复的重复。"
LEADS = "恢复不了：标识“{value}”是“{other}”的原标识，旧网址还指向它。请改用别的标识。"
Columns = tuple[str, ...]
Column = Field[Any, Any]


def clashes(model: type[Public], pk: int, state: State) -> Iterator[str]:
    """Each value of the state, its parts included, that another thing has now, by name, and what to do."""
    yield from _of_row(model, pk, state)
    for name, part in PARTS[model].items():
        for row in state.get(name, ()) if not issubclass(part, FormerSlug) else ():
            yield from _of_row(part, pk, row)
    if issubclass(model, Slugged):
        things: QuerySet[Any] = model._default_manager.all()  # the columns are the subclasses'
        leads = things.filter(former_slugs__slug=state["slug"]).exclude(pk=pk).first()
        if leads is not None:
            yield LEADS.format(value=state["slug"], other=leads)


def _of_row(model: type[Public], pk: int, row: State) -> Iterator[str]:
    """`pk` is of the thing that the row is, or is part of."""
    own = {f"{model.part_of}_id": pk} if model.part_of else {"pk": pk}
    for columns in _unique(model, row):
        fields: list[Column] = [model._meta.get_field(name) for name in columns]  # type: ignore[misc]
        if any(field.attname not in row for field in fields):
            continue
        values = {field.attname: row[field.attname] for field in fields}
        lookups = {
            f"{name}__isnull" if value is None else name: value is None or value
            for name, value in values.items()
        }
        other = model._default_manager.filter(**lookups).exclude(**own).first()
        if other is not None:
            yield _message(model, fields, other, row)


def _unique(model: type[Public], row: State) -> Iterable[Columns]:
    """The columns whose values together only one row may have; of a condition where the row meets it."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.name,)
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields:
            named = [model._meta.get_field(name).attname for name in constraint.fields]  # type: ignore[union-attr]
            is_met = constraint.condition is not None and _meets(constraint.condition, row)
            is_whole = constraint.condition is None and all(row.get(name) is not None for name in named)
            if is_met or is_whole:
                yield tuple(constraint.fields)


def _meets(condition: Q, row: State) -> bool:
    try:
        return condition.check({**row})
    except FieldError:  # of what the row alone does not say
        return False


def _message(model: type[Public], fields: list[Column], other: Public, row: State) -> str:
    thing = getattr(other, model.part_of) if model.part_of else other
    kind, labels = thing._meta.verbose_name, [str(field.verbose_name) for field in fields]
    if len(fields) > 1:
        return SAME.format(kind=kind, other=thing, labels="、".join(labels)) + AT_ONCE
    return CLASHES.format(label=labels[0], value=row[fields[0].attname], kind=kind, other=thing) + AT_ONCE
