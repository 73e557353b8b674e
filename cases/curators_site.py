"""The admin as curators see it: its titles, its index in the order of their work, what it cannot be asked."""

import logging
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import AnonymousUser, User
from django.db import DatabaseError, DataError, IntegrityError
from django.db.models import BigAutoField, Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from cases.curation.care.acts import may_care
from cases.curation.coding_acts import may_code
from cases.curation.office import acting_as
from cases.curation.proposing import to_decide
from cases.roles import MANAGE_VOCABULARY, PROPOSE, PUBLISH, REVIEW, may

View = Callable[..., HttpResponse]
logger = logging.getLogger(__name__)

# What belongs to one of these, a name or an origin, is edited on its page and not listed by itself.
GROUPS = (
    (
        "案例与文献",
        (
            *("Intake", "Award", "CodingDesk", "Review", "Edition"),
            *("Source", "Coding", "KeyFigure", "CodingRound", "BulkWork", "Report"),
        ),
    ),
    (
        "词表",
        (
            *("Programme", "Tier", "IssuingBody"),
            *("Mechanism", "CodingScheme", "WorkProblem", "Coder", "Care"),
        ),
    ),
    ("地区", ("Division",)),
    (
        "记录",
        (
            *("StoredFile", "ColumnMapping", "ZeroResultSearch", "DistinctCases", "Revision"),
            *("DataVersion", "LoadedUnit"),
        ),
    ),
)
APP = "cases"
# What an award refers to, which who edits awards looks up though he may not see the tables as such.
LOOKED_UP = frozenset({"Division", "Edition", "IssuingBody", "Mechanism", "Programme", "Source", "Tier"})
REVIEWS = (PROPOSE, REVIEW, MANAGE_VOCABULARY)  # who has one of these sees what waits for review
NAMES = {"Intake": "导入公告"}  # what is done there, where the name of the table says only what lies there

# What becomes of a query by values that no column holds, that are no date or no pattern.
UNASKABLE = (DatabaseError, ValueError, OverflowError, IndexError)
UNWRITABLE = (DataError, IntegrityError, OverflowError)
NOT_ASKED = "网址中的条件查不了，下面没有按这些条件列出。"
NOT_WRITTEN = "提交的内容里有数据库存不下或与已有内容重复的值，什么都没有改动。请核对后重新填写。"
NO_ROWS = "所选的行有误，什么都没有改动。请重新勾选。"
LARGEST_KEY = BigAutoField.MAX_BIGINT


