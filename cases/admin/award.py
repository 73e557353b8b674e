"""Awards: edited on one page with everything that hangs on them, published and withdrawn on purpose."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html

from cases.admin.award_values import PRINTED, sections
from cases.admin.curated import PARENTS
from cases.admin.edition import EditionFilter
from cases.admin.key_figures import KeyFigureInline
from cases.admin.of_award import (
    AttestationInline,
    AttributionInline,
    CodingInline,
    FormerAccessionInline,
    MilestoneInline,
)
from cases.admin.passages import PrintedField
from cases.admin.report import say_what_readers_wrote
from cases.admin.reviews.release import ReleasingAdmin, whole
from cases.admin.reviews.sealing import ACTS, SealingAdmin
from cases.admin.reviews.since import said_since
from cases.award_field import Basis
from cases.choices import State
from cases.curation.coding_rounds import visible_to
from cases.curation.proposing import submit
from cases.fields import FIELDS
from cases.models import Award, Coding, DataVersion, Division, Source
from cases.places.gazetteer import Gazetteer
from cases.roles import PROPOSE, may
from cases.vocabulary import read_places

SINCE_SENT = "已送审；您打开这一页以后，{}，请再看一看。一同公开的有改动的，看过再送审一次。"

WHERE_PRINTED = ("source", "start", "end", "text")

RULED = tuple(each.name for each in FIELDS if each.basis is Basis.RULE)
IN_SOURCE = ("source", "start", "end", "text", "passage")


def with_further_columns(*groups: tuple[str | None, dict[str, Any]]) -> list[Any]:
    """These groups of inputs, and one for the columns of FIELDS that none of them names."""
    named = {name for _heading, options in groups for name in options["fields"]}
    columns = (each.column_of_award for each in FIELDS)
    further = tuple(name for name in columns if name and name not in named)
    return [*groups, ("其他", {"fields": further})] if further else [*groups]


class AwardForm(forms.ModelForm[Award]):
    """Takes the text as printed, and finds where each of its paragraphs stands in the source."""

    text = PrintedField(
        label="正文",
        widget=forms.Textarea(attrs={"rows": 16, "cols": 100}),
        help_text=Award._meta.get_field("text").help_text,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "accession" in self.fields and self.instance.pk is None:
            self.fields["accession"].required = False
            self.fields["accession"].help_text += "留空时按届次、等次和序号自动编号。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("accession") and not self.errors and self.instance.pk is None:
            cleaned["accession"] = self._free_number(cleaned)
        if "place_then" in self.changed_data and cleaned.get("place_then") and not cleaned.get("place_now"):
            cleaned["place_now"] = place_today(cleaned["place_then"])
        needed = [cleaned[name] for name in WHERE_PRINTED if cleaned.get(name) is not None]
        if {"source", "start", "text"} & set(self.changed_data) and len(needed) == len(WHERE_PRINTED):
            self.instance.paragraph_starts = self._paragraph_starts(*needed)
        return cleaned

    def _free_number(self, cleaned: dict[str, Any]) -> str:
        new = Award(edition=cleaned["edition"], tier=cleaned["tier"], rank=cleaned.get("rank"))
        try:
            return new.free_number()
        except ValidationError as refusal:
            self.add_error("tier", refusal)
            return ""

    def _paragraph_starts(self, source: Source, start: int, end: int, text: str) -> list[int]:
        printed, starts = source.text, []
        heading = printed.find(self.cleaned_data.get("title") or "", start, end)
        position = start if heading < 0 else heading + len(self.cleaned_data.get("title") or "")
        for number, line in enumerate(text.split("\n") if text else (), start=1):
            begin = printed.find(line, position, end)
            if begin < 0:
                self.add_error("text", f"第 {number} 段与来源文献不一致：“{line[:20]}…”")
                return []
            starts.append(begin)
            position = begin + len(line)
        return starts


def place_today(then: Division) -> Division | None:
    """What the division is today, if that is one: the rule place-today, for a field that was left empty."""
    gazetteer = Gazetteer(read_places())
    today = [place.key for place in gazetteer.today(gazetteer.by_key[then.key])]
    return Division.objects.get(key=today[0]) if len(today) == 1 else None


class CodedFilter(admin.SimpleListFilter):
    """Finds what still has to be coded."""

    title = "机制编码"
    parameter_name = "coded"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Award]) -> list[tuple[str, str]]:
        return [("yes", "已标注"), ("no", "未标注")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Award]) -> QuerySet[Award]:
        coded = Exists(visible_to(request.user, Coding.objects.filter(award=OuterRef("pk"))))
        chosen = {"yes": queryset.filter(coded), "no": queryset.filter(~coded)}
        return chosen.get(self.value() or "", queryset)


@admin.register(Award)
class AwardAdmin(SealingAdmin, ReleasingAdmin):
    keeps_drafts = True
    form = AwardForm
    list_display = (
        "accession", "called", "standing", "edition", "tier", "applicant", "place"
    )  # fmt: skip
    list_display_links = ("accession", "called")
    list_filter = (
        "state", CodedFilter, "tier", ("edition", EditionFilter), *RULED,
        ("place_now", admin.EmptyFieldListFilter),
    )  # fmt: skip
    list_select_related = ("edition__programme", "tier", "place_then", f"place_now__{PARENTS}")
    list_defer = ("text", "paragraph_starts")
    search_fields = (
        "accession", "title", "applicant", "locality", "place_now__name", "former_accessions__accession",
    )  # fmt: skip
    search_help_text = "入库编号（包括原编号）、标题、申报单位、地名"
    show_full_result_count = False
    autocomplete_fields = ("edition", "tier", "source", "place_then", "place_now")
    readonly_fields = ("state", "passage", "created_at", "updated_at")
    fieldsets = with_further_columns(
        (None, {"fields": ("accession", "title", "edition", "tier", "rank")}),
        ("申报单位", {"fields": ("applicant", *RULED)}),
        ("地区", {"fields": ("place_then", "locality", "place_now")}),
        ("来源文献与正文", {"fields": IN_SOURCE, "classes": ("collapse",)}),
        ("记录", {"fields": ("state", "created_at", "updated_at"), "classes": ("collapse",)}),
    )
    inlines = (
        CodingInline, KeyFigureInline, AttestationInline, AttributionInline, MilestoneInline,
        FormerAccessionInline,
    )  # fmt: skip

    @admin.display(description="标题或名称", ordering="title")
    def called(self, award: Award) -> str:
        return award.called

    @admin.display(description="状态", ordering="state")
    def standing(self, award: Award) -> str:
        return format_html('<span class="state is-{}">{}</span>', award.state, award.get_state_display())

    @admin.display(description="现行区划", ordering="place_now")
    def place(self, award: Award) -> str | None:
        return award.place_now.full_name if award.place_now else None

    @admin.display(description="来源文献中的原文")
    def passage(self, award: Award) -> str:
        return linebreaksbr(award.passage) if award.pk else "保存以后显示。"

    def get_fieldsets(self, request: HttpRequest, obj: Award | None = None) -> Any:  # noqa: ANN401 - as Django has them
        """Of a new award where it is printed is asked first, and nothing is folded."""
        groups = super().get_fieldsets(request, obj)
        if obj is not None:
            return groups
        in_source = [(name, {"fields": of["fields"]}) for name, of in groups if of["fields"] == IN_SOURCE]
        others = [(name, of) for name, of in groups if of["fields"] != IN_SOURCE]
        return [*in_source, *others]

    # --- Publishing after saving -------------------------------------------------------------

    def may_submit(self, request: HttpRequest, award: Award | None) -> bool:
        """Whether the user may say that what readers do not see is ready for them."""
        may_return = award is None or award.state not in (State.PUBLISHED, State.SEALED)
        return may_return and may(request.user, PROPOSE)

    def response_add(
        self, request: HttpRequest, obj: Award, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._release_after_saving(request, obj, None) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request: HttpRequest, obj: Award) -> HttpResponse:
        return self._release_after_saving(request, obj, str(obj.pk)) or super().response_change(request, obj)

    def _release_after_saving(
        self, request: HttpRequest, award: Award, opened: str | None
    ) -> HttpResponse | None:
        """Publish when asked to, or say that it is ready; where the first fails, the way back to the page."""
        user = request.user
        if "_submit" in request.POST and isinstance(user, User) and self.may_submit(request, award):
            submit(award, user, seen=self._seen_along(request, award, opened))
            self.message_user(request, f"{award.accession} 已送审，由另一位审核人员发布或者退回。")
        if "_publish" not in request.POST or not self.has_publish_permission(request):
            return None
        as_saved = whole(Award.objects.all()).get(pk=award.pk)
        is_as_opened = self.is_as_opened(request, as_saved, self.opened_at(request, opened))
        if is_as_opened and self.publish_one(request, as_saved):
            self.message_user(request, f"发布了 1 个案例：{award.accession}。", messages.SUCCESS)
            self.warn_of_place(request, award)
            return None
        return HttpResponseRedirect(reverse("admin:cases_award_change", args=[award.pk]))

    def _seen_along(self, request: HttpRequest, award: Award, opened: str | None) -> int | None:
        """The data version up to which who sends it has seen what comes along; None if not at all."""
        seen = self.opened_at(request, opened)
        if seen is None:
            return None
        if said := said_since([award], seen, request.user, with_along=True, words=SINCE_SENT).get(award.pk):
            self.message_user(request, said, messages.WARNING)
            return None
        return DataVersion.current().number

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        **kwargs: Any,
    ) -> HttpResponse:
        award = kwargs.get("obj")
        published = award is not None and award.state == State.PUBLISHED
        may_return = award is None or award.state not in (State.PUBLISHED, State.SEALED)
        if award is not None and request.method != "POST":
            say_what_readers_wrote(request, award)
        context |= {
            "show_publish": may_return and self.has_publish_permission(request),
            "show_submit": self.may_submit(request, award),
            "show_withdraw": published and self.has_withdraw_permission(request),
            **{f"show_{name}": self.may_seal(request, award, name) for name in ACTS},
        }
        attributions = [
            each.formset
            for each in context["inline_admin_formsets"]
            if isinstance(each.opts, AttributionInline)
        ]
        origins = attributions[0] if attributions else None
        context |= {"printed_fields": PRINTED, "sections": sections(context["adminform"], origins)}
        return super().render_change_form(request, context, *args, **kwargs)

    # --- What was public once is not deleted ----------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Award | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.state == State.DRAFT)

    def get_deleted_objects(
        self, objs: Sequence[Award] | QuerySet[Award], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        kept = [award for award in objs if award.state != State.DRAFT]
        if kept:  # say so, rather than speak of a permission that nobody has
            lacking = lacking - {self.opts.verbose_name}
            protected = [*protected, *(f"{award}：公布过的编号永久有效，只能撤回。" for award in kept)]
        return listed, counts, lacking, protected

    # --- The public page ------------------------------------------------------------------------

    def get_view_on_site_url(self, obj: Award | None = None) -> str | None:
        return super().get_view_on_site_url(obj) if obj is not None and obj.state == State.PUBLISHED else None
