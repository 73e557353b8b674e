"""The page of what the worker does with many awards: how far it is, what was left out and why."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from cases.admin.curated import ReadOnlyAdmin
from cases.admin.reviews.bulk import start_again, stop
from cases.admin.vocabulary.long_acts import back_to
from cases.choices import BulkAct
from cases.curation.care.acts import may_care
from cases.curators_site import is_key
from cases.models import BulkWork
from cases.roles import PUBLISH, WITHDRAW, may

NEEDED = {BulkAct.PUBLISH: PUBLISH, BulkAct.WITHDRAW: WITHDRAW}
ACTS = {"stop": stop, "start-again": start_again}


@admin.register(BulkWork)
class BulkWorkAdmin(ReadOnlyAdmin[BulkWork]):
    """Seen by those who may do such a thing, as long as it is kept; nobody changes it."""

    list_display = ("__str__", "state", "progress", "made_by", "made_at")
    list_filter = ("state", "act")
    list_defer = ("awards", "skipped")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: BulkWork | None = None) -> bool:
        return may_care(request.user) or any(may(request.user, each) for each in NEEDED.values())

    @admin.display(description="进度")
    def progress(self, work: BulkWork) -> str:
        return work.progress

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """How far it is; who may do the same may stop it, or have it begun again."""
        rows = BulkWork.objects.defer("awards")
        work = get_object_or_404(rows, pk=object_id if is_key(object_id) else 0)
        if not self.has_view_permission(request, work):
            raise PermissionDenied
        needed = NEEDED.get(BulkAct(work.act))
        may_change = may_care(request.user) if needed is None else may(request.user, needed)
        if request.method == "POST":
            act = ACTS.get(request.POST.get("action", ""))
            if act is None or not may_change:
                raise PermissionDenied
            try:
                act(work)
            except ValidationError as refusal:
                self.message_user(request, "".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request),
            "title": str(work),
            "opts": self.opts,
            "media": self.media,
            "work": work,
            "may_change": may_change,
            "is_nav_sidebar_enabled": False,
        }
        if work.is_whole:
            context["back"] = back_to(work)
            return TemplateResponse(request, "admin/cases/vocabulary/work.html", context)
        return TemplateResponse(request, "admin/cases/award/bulk.html", context)
