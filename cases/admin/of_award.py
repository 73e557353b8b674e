"""What hangs on an award: inlines on its page, and lists of their own to look through them all."""

from typing import ClassVar, TypeVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from cases.admin.curated import SMALL_INPUTS, CuratedAdmin
from cases.admin.passages import PassageForm, WithPassage
from cases.models import Attribution, Award, Coding, FormerAccession, Milestone, Source

Row = TypeVar("Row", bound=Model)

LONG_TEXTS = ("award__text", "award__paragraph_starts")
SEARCHED = ("award__accession", "award__title")


class OfAwardForm(PassageForm[Row]):
    """A passage anywhere in the source of the award."""

    def ground(self) -> tuple[Source | None, int, int | None]:
        award = self.related("award")
        return (award.source if award is not None and award.source_id else None), 0, None


class CodingForm(OfAwardForm[Coding]):
    """A passage of the award itself."""

    def ground(self) -> tuple[Source | None, int, int | None]:
        source, _low, _high = super().ground()
        award = self.related("award")
        if source is None or award.start is None or award.end is None:
            return None, 0, None
        return source, award.start, award.end


class AttributionForm(OfAwardForm[Attribution]):
    may_be_inferred = True


class OfAwardInline(WithPassage[Row], admin.TabularInline[Row, Award]):
    """Rows on the page of their award."""

    text_path = "award__source__text"
    formfield_overrides = SMALL_INPUTS
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        return super().get_queryset(request).select_related("award").defer(*LONG_TEXTS)


class CodingInline(OfAwardInline[Coding]):
    model = Coding
    form = CodingForm
    fields = ("mechanism", "words", "start", "confidence", "state", "coder", "note")
    autocomplete_fields = ("mechanism",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Coding]:
        return super().get_queryset(request).select_related("mechanism")


class AttributionInline(OfAwardInline[Attribution]):
    model = Attribution
    form = AttributionForm
    fields = ("field", "words", "start", "rule", "note")


class MilestoneInline(OfAwardInline[Milestone]):
    model = Milestone
    form = OfAwardForm[Milestone]
    fields = ("kind", "year", "words", "start")


class FormerAccessionInline(admin.TabularInline[FormerAccession, Award]):
    model = FormerAccession
    extra = 0


class OfAwardAdmin(CuratedAdmin[Row]):
    """Lists of rows of all awards; a row does not change its award."""

    autocomplete_fields: ClassVar[tuple[str, ...]] = ("award",)
    list_select_related: ClassVar[tuple[str, ...]] = ("award",)
    list_defer = LONG_TEXTS
    search_fields: ClassVar[tuple[str, ...]] = SEARCHED
    search_help_text = "入库编号、题名"
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> tuple[str, ...]:
        return () if obj is None else ("award",)


@admin.register(Coding)
class CodingAdmin(WithPassage[Coding], OfAwardAdmin[Coding]):
    form = CodingForm
    text_path = "award__source__text"
    fields = ("award", "mechanism", "words", "start", "confidence", "state", "coder", "note")
    autocomplete_fields = ("award", "mechanism")
    list_display = ("mechanism", "award", "printed", "confidence", "state", "coder")
    list_filter = ("state", "confidence", "mechanism")
    list_select_related = ("award", "mechanism")
    search_fields = (*SEARCHED, "mechanism__name", "coder")
    search_help_text = "入库编号、题名、术语、编码者"


@admin.register(Attribution)
class AttributionAdmin(WithPassage[Attribution], OfAwardAdmin[Attribution]):
    form = AttributionForm
    text_path = "award__source__text"
    fields = ("award", "field", "words", "start", "rule", "note")
    list_display = ("award", "field", "printed", "rule", "note")
    list_filter = ("field", ("rule", admin.EmptyFieldListFilter))
    search_fields = (*SEARCHED, "rule")
    search_help_text = "入库编号、题名、推定规则"


@admin.register(Milestone)
class MilestoneAdmin(WithPassage[Milestone], OfAwardAdmin[Milestone]):
    form = OfAwardForm[Milestone]
    text_path = "award__source__text"
    fields = ("award", "kind", "year", "words", "start")
    list_display = ("award", "kind", "year", "printed")
    list_filter = ("kind", "year")


@admin.register(FormerAccession)
class FormerAccessionAdmin(OfAwardAdmin[FormerAccession]):
    list_display = ("accession", "award")
    search_fields = ("accession", *SEARCHED)
    search_help_text = "原入库编号、入库编号、题名"
