"""A page that is asked for at a public version and shows the data of today says so, and leads to them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest
from django.urls import reverse

from cases.listing.earlier import VERSION, query_at, version_of
from cases.models import PublicVersion
from cases.pages.page import CASES, VERSIONS
from cases.parameters import InvalidParameters, shown


@dataclass(frozen=True, slots=True)
class AskedVersion:
    """What was typed, as pages repeat it, and (label, address) of what there is of that version."""

    typed: str
    links: list[tuple[str, str]]


def asked_version(request: HttpRequest) -> dict[str, Callable[[], AskedVersion]]:
    """For every template, where the address names a version; asked of the database where a page shows it."""
    typed = request.GET.get(VERSION, "").strip()
    return {"asked_version": partial(_asked, typed)} if typed else {}


def _asked(typed: str) -> AskedVersion:
    try:
        found: PublicVersion | None = version_of(typed)
    except InvalidParameters:
        found = None
    if found is None:
        return AskedVersion(shown(typed), [(VERSIONS.name, VERSIONS.url)])
    lists = f"{CASES.url}?{query_at('', found.number)}"
    book = f"{reverse('codebook-csv')}?{query_at('', found.number)}"
    own = (str(found), found.get_absolute_url())
    return AskedVersion(shown(typed), [own, ("那一版的案例清单", lists), ("那一版的编码手册（CSV）", book)])
