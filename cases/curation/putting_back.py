"""A thing is given back a state that it had, with its parts and under its primary key."""

from collections.abc import Mapping
from typing import Protocol

from django.db.models import Model

from cases.curation.states import COLUMNS, PARTS, chunks
from cases.models import Award
from cases.models.former_accession import FormerAccession
from cases.models.slugs import FormerSlug
from cases.models.writing import Public, State

KEPT = (FormerAccession, FormerSlug)  # what was public leads on for good


class StateOf(Protocol):
    """In which state (draft, published, withdrawn) an award is when it has its values again."""

    def __call__(self, award: Award, *, is_gone: bool) -> str:
        """`is_gone`: it is no more in the database."""


def put_back(model: type[Public], pk: int | None, state: State, state_of: StateOf) -> None:
    """Write the thing as the state has it, within a room; a new one without a primary key.

    A column that the state does not know stays.
    """
    found = model._default_manager.filter(pk=pk or 0).first()
    is_gone, row = found is None, found or model()
    row.pk = pk
    was = _columns(row)
    _set_columns(row, state)
    if isinstance(row, Award):
        row.state, row.returns = state_of(row, is_gone=is_gone), True
    parts = {name: part for name, part in PARTS[model].items() if name in state}
    if not is_gone:
        _clear_parts(row, parts)
    if is_gone or _columns(row) != was:
        row.save(force_insert=is_gone)
    if is_gone and "created_at" in state:  # which is set to the moment of each insertion
        Award.objects.filter(pk=row.pk).update(created_at=state["created_at"])
    for name, part in parts.items():
        _write_parts(row, part, state[name], is_gone=is_gone)


def put_back_parts(model: type[Public], several: Mapping[int, State]) -> None:
    """The same of things, by primary key, that are there and of which these states have parts alone."""
    for name, part in PARTS[model].items():
        if issubclass(part, KEPT):
            continue
        for some in chunks(pk for pk, state in several.items() if name in state):
            part._default_manager.filter(**{f"{part.part_of}__in": some}).delete()
            rows = []
            for pk in some:
                for values in several[pk][name]:
                    rows.append(new := part(**{f"{part.part_of}_id": pk}))
                    _set_columns(new, values)
            part._default_manager.bulk_create(rows)


def _columns(row: Public) -> dict[str, object]:
    return {name: getattr(row, name) for name in COLUMNS[type(row)].own}


def _set_columns(row: Public, values: State) -> None:
    for name in COLUMNS[type(row)].own:
        if name in values:
            setattr(row, name, _python_value(row, name, values[name]))


def _python_value(row: Model, name: str, value: object) -> object:
    column = next(each for each in row._meta.concrete_fields if name in (each.name, each.attname))
    return value if column.is_relation else column.to_python(value)


def _clear_parts(row: Model, parts: Mapping[str, type[Public]]) -> None:
    for part in parts.values():
        if not issubclass(part, KEPT):
            part._default_manager.filter(**{part.part_of: row.pk}).delete()


def _write_parts(row: Model, part: type[Public], values: list[State], *, is_gone: bool) -> None:
    if issubclass(part, KEPT) and not is_gone:
        return
    rows = []
    for each in values:
        new = part(**{part.part_of: row})
        _set_columns(new, each)
        rows.append(new)
    part._default_manager.bulk_create(rows)
