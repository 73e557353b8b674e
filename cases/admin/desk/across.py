"""Awards of several editions, programmes or documents that may be one case: a like title, and the same unit.

The keys are computed by the database, over an index that has all of their columns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db.models import (
    CharField,
    Count,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Replace

from cases.admin.desk.alike import DIFFERENT, links_of
from cases.admin.desk.lists import DeskAct, ListLine, counted
from cases.admin.desk.today import named_awards
from cases.choices import TAKEN_BACK
from cases.models import Award, DistinctCases, Edition

MARKS = '“”‘’"《》 \u3000—、，'  # by which two documents print one title differently
Group = Mapping[str, Any]


def across() -> tuple[Callable[[User], int], Callable[[User, int, int], Iterable[ListLine]]]:
    """How many groups there are, and their lines; what one edition has twice is in a list of its own."""

    def lines(_user: User, first: int, last: int) -> list[ListLine]:
        return _lines(list(_groups().order_by("like", "unit")[first:last]))

    return (lambda _user: counted(_groups())), lines


def _groups() -> "QuerySet[Any, Any]":
    """What has the same keys, and is not of one edition with the very same title."""
    found: QuerySet[Any, Any] = _titled().values("like", "unit").annotate(number=Count("pk"))
    found = found.annotate(of=Min("edition"), to=Max("edition"), one=Min("title"), other=Max("title"))
    found = found.filter(Q(of__lt=F("to")) | Q(one__lt=F("other")), number__gt=1)
    found = found.annotate(pairs=F("number") * (F("number") - 1) / 2)
    return found.filter(pairs__gt=_said_to_differ())  # some are still to be looked at


def _titled() -> "QuerySet[Any, Any]":
    rows: QuerySet[Any] = Award.objects.filter(title__gt="").exclude(state__in=TAKEN_BACK).order_by()
    keyed: QuerySet[Any, Any] = rows.annotate(like=_like(), unit=_unit())
    return keyed


def _like(side: str = "") -> Any:  # noqa: ANN401 - an expression
    """The title without marks that documents set or leave out."""
    found: Any = F(f"{side}title")
    for mark in MARKS:
        found = Replace(found, Value(mark), Value(""))
    return found


def _unit(side: str = "") -> Coalesce:
    """The division of then, else who is honoured."""
    return Coalesce(Cast(f"{side}place_then", CharField()), F(f"{side}applicant"))


def _said_to_differ() -> Coalesce:
    """How many pairs of the group somebody has looked at and found to be two."""
    pairs = DistinctCases.objects.filter(undone_at=None).order_by()
    for side in ("first", "second"):
        pairs = pairs.exclude(**{f"{side}__state__in": TAKEN_BACK})
        keys = {f"like_{side}": _like(f"{side}__"), f"unit_{side}": _unit(f"{side}__")}
        pairs = pairs.alias(**keys).filter(
            **{f"like_{side}": OuterRef("like"), f"unit_{side}": OuterRef("unit")}
        )
    number = pairs.annotate(number=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Coalesce(Subquery(number.values("number")), 0)


def _lines(groups: Sequence[Group]) -> list[ListLine]:
    """Three queries for any number of groups."""
    if not groups:
        return []
    keys = [(each["like"], each["unit"]) for each in groups]
    rows = _titled().filter(like__in={like for like, _unit in keys}).values_list("pk", "like", "unit")
    of = {pk: (like, unit) for pk, like, unit in rows}
    wanted = [pk for pk, key in of.items() if key in set(keys)]
    same: dict[tuple[str, str], list[Award]] = {}
    awards = named_awards().only("accession", "title", "edition", "applicant", "locality", "place_then__name")
    for award in awards.filter(pk__in=wanted):
        same.setdefault(of[award.pk], []).append(award)
    editions = {award.edition_id for found in same.values() for award in found}
    names = Edition.objects.select_related("programme").in_bulk(editions)
    return [_line(same[key], names) for key in keys if key in same]


def _line(found: Sequence[Award], editions: Mapping[int, Edition]) -> ListLine:
    where = "、".join(dict.fromkeys(str(editions[each.edition_id]) for each in found))
    act = DeskAct(DIFFERENT, "distinct", [each.pk for each in found])
    return ListLine(found[0].called, "", where, links_of(found), act)
