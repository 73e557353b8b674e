"""Readers report an error: a form without an account, bounded in length and number.

There is a link to it on every case; the form is a page of its own, so that the pages of the cases need
no cookie and can be kept by caches. `case` names the case, `page` the path the reader comes from.
"""

from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache

from casebook.client_address import client_address
from casebook.methods import answers, read_only
from cases.models import Award, Report
from cases.models.report import LONGEST_CONTACT, LONGEST_MESSAGE, LONGEST_PAGE
from cases.pages.page import CASES, Page, absolute

LIMIT, PERIOD = 5, timedelta(hours=1)
SHORTEST_MESSAGE = 4  # characters: “有错字” alone helps nobody find it
TOO_MANY = "一小时内最多提交 {limit} 次，请稍后再试。您写的内容还在下面，可以先复制保存。"


class MessageField(forms.CharField):
    """A text area: browsers count a line break once, but send it as two characters."""

    widget = forms.Textarea(attrs={"rows": 8})

    def to_python(self, value: object) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class ReportForm(forms.Form):
    """What a reader writes. `website` is a trap: people do not see it, programs fill it in."""

    case = forms.CharField(required=False, widget=forms.HiddenInput)
    page = forms.CharField(required=False, max_length=LONGEST_PAGE, widget=forms.HiddenInput)
    message = MessageField(
        label="哪里有错，应当怎样",
        min_length=SHORTEST_MESSAGE,
        max_length=LONGEST_MESSAGE,
        help_text=f"请写明在哪一段、哪几个字，有依据的请写出。{SHORTEST_MESSAGE} 至 {LONGEST_MESSAGE} 字。",
        error_messages={
            "required": "请写下哪里有错。",
            "min_length": f"太短了：请至少写 {SHORTEST_MESSAGE} 个字，说明错在哪里。",
            "max_length": f"太长了：最多 {LONGEST_MESSAGE} 字，现有 %(show_value)d 字。",
        },
    )
    contact = forms.CharField(
        label="联系方式（可不填）",
        required=False,
        max_length=LONGEST_CONTACT,
        help_text="电话或电子邮箱，只用于核实您反映的问题，不公开。",
        error_messages={"max_length": f"联系方式最多 {LONGEST_CONTACT} 字，现有 %(show_value)d 字。"},
    )
    website = forms.CharField(label="请不要填写这一栏", required=False)

    def clean_case(self) -> Award | None:
        """The published case, or None: the message counts, whatever became of the number."""
        return Award.objects.published().filter(accession=self.cleaned_data["case"]).first()

    def clean_page(self) -> str:
        """Only the path: what else an address carries is none of our business."""
        return path_of(self.cleaned_data["page"])

    @property
    def is_of_a_program(self) -> bool:
        return bool(self.data.get("website"))


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
    if Report.objects.recently_from(sender, timezone.now() - PERIOD).count() >= LIMIT:
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


def path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def shown(request: HttpRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    accession = form["case"].value() or ""
    award = Award.objects.published().filter(accession=accession).first()
    context = {"page": report_page(request, "报告差错"), "form": form, "award": award}
    return render(request, "report/page.html", context, status=status)


def report_page(request: HttpRequest, title: str) -> Page:
    return Page(title, CASES, absolute(request, request.path), description="向编者报告案例著录或网页中的差错")


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
