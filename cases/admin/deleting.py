"""Deleting in the admin: it says what waits of the thing and why it is done, and what waited goes back."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from cases.admin.reviews.proposed import say_before_deleting
from cases.curation.coding_rounds import HANGS_UNSEEN, hangs_unseen
from cases.curation.proposing import close_of_deleted
from cases.models.writing import Public, room_for

Row = TypeVar("Row", bound=Model)


class Deleting(admin.ModelAdmin[Row]):
    """Mixin of the admins of curated tables: rows are deleted one by one, in the room of the request."""

    delete_confirmation_template = "admin/cases/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/cases/delete_selected_confirmation.html"

    def get_deleted_objects(
        self, objs: Sequence[Row] | QuerySet[Row], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        if any(hangs_unseen(request.user, each) for each in objs):  # it would list codings of others
            raise PermissionDenied(HANGS_UNSEEN)
        if "post" not in request.POST:  # the page that asks
            say_before_deleting(request, self.model, list(objs))
        return super().get_deleted_objects(objs, request)

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        keys = [obj.pk]
        super().delete_model(request, obj)
        self._deleted(request, keys)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        rows = list(queryset)
        keys = [row.pk for row in rows]
        for row in rows:
            row.delete()
        self._deleted(request, keys)

    def _deleted(self, request: HttpRequest, keys: list[int]) -> None:
        room_for(self.model, "delete").check_all()
        if issubclass(self.model, Public) and not self.model.part_of:
            close_of_deleted(self.model, keys, request.user)
