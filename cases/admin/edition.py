"""Editions: what was announced, and how much of it is here."""

from typing import Protocol

from django.contrib import admin
from django.db.models import Count, QuerySet, Sum

from cases.admin.curated import SMALL_INPUTS, CountedRow, CuratedAdmin, per_row
from cases.admin.passages import PassageForm, WithPassage
from cases.models import Award, Edition, EditionFact, EditionQuota, Source


class CountedEdition(CountedRow, Protocol):
    """An edition with the number of its awards here, and the number that its sources declare."""

    declared: int | None


class EditionFactForm(PassageForm[EditionFact]):
    def ground(self) -> tuple[Source | None, int, int | None]:
        return self.related("source"), 0, None


class EditionQuotaForm(PassageForm[EditionQuota]):
    may_be_inferred = True

    def ground(self) -> tuple[Source | None, int, int | None]:
        edition = self.related("edition")
        return (edition.source if edition is not None else None), 0, None


class EditionFactInline(WithPassage[EditionFact], admin.TabularInline[EditionFact, Edition]):
    model = EditionFact
    form = EditionFactForm
    text_path = "source__text"
    fields = ("label", "value", "source", "words", "start")
    autocomplete_fields = ("source",)
    formfield_overrides = SMALL_INPUTS
    extra = 0


class EditionQuotaInline(WithPassage[EditionQuota], admin.TabularInline[EditionQuota, Edition]):
    model = EditionQuota
    form = EditionQuotaForm
    text_path = "edition__source__text"
    fields = ("tier", "declared", "words", "start", "rule")
    extra = 0


@admin.register(Edition)
class EditionAdmin(CuratedAdmin[Edition]):
    list_display = ("year", "programme", "issuing_body", "theme", "source", "held")
    list_display_links = ("year", "programme")
    list_filter = ("programme", "issuing_body", "year")
    list_select_related = ("source",)
    list_defer = ("procedure", "source__text")
    autocomplete_fields = ("source",)
    search_fields = ("year", "theme", "programme", "source__title")
    search_help_text = "年度、主题、项目代号（如 sqzl）、文献题名"
    inlines = (EditionQuotaInline, EditionFactInline)

    def for_list(self, rows: QuerySet[Edition]) -> QuerySet[Edition]:
        return (
            super()
            .for_list(rows)
            .annotate(
                award_count=per_row(Award.objects.published(), "edition", Count("pk")),
                declared=per_row(EditionQuota.objects.all(), "edition", Sum("declared")),
            )
        )

    @admin.display(description="收录/公布")
    def held(self, edition: CountedEdition) -> str:
        return f"{edition.award_count}/{'—' if edition.declared is None else edition.declared}"


@admin.register(EditionFact)
class EditionFactAdmin(WithPassage[EditionFact], CuratedAdmin[EditionFact]):
    form = EditionFactForm
    text_path = "source__text"
    fields = ("edition", "label", "value", "source", "words", "start")
    list_display = ("edition", "label", "value", "source")
    list_filter = ("label", "edition")
    list_select_related = ("edition", "source")
    list_defer = ("source__text", "edition__procedure")
    autocomplete_fields = ("edition", "source")
    search_fields = ("label", "value", "source__title")
    search_help_text = "名称、内容、文献题名"


@admin.register(EditionQuota)
class EditionQuotaAdmin(WithPassage[EditionQuota], CuratedAdmin[EditionQuota]):
    form = EditionQuotaForm
    text_path = "edition__source__text"
    fields = ("edition", "tier", "declared", "words", "start", "rule")
    list_display = ("edition", "tier", "declared", "printed", "rule")
    list_filter = ("tier", "edition")
    list_select_related = ("edition",)
    list_defer = ("edition__procedure",)
    autocomplete_fields = ("edition",)
    search_fields = ("edition__year", "edition__theme", "rule")
    search_help_text = "年度、主题、推定规则"
