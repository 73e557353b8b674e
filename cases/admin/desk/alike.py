"""Awards of one edition that say the same of themselves: one of them may have been brought in twice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils import timezone

from cases.admin.desk.lists import DeskAct, DeskLink, ListLine, counted
from cases.admin.desk.today import award_url, named_awards
from cases.choices import TAKEN_BACK
from cases.models import Award, DistinctCases, Edition

DIFFERENT = "确是不同的案例，不再列出"
LOOKED_AT = 50  # pairs that a list names, the latest
LONG = tuple(f"{side}__{name}" for side in ("first", "second") for name in ("text", "paragraph_starts"))
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
        found = found.filter(number__gt=1).annotate(pairs=F("number") * (F("number") - 1) / 2)
        return found.filter(pairs__gt=_said_to_differ(columns))  # some are still to be looked at

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
        ListLine(
            *(found[0].called, "", str(editions[group["edition"]]), links_of(found)),
            DeskAct(DIFFERENT, "distinct", [each.pk for each in found]),
        )
        for group in groups
        if (found := same.get(tuple(group.values())))
    ]


def _said_to_differ(columns: Sequence[str]) -> Coalesce:
    """How many pairs of the group somebody has looked at and found to be two; none where a value moved on."""
    pairs = DistinctCases.objects.filter(undone_at=None)
    for side in ("first", "second"):
        pairs = pairs.exclude(**{f"{side}__state__in": TAKEN_BACK})
        for name in _attnames(columns):
            same = Q(**{f"{side}__{name}": OuterRef(name)})
            if Award._meta.get_field(name).null:
                same |= Q(IsNull(OuterRef(name), True), **{f"{side}__{name}__isnull": True})
            pairs = pairs.filter(same)
    number = pairs.order_by().annotate(number=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Coalesce(Subquery(number.values("number")), 0)


def looked_at() -> list[ListLine]:
    """The latest pairs that were found to be two cases, which can be taken back."""
    rows = DistinctCases.objects.filter(undone_at=None).select_related(
        *("first__place_then", "second__place_then")
    )
    return [
        ListLine(
            each.first.called,
            "",
            f"{each.made_by} 在 {timezone.localtime(each.made_at):%Y-%m-%d %H:%M} 确认",
            links_of([each.first, each.second]),
            DeskAct("撤销，重新列出", "undo", (each.first_id, each.second_id)),
        )
        for each in rows.defer(*LONG)[:LOOKED_AT]
    ]


def links_of(awards: Iterable[Award]) -> list[DeskLink]:
    return [DeskLink(each.accession, award_url(each.pk)) for each in awards]


def _values(award: Award, columns: Iterable[str]) -> tuple[Any, ...]:
    """What groups are told apart by; of what an award refers to the primary key."""
    return tuple(getattr(award, name) for name in _attnames(columns))


def _attnames(columns: Iterable[str]) -> list[str]:
    """The columns themselves, since to order by what is referred to is to join it."""
    return [f"{name}_id" if name in ("edition", "place_then") else name for name in columns]
