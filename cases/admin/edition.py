"""Editions: what was announced, and how much of it is here."""

from typing import Any, Protocol

from django.contrib import admin
from django.db.models import Count, Prefetch, QuerySet, Sum
from django.db.models.fields.related import RelatedField
from django.http import HttpRequest

from cases.admin.curated import SMALL_INPUTS, CountedRow, CuratedAdmin, PartInline, per_row
from cases.admin.passages import PassageForm, WithPassage
from cases.models import Award, Edition, EditionFact, EditionIssuer, EditionQuota, Source


class CountedEdition(CountedRow, Protocol):
    """An edition with the number of its awards here, and the number that its sources declare."""

    declared: int | None


class EditionFilter(admin.RelatedFieldListFilter):
    """The editions by their names, whose programmes are asked for at once."""

    def field_choices(
        self, field: RelatedField[Any, Any], request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, Any]]:
        return [(str(row.pk), str(row)) for row in Edition.objects.select_related("programme")]


class EditionFactForm(PassageForm[EditionFact]):
    fold_by = ("label", "value", "words")

    def ground(self) -> tuple[Source | None, int, int | None]:
        return self.related("source"), 0, None


class EditionQuotaForm(PassageForm[EditionQuota]):
    fold_by = ("tier", "declared", "words")
    may_be_inferred = True

    def ground(self) -> tuple[Source | None, int, int | None]:
        edition = self.related("edition")
        return (edition.source if edition is not None else None), 0, None


class EditionIssuerInline(PartInline[EditionIssuer, Edition]):
    """The bodies that gave it, in the printed order."""

    model = EditionIssuer
    autocomplete_fields = ("body",)


class EditionFactInline(WithPassage[EditionFact], PartInline[EditionFact, Edition]):
    model = EditionFact
    form = EditionFactForm
    text_path = "source__text"
    fields = ("label", "value", "source", "words", "start")
    autocomplete_fields = ("source",)
    formfield_overrides = SMALL_INPUTS


class EditionQuotaInline(WithPassage[EditionQuota], PartInline[EditionQuota, Edition]):
    model = EditionQuota
    form = EditionQuotaForm
    text_path = "edition__source__text"
    fields = ("tier", "declared", "words", "start", "rule")
    autocomplete_fields = ("tier",)
    formfield_overrides = SMALL_INPUTS


@admin.register(Edition)
class EditionAdmin(CuratedAdmin[Edition]):
    keeps_drafts = True
    list_display = ("year", "programme", "counted", "issuer_list", "theme", "source", "held")
    list_display_links = ("year", "programme")
    list_filter = ("programme", ("issuers__body", admin.RelatedOnlyFieldListFilter), "year")
    list_defer = ("procedure", "source__text")
    show_full_result_count = False
    autocomplete_fields = ("programme", "source")
    search_fields = (
        "year", "theme", "batch", "round", "programme__name", "programme__slug", "programme__names__name",
        "source__title",
    )  # fmt: skip
    search_help_text = "年度、主题、批次、届、项目名称或标识、文献标题"
    inlines = (EditionIssuerInline, EditionQuotaInline, EditionFactInline)
    fieldsets = (
        (None, {"fields": ("programme", ("year", "round", "batch"), "source")}),
        ("文献所述", {"fields": ("theme", "procedure")}),
        ("公开", {"fields": ("is_published",)}),
    )

    def for_list(self, rows: QuerySet[Edition]) -> QuerySet[Edition]:
        return (
            super()
            .for_list(rows)
            .select_related("source", "programme")
            .prefetch_related(Prefetch("issuers", EditionIssuer.objects.select_related("body")))
            .annotate(
                award_count=per_row(Award.objects.published(), "edition", Count("pk")),
                declared=per_row(EditionQuota.objects.all(), "edition", Sum("declared")),
            )
        )

    @admin.display(description="届、批次")
    def counted(self, edition: Edition) -> str:
        return edition.count

    @admin.display(description="发布机关")
    def issuer_list(self, edition: Edition) -> str:
        return "、".join(map(str, edition.bodies))

    @admin.display(description="收录/公布")
    def held(self, edition: CountedEdition) -> str:
        return f"{edition.award_count}/{'—' if edition.declared is None else edition.declared}"


@admin.register(EditionFact)
class EditionFactAdmin(WithPassage[EditionFact], CuratedAdmin[EditionFact]):
    form = EditionFactForm
    text_path = "source__text"
    fields = ("edition", "label", "value", "source", "words", "start")
    list_display = ("edition", "label", "value", "source")
    list_filter = ("label", ("edition", EditionFilter))
    list_select_related = ("edition__programme", "source")
    list_defer = ("source__text", "edition__procedure")
    autocomplete_fields = ("edition", "source")
    search_fields = ("label", "value", "source__title")
    search_help_text = "名称、内容、文献标题"


@admin.register(EditionQuota)
class EditionQuotaAdmin(WithPassage[EditionQuota], CuratedAdmin[EditionQuota]):
    form = EditionQuotaForm
    text_path = "edition__source__text"
    fields = ("edition", "tier", "declared", "words", "start", "rule")
    list_display = ("edition", "tier", "declared", "printed", "rule")
    list_filter = ("tier", ("edition", EditionFilter))
    list_select_related = ("edition__programme", "tier")
    list_defer = ("edition__procedure",)
    autocomplete_fields = ("edition", "tier")
    search_fields = ("edition__year", "edition__theme", "rule")
    search_help_text = "年度、主题、推断规则"


@admin.register(EditionIssuer)
class EditionIssuerAdmin(CuratedAdmin[EditionIssuer]):
    list_display = ("edition", "body", "position")
    list_filter = ("body",)
    list_select_related = ("edition__programme", "body")
    autocomplete_fields = ("edition", "body")
    search_fields = ("edition__year", "edition__programme__name", "body__name")
    search_help_text = "年度、项目、发布机关"
