"""Deleting in the admin: it says what waits of the thing and why it is done, and what waited goes back.

What is deleted is what the page that asks showed: where others changed it since, it asks again.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from cases.admin.collisions.tokens import last_revision, page_of_act, token
from cases.admin.histories.why import SAID
from cases.admin.reviews.proposed import say_before_deleting
from cases.admin.reviews.since import SINCE, Thing, seen_of, told_since
from cases.curation.coding_rounds import HANGS_UNSEEN, hangs_unseen
from cases.curation.proposing import close_of_deleted
from cases.models.writing import Public, room_for

Row = TypeVar("Row", bound=Model)

NOT_ASKED = "还没有删除：请看过下面将要删除的内容，再确认。"


DELETES = "delete_selected"
MOST_AT_ONCE = 200  # of a request: each is deleted by itself, and what hung on all of them is checked
TOO_MANY = f"一次最多删除 {MOST_AT_ONCE} 条，什么都没有删除。请分几次选。"


class NotAsShown(ValidationError):
    """The page that asks showed something else, or was not shown."""


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

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        seen = self._token(request, [unquote(object_id)], last_revision(request.user))
        return super().delete_view(request, object_id, {**(extra_context or {}), "seen": seen})

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Row], *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        if DELETES in request.POST.getlist("action") and _number_chosen(request, queryset) > MOST_AT_ONCE:
            self.message_user(request, TOO_MANY, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        seen = last_revision(request.user)  # before the rows are read: rather too old than too new
        answer = super().response_action(request, queryset, *args, **kwargs)
        context = answer.context_data if isinstance(answer, TemplateResponse) else None
        if context is not None and "deletable_objects" in context:
            keys = [row.pk for row in context["queryset"]]
            context |= {"seen": self._token(request, keys, seen), "why_said": request.POST.get(SAID, "")}
        return answer

    def _token(self, request: HttpRequest, keys: Iterable[object], seen: int) -> str:
        return token(request.user, self._page_that_asks(keys), seen)

    def _page_that_asks(self, keys: Iterable[object]) -> str:
        return page_of_act(f"delete/{self.opts.label_lower}", keys)

    def _refuse_unseen(self, request: HttpRequest, rows: Sequence[Row]) -> None:
        """NotAsShown unless the page that asked showed these rows, and what goes with them, as they are."""
        model: type[Model] = self.model
        if not issubclass(model, Public):
            return
        seen = seen_of(request, self._page_that_asks(row.pk for row in rows))
        if seen is None:
            raise NotAsShown(NOT_ASKED)
        room_for(model, "delete").advance(everything=model.thing().changes_everything)  # others wait
        told = told_since(_things_of(model, rows), seen, request.user)
        if told:
            raise NotAsShown(SINCE.format("；".join(told.values())))

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        self._refuse_unseen(request, [obj])
        keys = [obj.pk]
        super().delete_model(request, obj)
        self._deleted(request, keys)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        rows = list(queryset)
        self._refuse_unseen(request, rows)
        keys = [row.pk for row in rows]
        for row in rows:
            row.delete()
        self._deleted(request, keys)

    def _deleted(self, request: HttpRequest, keys: list[int]) -> None:
        room_for(self.model, "delete").check_all()
        if issubclass(self.model, Public) and not self.model.part_of:
            close_of_deleted(self.model, keys, request.user)


def _number_chosen(request: HttpRequest, rows: QuerySet[Any]) -> int:
    """How many rows an action is asked of."""
    if request.POST.get("select_across", "0") not in ("", "0"):
        return rows.count()
    return len(request.POST.getlist(ACTION_CHECKBOX_NAME))


def _things_of(model: type[Public], rows: Sequence[Any]) -> set[Thing]:
    """The things that these rows are, or are part of: nothing else is deleted with them."""
    name, of = str(model.thing()._meta.model_name), f"{model.part_of}_id" if model.part_of else "pk"
    return {(name, int(getattr(row, of))) for row in rows}
