"""What the admin of every curated table has in common."""

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest


class CuratedAdmin(admin.ModelAdmin):
    """Lists stay light and rows are deleted one by one, so that the data version moves.

    `list_defer` names the columns, long texts above all, that lists and autocompletion do not need.
    """

    list_defer: tuple[str, ...] = ()
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows if self._is_about_one_row(request) else self.for_list(rows)

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows as lists and autocompletion need them; subclasses add what they count."""
        return rows.defer(*self.list_defer)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[models.Model]) -> None:
        with transaction.atomic():
            for row in queryset:
                row.delete()

    @staticmethod
    def _is_about_one_row(request: HttpRequest) -> bool:
        page = request.resolver_match.url_name or "" if request.resolver_match else ""
        return page.endswith(("_change", "_delete", "_history"))


class ReadOnlyAdmin(CuratedAdmin):
    """For what the machine writes and people may look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
