"""What programmes, tiers, bodies, terms, places, problems of work and coders have in common in the admin."""

from typing import TypeVar

from django.db.models import Model
from django.http import HttpRequest

from cases.admin.curated import CuratedAdmin
from cases.roles import MANAGE_VOCABULARY, may

Row = TypeVar("Row", bound=Model)


class VocabularyAdmin(CuratedAdmin[Row]):
    """All cases draw on it: beside the permission of its table one needs that to manage the vocabulary."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, MANAGE_VOCABULARY) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return may(request.user, MANAGE_VOCABULARY) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return may(request.user, MANAGE_VOCABULARY) and super().has_delete_permission(request, obj)
