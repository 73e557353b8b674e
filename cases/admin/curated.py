"""What the admin of every curated table has in common."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.db.models import Aggregate, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

Row = TypeVar("Row", bound=models.Model)

# Narrow and low, so that a row of an inline fits the width of the page.
SMALL_INPUTS: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.CharField: {"widget": forms.TextInput(attrs={"size": 12})},
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 24})},
}


class CountedRow(Protocol):
    """A row with the number of awards that draw on it, which the database counted."""

    award_count: int


def per_row(rows: QuerySet[Any], parent: str, number: Aggregate) -> Coalesce | Subquery:
    """The number that `rows` make for each parent; a count is 0 where there are none, a sum nothing.

    Not a join: that would group the query, and a grouped query loses the order of its model.
    """
    own = rows.filter(**{parent: OuterRef("pk")}).order_by().values(parent).annotate(number=number)
    found = Subquery(own.values("number"))
    return Coalesce(found, 0) if isinstance(number, Count) else found


class CuratedAdmin(admin.ModelAdmin[Row]):
    """Lists stay light and rows are deleted one by one, so that the data version moves.

    `list_defer` names the columns, long texts above all, that lists and autocompletion do not need.
    """

    list_defer: tuple[str, ...] = ()
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        rows = super().get_queryset(request)
        return rows if self._is_about_one_row(request) else self.for_list(rows)

    def for_list(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """The rows as lists and autocompletion need them; subclasses add what they count."""
        return rows.defer(*self.list_defer)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        with transaction.atomic():
            for row in queryset:
                row.delete()

    @staticmethod
    def _is_about_one_row(request: HttpRequest) -> bool:
        page = request.resolver_match.url_name or "" if request.resolver_match else ""
        return page.endswith(("_change", "_delete", "_history"))


class ReadOnlyAdmin(CuratedAdmin[Row]):
    """For what the machine writes and people may look at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False
