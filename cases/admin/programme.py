"""Programmes, tiers and issuing bodies: a new honour is entered here, and then known everywhere."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest

from cases.admin.curated import PARENTS, CountedRow, FormerSlugInline, PartInline, per_row
from cases.admin.vocabulary.access import VocabularyAdmin
from cases.admin.vocabulary.care import CaredForAdmin
from cases.admin.vocabulary.forms import CareForm
from cases.admin.vocabulary.named_forms import MergeNamedForm, RenameNamedForm, RetireNamedForm
from cases.admin.vocabulary.named_splitting import SplitBodyForm, SplitProgrammeForm, SplitTierForm
from cases.models import (
    Award,
    FormerIssuingBodySlug,
    FormerProgrammeSlug,
    FormerTierSlug,
    IssuingBody,
    IssuingBodyName,
    Programme,
    ProgrammeIssuer,
    ProgrammeName,
    ProgrammeTier,
    Tier,
    TierName,
)

Row = TypeVar("Row", bound=Model)

NAMED = ("name", "short_name", "slug")


class ProgrammeTierForm(forms.ModelForm[ProgrammeTier]):
    """Once accession numbers have the letter, it is shown and no longer asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None and self.instance.is_used:
            for name in {"programme", "tier", "letter"} & set(self.fields):
                self.fields[name].disabled = True


class ProgrammeTierInline(PartInline[ProgrammeTier, Programme]):
    """Each tier of a programme with its letter in accession numbers."""

    model = ProgrammeTier
    form = ProgrammeTierForm
    autocomplete_fields = ("tier",)


class ProgrammeNameInline(PartInline[ProgrammeName, Programme]):
    model = ProgrammeName


class ProgrammeIssuerInline(PartInline[ProgrammeIssuer, Programme]):
    model = ProgrammeIssuer
    autocomplete_fields = ("body",)


class TierNameInline(PartInline[TierName, Tier]):
    model = TierName


class IssuingBodyNameInline(PartInline[IssuingBodyName, IssuingBody]):
    model = IssuingBodyName


class FormerProgrammeSlugInline(FormerSlugInline):
    model = FormerProgrammeSlug


class FormerTierSlugInline(FormerSlugInline):
    model = FormerTierSlug


class FormerIssuingBodySlugInline(FormerSlugInline):
    model = FormerIssuingBodySlug


def with_split(form: type[CareForm]) -> Mapping[str, type[CareForm]]:
    """The acts on a thing, in the order of their buttons; each kind is split by a form of its own."""
    return {"merge": MergeNamedForm, "split": form, "rename": RenameNamedForm, "retire": RetireNamedForm}


