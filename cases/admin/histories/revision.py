"""Revisions in the admin: the log of them all, one with all that it changed, and the way back to it."""

from typing import Any
from urllib.parse import quote

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from cases.admin.collisions.tokens import SEEN, last_revision, page_of_act, seen_in, token
from cases.admin.curated import ReadOnlyAdmin
from cases.admin.histories.history import HistoryEntry, entries
from cases.admin.histories.log import LogQuery, csv_of, log_page
from cases.admin.histories.people import said_of
from cases.admin.reviews.proposed import keep_proposal
from cases.choices import Through
from cases.curation.coding_rounds import blinded, blindness
from cases.curation.differences import Differences, differences
from cases.curation.known_names import KnownNames
from cases.curation.led_on import led_on
from cases.curation.proposing import Proposed, hold_back
from cases.curation.restoring import restore, state_of
from cases.curation.states import states
from cases.curation.undoing import BY_NAME
from cases.models import Revision
from cases.models.writing import writing

RESTORE = "restore"  # the page, in its token
NOT_SHOWN = "页面没有载完，或者不是为您打开的，什么都没有改动。请看下面的对照，再按一次“恢复”。"
CHANGED_SINCE = (
    "您打开这一页以后，{who} 在 {when} 改动过，什么都没有恢复。下面是与现在的内容相比，请看过再按“恢复”。"
)
NO_REASON = "请写明为什么恢复。"
LONGEST_REASON = 200
FILE_NAME = "修订记录.csv"


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin[Revision]):
    def get_urls(self) -> list[URLPattern]:
        wrapped = self.admin_site.admin_view
        return [
            path("<int:pk>/restore/", wrapped(self.restore_view), name="cases_revision_restore"),
            path("log.csv", wrapped(self.csv_view), name="cases_revision_csv"),
            *super().get_urls(),
        ]

    # --- The log --------------------------------------------------------------------------------

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Everybody's changes, in place of Django's list, which counts all rows for each page."""
        query = self._query(request)
        context = {
            **self.admin_site.each_context(request),
            "title": self.opts.verbose_name_plural,
            "opts": self.opts,
            "media": self.media,
            "query": query,
            "page": log_page(query, request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/cases/history/log.html", context)

    def csv_view(self, request: HttpRequest) -> HttpResponseBase:
        query = self._query(request)
        if query.wrong:
            return HttpResponse("".join(query.wrong), status=400, content_type="text/plain; charset=utf-8")
        return StreamingHttpResponse(
            csv_of(query, request.user),
            content_type="text/csv; charset=utf-8; header=present",
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(FILE_NAME)}"},
        )

    def _query(self, request: HttpRequest) -> LogQuery:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return LogQuery.read(request.GET)

    # --- One revision ---------------------------------------------------------------------------

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Revision | None:
        """None, as of what is not there, of what somebody who codes in an open round must not see."""
        found = super().get_object(request, object_id, from_field)
        return next(iter(blinded([found], request.user)), None) if found is not None else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What it changed, in place of its columns."""
        if kwargs["obj"].table not in BY_NAME:  # of a table that is no more
            return super().render_change_form(request, context, *args, **kwargs)
        [entry] = entries([kwargs["obj"]])
        context |= {
            "opts": self.opts,
            "title": f"{entry.verb}{entry.kind} {entry.revision.key}",
            "entry": entry,
            "thing_url": self._thing_url(request, entry),
            "may_restore": self._may_restore(request, entry.revision),
        }
        return TemplateResponse(request, "admin/cases/history/revision.html", context)

    def _thing_url(self, request: HttpRequest, entry: HistoryEntry) -> str:
        """The history of the thing that the revision is of, where there is one that the user may see."""
        model = BY_NAME[entry.revision.table]
        thing = model._default_manager.filter(pk=entry.revision.thing).first()
        if thing is None or not self.admin_site.get_model_admin(model).has_view_permission(request, thing):
            return ""
        return reverse(f"admin:cases_{entry.revision.table}_history", args=[thing.pk])

    # --- The way back ---------------------------------------------------------------------------

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what restoring would change, ask why, and do it."""
        revision = get_object_or_404(Revision, pk=pk)
        if revision.table not in BY_NAME or state_of(revision) is None:
            raise Http404
        if not self._may_restore(request, revision):
            if not blinded([revision], request.user):
                raise Http404  # as of what is not there
            raise PermissionDenied
        reason, wrong = request.POST.get("reason", "").strip(), list[str]()
        # Read before what is shown: what is changed meanwhile is newer than the token.
        seen = token(request.user, page_of_act(RESTORE, [pk]), last_revision(request.user))
        if request.method == "POST":
            try:
                wrong = self._restore(request, revision, reason)
            except Proposed as held:
                return keep_proposal(request, held)
            if not wrong:
                return self._restored(request, revision)
        context = {
            **self.admin_site.each_context(request),
            "title": f"恢复 {revision.key}",
            "opts": self.opts,
            "media": self.media,
            "entry": entries([revision])[0],
            "going": _going(revision),
            "reason": reason,
            "longest": LONGEST_REASON,
            "wrong": wrong,
            "seen": seen,
        }
        return TemplateResponse(
            request, "admin/cases/history/restore.html", context, status=409 if wrong else 200
        )

    def _restore(self, request: HttpRequest, revision: Revision, reason: str) -> list[str]:
        """What is in the way; nothing where it was restored."""
        if not reason or len(reason) > LONGEST_REASON:
            return [NO_REASON]
        user = request.user
        try:
            with writing(Through.UNDO, by=user if user.is_authenticated else None, note=reason) as room:
                model = BY_NAME[revision.table]
                room.advance(everything=model.changes_everything)  # others wait: what is found stays
                _refuse_changed_since(request, revision)
                restore(revision)
                hold_back(room, user)
        except ValidationError as refusal:
            return refusal.messages
        return []

    def _restored(self, request: HttpRequest, revision: Revision) -> HttpResponse:
        self.message_user(request, f"{revision.key} 已恢复到所选的版本。", messages.SUCCESS)
        model = BY_NAME[revision.table]
        thing = model._default_manager.get(pk=revision.thing)
        self.admin_site.get_model_admin(model).log_change(request, thing, f"恢复到修订 {revision.pk}")
        return HttpResponseRedirect(reverse(f"admin:cases_{revision.table}_history", args=[revision.thing]))

    def _may_restore(self, request: HttpRequest, revision: Revision) -> bool:
        """As who may change the thing; where it is no more, as who may add one."""
        model = BY_NAME[revision.table]
        if revision.table == "award" and blindness(request.user, [revision.thing]).terms:
            return False  # it would write what the user must not see
        of_model = self.admin_site.get_model_admin(model)
        thing = model._default_manager.filter(pk=revision.thing).first()
        if thing is None:
            return of_model.has_add_permission(request)
        return of_model.has_change_permission(request, thing)


def _refuse_changed_since(request: HttpRequest, revision: Revision) -> None:
    """ValidationError where the thing is another one than the page showed: it would be overwritten unseen."""
    seen = seen_in(request.POST.get(SEEN, ""), request.user, page_of_act(RESTORE, [revision.pk]))
    if seen is None:
        raise ValidationError(NOT_SHOWN)
    since = Revision.objects.filter(table=revision.table, thing=revision.thing, pk__gt=seen)
    if newer := since.order_by("pk").last():
        when = timezone.localtime(newer.made_at)
        raise ValidationError(
            CHANGED_SINCE.format(who=said_of([newer])[newer.pk].who, when=f"{when:%m-%d %H:%M}")
        )


def _going(revision: Revision) -> Differences:
    """From the thing as it is to the thing as it would be."""
    model, wanted = BY_NAME[revision.table], state_of(revision)
    now = states(model, [revision.thing]).get(revision.thing)
    if now is not None and wanted is not None and "state" in now and revision.table == "award":
        wanted = {**wanted, "state": now["state"], "former_accessions": now["former_accessions"]}
    if now is not None and wanted is not None and "former_slugs" in now:
        wanted = {**wanted, "former_slugs": now["former_slugs"]}
    wanted = wanted and led_on(model, wanted)
    names = KnownNames([(model, now), (model, wanted)])
    return differences(model, now, wanted, names)
