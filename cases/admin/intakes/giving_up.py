"""Asking before an import is given up, with what of it nobody would see any longer."""

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse

from cases.choices import ChangeOutcome, IntakeState
from cases.models import Intake

TAKEN_BACK = (IntakeState.UNDONE, IntakeState.DROPPED)  # and can be restored
DECIDED = (ChangeOutcome.ACCEPTED, ChangeOutcome.DROPPED)
GIVEN_UP = "已放弃这次导入，案例库没有任何改动。改过的、决定过的都留着：要接着做，按“恢复这次导入”。"


def is_asked(request: HttpRequest) -> bool:
    """Whether the curator has seen what would be given up, and still wants it."""
    return "sure" in request.POST


def giving_up_page(request: HttpRequest, intake: Intake, address: str) -> TemplateResponse:
    """Asks; `address` is where the answer goes."""
    intake.refresh_from_db(fields=["lock"])
    rows = intake.rows.all()
    context = {
        **admin.site.each_context(request),
        "opts": Intake._meta,
        "is_nav_sidebar_enabled": False,
        "title": f"放弃这次导入：{intake}",
        "original": intake,
        "address": address,
        "read": rows.count(),
        "corrected": rows.filter(was_read__isnull=False).count(),
        "decided": rows.filter(outcome__in=DECIDED).count(),
    }
    return TemplateResponse(request, "admin/cases/intake/give_up.html", context)
