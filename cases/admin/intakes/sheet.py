"""The pages of a sheet that came back: its rows old → new, accepted together or left out, and taken back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from cases.admin.intakes.acts import lock_of, said_taken
from cases.admin.intakes.columns import read_columns
from cases.admin.intakes.giving_up import GIVEN_UP, TAKEN_BACK, giving_up_page, is_asked
from cases.admin.intakes.sheet_preview import SheetPreview
from cases.admin.intakes.undo import undo_page
from cases.admin.intakes.work import give_to_worker, is_for_worker
from cases.choices import ChangeOutcome, IntakeKind, IntakeState
from cases.exports.delivery import disposition
from cases.imports import rows
from cases.imports.files.decoded_file import FileRefused
from cases.imports.reviewing import decline_waiting, take_waiting
from cases.imports.sheets.returned_sheet import WORKBOOK, returned_sheet
from cases.imports.taking import is_reviewer, take
from cases.imports.undoing import redo_intake
from cases.models import Intake, StoredChange

View = Callable[..., HttpResponse]
DECISIONS = {"accept": ChangeOutcome.ACCEPTED, "drop": ChangeOutcome.DROPPED}
PLAIN = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAY = ("cases.add_award", "cases.change_award")  # to bring in, and to change what is held


def of_documents(view: View) -> View:
    """What is done with documents is not done with sheets, whose rows have no place in a text."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, *args: Any, **values: Any) -> HttpResponse:
        if Intake.objects.filter(pk=pk, kind=IntakeKind.SPREADSHEET).exists():
            raise Http404
        return view(request, pk, *args, **values)

    return guarded


def sheet_addresses(site: AdminSite) -> list[URLPattern]:
    """Below the address of the list of imports."""

    def wrapped(view: View) -> View:
        guarded: View = site.admin_view(view)
        return guarded

    return [
        path("<int:pk>/sheet/act/", wrapped(require_POST(act_view)), name="cases_intake_sheet_act"),
        path(
            "<int:pk>/sheet/rows/<int:row>/", wrapped(require_POST(row_view)), name="cases_intake_sheet_row"
        ),
        path("<int:pk>/sheet/file/", wrapped(require_GET(file_view)), name="cases_intake_sheet_file"),
    ]


def sheet_page(request: HttpRequest, intake: Intake, context: dict[str, Any]) -> HttpResponse:
    """The preview; `context` is what every page of imports has."""
    preview, may = SheetPreview(intake, request.GET.get("page")), request.user.has_perms(MAY)
    context |= {
        "title": str(intake),
        "original": intake,
        "preview": preview,
        "rows": preview.rows(),
        "columns": read_columns(intake),
        "may_change": may and intake.is_open,
        "may_review": isinstance(request.user, User) and is_reviewer(request.user),
        "may_undo": may and intake.state == IntakeState.TAKEN,
        "may_redo": may and intake.state in TAKEN_BACK,
    }
    return TemplateResponse(request, "admin/cases/sheet/preview.html", context)


def act_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole sheet is taken, given up, taken back or taken again."""
    intake = _sheet(request, pk)
    action = request.POST.get("action", "")
    if action == "undo":
        context = {**admin.site.each_context(request), "opts": Intake._meta}
        return undo_page(request, intake, {**context, "is_nav_sidebar_enabled": False})
    by_worker = is_for_worker(intake, action)
    if action not in ACTS and not by_worker:
        raise Http404
    if action == "drop" and not is_asked(request):
        address = reverse("admin:cases_intake_sheet_act", args=[intake.pk])
        return giving_up_page(request, intake, address)
    try:
        if by_worker:
            reason = request.POST.get("reason", "").strip()
            give_to_worker(intake, lock_of(request), action, _user(request), reason=reason)
        else:
            messages.success(request, ACTS[action](request, intake, lock_of(request)))
    except ValidationError as refusal:
        for message in refusal.messages:
            messages.error(request, message)
    return HttpResponseRedirect(_address(request, intake))


def row_view(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """A row is accepted or left out."""
    intake = _sheet(request, pk)
    change = get_object_or_404(StoredChange.objects.select_related("intake"), pk=row, intake=intake)
    outcome = DECISIONS.get(request.POST.get("action", ""))
    if outcome is None:
        raise Http404
    try:
        rows.decide(change, outcome, lock=lock_of(request), by=request.user.get_username())
    except ValidationError as refusal:
        for message in refusal.messages:
            messages.error(request, message)
    return HttpResponseRedirect(f"{_address(request, intake)}#row-{change.pk}")


def file_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as it came, with the reasons."""
    intake = _sheet(request, pk)
    try:
        name, content = returned_sheet(intake)
    except FileRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(_address(request, intake))
    kind = EXCEL if name.endswith(WORKBOOK) else PLAIN
    headers = {"Content-Disposition": disposition("attachment", "", name)}
    return HttpResponse(content, content_type=kind, headers=headers)


def _take(request: HttpRequest, intake: Intake, lock: int) -> str:
    return said_taken(take(intake, lock, by=_user(request)))


def _take_waiting(request: HttpRequest, intake: Intake, lock: int) -> str:
    user = _user(request)
    if user is None:
        raise PermissionDenied
    return said_taken(take_waiting(intake, lock, by=user))


def _decline_waiting(request: HttpRequest, intake: Intake, lock: int) -> str:
    user = _user(request)
    if user is None:
        raise PermissionDenied
    reason = request.POST.get("reason", "").strip()
    return f"不接受 {decline_waiting(intake, lock, by=user, reason=reason).dropped} 处修改，已记下理由。"


def _drop(request: HttpRequest, intake: Intake, lock: int) -> str:
    rows.drop_all(intake, lock=lock, by=request.user.get_username())
    return GIVEN_UP


def _redo(request: HttpRequest, intake: Intake, lock: int) -> str:
    redo_intake(intake, lock, by=_user(request))
    return "已恢复这次导入。"


ACTS: dict[str, Callable[[HttpRequest, Intake, int], str]] = {
    "take": _take, "take-waiting": _take_waiting, "decline-waiting": _decline_waiting, "drop": _drop,
    "redo": _redo,
}  # fmt: skip


def _sheet(request: HttpRequest, pk: int) -> Intake:
    if not request.user.has_perms(MAY):
        raise PermissionDenied
    return get_object_or_404(Intake, pk=pk, kind=IntakeKind.SPREADSHEET)


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _address(request: HttpRequest, intake: Intake) -> str:
    address, number = reverse("admin:cases_intake_change", args=[intake.pk]), request.GET.get("page", "")
    return f"{address}?page={number}" if number.isdecimal() else address
