"""What readers report: a queue to work through; their words stay as they wrote them.

A report is closed with an answer, a note, or the revision that mends what it says.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from cases.admin.curated import CuratedAdmin
from cases.choices import ReportState
from cases.curation.differences import changed_labels
from cases.models import Award, Report, Revision

AS_RECEIVED = ("number", "award", "page", "message", "contact", "created_at")
OFFERED = 20  # revisions since the report came, the newest first
MOST_AT_ONCE = 200  # of a request: each is written by itself
TOO_MANY = f"一次最多标 {MOST_AT_ONCE} 封，什么都没有改。请分几次选。"
UNSAID = "标为已处理的，请写答复或处理说明，或者选定改正它的修订。"
UNSAID_OF_SEVERAL = "请写处理说明：查了什么，为什么这样处理。"
MENDED = "您反映的问题已经改正，谢谢。"
WROTE = '读者就这个案例来信 {} 封，还没有处理：<a href="{}">查看</a>'


def revisions_since(report: Report) -> QuerySet[Revision]:
    """What was changed of its case after it came in."""
    of_case = Revision.objects.filter(table="award", thing=report.award_id or 0)
    return of_case.filter(made_at__gte=report.created_at)[:OFFERED]


class AnsweredReportForm(forms.ModelForm[Report]):
    """Offers the revisions that may have mended it."""

    mends = forms.TypedChoiceField(
        label="改正它的修订", coerce=int, empty_value=None, required=False,
        help_text="收到以后对这个案例的修改。选定后即为已处理；没有写答复的，答复读者已经改正。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "mends" in self.fields:
            field = self.fields["mends"]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - it is declared so above
            field.choices = [("", "没有选定"), *_choices(self.instance)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("mends"):
            self.instance.mended_by_id = cleaned["mends"]
            cleaned["state"] = ReportState.DONE
            cleaned["answer"] = cleaned.get("answer") or MENDED
        said = cleaned.get("answer") or cleaned.get("note") or self.instance.mended_by_id
        if cleaned.get("state") == ReportState.DONE and not said:
            self.add_error("state", UNSAID)
        return cleaned


def _choices(report: Report) -> Iterator[tuple[int, str]]:
    for each in revisions_since(report):
        when, who = timezone.localtime(each.made_at), each.by or each.get_through_display()
        what = "、".join(changed_labels(Award, each.before, each.after)) if each.before and each.after else ""
        yield each.pk, "，".join(filter(None, (f"{when:%Y-%m-%d %H:%M}", who, what, each.note)))


class StateFilter(admin.SimpleListFilter):
    """What still has to be dealt with, unless somebody asks for more."""

    title = "状态"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Report]) -> list[tuple[str, str]]:
        return [*((str(value), str(label)) for value, label in ReportState.choices), ("all", "全部")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or ReportState.NEW) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        chosen = self.value() or ReportState.NEW
        return queryset.filter(state=chosen) if chosen in ReportState.values else queryset


@admin.register(Report)
class ReportAdmin(CuratedAdmin[Report]):
    form = AnsweredReportForm
    list_display = ("created_at", "age", "message", "award", "page", "state")
    list_display_links = ("created_at", "message")
    list_filter = (StateFilter,)
    list_select_related = ("award",)
    list_defer = ("award__text", "award__paragraph_starts")
    date_hierarchy = "created_at"
    search_fields = ("number", "message", "answer", "note", "award__accession", "award__title")
    search_help_text = "受理编号、内容、答复、处理说明、入库编号、标题"
    show_full_result_count = False
    fields: ClassVar[Any] = (*AS_RECEIVED, "mended", "mends", "state", "answer", "note")
    readonly_fields = (*AS_RECEIVED, "mended", "mended_by")
    actions = ("mark_done",)

    class Media:
        css: ClassVar[Any] = {"all": ("cases/desk.css",)}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits, the oldest first: who came first is answered first."""
        is_queue = request.GET.get(StateFilter.parameter_name, ReportState.NEW) == ReportState.NEW
        return ("created_at", "pk") if is_queue else ("-created_at", "-pk")

    @admin.display(description="天数", ordering="-created_at")
    def age(self, report: Report) -> str:
        """How long it has waited."""
        if report.state != ReportState.NEW:
            return self.get_empty_value_display()
        return str((timezone.localdate() - timezone.localdate(report.created_at)).days)

    def get_fields(self, request: HttpRequest, obj: Report | None = None) -> list[Any]:
        """The revision that mended it, or the choice of one, where its case has any."""
        left_out = {"mends" if obj is not None and obj.mended_by_id else "mended"}
        if obj is None or obj.award_id is None or not self.has_change_permission(request, obj):
            left_out.add("mends")
        return [name for name in self.fields if name not in left_out]

    @admin.display(description="改正它的修订")
    def mended(self, report: Report) -> str:
        if report.mended_by_id is None:
            return self.get_empty_value_display()
        address = reverse("admin:cases_revision_change", args=[report.mended_by_id])
        return format_html('<a href="{}">{}</a>', address, str(report.mended_by))

    @admin.action(description="标为已处理", permissions=["change"])
    def mark_done(self, request: HttpRequest, queryset: QuerySet[Report]) -> HttpResponse | None:
        """Ask for a note first, which stays with each of them."""
        new = queryset.exclude(state=ReportState.DONE).order_by("created_at", "pk")
        note = request.POST.get("note", "").strip()
        if not new.exists():
            self.message_user(request, "所选的来信都已经处理过了。", messages.WARNING)
            return None
        if new.count() > MOST_AT_ONCE:
            self.message_user(request, TOO_MANY, messages.ERROR)
            return None
        if not note:
            return self._ask(request, list(new), is_wrong="sure" in request.POST)
        with transaction.atomic():
            for report in new:
                report.note = "\n".join(filter(None, (report.note, f"{request.user}：{note}")))
                report.state = ReportState.DONE
                report.save(update_fields=["note", "state"])
                self.log_change(request, report, f"标为已处理：{note}")
        self.message_user(request, f"{len(new)} 封来信标为已处理。", messages.SUCCESS)
        return None

    def _ask(self, request: HttpRequest, reports: list[Report], *, is_wrong: bool) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "标为已处理",
            "opts": self.opts,
            "media": self.media,
            "reports": reports,
            "checkbox": ACTION_CHECKBOX_NAME,
            "wrong": [UNSAID_OF_SEVERAL] if is_wrong else [],
            "back": request.get_full_path(),
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/cases/report/close.html", context)


def say_what_readers_wrote(request: HttpRequest, award: Award) -> None:
    """Above the form of a case: that readers reported something about it, and where that stands."""
    if not request.user.has_perm("cases.view_report"):
        return
    new = Report.objects.filter(award=award, state=ReportState.NEW).order_by()
    found = new.aggregate(number=Count("pk"), first=Min("pk"))
    if found["number"] == 1:
        address = reverse("admin:cases_report_change", args=[found["first"]])
    elif found["number"]:
        address = reverse("admin:cases_report_changelist") + f"?award__id__exact={award.pk}"
    else:
        return
    said = format_html(WROTE, found["number"], address)
    messages.warning(request, said, fail_silently=True)  # a page is drawn without the middleware, too
