"""Rows without revisions, such as what readers report: their forms carry a signed digest of what they showed.

What another wrote since is not known, but that it is another: every value that differs is a choice.
"""

from hashlib import sha256
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from cases.admin.collisions.merging import Merge, rendered
from cases.admin.collisions.tokens import SEEN, page_of, seen_in, token

SIGN = "\x00"

_Shown = tuple[Any, dict[str, str]]  # a form, and its values


def digest_token(model_admin: admin.ModelAdmin[Any], request: HttpRequest, row: Model) -> str:
    """That this person was shown the row as it is."""
    return token(request.user, _page(row, _shown(model_admin, request, row)), 0)


def compared(model_admin: admin.ModelAdmin[Any], request: HttpRequest, row: Model) -> Merge | None:
    """The form that is sent beside the row; None where it showed the row as it is."""
    now = _shown(model_admin, request, row)
    if seen_in(request.POST.get(SEEN, ""), request.user, _page(row, now)) is not None:
        return None
    merge, (form, values) = Merge(request.POST.copy()), now
    fields = {name: each for name, each in form.fields.items() if name in values}
    merge.form("", fields, None, values)
    merge.sent[SEEN] = token(request.user, _page(row, now), 0)
    return merge


def last_hands(row: Model, most: int) -> list[str]:
    """Who changed the row in the admin, and when, the newest first."""
    found = LogEntry.objects.filter(content_type__model=row._meta.model_name, object_id=str(row.pk))
    entries = found.select_related("user").order_by("-pk")[:most]
    return [f"{each.user} 于 {timezone.localtime(each.action_time):%Y-%m-%d %H:%M} 修改" for each in entries]


def _shown(model_admin: admin.ModelAdmin[Any], request: HttpRequest, row: Model) -> _Shown:
    """The form of the row, and what it sends when nobody touches it."""
    form: Any = model_admin.get_form(request, row, change=True)(instance=row)
    return form, rendered(form, [name for name, each in form.fields.items() if not each.disabled])


def _page(row: Model, shown: _Shown) -> str:
    values = SIGN.join(f"{name}={value}" for name, value in sorted(shown[1].items()))
    return f"{page_of(type(row), row.pk)}/{sha256(values.encode()).hexdigest()}"
