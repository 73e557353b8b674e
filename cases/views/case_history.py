"""The earlier versions of a case: what was changed when, and each as readers saw it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casebook.methods import read_only
from cases.index.current import current_index
from cases.models import Award
from cases.pages.case_history import MOST, version, versions
from cases.pages.page import CASES, Page, absolute
from cases.records.award_name import name_of
from cases.records.location import location_of
from cases.views.case import Gone, gone, moved_or_missing, published_award


@read_only
def history(request: HttpRequest, accession: str) -> HttpResponse:
    try:
        award = published_award(accession)
    except Gone:
        return gone(request, accession)
    except Http404:
        return moved_or_missing(accession, "case-history")
    name = _name(award)
    page = _page(request, award, name, f"{name}：历次修改", reverse("case-history", args=[accession]))
    context = {"page": page, "award": award, "name": name, "versions": versions(award), "most": MOST}
    return render(request, "case/history.html", context)


@read_only
def earlier(request: HttpRequest, accession: str, number: str) -> HttpResponse:
    try:
        award = published_award(accession)
    except Gone:
        return gone(request, accession)
    found = version(award, int(number))
    if found is None:
        raise Http404(f"案例 {accession} 没有版本 {number}。")
    when, whole = found
    name = _name(award)
    url = reverse("case-version", args=[accession, int(number)])
    page = _page(request, award, name, f"{name}：{when:%Y-%m-%d} 的版本", url)
    context = {"page": page, "award": award, "name": name, "when": when, "whole": whole}
    return render(request, "case/version.html", context)


def _name(award: Award) -> str:
    return name_of(award, location_of(award, current_index().vocabulary))


def _page(request: HttpRequest, award: Award, name: str, title: str, path: str) -> Page:
    trail = [("案例", CASES.url), (name, award.get_absolute_url())]
    return Page(title=title, section=CASES, url=absolute(request, path), trail=trail)
