"""Awards of one edition that say the same of themselves: one of them may have been brought in twice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet

from cases.admin.desk.lists import DeskLink, ListLine, counted
from cases.admin.desk.today import award_url, named_awards
from cases.choices import TAKEN_BACK
from cases.models import Award, Edition

BY_TITLE = ("title", "edition")
BY_HONOURED = ("title", "edition", "applicant", "locality", "place_then")  # of what a mere list prints


def alike(
    columns: Sequence[str],
    **conditions: Any,
) -> tuple[Callable[[User], int], Callable[[User, int, int], Iterable[ListLine]]]:
    """How many groups have the same values in these columns, and their lines, in the order of an index."""

    def groups() -> "QuerySet[Any, Any]":
        rows = Award.objects.filter(**conditions).exclude(state__in=TAKEN_BACK).order_by(*_attnames(columns))
        found: QuerySet[Any, Any] = rows.values(*columns).annotate(number=Count("pk"))
        return found.filter(number__gt=1)

    def lines(_user: User, first: int, last: int) -> list[ListLine]:
        return _lines([{name: each[name] for name in columns} for each in groups()[first:last]])

    return (lambda _user: counted(groups())), lines


def _lines(groups: Sequence[Mapping[str, Any]]) -> list[ListLine]:
    """Three queries for any number of groups."""
    if not groups:
        return []
    wanted = Q()
    for group in groups:
        wanted |= Q(**group)
    same: dict[tuple[Any, ...], list[Award]] = {}
    awards = named_awards().only("accession", *groups[0], "applicant", "locality", "place_then__name")
    for award in awards.filter(wanted).exclude(state__in=TAKEN_BACK):
        same.setdefault(_values(award, groups[0]), []).append(award)
    editions = Edition.objects.select_related("programme").in_bulk({each["edition"] for each in groups})
    return [
        ListLine(found[0].called, "", str(editions[group["edition"]]), _links(found))
        for group in groups
        if (found := same.get(tuple(group.values())))
    ]


def _links(awards: Iterable[Award]) -> list[DeskLink]:
    return [DeskLink(each.accession, award_url(each.pk)) for each in awards]


def _values(award: Award, columns: Iterable[str]) -> tuple[Any, ...]:
    """What groups are told apart by; of what an award refers to the primary key."""
    return tuple(getattr(award, name) for name in _attnames(columns))


def _attnames(columns: Iterable[str]) -> list[str]:
    """The columns themselves, since to order by what is referred to is to join it."""
    return [f"{name}_id" if name in ("edition", "place_then") else name for name in columns]
