"""What the admin of every curated table has in common."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, models
from django.db.models import Aggregate, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from cases.admin.collisions.noticing import REFUSED, Collided
from cases.admin.collisions.refusing import ShowsRefusals, reasons, showing
from cases.admin.deleting import Deleting, NotAsShown
from cases.admin.drafts.keeping import KeepsDrafts
from cases.admin.histories.history import part_of_history, revisions_of
from cases.admin.histories.why import SAID, note_of, refuse_silence, why_of
from cases.admin.reviews.mending import filled_in, to_mend
from cases.admin.reviews.proposed import keep_proposal, makes_coder, say_what_waits
from cases.admin.sent import ChoiceByTyping, PartFormSet, PlaceField
from cases.choices import Through
from cases.curation.proposing import Proposed, hold_back
from cases.curators_site import NOT_WRITTEN
from cases.models import Coder, Division, Mechanism
from cases.models.writing import Public, room_for, writing

logger = logging.getLogger(__name__)

Row = TypeVar("Row", bound=models.Model)
Owner = TypeVar("Owner", bound=models.Model)

# Narrow and low, so that a row of an inline fits the width of the page.
SMALL_INPUTS: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.CharField: {"widget": forms.TextInput(attrs={"size": 12})},
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 24})},
}


PARENTS = "parent__parent__parent"  # of a division, as far up as there are levels


class CountedRow(Protocol):
    """A row with the number of awards that draw on it, which the database counted."""

    award_count: int


def per_row(rows: QuerySet[Any], parent: str, number: Aggregate) -> Coalesce | Subquery:
    """The number that `rows` make for each parent; a count is 0 where there are none, a sum nothing.

    Not a join: that would group the query, and a grouped query loses the order of its model.
    """
    own = rows.filter(**{parent: OuterRef("pk")}).order_by().values(parent).annotate(number=number)
    counted = Subquery(own.values("number"))
    return Coalesce(counted, 0) if isinstance(number, Count) else counted


class ChosenByTyping(BaseModelAdmin[Row]):
    """Mixin of admins and inlines: menus may be sent anything, and a place has its parents.

    From the field of a row nobody deletes what the row refers to: others refer to it, too.
    """

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        widget: Any = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.ModelChoiceField[Any] | None:
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault(
                "widget", ChoiceByTyping(db_field, self.admin_site, using=options.get("using"))
            )
        if db_field.related_model is Division:
            options.setdefault("form_class", PlaceField)
            options.setdefault("queryset", Division.objects.select_related(PARENTS))
        return super().formfield_for_foreignkey(db_field, request, **options)


class CuratedAdmin(
    ShowsRefusals[Row], KeepsDrafts[Row], Deleting[Row], ChosenByTyping[Row], admin.ModelAdmin[Row]
):
    """Every form and action writes in one room; what the room refuses at its end, the page says.

    Lists stay light.

    `list_defer` names the columns, long texts above all, that lists and autocompletion do not need.
    """

    list_defer: tuple[str, ...] = ()
    list_per_page = 50

    class Media:
        css = {"all": ("cases/curation.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        rows = super().get_queryset(request)
        return rows if self._is_about_one_row(request) else self.for_list(rows)

    def for_list(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """The rows as lists and autocompletion need them; subclasses add what they count."""
        return rows.defer(*self.list_defer)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A form that the room refuses is shown again as it was sent, like one that is wrong by itself."""
        answer = super().changeform_view
        refusal: ValidationError | None = None
        if request.method != "POST":
            if (restored := self.restored(request, object_id)) is not None:
                with showing(restored):
                    return answer(request, object_id, form_url, extra_context)
            if object_id is not None and "_popup" not in request.GET:
                say_what_waits(request, self.model, object_id)
                if (filled := filled_in(self, request, object_id)) is not None:
                    with showing(filled):
                        return answer(request, object_id, form_url, extra_context)
            return answer(request, object_id, form_url, extra_context)
        try:
            with self._writing(request) as room:
                answered = answer(request, object_id, form_url, extra_context)
                hold_back(room, request.user)
                return answered
        except Proposed as held:
            if not makes_coder(held):
                return keep_proposal(request, held, to_mend(request, self.model, object_id))
        except ValidationError as error:
            refusal = error
        except (DataError, IntegrityError):
            logger.warning("refused %s", request.path, exc_info=True)
            refusal = ValidationError(NOT_WRITTEN)
        if refusal is None and isinstance(request.user, User):
            # Who codes for the first time is a coder from now on, whatever becomes of this change.
            with self._writing(request):
                Coder.of(request.user)
            return self.changeform_view(request, object_id, form_url, extra_context)
        with showing(refusal or ValidationError(NOT_WRITTEN)):
            again = answer(request, object_id, form_url, extra_context)
        if isinstance(refusal, Collided):
            again.status_code = REFUSED
        return again

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: ANN401 - passed on
        """The row and its inlines are one change; it is checked before anybody is told that it is saved."""
        super().save_related(request, form, formsets, change)
        room = room_for(self.model, "save_related")
        room.check_all()
        refuse_silence(room, is_new_term=self.model is Mechanism and not change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        may = self.has_add_permission(request) if add else self.has_change_permission(request, row)
        if may:
            context["why"] = why_of(request, self.model, row, adding=add)
        return super().render_change_form(request, context, add, *args, **kwargs)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        def answer() -> HttpResponse:
            return super(CuratedAdmin, self).changelist_view(request, extra_context)

        return self._answer(request, answer)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {**(extra_context or {}), "why_said": request.POST.get(SAID, "")}

        def answer() -> HttpResponse:
            return super(CuratedAdmin, self).delete_view(request, object_id, context)

        return self._answer(request, answer)

    def _answer(self, request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
        """The answer, whose writes are one change; where that is refused, the same page with the reasons."""
        if request.method != "POST":
            return answer()
        try:
            with self._writing(request) as room:
                answered = answer()
                refuse_silence(room)
                hold_back(room, request.user)
                return answered
        except Proposed as held:
            return keep_proposal(request, held)
        except NotAsShown as refusal:
            self.message_user(request, "".join(refusal.messages), messages.ERROR)
            return self._ask_again(request, answer)
        except ValidationError as refusal:
            list(messages.get_messages(request))  # that it was done, which it was not
            for reason in reasons(refusal, self.model):
                self.message_user(request, reason, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    @staticmethod
    def _ask_again(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
        """The page that asks before something is deleted, as it is now."""
        sent = request.POST.copy() if "action" in request.POST else QueryDict(mutable=True)
        sent.pop("post", None)
        request.POST = sent  # type: ignore[assignment]  # without the word that one is sure
        asked = answer()
        if asked.status_code == 200:  # not where it leads away
            asked.status_code = REFUSED
        return asked

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All revisions of the thing, whoever wrote them; of what hangs on one, those of that thing."""
        if not issubclass(self.model, Public):
            return super().history_view(request, object_id, extra_context)
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        thing = self.model.thing()
        if self.model.part_of:
            page = f"admin:cases_{thing._meta.model_name}_history"
            return HttpResponseRedirect(reverse(page, args=[getattr(row, f"{self.model.part_of}_id")]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"历史：{row}",
            "opts": self.opts,
            "object": row,
            "media": self.media,
            "part": part_of_history(revisions_of(thing, row.pk), request),
            "may_restore": self.has_change_permission(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/cases/history/thing.html", context)

    @staticmethod
    def _writing(request: HttpRequest) -> Any:  # noqa: ANN401 - a context manager
        user = request.user
        return writing(Through.FORM, by=user if user.is_authenticated else None, note=note_of(request))

    @staticmethod
    def _is_about_one_row(request: HttpRequest) -> bool:
        page = request.resolver_match.url_name or "" if request.resolver_match else ""
        return page.endswith(("_change", "_delete", "_history"))


class PartInline(ChosenByTyping[Row], admin.StackedInline[Row, Owner]):
    """What belongs to a thing, on its page; what a row refers to can be added there, not changed."""

    template = "admin/cases/rows.html"

    extra = 0
    formset = PartFormSet  # type: ignore[assignment]  # narrower: of these rows alone

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **options)
        widget: Any = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_change_related = widget.can_view_related = False
        return field


class ReadOnly:
    """For what the machine writes and people may look at."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, CuratedAdmin[Row]):
    """A table of what the machine writes."""


class FormerSlugInline(ReadOnly, PartInline[Any, Any]):
    """The slugs that lead to the thing, on its page where there are any."""

    fields = ("slug",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # Not Django's own, which asks who may see the former slugs of no thing.
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401 - of many tables
        return obj is not None and obj.former_slugs.exists() and super().has_view_permission(request, obj)
