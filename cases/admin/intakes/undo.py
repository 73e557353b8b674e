"""Undoing an import, of a document or a sheet: asked first, with all that would go, and why it is done."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from cases.admin.intakes.acts import lock_of
from cases.admin.intakes.work import give_to_worker, is_for_worker
from cases.imports.undoing import going_of, undo_intake
from cases.imports.work import BUSY
from cases.models import Intake


def undo_page(request: HttpRequest, intake: Intake, context: dict[str, Any]) -> HttpResponse:
    """Asks, then does it with the reason; `context` is what every page of imports has. Its form comes back
    to the address that it was sent to."""
    address = reverse("admin:cases_intake_change", args=[intake.pk])
    if intake.work:
        messages.error(request, BUSY)
        return HttpResponseRedirect(address)
    user = request.user if isinstance(request.user, User) else None
    reason = request.POST.get("reason", "").strip()
    wrong = [] if reason or "sure" not in request.POST else ["请写明撤销的原因。"]
    if reason and "sure" in request.POST:
        try:
            if is_for_worker(intake, "undo"):
                give_to_worker(intake, lock_of(request), "undo", user, reason=reason)
            else:
                undo_intake(intake, lock_of(request), by=user, reason=reason)
                messages.success(request, "已整批撤销。撤销也可以撤销：按“恢复这次导入”。")
        except ValidationError as refusal:
            wrong = refusal.messages
        else:
            return HttpResponseRedirect(address)
    context |= {
        "title": f"整批撤销：{intake}",
        "original": intake,
        "wrong": wrong,
        "reason": reason,
        "going": going_of(Intake.objects.get(pk=intake.pk), user),
    }
    return TemplateResponse(request, "admin/cases/intake/undo.html", context)
