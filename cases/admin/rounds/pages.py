"""The page of a round: what is left to code while it is open; agreement and differences once it is closed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cases.admin.curated import CuratedAdmin, ReadOnlyAdmin
from cases.admin.rounds.agreement_file import agreement_rows
from cases.admin.rounds.forms import RoundForm
from cases.choices import CodingState
from cases.curation import coding_rounds
from cases.curation.reconciling import Comparison, Disagreement, accept_agreed, may_reconcile, reconcile
from cases.exports.tables import table_file
from cases.models import Award, Coding, CodingRound, FinishedCoding, Reconciliation

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class AwardToCode:
    """An award of a round as one of its coders sees it: their own codings alone are counted."""

    award: Award
    codings: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class AdoptableCoding:
    """A coding that can be adopted: whose, and the words that it rests on."""

    pk: int
    coder: str
    words: str


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A difference with the codings among which is chosen."""

    of: Disagreement
    choices: Sequence[AdoptableCoding]

    @property
    def anchor(self) -> str:
        return f"d{self.of.award.pk}-{self.of.term}"


@admin.register(CodingRound)
class CodingRoundAdmin(CuratedAdmin[CodingRound]):
    form = RoundForm
    fields = ("name", "scheme", "people", "numbers")
    list_display = ("name", "scheme", "standing", "coder_count", "award_count", "opened_at", "closed_at")
    autocomplete_fields = ("scheme",)
    list_filter = ("scheme",)
    list_select_related = ("scheme",)
    search_fields = ("name",)
    search_help_text = "名称"

    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view
        return [
            path("<int:pk>/act/", wrapped(self.act_view), name="cases_codinground_act"),
            path("<int:pk>/agreement.csv", wrapped(self.csv_view), name="cases_codinground_csv"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return coding_rounds.may_manage(request.user) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: CodingRound | None = None) -> bool:
        """Nobody changes whom and what a round compares."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CodingRound | None = None) -> bool:
        """What was finished in it and decided stays, and so does a round that is over."""
        stays = obj is not None and (not obj.is_open or obj.finished.exists() or obj.reconciliations.exists())
        return super().has_delete_permission(request, obj) and not stays

    def for_list(self, rows: QuerySet[CodingRound]) -> QuerySet[CodingRound]:
        numbers = {f"{name}_number": Count(f"{name}s", distinct=True) for name in ("coder", "award")}
        counted: QuerySet[CodingRound] = super().for_list(rows).annotate(**numbers)
        return counted

    @admin.display(description="状态")
    def standing(self, row: CodingRound) -> str:
        if row.is_called_off:
            return "已取消"
        return "编码中" if row.is_open else "已结束"

    @admin.display(description="编码者数")
    def coder_count(self, row: Any) -> int:  # noqa: ANN401 - a row with what the database counted
        return int(row.coder_number)

    @admin.display(description="案例数")
    def award_count(self, row: Any) -> int:  # noqa: ANN401 - as above
        return int(row.award_number)

    def save_model(self, request: HttpRequest, obj: CodingRound, form: Any, change: bool) -> None:  # noqa: ANN401 - a form
        """Opened whole, with coders and awards."""
        given = form.cleaned_data
        made = coding_rounds.begin(
            given["name"], given["scheme"], given["people"], given["numbers"], _user(request)
        )
        obj.pk, obj.opened_at, obj.opened_by = made.pk, made.opened_at, made.opened_by

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return self._page(request, row)

    # --- The page ---------------------------------------------------------------------------------

    def _page(self, request: HttpRequest, row: CodingRound, status: int = 200, **more: Any) -> HttpResponse:
        user = _user(request)
        name = "called_off" if row.is_called_off else "open" if row.is_open else "closed"
        of_page = PAGES[name](row, user)
        context = {
            **self.admin_site.each_context(request),
            "title": row.name,
            "opts": self.opts,
            "media": Media(css={"all": ("cases/curation.css", "cases/rounds.css")}),
            "round": row,
            "coders": row.coders.order_by("name"),
            "award_number": row.awards.count(),
            "act_url": reverse("admin:cases_codinground_act", args=[row.pk]),
            "longest": LONGEST_REASON,
            **of_page,
            **more,
        }
        return TemplateResponse(request, f"admin/cases/rounds/{name}.html", context, status=status)

    def act_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row, user = get_object_or_404(CodingRound, pk=pk), _user(request)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        act = ACTS.get(request.POST.get("action", ""))
        if act is None:
            raise Http404
        try:
            done = act(row, user, request)
        except ValidationError as refusal:
            for message in refusal.messages:
                messages.error(request, message)
            return self._page(request, row, 409, sent=request.POST)
        messages.success(request, done)
        return HttpResponseRedirect(reverse("admin:cases_codinground_change", args=[pk]))

    def csv_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The agreement as a table: a row a term, the last one all together."""
        row = get_object_or_404(CodingRound.objects.exclude(closed_at=None).filter(called_off=""), pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return table_file(request, f"agreement-{row.pk}", agreement_rows(Comparison(row)))


def _open_page(row: CodingRound, user: User) -> dict[str, Any]:
    """Who codes sees their own awards; who manages how far everybody is."""
    finished = list(row.finished.order_by().values_list("award_id", "coder_id"))
    coder = row.coders.filter(user=user).first()
    mine: list[AwardToCode] = []
    if coder is not None:
        own = Coding.objects.filter(coder=coder, mechanism__scheme=row.scheme_id, award__coding_rounds=row)
        counts = dict(own.order_by().values_list("award").annotate(Count("pk")))
        done = {award for award, by in finished if by == coder.pk}
        awards = row.awards.order_by("accession").defer("text", "paragraph_starts")
        mine = [AwardToCode(each, counts.get(each.pk, 0), each.pk in done) for each in awards]
    return {
        "mine": mine,
        "is_coder": coder is not None,
        "done": sum(each.is_done for each in mine),
        "may_manage": coding_rounds.may_manage(user),
        "progress": [
            (each, sum(by == each.pk for _award, by in finished)) for each in row.coders.order_by("name")
        ],
        "comparable": len(coding_rounds.finished_by_all(row)),
    }


def _closed_page(row: CodingRound, user: User) -> dict[str, Any]:
    found = Comparison(row)
    differing = found.disagreements()
    waiting = _choices(row, [each for each in differing if each.settled is None])
    return {
        "found": found,
        "overall": found.overall(),
        "by_term": found.by_term(),
        "to_settle": [
            ToSettle(each, waiting.get((each.award.pk, each.term), ()))
            for each in differing
            if each.settled is None
        ],
        "settled": [each for each in differing if each.settled is not None],
        "agreed": len(found.agreed()),
        "agreed_waiting": found.agreed_and_waiting().count(),
        "may_reconcile": may_reconcile(row, user),
        "csv_url": reverse("admin:cases_codinground_csv", args=[row.pk]),
    }


def _called_off_page(row: CodingRound, user: User) -> dict[str, Any]:
    """Who had finished how many awards by then."""
    number = dict(row.finished.order_by().values_list("coder").annotate(Count("pk")))
    return {"progress": [(each, number.get(each.pk, 0)) for each in row.coders.order_by("name")]}


PAGES: dict[str, Callable[[CodingRound, User], dict[str, Any]]] = {
    "open": _open_page,
    "closed": _closed_page,
    "called_off": _called_off_page,
}


def _choices(
    row: CodingRound, differing: Sequence[Disagreement]
) -> dict[tuple[int, int], list[AdoptableCoding]]:
    """The codings as they are now; refused ones cannot be adopted."""
    rows = Coding.objects.filter(
        award__in=[each.award.pk for each in differing],
        mechanism__in=[each.term for each in differing],
        coder__in=row.coders.all(),
    )
    found: dict[tuple[int, int], list[AdoptableCoding]] = {}
    there = rows.exclude(state=CodingState.REJECTED).select_related("coder", "award__source")
    for each in there.order_by("award", "start", "pk"):
        choice = AdoptableCoding(each.pk, each.coder.name, each.evidence)
        found.setdefault((each.award_id, each.mechanism_id), []).append(choice)
    return found


# --- What its buttons do ----------------------------------------------------------------------------


def _finish(row: CodingRound, user: User, request: HttpRequest) -> str:
    award = _award(row, request)
    coding_rounds.finish(row, award, user)
    return f"{award.accession} 已记为编完。"


def _take_up(row: CodingRound, user: User, request: HttpRequest) -> str:
    award = _award(row, request)
    coding_rounds.take_up(row, award, user)
    return f"{award.accession} 又可以接着编。"


def _close(row: CodingRound, user: User, request: HttpRequest) -> str:
    coding_rounds.close(row, user)
    return "这一轮已结束，下面是一致性和分歧。"


def _call_off(row: CodingRound, user: User, request: HttpRequest) -> str:
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    coding_rounds.call_off(row, user, reason)
    return f"已取消“{row.name}”：{reason}。各人的编码照旧，由审核人员逐条处理。"


def _accept_agreed(row: CodingRound, user: User, request: HttpRequest) -> str:
    return f"已采纳 {accept_agreed(row, user)} 条一致的编码。"


def _reconcile(row: CodingRound, user: User, request: HttpRequest) -> str:
    sent = request.POST
    key = (_number(sent.get("award")), _number(sent.get("term")))
    reason = sent.get("reason", "").strip()[:LONGEST_REASON]
    outcome = sent.get("outcome", "")
    if outcome not in ("adopted", "refused"):
        raise ValidationError("请选择采用还是不采用。")
    chosen = _number(sent.get("coding")) or None
    return f"已记下：{reconcile(row, key, user, outcome, reason, chosen)}。"


ACTS: dict[str, Callable[[CodingRound, User, HttpRequest], str]] = {
    "finish": _finish,
    "take-up": _take_up,
    "close": _close,
    "call-off": _call_off,
    "accept-agreed": _accept_agreed,
    "reconcile": _reconcile,
}


def _award(row: CodingRound, request: HttpRequest) -> Award:
    return get_object_or_404(row.awards.all(), pk=_number(request.POST.get("award")))


def _number(sent: str | None) -> int:
    return int(sent) if sent and sent.isascii() and sent.isdecimal() and len(sent) < 19 else 0


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


# --- Kept by the machine ------------------------------------------------------------------------------


@admin.register(FinishedCoding)
class FinishedCodingAdmin(ReadOnlyAdmin[FinishedCoding]):
    list_display = ("round", "award", "coder", "finished_at")
    list_select_related = ("round", "award", "coder")
    fields = readonly_fields = ("round", "award", "coder", "finished_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[FinishedCoding]:
        """In an open round a coder sees how far they are themselves."""
        rounds = coding_rounds.open_rounds_of(request.user)
        of_others = Q(round__in=rounds) & ~Q(coder__user=request.user.pk)
        return super().get_queryset(request).exclude(of_others)


@admin.register(Reconciliation)
class ReconciliationAdmin(ReadOnlyAdmin[Reconciliation]):
    list_display = ("round", "award", "term", "outcome", "reason", "by", "made_at")
    list_select_related = ("round", "award")
    fields = readonly_fields = ("round", "award", "mechanism", "term", "outcome", "reason", "by", "made_at")
    search_fields = ("award__accession", "term", "reason", "by")
    search_help_text = "入库编号、编码项、理由、用户"
