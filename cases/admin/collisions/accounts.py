"""Accounts and groups have no revisions either: who saves second is told, and overwrites nothing."""

from typing import Any, ClassVar, TypeVar

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from cases.admin.collisions.noticing import REFUSED, Collided, NoticesCollisions
from cases.admin.collisions.refusing import ShowsRefusals, showing
from cases.curators_site import is_key

Row = TypeVar("Row", bound=Model)


class LocksUnrecorded(ShowsRefusals[Row], NoticesCollisions[Row]):
    """Mixin of admins that write in no room. What the form does not send, a password, is not compared."""

    class Media:
        css: ClassVar[Any] = {"all": ("cases/curation.css",)}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        answer = super().changeform_view
        key = unquote(object_id or "")
        if request.method != "POST" or not is_key(key):
            return answer(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                # Held from the comparison on: nobody else writes the row in between.
                self.model._default_manager.select_for_update().filter(pk=key).first()
                return answer(request, object_id, form_url, extra_context)
        except Collided as refusal:
            with showing(refusal):
                again = answer(request, object_id, form_url, extra_context)
        again.status_code = REFUSED
        return again
