"""What the machine keeps for itself; curators may look, not touch."""

from django.contrib import admin
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from cases.admin.curated import CuratedAdmin, ReadOnlyAdmin
from cases.models import (
    DataVersion,
    DistinctCases,
    FormerIssuingBodySlug,
    FormerMechanismSlug,
    FormerProgrammeSlug,
    FormerSourceSlug,
    FormerTierSlug,
    LoadedUnit,
    ZeroResultSearch,
)

if admin.site.is_registered(
    DBTaskResult
):  # in English; what waits and what failed, the page of an intake tells
    admin.site.unregister(DBTaskResult)


@admin.register(DataVersion)
class DataVersionAdmin(ReadOnlyAdmin[DataVersion]):
    list_display = ("number", "rebuild", "token")


@admin.register(LoadedUnit)
class LoadedUnitAdmin(ReadOnlyAdmin[LoadedUnit]):
    list_display = ("kind", "key")
    list_filter = ("kind",)
    search_fields = ("key",)
    search_help_text = "标识"


@admin.register(DistinctCases)
class DistinctCasesAdmin(ReadOnlyAdmin[DistinctCases]):
    """The record; said and taken back it is on the lists of the desk."""

    list_display = readonly_fields = ("first", "second", "made_by", "made_at", "undone_by", "undone_at")
    list_select_related = ("first__place_then", "second__place_then")
    list_defer = ("first__text", "first__paragraph_starts", "second__text", "second__paragraph_starts")
    search_fields = ("first__accession", "second__accession", "made_by")
    search_help_text = "入库编号、用户"


@admin.register(FormerMechanismSlug)
class FormerMechanismSlugAdmin(ReadOnlyAdmin[FormerMechanismSlug]):
    list_display = readonly_fields = ("slug", "mechanism")
    list_select_related = ("mechanism",)
    search_fields = ("slug", "mechanism__name")
    search_help_text = "原标识、治理机制"


@admin.register(FormerSourceSlug)
class FormerSourceSlugAdmin(ReadOnlyAdmin[FormerSourceSlug]):
    list_display = readonly_fields = ("slug", "source")
    list_select_related = ("source",)
    list_defer = ("source__text",)
    search_fields = ("slug", "source__title")
    search_help_text = "原标识、文献标题"


@admin.register(FormerProgrammeSlug)
class FormerProgrammeSlugAdmin(ReadOnlyAdmin[FormerProgrammeSlug]):
    list_display = readonly_fields = ("slug", "programme")
    list_select_related = ("programme",)
    search_fields = ("slug", "programme__name")
    search_help_text = "原标识、评选项目"


@admin.register(FormerTierSlug)
class FormerTierSlugAdmin(ReadOnlyAdmin[FormerTierSlug]):
    list_display = readonly_fields = ("slug", "tier")
    list_select_related = ("tier",)
    search_fields = ("slug", "tier__name")
    search_help_text = "原标识、等次"


@admin.register(FormerIssuingBodySlug)
class FormerIssuingBodySlugAdmin(ReadOnlyAdmin[FormerIssuingBodySlug]):
    list_display = readonly_fields = ("slug", "body")
    list_select_related = ("body",)
    search_fields = ("slug", "body__name")
    search_help_text = "原标识、发布机关"


@admin.register(ZeroResultSearch)
class ZeroResultSearchAdmin(CuratedAdmin[ZeroResultSearch]):
    """Counted by the worker; what somebody typed of a person can be deleted."""

    list_display = readonly_fields = ("words", "day", "times")
    list_filter = ("day",)
    search_fields = ("words",)
    search_help_text = "检索词"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ZeroResultSearch | None = None) -> bool:
        return False
