"""Frozen lists: made by one click without an account, found under an address that stays."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from casebook.client_address import client_address
from casebook.methods import answers, read_only
from cases.exports.delivery import checked
from cases.listing.earlier import VERSION, asked_version, query_at, version_of
from cases.listing.state import PARAMETERS
from cases.models import DataVersion, FrozenList, PublicVersion
from cases.pages.data_sets import KEPT
from cases.pages.frozen_lists import (
    ON_A_PAGE,
    ask_again,
    downloads,
    freeze,
    frozen_json,
    frozen_page,
    hashes_of_list,
    list_reference,
    listed,
    words_of,
)
from cases.pages.page import VERSIONS, Page, absolute
from cases.pages.signposts import of_data_set, signposted
from cases.pages.versions import cited
from cases.parameters import InvalidParameters, refuse_unknown
from cases.refusals import as_lines, as_page, refusing, with_problem
from cases.views.report import digest
from cases.views.versions import as_json, citation_file, lines, with_sealed

LIMIT, PERIOD = 30, timedelta(hours=1)
TOO_MANY = "一小时内最多固定 {} 份新的清单，请稍后再试。"
NOTHING_YET = "还没有公布的案例，没有清单可以固定。"


@answers("GET", "HEAD", "POST", with_token=False)
def frozen_lists(request: HttpRequest) -> HttpResponse:
    """Freeze the list of these parameters, or lead to the one that was frozen so already."""
    if request.method != "POST":
        return shown(request)
    try:
        refuse_unknown(request.POST, (*PARAMETERS, VERSION))
        frozen = freeze(request.POST, _version(request.POST), digest(client_address(request)))
    except InvalidParameters as invalid:
        return as_page(request, invalid)
    if frozen.pk is None:
        if FrozenList.objects.recently_from(frozen.sender, PERIOD).count() >= LIMIT:
            return shown(request, TOO_MANY.format(LIMIT), 429)
        frozen, _made = FrozenList.objects.get_or_create(
            key=frozen.key,
            defaults={
                name: getattr(frozen, name)
                for name in ("query", "version", "words", "total", "sha256", "sender")
            },
        )
    return HttpResponseRedirect(frozen.get_absolute_url(), status=303)


def _version(data: QueryDict) -> PublicVersion:
    latest = asked_version(data) or PublicVersion.objects.first()
    if latest is None:
        raise InvalidParameters([NOTHING_YET])
    return latest


def shown(request: HttpRequest, refused: str = "", status: int = 200) -> HttpResponse:
    """What frozen lists are, and why one was not made."""
    page = Page(
        "固定清单",
        VERSIONS,
        absolute(request, reverse("frozen-lists")),
        trail=[(VERSIONS.name, VERSIONS.url)],
    )
    response = render(request, "lists/about.html", {"page": page, "refused": refused}, status=status)
    return with_problem(response, refused) if refused else response


@read_only
@refusing(as_page)
def frozen_list(request: HttpRequest, code: str) -> HttpResponse:
    frozen = get_object_or_404(FrozenList, key=code)
    version, again = version_of(str(frozen.version)), ask_again(frozen)
    words, own = words_of(frozen), frozen.get_absolute_url()
    citations = cited(list_reference(request, frozen, version), own)
    context = {
        "page": frozen_page(request, frozen, version, words, citations["gbt7714"]),
        "frozen": frozen,
        "words": words,
        "version": version,
        "again": again,
        "cases": listed(again.results),
        "most": ON_A_PAGE,
        "downloads": downloads(frozen),
        "cited": citations,
        "now_url": again.results.state.list_url(reverse("cases")),
    }
    query = query_at(frozen.query, frozen.version)
    signposts = of_data_set(request, own, query, KEPT, version.get_absolute_url())
    return signposted(render(request, "lists/page.html", context), signposts)


@read_only
@refusing(as_lines)
def frozen_list_json(request: HttpRequest, code: str) -> HttpResponseBase:
    def make(frozen: FrozenList, version: PublicVersion) -> HttpResponse:
        citation = cited(list_reference(request, frozen, version), "")["gbt7714"]
        return as_json(frozen_json(request, frozen, version, ask_again(frozen), citation))

    return _of_list(request, code, make)


@read_only
@refusing(as_lines)
def frozen_list_hashes(request: HttpRequest, code: str) -> HttpResponseBase:
    """The number and the SHA-256 of each of its cases: the SHA-256 of this file is that of the list."""
    return _of_list(
        request, code, lambda frozen, version: with_sealed(lines(hashes_of_list(frozen)), version)
    )


@read_only
@refusing(as_lines)
def frozen_list_cited(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    return _of_list(
        request,
        code,
        lambda frozen, version: citation_file(list_reference(request, frozen, version), form),
    )


def _of_list(
    request: HttpRequest, code: str, make: Callable[[FrozenList, PublicVersion], HttpResponse]
) -> HttpResponseBase:
    """A file of a list and its version, as it is with the data of this moment."""
    refuse_unknown(request.GET, ())
    frozen = get_object_or_404(FrozenList, key=code)
    version = version_of(str(frozen.version))
    token = DataVersion.current().token
    return checked(request, (frozen.key, version.sha256, token), lambda: make(frozen, version))
