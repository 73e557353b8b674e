"""Readers report an error: a form without an account, bounded in length and number.

There is a link to it on every page; the form is a page of its own, so that the others need no cookie and can
be kept by caches. `case` names the case, `next` where the reader was and can go back to, `page` its path
alone, which is what is kept. Each report has a receipt number; the page of that number shows the answer.
"""

from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator
from django.views.decorators.cache import never_cache

from casebook.client_address import client_address
from casebook.methods import answers, read_only
from cases.characters import printable
from cases.models import Report
from cases.models.report import LONGEST_PAGE, grouped, new_number
from cases.pages.report import ReportForm, award_of, came_from, local, path_of, report_page

LIMIT, PERIOD = 5, timedelta(hours=1)
NO_NUMBER = "请填写受理编号：提交报告后得到的十六位编号。"
TOO_MANY = "一小时内最多提交 {limit} 次，请稍后再试。您写的内容还在下面，可以先复制保存。"


@never_cache
@answers("GET", "HEAD", "POST")
def report(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return begun(request)
    form = ReportForm(request.POST)
    if form.is_of_a_program:
        return HttpResponseRedirect(reverse("report-thanks"))  # it shall think that it succeeded
    if not form.is_valid():
        return shown(request, form, status=400)
    sender = digest(client_address(request))
    if Report.objects.recently_from(sender, PERIOD).count() >= LIMIT:
        form.add_error(None, TOO_MANY.format(limit=LIMIT))
        return shown(request, form, status=429)
    return HttpResponseRedirect(receipt_url(keep(form, sender), form.cleaned_data["next"]))


def begun(request: HttpRequest) -> HttpResponse:
    """The empty form, or the way to the answer for a reader who asks for it."""
    number = printable(request.GET.get("number", "")).strip()
    if number:
        return answer_to(request, number)
    form = ReportForm(initial=beginning(request))
    return shown(request, form, 400, NO_NUMBER) if "number" in request.GET else shown(request, form)


@never_cache
@read_only
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What the reader wrote and what the curators answer: for whoever has the number."""
    return answer_to(request, number)


def answer_to(request: HttpRequest, number: str) -> HttpResponse:
    report = Report.objects.select_related("award").filter(number=grouped(number)).first()
    if report is None:
        wrong = f"没有受理编号为“{Truncator(number).chars(40)}”的报告，请核对编号后再试。"
        return shown(request, ReportForm(initial=beginning(request)), 404, wrong, number)
    if request.path != receipt_url(report):
        return HttpResponseRedirect(receipt_url(report, local(request.GET.get("next", ""))))
    award = award_of(report.award.accession) if report.award else None
    context = {
        "page": report_page(request, "报告差错的答复" if report.answer else "报告差错已受理"),
        "is_report": True,
        "report": report,
        "award": award,
        "name": award.called if award else "",
        "back": local(request.GET.get("next", "")) or local(report.page),
    }
    response = render(request, "report/receipt.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def receipt_url(report: Report, back: str = "") -> str:
    query = f"?{urlencode({'next': back})}" if back else ""
    return reverse("report-receipt", args=[report.number]) + query


@read_only
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "report/thanks.html", {"page": report_page(request, "已收到")})


def beginning(request: HttpRequest) -> dict[str, str]:
    """What the address already says: the case, and the page the reader was on."""
    back = came_from(request)
    page = request.GET.get("page", "") or back
    return {"case": request.GET.get("case", ""), "page": path_of(page)[:LONGEST_PAGE], "next": back}


def shown(
    request: HttpRequest, form: ReportForm, status: int = 200, wrong_number: str = "", number: str = ""
) -> HttpResponse:
    """The form; `wrong_number` says what is wrong with the receipt number that was typed."""
    award = award_of(form["case"].value() or "")
    context = {
        "page": report_page(request, "报告差错"),
        "is_report": True,
        "form": form,
        "wrong_number": wrong_number,
        "number": number,
        "award": award,
        "name": award.called if award else "",
    }
    return render(request, "report/page.html", context, status=status)


def keep(form: ReportForm, sender: str) -> Report:
    data = form.cleaned_data
    return Report.objects.create(
        number=new_number(),
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
