"""The long forms of the admin: what somebody typed and did not save is offered to them, and comes back.

The browser sends it (`cases/static/cases/drafts.js`, `pages.py` beside this). A form is filled in again by
the server, as if it had just been sent and refused: with the rows that were added, and merged with what
others changed meanwhile, by the token that the form had when it was opened.
"""

import logging
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cases.admin.collisions.merging import take_theirs
from cases.admin.collisions.noticing import (
    Collided,
    Collision,
    FilledIn,
    NoticesCollisions,
    thing_of,
)
from cases.admin.drafts.content import fields_of, query_of
from cases.admin.drafts.presence import at
from cases.admin.histories.history import revisions_of
from cases.admin.histories.people import said_of
from cases.curation.coding_rounds import blinded
from cases.curators_site import is_key
from cases.models import FormDraft

Row = TypeVar("Row", bound=Model)

PAGE = "_page"  # the field of a form that says which opened page it is
RESTORE = "_restore"  # the parameter of an address that fills the form in
NEW = "add"
PAGE_FORM = re.compile(r"[0-9]{16}-[0-9a-f]{6}")
RESTORED = "下面已经填入您 {at} 输入的内容，还没有保存，请核对后保存。"
OFFERED = "您 {at} 在这里输入过、还没有保存的内容："
CHANGED_SINCE = "您打开那一页以后，{who} 又有改动，恢复时会并排列出。"
MOST_CHANGES = 20  # that are looked through for who changed the thing since

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offer:
    """What waits to be restored or discarded."""

    said: str
    since: str  # who changed the thing meanwhile, in a sentence
    address: str
    page: str


@dataclass(frozen=True, slots=True)
class LongForm:
    """What the page of a long form needs: its name (award/12, award/add), which opened page it is, offers."""

    name: str
    page: str
    offer: Offer | None = None
    restored: str = ""  # what is said of a form that is filled in

    @property
    def is_new(self) -> bool:
        """Whether its thing is not there yet: nobody else can have that open."""
        return self.name.endswith(f"/{NEW}")


class Restored(FilledIn):
    """The form has what was typed; `shown` is what others changed since, if they did."""

    def __init__(self, words: str, shown: Collision | None) -> None:
        super().__init__(shown, words)


class KeepsDrafts(NoticesCollisions[Row]):
    """Mixin of all curated tables; those with a long form say `keeps_drafts`."""

    keeps_drafts = False

    # --- The two pages ----------------------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self.settling(
            request, None, lambda: super(KeepsDrafts, self).add_view(request, form_url, extra_context)
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        def answer() -> HttpResponse:
            return super(KeepsDrafts, self).change_view(request, object_id, form_url, extra_context)

        return self.settling(request, object_id, answer)

    def settling(
        self, request: HttpRequest, object_id: str | None, answer: Callable[[], HttpResponse]
    ) -> HttpResponse:
        """The answer; where it says that the form is saved, what was kept of it goes."""
        page, user = request.POST.get(PAGE, ""), request.user
        answered = answer()
        if self.keeps_drafts and page and answered.status_code == 302 and isinstance(user, User):
            try:
                FormDraft.objects.settle(user, self.name_of(object_id), page)
            except DatabaseError:  # it is saved all the same, and offered once too often
                logger.warning("an unsaved form is let go later", exc_info=True)
        return answered

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        may = self.has_add_permission(request) if add else self.has_change_permission(request, row)
        if may and not context.get("is_popup"):
            context["long_form"] = self.long_form(request, None if row is None else str(row.pk))
        return super().render_change_form(request, context, add, *args, **kwargs)

    # --- What was typed ---------------------------------------------------------------------------

    def name_of(self, object_id: str | None) -> str:
        """By which the form is known: award/12, award/add."""
        key = NEW if object_id is None else unquote(object_id)
        return f"{self.model._meta.model_name}/{key}"

    def may_keep(self, request: HttpRequest, object_id: str | None) -> bool | None:
        """Whether the user may send this form; None where its thing is no more."""
        if object_id is None:
            return self.has_add_permission(request)
        row = self.model._default_manager.filter(pk=object_id).first()
        return None if row is None else self.has_change_permission(request, row)

    def long_form(
        self, request: HttpRequest, object_id: str | None, filled: FormDraft | None = None
    ) -> LongForm | None:
        """What the page needs, which may be filled in with what was typed; None where nothing is kept."""
        user = request.user
        if not self.keeps_drafts or not isinstance(user, User):
            return None
        name, page = self.name_of(object_id), request.POST.get(PAGE, "")
        if filled is not None:
            return LongForm(name, filled.page, restored=RESTORED.format(at=at(filled.updated_at)))
        if request.method == "POST":
            return LongForm(name, page if is_page(page) else new_page())
        held = FormDraft.objects.held(user, name)
        return LongForm(name, new_page(), None if held is None else self.offer(request, held))

    def typed_before(self, request: HttpRequest, object_id: str | None) -> FormDraft | None:
        """What this user typed in the form, where the address asks; PermissionDenied who may no more."""
        user = request.user
        if not self.keeps_drafts or RESTORE not in request.GET or not isinstance(user, User):
            return None
        if not self.may_keep(request, object_id):
            raise PermissionDenied
        return FormDraft.objects.held(user, self.name_of(object_id))

    def restored(self, request: HttpRequest, object_id: str | None) -> Restored | None:
        """Make of the request what sends that which was typed, where its address asks; what the page says."""
        if RESTORE not in request.GET or (object_id is not None and not is_key(unquote(object_id))):
            return None
        draft = self.typed_before(request, object_id)
        if draft is None:
            return None
        sent = fields_of(draft)
        take_theirs(sent)
        sent[PAGE] = draft.page
        request.method, request.POST = "POST", sent  # type: ignore[assignment]  # to be drawn as if it was sent
        shown = None
        if object_id is not None:
            try:
                self.refuse_collision(request, object_id, is_last=True)
            except Collided as collided:
                shown = collided.shown
        return Restored(RESTORED.format(at=at(draft.updated_at)), shown)

    def offer(self, request: HttpRequest, draft: FormDraft) -> Offer:
        """When it was typed, who changed the thing since, and where it is filled in again."""
        key = draft.form.partition("/")[2]
        page, args = (NEW, []) if key == NEW else ("change", [key])
        query = query_of(draft)
        query[RESTORE] = "1"
        address = reverse(f"admin:cases_{self.model._meta.model_name}_{page}", args=args)
        since = self._changed_since(request, key, draft) if key != NEW else ""
        return Offer(
            OFFERED.format(at=at(draft.updated_at)), since, f"{address}?{query.urlencode()}", draft.page
        )

    def _changed_since(self, request: HttpRequest, key: str, draft: FormDraft) -> str:
        thing = thing_of(self.model, key)
        if thing is None:
            return ""
        newer = revisions_of(*thing).filter(made_at__gt=opened_at(draft.page)).order_by("-pk")
        seen = blinded(newer[:MOST_CHANGES], request.user)
        names = dict.fromkeys(each.who for each in said_of(seen).values())
        return CHANGED_SINCE.format(who="、".join(names)) if names else ""


def new_page() -> str:
    """A name that no other opened page has; it begins with the microsecond in which it was opened."""
    return f"{time.time_ns() // 1000:016d}-{secrets.token_hex(3)}"


def is_page(name: str) -> bool:
    """Whether it can be the name of an opened page."""
    return PAGE_FORM.fullmatch(name) is not None


def opened_at(page: str) -> datetime:
    """When the page was opened, as its name says."""
    return datetime.fromtimestamp(int(page.partition("-")[0]) / 1_000_000, UTC)
