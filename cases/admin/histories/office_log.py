"""What was done that is no revision (accounts, rounds, answers), as lines of the log among the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from cases.admin.histories.people import PROGRAM, Authorship, called
from cases.choices import OfficeKind
from cases.models import OfficeChange

BEFORE = "before_office"
PAGES = {  # where it is shown what the line is about; whoever sees the log may open these
    OfficeKind.ROUND: "admin:cases_codinground_change",
    OfficeKind.REPORT: "admin:cases_report_change",
}


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One of them, with all that a line of a revision has."""

    change: OfficeChange
    said: Authorship

    batch = None

    @property
    def pk(self) -> int:
        return self.change.pk

    @property
    def made_at(self) -> datetime:
        return self.change.made_at

    @property
    def day(self) -> date:
        return timezone.localtime(self.made_at).date()

    @property
    def url(self) -> str:
        page = PAGES.get(OfficeKind(self.change.kind))
        return reverse(page, args=[self.change.thing]) if page else ""

    @property
    def kind(self) -> str:
        return str(self.change.get_kind_display())

    @property
    def verb(self) -> str:
        return self.change.act

    @property
    def called(self) -> str:
        return self.change.key

    @property
    def labels(self) -> str:
        return self.change.said

    @property
    def cells(self) -> Sequence[str]:
        """In the order of the columns of the file."""
        change, said = self.change, self.said
        who = said.by if said.by != change.by else ""
        when = f"{timezone.localtime(self.made_at):%Y-%m-%d %H:%M:%S}"
        what = (self.kind, change.key, change.act, change.said, change.note)
        return (when, change.by, who, said.way, "", *what, "", "")


def office_part(rows: QuerySet[OfficeChange], request: HttpRequest, size: int) -> list[OfficeLine]:
    """So many before the one that the address names, and one more if there is one, the newest first."""
    before = request.GET.get(BEFORE, "")
    if before:
        if not (before.isascii() and before.isdecimal() and len(before) < 19):
            raise Http404
        rows = rows.filter(pk__lt=int(before))
    return office_lines(list(rows.order_by("-pk")[: size + 1]))


def office_lines(changes: Sequence[OfficeChange]) -> list[OfficeLine]:
    """With the names of people: a query more, where there are any."""
    wanted = {each.by for each in changes} - {""}
    names = {user.get_username(): called(user) for user in User.objects.filter(username__in=wanted)}
    return [
        OfficeLine(
            each,
            Authorship(names.get(each.by, each.by) or PROGRAM, "", each.get_through_display(), each.note),
        )
        for each in changes
    ]


def all_office_lines(rows: QuerySet[OfficeChange], chunk: int) -> Iterator[OfficeLine]:
    """All of them, so many in memory at once."""
    rows = rows.order_by("-pk")
    while some := list(rows[:chunk]):
        yield from office_lines(some)
        rows = rows.filter(pk__lt=some[-1].pk)
