"""What programmes, tiers, bodies, terms, places, problems of work and coders have in common in the admin."""

from typing import Any, ClassVar, TypeVar

from django.db.models import Model
from django.http import HttpRequest

from cases.admin.curated import CuratedAdmin
from cases.roles import MANAGE_VOCABULARY, may

Row = TypeVar("Row", bound=Model)


class VocabularyAdmin(CuratedAdmin[Row]):
    """All cases draw on it: beside the permission of its table one needs that to manage the vocabulary.

    `care_note` stands on the form of a thing: which acts of care it needs none of, or how they are done.
    """

    care_note: ClassVar[str] = ""

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> Any:  # noqa: ANN401 - as Django has it
        (name, options), *others = super().get_fieldsets(request, obj)
        said = {"description": self.care_note} if obj is not None and self.care_note else {}
        return [(name, {**options, **said}), *others]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, MANAGE_VOCABULARY) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return may(request.user, MANAGE_VOCABULARY) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return may(request.user, MANAGE_VOCABULARY) and super().has_delete_permission(request, obj)
