"""The vocabulary of governance mechanisms."""

from collections.abc import Mapping
from typing import ClassVar

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern

from cases.admin.curated import SMALL_INPUTS, CountedRow, FormerSlugInline, PartInline, per_row
from cases.admin.vocabulary.access import VocabularyAdmin
from cases.admin.vocabulary.care import CaredForAdmin
from cases.admin.vocabulary.done import PagesOfCare
from cases.admin.vocabulary.forms import (
    CareForm,
    MergeTermForm,
    MoveTermForm,
    RenameTermForm,
    RetireTermForm,
)
from cases.admin.vocabulary.splitting import SplitTermForm
from cases.choices import CodingState
from cases.curation.coding_rounds import visible_to
from cases.models import Coding, FormerMechanismSlug, Mechanism, MechanismContrast, MechanismName


class MechanismNameInline(PartInline[MechanismName, Mechanism]):
    model = MechanismName


class FormerMechanismSlugInline(FormerSlugInline):
    model = FormerMechanismSlug


class MechanismContrastInline(PartInline[MechanismContrast, Mechanism]):
    model = MechanismContrast
    formfield_overrides = SMALL_INPUTS


@admin.register(Mechanism)
class MechanismAdmin(CaredForAdmin[Mechanism]):
    care: ClassVar[Mapping[str, type[CareForm]]] = {
        "merge": MergeTermForm,
        "split": SplitTermForm,
        "rename": RenameTermForm,
        "move": MoveTermForm,
        "retire": RetireTermForm,
    }
    list_display = (
        *("name", "scheme", "slug", "broader", "definition"),
        *("position", "is_featured", "award_count"),
    )
    list_filter = ("scheme", "is_featured", "is_retired", "broader")
    list_select_related = ("broader", "scheme")
    search_fields = ("name", "slug", "names__name")
    search_help_text = "治理机制、标识、其他名称"
    autocomplete_fields = ("broader", "scheme")
    inlines = (MechanismNameInline, MechanismContrastInline, FormerMechanismSlugInline)

    def get_urls(self) -> list[URLPattern]:
        return [*PagesOfCare(self.admin_site).urls(), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mechanism]:
        counted = visible_to(request.user, Coding.objects.filter(state=CodingState.ACCEPTED))
        count = per_row(counted, "mechanism", Count("award", distinct=True))
        return super().get_queryset(request).annotate(award_count=count)

    def get_view_on_site_url(self, obj: Mechanism | None = None) -> str | None:
        """Its page; a term of another scheme has none."""
        return super().get_view_on_site_url(obj) if obj is not None and obj.scheme.is_of_mechanisms else None

    @admin.display(description="案例数", ordering="award_count")
    def award_count(self, mechanism: CountedRow) -> int:
        return mechanism.award_count


@admin.register(MechanismName)
class MechanismNameAdmin(VocabularyAdmin[MechanismName]):
    list_display = ("name", "mechanism")
    list_select_related = ("mechanism",)
    search_fields = ("name", "mechanism__name")
    search_help_text = "其他名称、治理机制"
    autocomplete_fields = ("mechanism",)


@admin.register(MechanismContrast)
class MechanismContrastAdmin(VocabularyAdmin[MechanismContrast]):
    list_display = ("text", "mechanism", "why")
    list_select_related = ("mechanism",)
    search_fields = ("text", "why", "mechanism__name")
    search_help_text = "易混词语、区别、治理机制"
    autocomplete_fields = ("mechanism",)
