"""The list that the coding desk begins with, and which award comes before and behind another in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from cases.admin.curated import per_row
from cases.choices import CodingState
from cases.curation.coding_rounds import visible_to
from cases.models import Award, Coding
from cases.models.scheme import MECHANISMS

PER_PAGE = 50
LAST_PAGE = 10_000
ALL, UNCODED, OPEN, MINE = "", "uncoded", "open", "mine"
FILTERS = {ALL: "全部", UNCODED: "未编码", OPEN: "有待审提议", MINE: "我的"}
SHOWN = ("accession", "title", "applicant", "locality", "state", "place_then__name")


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """Which awards are listed: `kind` is one of FILTERS; with `lists`, those without any text, too."""

    kind: str = ALL
    words: str = ""
    lists: bool = False
    scheme: str = ""  # the slug of the coding scheme, empty: 治理机制

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "DeskFilter":
        """What an address asks for; what is no filter is all."""
        kind = query.get("show", ALL)
        kind, words = (kind if kind in FILTERS else ALL), query.get("q", "").strip()[:60]
        return cls(kind, words, "lists" in query, query.get("scheme", "")[:40])

    @property
    def query(self) -> str:
        """As a part of an address."""
        pairs = {"show": self.kind, "q": self.words, "lists": "1" if self.lists else ""}
        pairs["scheme"] = self.scheme
        return urlencode({name: value for name, value in pairs.items() if value})

    def codings(self, user: User) -> QuerySet[Coding]:
        """The codings of the scheme that the user may see; a query more."""
        return visible_to(user, Coding.objects.filter(mechanism__scheme__slug=self.scheme or MECHANISMS))

    def awards(self, user: User) -> QuerySet[Award]:
        """In the order of their numbers."""
        rows = Award.objects.order_by("accession")
        if not self.lists:
            rows = rows.exclude(text="")
        if self.words:
            named = ("accession", "title", "applicant", "locality", "place_then__name")
            rows = rows.filter(*(_said(word, named) for word in self.words.split()))
        codings = self.codings(user).filter(award=OuterRef("pk")).order_by()
        if self.kind == UNCODED:
            return rows.filter(~Exists(codings.filter(state=CodingState.ACCEPTED)))
        if self.kind == OPEN:
            return rows.filter(Exists(codings.filter(state=CodingState.PROPOSED)))
        return rows.filter(Exists(codings.filter(coder__user=user))) if self.kind == MINE else rows


@dataclass(frozen=True, slots=True)
class DeskAward:
    """A line of the list."""

    award: Any  # with the numbers that the database counted
    url: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Some lines, and the numbers of the pages beside them; 0 where there is none."""

    lines: list[DeskAward]
    previous: int
    next: int


def listed(wanted: DeskFilter, user: User, page: int) -> DeskPage:
    """A page of the list; one query beside those that ask what the user may see."""
    codings = wanted.codings(user)
    mine, waiting = codings.filter(coder__user=user), codings.filter(state=CodingState.PROPOSED)
    first = (page - 1) * PER_PAGE
    rows = wanted.awards(user).select_related("place_then").only(*SHOWN).annotate(
        counting=per_row(codings.filter(state=CodingState.ACCEPTED), "award", Count("pk")),
        waiting=per_row(waiting, "award", Count("pk")),
        mine=per_row(mine, "award", Count("pk")),
    )  # fmt: skip
    found = list(rows[first : first + PER_PAGE + 1])
    lines = [DeskAward(each, award_address(each.pk, wanted)) for each in found[:PER_PAGE]]
    return DeskPage(lines, page - 1, page + 1 if len(found) > PER_PAGE else 0)


def award_address(pk: int, wanted: DeskFilter) -> str:
    return reverse("admin:coding_award", args=[pk]) + (f"?{wanted.query}" if wanted.query else "")


def beside(award: Award, wanted: DeskFilter, user: User) -> tuple[str, str]:
    """The addresses of the awards before and behind in the list, empty where there is none; two queries."""
    rows = wanted.awards(user).order_by()
    before = rows.filter(accession__lt=award.accession).order_by("-accession")
    behind = rows.filter(accession__gt=award.accession).order_by("accession")
    keys = (each.values_list("pk", flat=True).first() for each in (before, behind))
    found = [award_address(key, wanted) if key is not None else "" for key in keys]
    return found[0], found[1]


def _said(word: str, names: tuple[str, ...]) -> Q:
    said = Q()
    for name in names:
        said |= Q(**{f"{name}__icontains": word})
    return said
