"""The page of an act of care: it asks what and why, shows what would become of what, and then does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cases.admin.collisions.refusing import reasons
from cases.admin.vocabulary.access import VocabularyAdmin
from cases.admin.vocabulary.forms import CareForm, asked_for
from cases.admin.vocabulary.handing_over import handed_over
from cases.admin.vocabulary.waiting import form_of, keep_act, sent_by, to_mend
from cases.curation.care.acts import (
    MAY_NOT,
    Act,
    NeedsAnother,
    NeedsWorker,
    OtherThanShown,
    Outlook,
    carry_out,
    may_care,
    outlook,
)
from cases.curation.care.names import keep_name
from cases.curation.care.waiting import AskedFor
from cases.curation.coding_rounds import HANGS_UNSEEN, hangs_unseen

Row = TypeVar("Row", bound=Model)

CHANGED = "条件或词表与刚才预览时不同，还没有改动。请再核对一遍。"
DONE = "已完成：{}。需要时可以在下面撤销。"


@dataclass(frozen=True, slots=True)
class CareLink:
    """An act that the page of a thing offers."""

    label: str
    url: str


class CaredForAdmin(VocabularyAdmin[Row]):
    """Things that can be merged, renamed, …; `care` are the forms of these acts by their names in URLs."""

    care: ClassVar[Mapping[str, type[CareForm]]]
    keeps_names: ClassVar[bool] = True  # a name changed in the form stays another name
    change_form_template = "admin/cases/vocabulary/change_form.html"
    keeps_drafts = True

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.care_view)
        name = f"cases_{self.opts.model_name}_care"
        return [path("<int:pk>/care/<slug:kind>/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None and self.may_care(request) and not context.get("is_popup"):
            context["care"] = [CareLink(self.verb(kind, row), self._address(row, kind)) for kind in self.care]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: ANN401 - passed on
        """A name that is changed in the form stays one by which the thing is found."""
        super().save_related(request, form, formsets, change)
        if self.keeps_names and change and "name" in form.changed_data:
            keep_name(form.instance, form.initial["name"])

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Row], search_term: str
    ) -> tuple[QuerySet[Row], bool]:
        """What is retired is not offered while one types; lists have it."""
        match = request.resolver_match
        if self.can_retire and match is not None and match.url_name == "autocomplete":
            queryset = queryset.filter(is_retired=False)
        return super().get_search_results(request, queryset, search_term)

    @property
    def can_retire(self) -> bool:
        return "retire" in self.care

    def may_care(self, request: HttpRequest) -> bool:
        return may_care(request.user) and self.has_change_permission(request)

    def verb(self, kind: str, thing: Any) -> str:  # noqa: ANN401 - a row of any table
        """What the act is called for this thing."""
        is_back = kind == "retire" and thing.is_retired
        return "恢复使用" if is_back else self.care[kind].verb

    def care_view(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        if not self.may_care(request):
            raise PermissionDenied(MAY_NOT)
        thing = get_object_or_404(self.model._default_manager.all(), pk=pk)
        if kind not in self.care:
            raise Http404
        if hangs_unseen(request.user, thing):
            raise PermissionDenied(HANGS_UNSEEN)
        mended = to_mend(request, thing, kind)
        if request.method != "POST" and mended is not None:
            form = form_of(mended)
        else:
            form = self.care[kind](thing, request.POST if request.method == "POST" else None)
        act = asked_for(form) if form.is_bound else None
        found: Outlook | None = None
        if act is not None:
            try:
                if "sure" in request.POST:
                    return self._carry_out(request, act, form.cleaned_data["reason"])
                found = outlook(act, request.user)
            except NeedsAnother as other:
                asked = AskedFor(self.model, kind, thing.pk, sent_by(form))
                return keep_act(request, asked, other.outlook, form.cleaned_data["reason"], mended)
            except NeedsWorker as other:
                asked = AskedFor(self.model, kind, thing.pk, sent_by(form))
                return handed_over(request, asked, other.outlook, form.cleaned_data["reason"])
            except OtherThanShown as other:
                found = other.outlook
                messages.warning(request, CHANGED)
            except ValidationError as refusal:
                for reason in reasons(refusal, self.model):
                    form.add_error(None, reason)
        return self._page(request, thing, kind, form, found)

    def _carry_out(self, request: HttpRequest, act: Act, reason: str) -> HttpResponse:
        assert isinstance(request.user, User)  # noqa: S101 - who may care has an account
        carry_out(act, request.user, reason, request.POST.get("shown", ""))
        messages.success(request, DONE.format(act.title))
        return HttpResponseRedirect(reverse("admin:cases_care"))

    def _page(
        self, request: HttpRequest, thing: Row, kind: str, form: CareForm, found: Outlook | None
    ) -> HttpResponse:
        verb = self.verb(kind, thing)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb}：{thing}",
            "opts": self.opts,
            "media": self.media + form.media,
            "thing": thing,
            "verb": verb,
            "form": form,
            "found": found,
            "back": reverse(f"admin:cases_{self.opts.model_name}_change", args=[thing.pk]),
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/cases/vocabulary/care.html", context)

    def _address(self, thing: Row, kind: str) -> str:
        return reverse(f"admin:cases_{self.opts.model_name}_care", args=[thing.pk, kind])
