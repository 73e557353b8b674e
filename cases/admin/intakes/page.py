"""Bringing in a notice: read, looked over row by row beside its text, taken in as drafts, taken back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from cases.admin.curated import ReadOnlyAdmin
from cases.admin.drafts.content import fields_of
from cases.admin.intakes.acts import ROW_ACTS, WHOLE_ACTS, Act, Doing, is_about_rows
from cases.admin.intakes.columns import columns_of_import, columns_page, read_columns
from cases.admin.intakes.forms import FactsForm, StartForm
from cases.admin.intakes.giving_up import TAKEN_BACK, giving_up_page
from cases.admin.intakes.preview import Preview, page_of_row, said_at_rows
from cases.admin.intakes.row_form import prefix_of
from cases.admin.intakes.saving import SentPage
from cases.admin.intakes.sheet import of_documents, sheet_addresses, sheet_page
from cases.admin.intakes.undo import undo_page
from cases.admin.intakes.work import (
    OF_WORKER,
    hand_over_act,
    is_for_worker,
    read_upload,
    read_words,
    shown_anew,
)
from cases.admin.reviews.pages import review_addresses
from cases.admin.sent import ChoiceByTyping
from cases.choices import IntakeKind, IntakeState
from cases.imports.by_columns import asks_for_columns
from cases.imports.duplicates import waiting_beside
from cases.imports.rows import GONE
from cases.imports.taking import is_reviewer
from cases.models import Award, FormDraft, Intake, StaleIntake, StoredChange, StoredFile

PLACE_MENU = ChoiceByTyping(Award._meta.get_field("place_then"), admin.site)
UNKNOWN = "没有这个操作。"
WAITS_TOO = '同样的条目另有一次导入还没有收录，不要重复处理：<a href="{}">{}</a>（{}）。'
NOT_YET = "还不能收录："
LOOK_AGAIN = "您填的都还在页面上，看过下面标出的几条后再按一次保存。"
PRESS_AGAIN = "请看过这一页现在的内容，再按一次。"


@admin.register(Intake)
class IntakeAdmin(ReadOnlyAdmin[Intake]):
    """Only who may add awards brings anything in; others who may see it look."""

    keeps_drafts = True

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
            return self.admin_site.admin_view(shown_instead(of_documents(view)))

        return [
            path("help/", self.admin_site.admin_view(self.help_view), name="cases_intake_help"),
            path(
                "<int:pk>/columns/",
                self.admin_site.admin_view(self.columns_view),
                name="cases_intake_columns",
            ),
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

    def may_keep(self, request: HttpRequest, object_id: str | None) -> bool | None:
        intake = Intake.objects.filter(pk=object_id).first() if object_id is not None else None
        if object_id is not None and intake is None:
            return None
        return self.has_add_permission(request) and (intake is None or intake.is_open)

    # --- Pages ------------------------------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page to paste a text or to upload a file."""
        self._require(request)
        return self.settling(request, None, lambda: self._start(request))

    def _start(self, request: HttpRequest) -> HttpResponse:
        typed = self.typed_before(request, None) if request.method != "POST" else None
        form = StartForm(fields_of(typed)) if typed is not None else StartForm()
        if request.method == "POST":
            form = StartForm(request.POST, request.FILES)
        if request.method == "POST" and form.is_valid():
            try:
                intake = _read(form, request.user)  # type: ignore[arg-type]  # who may add awards has an account
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                for other in waiting_beside(intake):
                    messages.warning(request, format_html(WAITS_TOO, _page(other), str(other), other.made_by))
                return HttpResponseRedirect(
                    columns_page(intake) if asks_for_columns(intake) else _page(intake)
                )
        long_form = self.long_form(request, None, typed)
        context = self._context(request, title="导入公告", form=form, long_form=long_form)
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
        if intake.work or intake.state == IntakeState.FAILED:
            return self._at_work(request, intake)
        if "HX-Request" in request.headers:  # the page below, which asks again and again
            return shown_anew()
        if intake.kind == IntakeKind.SPREADSHEET:
            return sheet_page(request, intake, self._context(request))
        if (typed := self.typed_before(request, object_id)) is None:
            return self._preview(request, intake)
        return self._preview(request, intake, typed_in(request, intake, typed), typed)

    def _at_work(self, request: HttpRequest, intake: Intake) -> HttpResponse:
        """How far the worker is, and whether there is one."""
        may_change = self.has_add_permission(request)
        act = "cases_intake_sheet_act" if intake.kind == IntakeKind.SPREADSHEET else "cases_intake_act"
        address = reverse(f"admin:{act}", args=[intake.pk])
        context = self._context(
            request, title=str(intake), original=intake, may_change=may_change, address=address
        )
        return TemplateResponse(request, "admin/cases/intake/work.html", context)

    def _preview(
        self,
        request: HttpRequest,
        intake: Intake,
        sent: SentPage | None = None,
        typed: FormDraft | None = None,
    ) -> TemplateResponse:
        """The page; with what was sent and could not be saved, where it comes back, or was only typed."""
        at_rows, above = said_at_rows(request)
        preview = Preview(intake, request.GET.get("page"), sent.rows if sent else None, at_rows)
        above += preview.unseen(at_rows)
        user = request.user if isinstance(request.user, User) else None
        may_change = self.has_add_permission(request) and intake.is_open
        context = self._context(
            request,
            title=str(intake),
            original=intake,
            long_form=self.long_form(request, str(intake.pk), typed) if may_change else None,
            preview=preview,
            columns=read_columns(intake),
            cards=preview.cards(),
            media=self.media + PLACE_MENU.media,
            facts=(sent and sent.changed_facts) or FactsForm.of(intake),
            said=above,
            is_returned=sent is not None,
            may_change=may_change,
            may_review=is_reviewer(user) and intake.state == IntakeState.TAKEN,
            may_undo=self.has_add_permission(request) and intake.state == IntakeState.TAKEN,
            may_redo=self.has_add_permission(request) and intake.state in TAKEN_BACK,
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

    def help_view(self, request: HttpRequest) -> HttpResponse:
        """How a notice gets into the library, in ten steps."""
        self._require(request)
        context = self._context(request, title="怎样导入公告")
        return TemplateResponse(request, "admin/cases/intake/help.html", context)

    def columns_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What each column of the tables of an import is, where a person has to say it."""
        self._require(request)
        return columns_of_import(request, get_object_or_404(Intake, pk=pk), self._context(request))

    # --- What is done -----------------------------------------------------------------------------

    def row_view(self, request: HttpRequest, pk: int, row: int) -> HttpResponse:
        """A row is decided, split, joined or reviewed; all that was edited on the page is saved with it."""
        act = ROW_ACTS.get(request.POST.get("action", ""))
        if act is None:
            return HttpResponseBadRequest(UNKNOWN)
        return self._done(request, pk, act, row)

    def act_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Something is done with the whole import, or all that was edited on the page is saved."""
        action = request.POST.get("action", "")
        if action == "undo":
            self._require(request)
            return undo_page(request, get_object_or_404(Intake, pk=pk), self._context(request))
        act = WHOLE_ACTS.get(action)
        if act is None and action not in OF_WORKER:
            return HttpResponseBadRequest(UNKNOWN)
        return self._done(request, pk, act)

    def _done(self, request: HttpRequest, pk: int, act: Act | None, row: int | None = None) -> HttpResponse:
        """Do it and lead to the page; where it is refused, the page with all that was typed."""
        self._require(request)
        intake = get_object_or_404(Intake, pk=pk)
        if row is not None:
            get_object_or_404(StoredChange, pk=row, intake=intake, table="award")
        action = request.POST.get("action", "")
        sent = SentPage(intake, request.POST, with_facts=action == "facts")
        try:
            doing = Doing(request, intake, sent, row, is_about_rows(action, row))
            is_long = is_for_worker(intake, action, sent)
            done = hand_over_act(doing, action) if act is None or is_long else act(doing)
        except ValidationError as refusal:
            said = [NOT_YET + each for each in refusal.messages] if action == "take" else refusal.messages
            if isinstance(refusal, StaleIntake):
                sent.intake = Intake.objects.get(pk=pk)
                sent.rebase()
                said = [f"{each}{LOOK_AGAIN if sent.rows else PRESS_AGAIN}" for each in said]
            for message in said:
                messages.error(request, message, extra_tags=prefix_of(row) if row is not None else "")
            there = Intake.objects.get(pk=pk)
            if there.work or there.state == IntakeState.FAILED:
                return self._at_work(request, there)
            return self._preview(request, there, sent)
        if done.asks:
            address = reverse("admin:cases_intake_act", args=[pk])
            return giving_up_page(request, intake, address)
        for text in done.said:
            messages.success(request, text, extra_tags=prefix_of(done.row) if done.row is not None else "")
        number = request.GET.get("page") if done.row is None else page_of_row(intake, done.row)
        return self.settling(request, str(pk), lambda: HttpResponseRedirect(_page(intake, number, done.row)))

    def _require(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied


def _read(form: StartForm, user: User) -> Intake:
    file = form.cleaned_data["file"]
    if file is None:
        return read_words(form.cleaned_data["text"], form.said(), user)
    return read_upload(file.name, file.read(), form.said(), user)


def typed_in(request: HttpRequest, intake: Intake, draft: FormDraft) -> SentPage:
    """What was typed and not saved, on top of what the rows are now; said is what was typed in lost rows."""
    fields = fields_of(draft)
    sent = SentPage(intake, fields)
    if fields.get("lock") != str(intake.lock):
        sent.rebase()
    for typed in sent.lost.values():
        messages.error(request, f"{GONE}您填的是：{typed}")
    return sent


def _page(intake: Intake, number: str | None = None, row: int | None = None) -> str:
    address = reverse("admin:cases_intake_change", args=[intake.pk])
    query = f"?page={number}" if number and number.isdecimal() else ""
    return f"{address}{query}#{prefix_of(row)}" if row is not None else f"{address}{query}"


def shown_instead(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead who comes to the address of an act without acting, by a link or after logging in, to the page."""

    @wraps(view)
    def answer(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, pk, *args, **kwargs)
        return HttpResponseRedirect(_page(get_object_or_404(Intake, pk=pk), request.GET.get("page")))

    return answer


@admin.register(StoredChange)
class StoredChangeAdmin(ReadOnlyAdmin[StoredChange]):
    list_display = ("id", "order", "action", "outcome", "table", "decided_by", "decided_at")
    list_filter = ("action", "outcome")
    list_defer = ("before", "proposed", "problems")
    readonly_fields = ("intake",)

    def get_urls(self) -> list[URLPattern]:
        return [*review_addresses(self.admin_site), *super().get_urls()]


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin[StoredFile]):
    list_display = ("name", "size", "kept_at", "sha256")
    list_defer = ("content",)
    search_fields = ("name", "sha256")
    search_help_text = "文件名、校验值"
