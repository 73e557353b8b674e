"""The earlier versions of a case: what was changed when, and each as readers saw it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.choices import State
from cases.index.current import current_index
from cases.models import Award
from cases.pages.case_history import MOST, taking_back, version, versions
from cases.pages.kept_pages import kept
from cases.pages.page import CASES, Page, absolute
from cases.records.award_name import name_of
from cases.records.location import location_of
from cases.views.case import Gone, gone, moved_or_missing, published_award


@read_only
@kept
def history(request: HttpRequest, accession: str) -> HttpResponse:
    try:
        award = _seen_award(accession)
    except Gone as error:
        return gone(request, error.award)
    except Http404:
        return moved_or_missing(accession, "case-history")
    context = _context(request, award, "{name}：历次修改", reverse("case-history", args=[accession]))
    return render(request, "case/history.html", {**context, "versions": versions(award), "most": MOST})


@read_only
@kept
def earlier(request: HttpRequest, accession: str, number: str) -> HttpResponse:
    try:
        award = _seen_award(accession)
    except Gone as error:
        return gone(request, error.award)
    found = version(award, int(number))
    if found is None:
        raise Http404(f"案例 {accession} 没有版本 {number}。")
    when, whole = found
    path = reverse("case-version", args=[accession, int(number)])
    context = _context(request, award, f"{{name}}：{when:%Y-%m-%d} 的版本", path)
    return render(request, "case/version.html", {**context, "when": when, "whole": whole})


def _seen_award(accession: str) -> Award:
    """The award, if its earlier versions may be read: withdrawn ones may, marked, and sealed ones may not."""
    try:
        return published_award(accession)
    except Gone as error:
        if error.award.state == State.SEALED:
            raise
        return error.award


def _context(request: HttpRequest, award: Award, title: str, path: str) -> dict[str, Any]:
    """What both pages show; `taken_back` of a withdrawn one."""
    name = name_of(award, location_of(award, current_index().vocabulary))
    trail = [("案例", CASES.url), (name, award.get_absolute_url())]
    page = Page(title=title.format(name=name), section=CASES, url=absolute(request, path), trail=trail)
    is_public = award.state == State.PUBLISHED
    return {
        "page": page,
        "award": award,
        "name": name,
        "taken_back": None if is_public else taking_back(award),
    }
