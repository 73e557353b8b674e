"""What the machine keeps for itself; curators may look, not touch."""

from django.contrib import admin

from cases.admin.curated import ReadOnlyAdmin
from cases.models import DataVersion, LoadedUnit


@admin.register(DataVersion)
class DataVersionAdmin(ReadOnlyAdmin[DataVersion]):
    list_display = ("number", "rebuild", "token")


@admin.register(LoadedUnit)
class LoadedUnitAdmin(ReadOnlyAdmin[LoadedUnit]):
    list_display = ("kind", "key")
    list_filter = ("kind",)
    search_fields = ("key",)
    search_help_text = "标识"
