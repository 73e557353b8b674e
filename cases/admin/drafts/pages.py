"""The one address of what long forms do by themselves: keep what is typed, say who else is there, discard.

What a script asks is answered in JSON with what it shall say. Nothing here writes the library.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from cases.admin.drafts.content import checked
from cases.admin.drafts.keeping import NEW, KeepsDrafts, is_page
from cases.admin.drafts.presence import at, said_of_others
from cases.admin.drafts.waiting import waiting_briefly
from cases.curators_site import CuratorsSite, is_key
from cases.models import FormDraft, FormVisit
from cases.models.form_draft import MOST_DRAFTS, AnotherDraft, TooMany, TooSoon

Form = tuple[KeepsDrafts[Any], str | None]  # the admin and the key of its thing, None for a new one
JSON = "application/json"
APP = "cases"
ANOTHER = (
    "在另一个窗口输入的内容还没有保存，这里输入的没有另外留底：请先在页首恢复或者丢弃那一份，或者直接保存。"
)
ANOTHER_USER = "现在登录的是另一个账号（{name}），这里输入的没有存下，也请不要保存：请用原来的账号重新登录。"
MAY_NOT = "您已经不能修改这一页，输入的内容没有存下。"
GONE = "这一页的内容已被删除，输入的没有存下，请另行保留。"
TOO_SOON = "存得太快了，过一会儿再存。"
TOO_MANY = (
    "没有保存的内容最多留 {most} 份，这一份没有存下，请及时保存；最早的一份是 {at} 在“{where}”里输入的。"
)
BUSY = "正在写入一批改动，输入的还没有存下，过一会儿再存。"
UNKNOWN = "没有这个操作。"
AGAIN_AFTER = "5"  # seconds
STATUS_OF = {"long": 413, "form": 400}


def draft_addresses(site: AdminSite) -> list[URLPattern]:
    view = require_http_methods(["GET", "POST"])(form_view)
    return [path("unsaved/", site.admin_view(view), name="unsaved_form")]


def form_view(request: HttpRequest) -> HttpResponse:
    """GET: who is logged in, with a token for forms that were opened before. POST: an action on a form."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    if request.method != "POST":
        return JsonResponse({"user": str(user.pk), "token": get_token(request)})
    action, name = ACTIONS.get(request.POST.get("action", "")), request.POST.get("form", "")
    page = request.POST.get("page", "")
    found = form_of(name)
    if action is None or found is None or not is_page(page):
        return HttpResponseBadRequest(UNKNOWN)
    if request.POST.get("user", str(user.pk)) != str(user.pk):
        return refused(409, ANOTHER_USER.format(name=user.get_username()), other="yes")
    try:
        with waiting_briefly():
            return action(request, user, name, found)
    except OperationalError:
        busy = refused(503, BUSY)
        busy.headers["Retry-After"] = AGAIN_AFTER
        return busy


def form_of(name: str) -> Form | None:
    """The long form of this name, award/12 or award/add; None where there is none."""
    table, _slash, key = name.partition("/")
    try:
        model_admin = admin.site.get_model_admin(apps.get_model(APP, table))
    except (LookupError, NotRegistered, ValueError):
        return None
    if not isinstance(model_admin, KeepsDrafts) or not model_admin.keeps_drafts:
        return None
    if key == NEW:
        return model_admin, None
    return (model_admin, key) if is_key(key) and str(int(key)) == key else None


def refused(status: int, said: str, **more: str) -> HttpResponse:
    return JsonResponse({"said": said, **more}, status=status)


# --- The actions ------------------------------------------------------------------------------------


def _keep(request: HttpRequest, user: User, name: str, form: Form) -> HttpResponse:
    if (refusal := _refusal(request, form)) is not None:
        return refusal
    try:
        content = checked(request.POST.get("content", ""))
        draft = FormDraft.objects.keep(user, name, request.POST["page"], content)
    except ValidationError as error:
        return refused(STATUS_OF.get(str(error.code), 400), "".join(error.messages))
    except TooSoon:
        return refused(429, TOO_SOON)
    except TooMany as many:
        where = _called(many.oldest)
        return refused(429, TOO_MANY.format(most=MOST_DRAFTS, at=at(many.oldest.updated_at), where=where))
    except (AnotherDraft, IntegrityError):
        held = FormDraft.objects.held(user, name)
        offer = form[0].offer(request, held) if held is not None else None
        more = {} if offer is None else {"offered": offer.said, "address": offer.address, "page": offer.page}
        return refused(409, ANOTHER, **more)
    return JsonResponse({"said": f"没有保存的内容 {at(draft.updated_at)} 已经留底。"})


def _beat(request: HttpRequest, user: User, name: str, form: Form) -> HttpResponse:
    if (refusal := _refusal(request, form)) is not None:
        return refusal
    if form[1] is None:  # of a new thing everybody has their own
        return JsonResponse({"others": ""})
    FormVisit.objects.beat(user, name)
    return JsonResponse({"others": said_of_others(user, name)})


def _discard(request: HttpRequest, user: User, name: str, form: Form) -> HttpResponse:
    FormDraft.objects.settle(user, name, request.POST["page"])
    if JSON in request.headers.get("Accept", ""):
        return JsonResponse({"said": "已丢弃。"})
    model_admin, key = form
    page, args = (NEW, []) if key is None else ("change", [key])
    return HttpResponseRedirect(reverse(f"admin:cases_{model_admin.opts.model_name}_{page}", args=args))


ACTIONS: Mapping[str, Callable[[HttpRequest, User, str, Form], HttpResponse]] = {
    "keep": _keep,
    "beat": _beat,
    "discard": _discard,
}


def _refusal(request: HttpRequest, form: Form) -> HttpResponse | None:
    """Where the user may not send the form."""
    model_admin, key = form
    may = model_admin.may_keep(request, key)
    if may is None:
        return refused(404, GONE)
    return None if may else refused(403, MAY_NOT)


def _called(draft: FormDraft) -> str:
    """案例 12, 新增案例."""
    table, _slash, key = draft.form.partition("/")
    label = apps.get_model(APP, table)._meta.verbose_name
    return f"新增{label}" if key == NEW else f"{label} {key}"


CuratorsSite.further_addresses += (draft_addresses,)
