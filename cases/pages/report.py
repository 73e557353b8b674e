"""The form by which readers report an error, bounded in length."""

from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme

from cases.characters import printable
from cases.models import Award
from cases.models.numbered import accession_of
from cases.models.report import LONGEST_CONTACT, LONGEST_MESSAGE, LONGEST_PAGE
from cases.pages.page import CASES, Page, absolute

SHORTEST_MESSAGE = 4  # characters: “有错字” alone helps nobody find it


class PrintableField(forms.CharField):
    """Takes what is typed, with blanks for what no page could show: a message counts, wherever it was copied.

    Browsers count a line break once, but send it as two characters.
    """

    def to_python(self, value: object) -> str:
        text = printable(str(value)) if value not in self.empty_values else ""
        return super().to_python(text) or ""


class ReportForm(forms.Form):
    """What a reader writes. `website` is a trap: people do not see it, programs fill it in."""

    case = PrintableField(required=False, widget=forms.HiddenInput)
    page = PrintableField(required=False, max_length=LONGEST_PAGE, widget=forms.HiddenInput)
    message = PrintableField(
        widget=forms.Textarea(attrs={"rows": 8}),
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
    contact = PrintableField(
        label="联系方式（可不填）",
        required=False,
        max_length=LONGEST_CONTACT,
        help_text="电话或电子邮箱，只用于核实您反映的问题，不公开。",
        error_messages={"max_length": f"联系方式最多 {LONGEST_CONTACT} 字，现有 %(show_value)d 字。"},
    )
    next = PrintableField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(label="请不要填写这一栏", required=False)

    def clean_case(self) -> Award | None:
        """The published case, or None: the message counts, whatever became of the number."""
        return award_of(self.cleaned_data["case"])

    def clean_page(self) -> str:
        """Only the path: what else an address carries is none of our business."""
        return path_of(self.cleaned_data["page"])

    def clean_next(self) -> str:
        return local(self.cleaned_data["next"])

    @property
    def is_of_a_program(self) -> bool:
        return bool(self.data.get("website"))


def award_of(number: str) -> Award | None:
    """The published award of that number; None for anything else that an address or a form says."""
    accession = accession_of(number)
    return Award.objects.published().filter(accession=accession).first() if accession else None


def path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def local(address: str) -> str:
    """The address, if it is one of this site without its host; else nothing."""
    is_ours = address.startswith(get_script_prefix()) and url_has_allowed_host_and_scheme(address, None)
    return address if is_ours else ""


def came_from(request: HttpRequest) -> str:
    """Where the reader was: as the link says, but the browser knows better what became of the list there."""
    said, before = local(request.GET.get("next", "")), _referer(request)
    if path_of(before) == request.path:  # the form itself, by which an answer was looked up
        return said
    return before if not said or path_of(before) == path_of(said) else said


def _referer(request: HttpRequest) -> str:
    """The page before on this site, without its host."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return local(address) if parts.netloc == request.get_host() else ""


def report_page(request: HttpRequest, title: str) -> Page:
    return Page(title, CASES, absolute(request, request.path), description="向编者报告案例信息或网页中的差错")