class Completion(AutocompleteJsonView):
    """What menus offer while one types: a division with all that it is part of."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        found: dict[str, str] = super().serialize_result(obj, to_field_name)
        return found | {"text": getattr(obj, "full_name", found["text"])}

    def has_perm(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may: bool = super().has_perm(request, obj)
        is_of_awards = self.model_admin.model._meta.object_name in LOOKED_UP
        return may or (is_of_awards and edits_awards(request.user))


def edits_awards(user: User | AnonymousUser) -> bool:
    """Whether the user may add or change awards, and therefore look up what these refer to."""
    return user.has_perm(f"{APP}.add_award") or user.has_perm(f"{APP}.change_award")


class CuratorsSite(AdminSite):
    """Not within `cases.admin`, which registers with it while it is imported."""

    site_header = f"{settings.SITE_NAME} · 编目"
    site_title = settings.SITE_NAME
    index_title = "编目与维护"
    empty_value_display = "—"
    enable_nav_sidebar = False  # the menu of the header has what it would, and lists need its width

    # Given within `cases.admin`: what the start page shows, and the addresses of no table.
    start: ClassVar[Callable[[HttpRequest], dict[str, Any]]] = staticmethod(lambda request: {})
    further_addresses: ClassVar[tuple[Callable[[AdminSite], list[Any]], ...]] = ()

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: ANN401 - a view of any kind
        """Every page of every table, those of other apps too, says what it cannot be asked."""
        return super().admin_view(refusing_what_cannot_be(as_who_is_logged_in(view)), cacheable)

    def autocomplete_view(self, request: HttpRequest) -> Any:  # noqa: ANN401 - an answer of any kind
        return Completion.as_view(admin_site=self)(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Every page says how many changes the user has to decide on; asked where it is drawn."""
        found: dict[str, Any] = super().each_context(request)
        return {**found, "waiting_for_me": partial(number_to_decide, request.user)}

    def get_urls(self) -> list[Any]:
        further = (each for addresses in type(self).further_addresses for each in addresses(self))
        return [*further, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - as above
        """The desk (`cases/admin/desk/`): what waits, before what there is."""
        return super().index(request, {**type(self).start(request), **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The groups in place of the one list of the app; those of others stand behind."""
        found: list[Any] = super().get_app_list(request, app_label)
        for app in found:
            if app["app_label"] == APP and any(may(request.user, each) for each in REVIEWS):
                address = reverse("admin:cases_review", current_app=self.name)
                app["models"].append({"name": "待审核", "object_name": "Review", "admin_url": address})
            if app["app_label"] == APP and may_code(request.user):
                address = reverse("admin:coding_desk", current_app=self.name)
                app["models"].append({"name": "编码台", "object_name": "CodingDesk", "admin_url": address})
            if app["app_label"] == APP and may_care(request.user):
                address = reverse("admin:cases_care", current_app=self.name)
                app["models"].append({"name": "词表整理", "object_name": "Care", "admin_url": address})
        groups = [group for app in found if app["app_label"] == APP for group in grouped(app)]
        return [*groups, *(app for app in found if app["app_label"] != APP)]


def number_to_decide(user: User | AnonymousUser) -> int:
    """How many changes wait for the user; nothing is asked for who may decide on none."""
    decides = any(may(user, each) for each in (REVIEW, PUBLISH, MANAGE_VOCABULARY))
    return to_decide(user).order_by().count() if decides else 0


def grouped(app: dict[str, Any]) -> list[dict[str, Any]]:
    """The app as several; a group none of whose tables the user may see is left out."""
    models = {
        model["object_name"]: {**model, "name": NAMES.get(model["object_name"], model["name"])}
        for model in app["models"]
    }
    groups = [
        {**app, "name": label, "models": [models[name] for name in names if name in models]}
        for label, names in GROUPS
    ]
    return [group for group in groups if group["models"]]


def as_who_is_logged_in(view: View) -> View:
    """What a page writes that is no revision is recorded as done by whoever opened it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting_as(request.user):
            return view(request, *args, **kwargs)

    return answer


def refusing_what_cannot_be(view: View) -> View:
    """Let a page of the admin say so, where Django would fail at values that nothing can have.

    A page that fails without any parameters fails by itself, and is left to fail.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return _refused(request, NO_ROWS, request.get_full_path())
        impossible = UNWRITABLE if request.method == "POST" else UNASKABLE
        try:
            return _drawn(view(request, *args, **kwargs))
        except impossible:
            if request.method != "POST" and not request.GET:
                raise
            logger.warning("refused %s %s", request.method, request.path, exc_info=True)
        if request.method == "POST":
            return _refused(request, NOT_WRITTEN, request.get_full_path())
        return _refused(request, NOT_ASKED, request.path)

    return answer


def is_key(value: str) -> bool:
    """Whether it can be the primary key of a row: every table here numbers its rows."""
    return value.isascii() and value.isdecimal() and len(value) < 20 and int(value) <= LARGEST_KEY


def _drawn(response: HttpResponse) -> HttpResponse:
    """Drawn already here: a list asks the database while it is drawn."""
    return response.render() if isinstance(response, SimpleTemplateResponse) else response


def _refused(request: HttpRequest, why: str, address: str) -> HttpResponse:
    messages.error(request, why)
    return HttpResponseRedirect(address)
