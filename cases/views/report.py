"""Readers report an error: a form without an account, bounded in length and number.

There is a link to it on every case; the form is a page of its own, so that the pages of the cases need
no cookie and can be kept by caches. `case` names the case, `page` the path the reader comes from.
"""

from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache

from casebook.client_address import client_address
from casebook.methods import answers, read_only
from cases.models import Report
from cases.models.report import LONGEST_PAGE
from cases.pages.report import ReportForm, award_of, path_of, report_page

LIMIT, PERIOD = 5, timedelta(hours=1)
TOO_MANY = "一小时内最多提交 {limit} 次，请稍后再试。您写的内容还在下面，可以先复制保存。"


@never_cache
@answers("GET", "HEAD", "POST")
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return shown(request, ReportForm(initial=beginning(request)))
    form = ReportForm(request.POST)
    if form.is_of_a_program:
        return HttpResponseRedirect(reverse("report-thanks"))  # it shall think that it succeeded
    if not form.is_valid():
        return shown(request, form, status=400)
    sender = digest(client_address(request))
    if Report.objects.recently_from(sender, PERIOD).count() >= LIMIT:
        form.add_error(None, TOO_MANY.format(limit=LIMIT))
        return shown(request, form, status=429)
    keep(form, sender)
    return HttpResponseRedirect(reverse("report-thanks"))


@read_only
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "report/thanks.html", {"page": report_page(request, "已收到")})


def beginning(request: HttpRequest) -> dict[str, str]:
    """What the address already says: the case, and the page the reader was on."""
    page = request.GET.get("page", "") or request.headers.get("Referer", "")
    return {"case": request.GET.get("case", ""), "page": path_of(page)[:LONGEST_PAGE]}


def shown(request: HttpRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    award = award_of(form["case"].value() or "")
    context = {
        "page": report_page(request, "报告差错"),
        "form": form,
        "award": award,
        "name": award.called if award else "",
    }
    return render(request, "report/page.html", context, status=status)


def keep(form: ReportForm, sender: str) -> None:
    data = form.cleaned_data
    Report.objects.create(
        award=data["case"],
        page=data["page"],
        message=data["message"],
        contact=data["contact"],
        sender=sender,
    )


def digest(address: str) -> str:
    """A keyed digest of the address, of the whole /64 network with IPv6; empty stays one sender."""
    sender: object = address
    with suppress(ValueError):
        sender = ip_address(address)
    if isinstance(sender, IPv6Address):
        sender = ip_network((sender, 64), strict=False)
    return salted_hmac("cases.report", str(sender)).hexdigest()
