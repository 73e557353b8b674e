"""Acts of care that were done, and the page that takes one back: it shows what would be, and asks why."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cases.admin.vocabulary.handing_over import handed_over
from cases.admin.vocabulary.waiting import keep_act
from cases.curation.care.acts import (
    LONGEST_REASON,
    MAY_NOT,
    MOST_AT_ONCE,
    NeedsAnother,
    NeedsWorker,
    Outlook,
    may_care,
)
from cases.curation.care.taking_back import (
    CARED_FOR,
    done_act,
    done_acts,
    line_of,
    looked_back,
    take_back,
)
from cases.curation.care.waiting import UNDO, AskedFor, waiting_undo
from cases.models import Mechanism
from cases.roles import is_one_person_office

DONE = "已撤销，各条目恢复到整理以前。撤销也可以撤销。"
WAITS = "已有人提出撤销，正在等待审核，不用再提交。"
LISTED = 20


class PagesOfCare:
    """The two pages, of the site that they are part of."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    def urls(self) -> list[URLPattern]:
        wrapped = self.site.admin_view
        return [
            path("care/", wrapped(self.list_view), name="cases_care"),
            path("care/<int:number>/undo/", wrapped(self.undo_view), name="cases_care_undo"),
        ]

    def list_view(self, request: HttpRequest) -> HttpResponse:
        context = {**self._context(request), "title": "词表整理", "acts": done_acts()}
        return TemplateResponse(request, "admin/cases/vocabulary/done.html", context)

    def undo_view(self, request: HttpRequest, number: int) -> HttpResponse:
        context, act = self._context(request), done_act(number)
        if act is None:
            raise Http404
        wrong, reason = list[str](), request.POST.get("reason", "").strip()[:LONGEST_REASON]
        if request.method == "POST":
            assert isinstance(request.user, User)  # noqa: S101 - who may care has an account
            try:
                take_back(number, request.user, reason)
            except NeedsAnother as other:
                if (waiting := waiting_undo(number)) is not None:
                    messages.warning(request, WAITS)
                    return HttpResponseRedirect(reverse("admin:cases_review_page", args=[waiting.pk]))
                return keep_act(request, _asked(number, other.outlook), other.outlook, reason)
            except NeedsWorker as other:
                return handed_over(request, _asked(number, other.outlook), other.outlook, reason)
            except ValidationError as refusal:
                wrong = refusal.messages
            else:
                messages.success(request, DONE)
                return HttpResponseRedirect(reverse("admin:cases_care"))
        looked = looked_back(number, LISTED)
        context |= {
            "title": f"撤销：{act.title}",
            "act": act,
            "things": [line_of(each) for each in looked.things],
            "awards": looked.awards,
            "count": looked.count,
            "more": looked.count - LISTED,
            "is_long": looked.count > MOST_AT_ONCE,
            "edited": looked.edited,
            "reason": reason,
            "longest": LONGEST_REASON,
            "wrong": [each for each in wrong if each not in looked.edited],
            "waits": not is_one_person_office(),
        }
        status = 409 if wrong else 200
        return TemplateResponse(request, "admin/cases/vocabulary/undo.html", context, status=status)

    def _context(self, request: HttpRequest) -> dict[str, object]:
        if not may_care(request.user):
            raise PermissionDenied(MAY_NOT)
        return {
            **self.site.each_context(request),
            "opts": Mechanism._meta,
            "media": Media(css={"all": ("cases/curation.css",)}),
            "is_nav_sidebar_enabled": False,
        }


def _asked(number: int, found: Outlook) -> AskedFor:
    """Told by the table of the vocabulary that the act was about."""
    model = next(each.model for each in found.changes if each.model in CARED_FOR)
    return AskedFor(model, UNDO, number=number)
