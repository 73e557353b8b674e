"""Bringing in a notice: read, looked over row by row beside its text, taken in as drafts, taken back."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from cases.admin.curated import ReadOnlyAdmin
from cases.admin.intake_forms import FactsForm, RowForm, StartForm
from cases.admin.intake_preview import Preview
from cases.admin.sent import ChoiceByTyping
from cases.admin.sheet import of_documents, sheet_addresses, sheet_page
from cases.choices import ChangeOutcome, IntakeKind, IntakeState
from cases.imports import rows
from cases.imports.duplicates import held_numbers
from cases.imports.facts import said_in
from cases.imports.reading import read_again, read_file, read_pasted
from cases.imports.taking import Taken, is_reviewer, take, take_waiting
from cases.imports.undoing import redo_intake, undo_intake
from cases.models import Award, Intake, StaleIntake, StoredChange, StoredFile, Tier

PLACE_MENU = ChoiceByTyping(Award._meta.get_field("place_then"), admin.site)
DECISIONS = {
    "accept": ChangeOutcome.ACCEPTED,
    "drop": ChangeOutcome.DROPPED,
    "reopen": ChangeOutcome.PENDING,
}


@admin.register(Intake)
class IntakeAdmin(ReadOnlyAdmin[Intake]):
    """Only who may add awards brings anything in; others who may see it look."""

    list_display = ("called", "kind", "state", "made_by", "made_at")
    list_filter = ("state", "kind")
    list_defer = ("text", "problems")
    list_select_related = ("file",)
    readonly_fields = ("file", "source")
    search_fields = ("text", "made_by", "file__name")
    search_help_text = "全文、导入者、文件名"

    @admin.display(description="文献")
    def called(self, intake: Intake) -> str:
        return str(intake)

    def get_urls(self) -> list[URLPattern]:
        def wrapped(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_site.admin_view(require_POST(of_documents(view)))

        return [
            path("<int:pk>/act/", wrapped(self.act_view), name="cases_intake_act"),
            path("<int:pk>/rows/<int:row>/", wrapped(self.row_view), name="cases_intake_row"),
            *sheet_addresses(self.admin_site),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("cases.add_award")

    def has_view_permission(self, request: HttpRequest, obj: Intake | None = None) -> bool:
        return self.has_add_permission(request) or super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) or super().has_module_permission(request)

    # --- Pages ------------------------------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page to paste a text or to upload a file."""
        self._require(request)
        form = StartForm(request.POST, request.FILES) if request.method == "POST" else StartForm()
        if form.is_valid():
            try:
                intake = _read(form, request.user.get_username())
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                return HttpResponseRedirect(_page(intake))
        context = self._context(request, title="导入公告", form=form)
        return TemplateResponse(request, "admin/cases/intake/start.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The preview: the text and a page of its rows."""
        intake = self.get_object(request, object_id)
        if intake is None:
            return super().change_view(request, object_id, form_url, extra_context)  # it is not there
        if not self.has_view_permission(request, intake):
            raise PermissionDenied
        if intake.kind == IntakeKind.SPREADSHEET:
            return sheet_page(request, intake, self._context(request))
        return self._preview(request, intake)

    def _preview(
        self,
        request: HttpRequest,
        intake: Intake,
        refused: RowForm | None = None,
        facts: FactsForm | None = None,
    ) -> HttpResponse:
        preview = Preview(intake, request.GET.get("page"), refused)
        context = self._context(
            request,
            title=str(intake),
            original=intake,
            preview=preview,
            cards=preview.cards(),
            media=self.media + PLACE_MENU.media,
            facts=facts or FactsForm.of(intake),
            may_change=self.has_add_permission(request) and intake.is_open,
            may_review=isinstance(request.user, User) and is_reviewer(request.user),
            may_undo=self.has_add_permission(request) and intake.state == IntakeState.TAKEN,
            may_redo=self.has_add_permission(request) and intake.state == IntakeState.UNDONE,
        )
        return TemplateResponse(request, "admin/cases/intake/preview.html", context)

    def _context(self, request: HttpRequest, **values: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "is_nav_sidebar_enabled": False,
            **values,
        }

    # --- What is done -----------------------------------------------------------------------------

    def row_view(self, request: HttpRequest, pk: int, row: int) -> HttpResponse:
        """One row is corrected, decided, split or joined."""
        self._require(request)
        intake = get_object_or_404(Intake, pk=pk)
        rows_of_awards = StoredChange.objects.select_related("intake").filter(table="award")
        change = get_object_or_404(rows_of_awards, pk=row, intake=intake)
        action, shown, by = request.POST.get("action", ""), change, request.user.get_username()
        with self._saying(request):
            lock = _lock(request)
            if action in DECISIONS:
                rows.decide(change, DECISIONS[action], lock=lock, by=by)
            elif action == "split":
                shown = rows.split(change, _number(request, "at"), lock=lock, by=by)
            elif action == "join":
                shown = rows.join(change, lock=lock, by=by)
            elif action == "attest":
                rows.attest(change, next(iter(held_numbers(change)), ""), lock=lock, by=by)
                self.message_user(request, "已记为库中案例的其他出处，收录后生效。", messages.SUCCESS)
            elif refused := _correct(change, request.POST, lock, by):
                return self._preview(request, Intake.objects.get(pk=pk), refused=refused)
            else:
                self.message_user(request, f"已保存“{change.called}”。", messages.SUCCESS)
        return HttpResponseRedirect(_page(intake, request.GET.get("page"), shown))

    def act_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The whole import is taken in, dropped or taken back, gets a row more or facts of its document."""
        self._require(request)
        intake = get_object_or_404(Intake, pk=pk)
        action, shown, by = request.POST.get("action", ""), None, request.user.get_username()
        with self._saying(request):
            lock, user = _lock(request), request.user if isinstance(request.user, User) else None
            if action == "take":
                taken = take(intake, lock, by=user)
                self.message_user(request, _taken(taken), messages.SUCCESS)
            elif action == "take-waiting" and user is not None:
                taken = take_waiting(intake, lock, by=user)
                self.message_user(request, _taken(taken), messages.SUCCESS)
            elif action == "drop":
                rows.drop_all(intake, lock=lock, by=by)
                self.message_user(request, "已放弃这次导入，案例库没有任何改动。", messages.SUCCESS)
            elif action == "undo":
                undo_intake(intake, lock, by=user, reason=request.POST.get("reason", ""))
                self.message_user(request, "已整批撤销。", messages.SUCCESS)
            elif action == "redo":
                redo_intake(intake, lock, by=user)
                self.message_user(request, "已恢复这次导入。", messages.SUCCESS)
            elif action == "add":
                passage = _number(request, "start"), _number(request, "end")
                shown = rows.add(intake, passage, lock=lock, by=by)
            elif action == "facts":
                facts = FactsForm.of(intake, request.POST)
                if not facts.is_valid():
                    return self._preview(request, intake, facts=facts)
                read_again(intake, lock, facts.said(said_in(intake.facts)), by=by)
                self.message_user(request, "已保存文献信息，并重新读取。", messages.SUCCESS)
        return HttpResponseRedirect(_page(intake, request.GET.get("page"), shown))

    def _require(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    @contextmanager
    def _saying(self, request: HttpRequest) -> Iterator[None]:
        """What is refused is said, and the page is shown as it now is."""
        try:
            yield
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, message, messages.ERROR)


def _read(form: StartForm, by: str) -> Intake:
    file = form.cleaned_data["file"]
    if file is None:
        return read_pasted(form.cleaned_data["text"], form.said(), by=by)
    return read_file(file.name, file.read(), form.said(), by=by)


def _correct(change: StoredChange, data: Mapping[str, Any], lock: int, by: str) -> RowForm | None:
    """Give the row what its form sends; the form with its errors where that cannot be."""
    form = RowForm.sent(change, list(Tier.objects.values_list("slug", "name")), data)
    if form.is_valid():
        try:
            rows.correct(change, form.correction(), lock=lock, by=by)
        except StaleIntake:
            raise
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return form if form.errors else None


def _taken(taken: Taken) -> str:
    """已收录 30 个案例，均为草稿；2 个已在库。"""
    changed = f"修改 {taken.changed} 个案例" if taken.changed else ""
    waiting = f"{taken.waiting} 个已发布案例的修改待审" if taken.waiting else ""
    unchanged = f"{taken.unchanged} 个已在库，没有变化" if taken.unchanged else ""
    new = f"已收录 {taken.new} 个案例，均为草稿" if taken.new else ""
    return "；".join(filter(None, (new, changed, waiting, unchanged))) + "。"


def _page(intake: Intake, number: str | None = None, row: StoredChange | None = None) -> str:
    address = reverse("admin:cases_intake_change", args=[intake.pk])
    query = f"?page={number}" if number and number.isdecimal() else ""
    return f"{address}{query}#row-{row.pk}" if row is not None else f"{address}{query}"


def _lock(request: HttpRequest) -> int:
    return _number(request, "lock")


def _number(request: HttpRequest, name: str) -> int:
    """A number that the page sends; ValidationError for what no page can have sent."""
    value = request.POST.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise ValidationError("请先在原文中选中文字。" if name != "lock" else "页面没有载完，请刷新后再试。")
    return int(value)


@admin.register(StoredChange)
class StoredChangeAdmin(ReadOnlyAdmin[StoredChange]):
    list_display = ("id", "order", "action", "outcome", "table", "decided_by", "decided_at")
    list_filter = ("action", "outcome")
    list_defer = ("before", "proposed", "problems")
    readonly_fields = ("intake",)


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin[StoredFile]):
    list_display = ("name", "size", "kept_at", "sha256")
    list_defer = ("content",)
    search_fields = ("name", "sha256")
    search_help_text = "文件名、校验值"
