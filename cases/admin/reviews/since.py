"""What is published or withdrawn is what the page that asks showed; what was changed since is refused.

The page carries the last revision there was when it was made, signed; revisions are numbered in the order in
which they were written, so that one number tells of all its awards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cases.admin.collisions.tokens import SEEN, Account, page_of_act, seen_in
from cases.admin.histories.history import HistoryEntry, entries
from cases.curation.along import Along, along_with
from cases.curation.coding_rounds import blinded
from cases.models import Award, Revision

MOST = 500  # revisions that are told
SINCE = "您打开确认页以后，{}。请看过再做一次。"
SINCE_FORM = "您打开这一页以后，{}。请看过再发布。"
UNKNOWN_FORM = "看不出您打开这一页时的内容，已保存，没有发布。请打开案例看过再发布。"

Thing = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ComesAlong:
    """What becomes public with an award, with the page where it can be read."""

    kind: str
    called: str
    url: str


def seen_of(request: HttpRequest, page: str) -> int | None:
    """The revision with which this page was made; None without a token of it."""
    return seen_in(request.POST.get(SEEN, ""), request.user, page)


def chosen_page(request: HttpRequest, act: str) -> str:
    """The page that asked of the rows that were chosen in a list."""
    return page_of_act(act, request.POST.getlist(ACTION_CHECKBOX_NAME))


def said_since(
    awards: Iterable[Award], seen: int, user: Account, *, with_along: bool, words: str = SINCE
) -> dict[int, str]:
    """By primary key of the awards that others changed since: who changed what, and when, in Chinese.

    `with_along`: what becomes public with an award counts as the award does.
    """
    awards = list(awards)
    things: dict[int, list[Thing]] = {each.pk: [("award", each.pk)] for each in awards}
    for pk, several in (along_with(awards) if with_along else {}).items():
        things[pk] += [(str(each._meta.model_name), each.pk) for each in several]
    told = told_since({each for several in things.values() for each in several}, seen, user)
    found = {pk: [told[each] for each in several if each in told] for pk, several in things.items()}
    return {pk: words.format("；".join(said)) for pk, said in found.items() if said}


def said_since_of(things: Iterable[Along], seen: int, user: Account) -> list[str]:
    """The same of documents and editions, a sentence for all of them."""
    told = told_since({(str(each._meta.model_name), each.pk) for each in things}, seen, user)
    return [SINCE.format("；".join(told.values()))] if told else []


def told_since(things: Iterable[Thing], seen: int, user: Account) -> dict[Thing, str]:
    """Of those of these things that others changed since: who changed what, and when, in Chinese."""
    wanted: dict[str, set[int]] = {}
    for table, pk in things:
        wanted.setdefault(table, set()).add(pk)
    by_table = (Q(table=table, thing__in=keys) for table, keys in wanted.items())
    newer = Revision.objects.filter(reduce(or_, by_table, Q(pk__in=())), pk__gt=seen)
    others = newer.exclude(by=user.get_username()) if user.get_username() else newer
    return {
        (each.revision.table, each.revision.thing): _said(each)
        for each in reversed(entries(blinded(others.order_by("-pk")[:MOST], user)))
    }


def _said(entry: HistoryEntry) -> str:
    when, labels = timezone.localtime(entry.revision.made_at), "、".join(entry.differences.labels)
    what = f"{entry.verb}了{entry.kind}{f'：{labels}' if labels else ''}"
    return f"{entry.said.who} 在 {when:%Y-%m-%d %H:%M} {what}"


def come_along(awards: Iterable[Award]) -> list[ComesAlong]:
    """What becomes public with these, each once."""
    several = {(type(each), each.pk): each for some in along_with(awards).values() for each in some}
    return told_along(several.values())


def told_along(things: Iterable[Along]) -> list[ComesAlong]:
    """The same of what is known already."""
    return [
        ComesAlong(
            "编码" if isinstance(each, Award) else str(each._meta.verbose_name),
            str(each),
            reverse(f"admin:cases_{each._meta.model_name}_change", args=[each.pk]),
        )
        for each in things
    ]
