"""What the machine keeps for itself; curators may look, not touch."""

from django.contrib import admin

from cases.admin.curated import ReadOnlyAdmin
from cases.models import DataVersion, FormerMechanismSlug, FormerSourceSlug, LoadedUnit, Revision


@admin.register(DataVersion)
class DataVersionAdmin(ReadOnlyAdmin[DataVersion]):
    list_display = ("number", "rebuild", "token")


@admin.register(LoadedUnit)
class LoadedUnitAdmin(ReadOnlyAdmin[LoadedUnit]):
    list_display = ("kind", "key")
    list_filter = ("kind",)
    search_fields = ("key",)
    search_help_text = "标识"


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin[Revision]):
    list_display = ("made_at", "by", "through", "table", "key", "note", "number")
    list_display_links = ("made_at", "key")
    list_filter = ("through", "table")
    list_defer = ("before", "after")
    date_hierarchy = "made_at"
    search_fields = ("key", "by", "note")
    search_help_text = "标识、用户、说明"
    show_full_result_count = False


@admin.register(FormerMechanismSlug)
class FormerMechanismSlugAdmin(ReadOnlyAdmin[FormerMechanismSlug]):
    list_display = readonly_fields = ("slug", "mechanism")
    list_select_related = ("mechanism",)
    search_fields = ("slug", "mechanism__name")
    search_help_text = "原标识、术语"


@admin.register(FormerSourceSlug)
class FormerSourceSlugAdmin(ReadOnlyAdmin[FormerSourceSlug]):
    list_display = readonly_fields = ("slug", "source")
    list_select_related = ("source",)
    list_defer = ("source__text",)
    search_fields = ("slug", "source__title")
    search_help_text = "原标识、文献题名"
