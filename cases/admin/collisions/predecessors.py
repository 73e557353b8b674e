"""The other end of a succession (前身区划) is part of another division; its changes count for this page."""

from collections.abc import Iterator, Sequence

from cases.admin.histories.history import revisions_of
from cases.models import Division, Revision, Succession
from cases.models.writing import Public, State

MOST = 500  # revisions of other divisions that are looked through


def newer_revisions(model: type[Public], pk: int, seen: int) -> list[Revision]:
    """What changed since of the thing, and of a division which others lead to it; the newest first."""
    own = list(revisions_of(model, pk).filter(pk__gt=seen).order_by("-pk")[:MOST])
    others = list(_of_predecessors(pk, seen)) if model is Division else []
    return sorted([*own, *others], key=lambda each: -each.pk)


def predecessors_at(pk: int, newer: Sequence[Revision]) -> set[int]:
    """The divisions that led to this one before these revisions, the newest of which comes first."""
    found = set(Succession.objects.filter(successor=pk).values_list("predecessor", flat=True))
    for each in newer:
        if each.thing != pk:
            found = found | {each.thing} if _leads(each.before, pk) else found - {each.thing}
    return found


def _of_predecessors(pk: int, seen: int) -> Iterator[Revision]:
    rows = Revision.objects.filter(table="division", pk__gt=seen).exclude(thing=pk).order_by("-pk")
    for each in rows[:MOST]:
        if _leads(each.before, pk) != _leads(each.after, pk):
            yield each


def _leads(state: State | None, pk: int) -> bool:
    return any(row["successor_id"] == pk for row in (state or {}).get("successors", ()))
