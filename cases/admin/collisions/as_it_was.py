"""A thing as it was, or as somebody would have it, as instances that a form can be made of: never saved."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Field

from cases.admin.collisions.merging import rendered
from cases.curation.known_names import KnownNames
from cases.curation.states import COLUMNS, PARTS
from cases.curators_site import is_key
from cases.models import Source
from cases.models.writing import Public, State


class AsItWas:
    """The thing with this primary key in the form of a revision; `names` read the documents it quotes."""

    def __init__(self, thing: type[Public], pk: int, state: State | None, names: KnownNames) -> None:
        self.thing, self.pk, self.state, self.names = thing, pk, state, names

    def instance(self, model: type[Public], pk: int | None, state: State) -> Public:
        """A row of the thing, or the thing itself, as `state` has it."""
        values = dict(_values(model, state))
        if model.part_of:
            values[f"{model.part_of}_id"] = self.pk
        table: Any = model  # of whichever columns
        row = table(pk=pk, **values)
        if model.part_of and state.get("start") is not None and "end" in state:
            row.printed = self._words(state)
        return row  # type: ignore[no-any-return]  # an instance of the model

    def rendered(
        self,
        form_class: Any,  # noqa: ANN401 - classes that factories made
        model: type[Public],
        key: str,
        state: State,
    ) -> dict[str, str]:
        """What a browser sends of this row; `key` may be one that no row has."""
        row = self.instance(model, int(key) if is_key(key) else None, state)
        return rendered(form_class(instance=row), form_class.base_fields)

    def _words(self, state: State) -> str:
        start, end, thing = state["start"], state["end"], self.state or {}
        if self.thing is Source:
            return str(thing.get("text", ""))[start:end]
        return self.names.words(state.get("source_id") or thing.get("source_id"), start, end)


def part_name(thing: type[Public], inline: Any) -> str | None:  # noqa: ANN401 - of whichever row
    """By which name the rows of the inline stand in the state of the thing, None where they do not."""
    model = inline.model
    if model.part_of != (inline.fk_name or model.part_of):
        return None  # the other end of a succession
    return next((name for name, part in PARTS[thing].items() if part is model), None)


def _values(model: type[Public], state: State) -> Iterator[tuple[str, Any]]:
    columns: Mapping[str, Field[Any, Any]] = {
        column.attname: column for column in model._meta.concrete_fields
    }
    for name in COLUMNS[model].own:
        if name in state:
            column = columns[name]
            yield name, state[name] if column.is_relation else column.to_python(state[name])
