"""Deleting lists all that would go with a row: also what somebody who codes in an open round must not see."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from cases.curation.coding_rounds import HANGS_UNSEEN, hangs_unseen

Row = TypeVar("Row", bound=Model)


class DeletesInSight(admin.ModelAdmin[Row]):
    """Mixin: 403 where the list would show codings of others in an open round."""

    def get_deleted_objects(
        self, objs: Sequence[Row] | QuerySet[Row], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        if any(hangs_unseen(request.user, each) for each in objs):
            raise PermissionDenied(HANGS_UNSEEN)
        return super().get_deleted_objects(objs, request)
