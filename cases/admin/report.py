"""What readers report: a queue to work through; their words stay as they wrote them."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.curated import CuratedAdmin
from cases.choices import ReportState
from cases.models import Report

AS_RECEIVED = ("number", "award", "page", "message", "contact", "created_at")


@admin.register(Report)
class ReportAdmin(CuratedAdmin[Report]):
    list_display = ("created_at", "message", "award", "page", "state")
    list_display_links = ("created_at", "message")
    list_filter = ("state",)
    list_select_related = ("award",)
    list_defer = ("award__text", "award__paragraph_starts")
    date_hierarchy = "created_at"
    search_fields = ("number", "message", "answer", "note", "award__accession", "award__title")
    search_help_text = "受理编号、内容、答复、处理说明、入库编号、标题"
    show_full_result_count = False
    fields = (*AS_RECEIVED, "state", "answer", "note")
    readonly_fields = AS_RECEIVED
    actions = ("mark_done",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description="标为已处理", permissions=["change"])
    def mark_done(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        with transaction.atomic():
            count = queryset.exclude(state=ReportState.DONE).update(state=ReportState.DONE)
        self.message_user(request, f"{count} 条纠错标为已处理。", messages.SUCCESS)
