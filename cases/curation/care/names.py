"""What a thing was called before stays a name of it: readers still look for it, documents still print it."""

from typing import Any

from django.db.models import QuerySet

from cases.curation.states import PARTS
from cases.models.named import OtherName
from cases.models.writing import Public


def keep_name(thing: Any, old: str, *, is_printed: bool = True) -> bool:  # noqa: ANN401 - a row of four tables
    """Make the former name another name of the thing, within a room; whether it was, and no other had it.

    `is_printed`: documents call a programme, a tier or a body so.
    """
    model: type[Public] = type(thing)
    names = PARTS[model]["names"]
    things: QuerySet[Any] = model._default_manager.all()
    rows: QuerySet[Any] = names._default_manager.all()  # the columns are the subclasses'
    taken, rows = things.filter(name=old).exists(), rows.filter(name=old)
    further: dict[str, object] = {}
    if issubclass(names, OtherName):
        rows, further = rows.filter(**{names.part_of: thing}), {"is_printed": is_printed}
    if not old or taken or rows.exists():
        return False
    names._default_manager.create(**{names.part_of: thing, "name": old, **further})
    return True
