"""Things that were merged become several again: names and slugs go back to those that had them.

What is put back is checked against what is there, and a name or a slug leads to one thing only.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from cases.curation.changes import SLUGGED
from cases.curation.states import PARTS
from cases.models import Division
from cases.models.slugs import FormerSlug
from cases.models.writing import Public, State

LONG_AGO = 1998  # before any division of the library ended: it is gone before the room closes
Thing = tuple[type[Public], int]
Returning = tuple[type[Public], int, State]  # the table, the primary key, and the state it is to have again


def make_room(things: Sequence[Returning], going: Sequence[Thing]) -> set[Thing]:
    """Take names and slugs from those that are there where others have them again; which are no more.

    `going` are those that will be deleted. What is put back has its own names written again later.
    """
    gone = set[Thing]()
    tables: tuple[type[Public], ...] = (Division, *SLUGGED)
    for model in tables:
        returning = {pk: state for table, pk, state in things if table is model}
        there = set(model._default_manager.filter(pk__in=returning).values_list("pk", flat=True))
        gone |= {(model, pk) for pk in returning.keys() - there}
        if model is Division:
            _free_codes(returning, [pk for table, pk in going if table is model])
            continue
        if there != returning.keys():
            _clear_names(model, there)
        if returning:
            _take_from(model, there | {pk for table, pk in going if table is model}, returning)
    return gone


def _free_codes(returning: Mapping[int, State], going: Collection[int]) -> None:
    """Of those with one code one is in force: what is over again, or goes, is over first."""
    rows = Division.objects.filter(last_year=None)
    for pk, state in returning.items():
        if state["last_year"] is not None:
            rows.filter(pk=pk).update(last_year=state["last_year"])
    codes = {state["code"] for state in returning.values() if state["last_year"] is None} - {""}
    rows.filter(pk__in=going, code__in=codes).update(last_year=Coalesce(F("first_year"), LONG_AGO))


def _clear_names(model: type[Public], owners: Collection[int]) -> None:
    for part in PARTS[model].values():
        if not issubclass(part, FormerSlug):
            part._default_manager.filter(**{f"{part.part_of}__in": owners}).delete()


def _take_from(model: type[Public], owners: Collection[int], returning: Mapping[int, State]) -> None:
    """Of these owners, what another one is to have again."""
    owner_of = {slug: pk for pk, state in returning.items() for slug in _slugs(state)}
    names = {row["name"]: pk for pk, state in returning.items() for row in state.get("names", ())}
    for called, column, wanted in (("former_slugs", "slug", owner_of), ("names", "name", names)):
        if called not in PARTS[model]:
            continue
        part = PARTS[model][called]
        rows = part._default_manager.filter(**{f"{part.part_of}__in": owners, f"{column}__in": wanted})
        other = [row.pk for row in rows if wanted[getattr(row, column)] != getattr(row, f"{part.part_of}_id")]
        part._default_manager.filter(pk__in=other).delete()


def give_former_slugs(things: Sequence[Returning]) -> None:
    """What led to a thing then, and leads nowhere since another thing went, leads to it again."""
    for model in SLUGGED:
        part = next(each for each in PARTS[model].values() if issubclass(each, FormerSlug))
        wanted = {
            row["slug"]: pk
            for table, pk, state in things
            if table is model
            for row in state.get("former_slugs", ())
        }
        if not wanted:
            continue
        former: QuerySet[Any] = part._default_manager.all()
        today: QuerySet[Any] = model._default_manager.all()  # the columns are the subclasses'
        known = {
            slug
            for rows in (former, today)
            for slug in rows.filter(slug__in=wanted).values_list("slug", flat=True)
        }
        part._default_manager.bulk_create(
            part(**{"slug": slug, f"{part.part_of}_id": pk})
            for slug, pk in wanted.items()
            if slug not in known
        )


def _slugs(state: State) -> set[str]:
    return {state["slug"], *(row["slug"] for row in state.get("former_slugs", ()))}
