"""The start page of the admin, and a page for each list of the desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET

from cases.admin.desk.lists import MOST, PER_PAGE, DeskList, words_of
from cases.admin.desk.quality import QUALITY
from cases.admin.desk.today import CHANGES_CASES, TODAY
from cases.curators_site import CuratorsSite

GROUPS = (("今天", TODAY), ("质量", QUALITY))
LISTS = {each.name: each for _label, lists in GROUPS for each in lists}


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A list with its number, as the start page shows it."""

    of: DeskList
    number: int
    note: str = ""

    @property
    def words(self) -> str:
        return words_of(self.number, self.of.unit)

    @property
    def url(self) -> str:
        return reverse(self.of.page) if self.of.page else list_url(self.of)


@dataclass(frozen=True, slots=True)
class DeskGroup:
    """Lists that are worked through together."""

    label: str
    lines: Sequence[DeskLine]

    @property
    def filled(self) -> list[DeskLine]:
        return [each for each in self.lines if each.number]

    @property
    def empty(self) -> list[DeskLine]:
        return [each for each in self.lines if not each.number]


def list_url(of: DeskList) -> str:
    return reverse("admin:desk_list", args=[of.name])


def desk_of(request: HttpRequest) -> dict[str, Any]:
    """What the start page shows beside the tables: the lists that the user may see, with their numbers."""
    return {"desk": [group for group in _groups(request.user) if group.lines]}


def _groups(user: Any) -> Iterator[DeskGroup]:  # noqa: ANN401 - an account or nobody
    for label, lists in GROUPS:
        yield DeskGroup(label, [_line(each, user) for each in lists if each.is_for(user)])


def _line(of: DeskList, user: User) -> DeskLine:
    number = of.count(user)
    return DeskLine(of, number, of.note(user) if of.note is not None and number else "")


def desk_addresses(site: AdminSite) -> list[URLPattern]:
    return [path("desk/<slug:name>/", site.admin_view(require_GET(list_view)), name="desk_list")]


def list_view(request: HttpRequest, name: str) -> HttpResponse:
    of = LISTS.get(name)
    if of is None:
        raise Http404
    user = request.user
    if not isinstance(user, User) or not of.is_for(user):
        raise PermissionDenied
    page = _page(request.GET.get("page", ""))
    first = (page - 1) * PER_PAGE
    found = list(of.lines(user, first, first + PER_PAGE + 1))
    site = admin.site
    context = {
        **site.each_context(request),
        "title": of.label,
        "list": of,
        "words": words_of(of.count(user), of.unit),
        "lines": found[:PER_PAGE],
        "previous": page - 1,
        "done": of.done() if of.done is not None else [],
        "may_say": user.has_perm(CHANGES_CASES),
        "next": page + 1 if len(found) > PER_PAGE and first + PER_PAGE < MOST else 0,
    }
    return TemplateResponse(request, "admin/cases/desk/list.html", context)


def _page(given: str) -> int:
    """A page that is none is the first."""
    last = MOST // PER_PAGE
    return min(max(int(given), 1), last) if given.isascii() and given.isdecimal() and len(given) < 9 else 1


CuratorsSite.start = staticmethod(desk_of)
CuratorsSite.further_addresses += (desk_addresses,)
