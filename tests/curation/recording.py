"""Whatever writes is recorded: what the library was before and after, and the revisions between."""

from collections.abc import Iterator
from contextlib import contextmanager

from cases.curation.states import PARTS, own_values, states
from cases.models import DataVersion, Revision
from cases.models.writing import Public, State

MODELS = {str(model._meta.model_name): model for model in PARTS}
Library = dict[tuple[str, int], State]  # each thing whole, by its table and primary key


def library() -> Library:
    found: Library = {}
    for name, model in MODELS.items():
        ids = model._default_manager.order_by().values_list("pk", flat=True)
        found |= {(name, pk): state for pk, state in states(model, ids).items()}
    return found


def own(model: type[Public], state: State | None) -> State | None:
    """Without what others are called, which they may change."""
    return state and own_values(model, state, state)


@contextmanager
def recorded(through: str, by: str = "") -> Iterator[set[str]]:
    """All that is written within has its revisions, which say how it was and is; nothing else has any.

    Gives the tables of the things that changed, once it is left.
    """
    tables = set[str]()
    before, version = library(), DataVersion.current().number
    last = Revision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield tables
    after, new = library(), list(Revision.objects.filter(pk__gt=last).order_by("pk"))
    changed = {
        (table, pk)
        for table, pk in {*before, *after}
        if own(MODELS[table], before.get((table, pk))) != own(MODELS[table], after.get((table, pk)))
    }
    assert {(each.table, each.thing) for each in new} == changed
    assert {(each.through, each.by) for each in new} <= {(through, by)}
    for at in changed:
        of = [each for each in new if (each.table, each.thing) == at]
        assert of[0].before == before.get(at)
        assert of[-1].after == after.get(at)
        assert version < of[0].number <= DataVersion.current().number
    tables |= {table for table, _pk in changed}