class NamedAdmin(CaredForAdmin[Row]):
    """Lists of things in their order with the number of awards; `awards_by` leads from an award to one."""

    awards_by: ClassVar[str]
    search_fields: ClassVar[tuple[str, ...]] = ("name", "short_name", "slug", "names__name")
    search_help_text = "全称、简称、标识、其他名称"
    care_note = "没有上下级，不用“移动”；排在前后由“次序”决定。"

    def for_list(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """The count is the database's: an admin shows drafts as well."""
        awards = Award.objects.all()
        counted = per_row(awards, self.awards_by, Count("pk"))
        named: QuerySet[Any] = super().for_list(rows)
        found: QuerySet[Row] = named.annotate(award_count=counted)
        return found

    @admin.display(description="案例数", ordering="award_count")
    def award_count(self, row: CountedRow) -> int:
        return row.award_count


@admin.register(Programme)
class ProgrammeAdmin(NamedAdmin[Programme]):
    care: ClassVar[Mapping[str, type[CareForm]]] = with_split(SplitProgrammeForm)
    awards_by = "edition__programme"
    list_display = ("name", "slug", "code", "level", "tier_list", "position", "award_count")
    list_filter = ("level",)
    search_fields = (*NamedAdmin.search_fields, "code")
    search_help_text = "全称、简称、标识、代码、其他名称"
    inlines = (ProgrammeTierInline, ProgrammeIssuerInline, ProgrammeNameInline, FormerProgrammeSlugInline)
    fieldsets = ((None, {"fields": (*NAMED, "code", "level", "position")}),)

    def for_list(self, rows: QuerySet[Programme]) -> QuerySet[Programme]:
        return super().for_list(rows).prefetch_related("programme_tiers__tier")

    @admin.display(description="等次")
    def tier_list(self, programme: Programme) -> str:
        return "、".join(str(each) for each in programme.programme_tiers.all())

    def get_readonly_fields(self, request: HttpRequest, obj: Programme | None = None) -> tuple[str, ...]:
        return ("code",) if obj is not None and obj.is_used else ()


@admin.register(Tier)
class TierAdmin(NamedAdmin[Tier]):
    care: ClassVar[Mapping[str, type[CareForm]]] = with_split(SplitTierForm)
    awards_by = "tier"
    list_display = ("name", "slug", "programme_list", "position", "award_count")
    inlines = (TierNameInline, FormerTierSlugInline)
    fields = (*NAMED, "position")

    def for_list(self, rows: QuerySet[Tier]) -> QuerySet[Tier]:
        return super().for_list(rows).prefetch_related("programme_tiers__programme")

    @admin.display(description="所属项目")
    def programme_list(self, tier: Tier) -> str:
        return "、".join(f"{each.programme}（{each.letter}）" for each in tier.programme_tiers.all())


@admin.register(IssuingBody)
class IssuingBodyAdmin(NamedAdmin[IssuingBody]):
    care: ClassVar[Mapping[str, type[CareForm]]] = with_split(SplitBodyForm)
    awards_by = "edition__issuers__body"
    list_display = ("name", "slug", "kind", "place_name", "position", "award_count")
    list_filter = ("kind",)
    list_select_related = (f"place__{PARENTS}",)
    autocomplete_fields = ("place",)
    inlines = (IssuingBodyNameInline, FormerIssuingBodySlugInline)
    fields = (*NAMED, "kind", "place", "position")

    @admin.display(description="所属地区", ordering="place")
    def place_name(self, body: IssuingBody) -> str | None:
        return body.place.full_name if body.place else None


class OtherNameAdmin(VocabularyAdmin[Row]):
    """All other names of all things of a kind, to look through."""

    list_filter: ClassVar[tuple[str, ...]] = ("is_printed",)
    search_help_text = "名称、全称"


@admin.register(ProgrammeName)
class ProgrammeNameAdmin(OtherNameAdmin[ProgrammeName]):
    list_display = ("name", "programme", "is_printed")
    list_select_related = ("programme",)
    search_fields = ("name", "programme__name")
    autocomplete_fields = ("programme",)


@admin.register(TierName)
class TierNameAdmin(OtherNameAdmin[TierName]):
    list_display = ("name", "tier", "is_printed")
    list_select_related = ("tier",)
    search_fields = ("name", "tier__name")
    autocomplete_fields = ("tier",)


@admin.register(IssuingBodyName)
class IssuingBodyNameAdmin(OtherNameAdmin[IssuingBodyName]):
    list_display = ("name", "body", "is_printed")
    list_select_related = ("body",)
    search_fields = ("name", "body__name")
    autocomplete_fields = ("body",)


@admin.register(ProgrammeTier)
class ProgrammeTierAdmin(VocabularyAdmin[ProgrammeTier]):
    form = ProgrammeTierForm
    list_display = ("programme", "tier", "letter", "position")
    list_filter = ("programme", "tier")
    list_select_related = ("programme", "tier")
    autocomplete_fields = ("programme", "tier")
    search_fields = ("programme__name", "tier__name")
    search_help_text = "项目、等次"


@admin.register(ProgrammeIssuer)
class ProgrammeIssuerAdmin(VocabularyAdmin[ProgrammeIssuer]):
    list_display = ("programme", "body", "position")
    list_filter = ("programme", "body")
    list_select_related = ("programme", "body")
    autocomplete_fields = ("programme", "body")
    search_fields = ("programme__name", "body__name")
    search_help_text = "项目、发布机关"
