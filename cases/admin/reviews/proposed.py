"""A change in a form that somebody has to look at first is kept as a proposal, and the page says so."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from cases.choices import State
from cases.curation.proposing import Proposed, propose, waiting_of, waiting_of_many, writes_directly
from cases.curation.undoing import BY_NAME
from cases.curators_site import is_key
from cases.models import Award, Coder, StoredChange
from cases.models.shown import Shown, is_shown
from cases.models.writing import Public

KEPT = "改动已提交审核，读者看到的还是原来的内容。"
DELETING_WAITS = "其中有已公布的内容：删除要先送审核，接受以前读者看到的不变。"
WAITS = "这里有 {} 项修改待审核：{}"
MOST_TOLD = 3
WILL_WAIT = "这是公布过的内容：保存以后先送审核，接受以前读者看到的不变。"


def keep_proposal(request: HttpRequest, held: Proposed, instead: StoredChange | None = None) -> HttpResponse:
    """Keep what was held back, in the place of what is mended; the page of the proposal."""
    list(messages.get_messages(request))  # that it was saved, which it was not
    assert isinstance(request.user, User)  # noqa: S101 - the admin asks for an account
    try:
        rows = propose(held, request.user, instead)
    except ValidationError as refusal:
        for message in refusal.messages:
            messages.error(request, message)
        return HttpResponseRedirect(request.get_full_path())
    messages.success(request, KEPT)
    for row in rows:
        others = waiting_of(BY_NAME[row.table], row.thing)
        _say(request, [each for each in others if each.pk != row.pk])
    if len(rows) == 1:
        return HttpResponseRedirect(reverse("admin:cases_review_page", args=[rows[0].pk]))
    return HttpResponseRedirect(reverse("admin:cases_review"))


def makes_coder(held: Proposed) -> bool:
    """Whether it refers to a coder that was rolled back with it: who codes for the first time."""
    return any(each.model is Coder and each.before is None for each in held.changes)


def say_what_waits(request: HttpRequest, model: type[Model], object_id: str) -> None:
    """Above a form: what waits for review, and that what is saved will."""
    if not issubclass(model, Public) or model.part_of or not is_key(unquote(object_id)):
        return
    pk = int(unquote(object_id))
    _say(request, waiting_of(model, pk))
    if not writes_directly(request.user, model) and _is_public(model, pk):
        messages.info(request, WILL_WAIT, fail_silently=True)


def say_before_deleting(request: HttpRequest, model: type[Model], rows: Sequence[Model]) -> None:
    """Before somebody deletes these rows: what waits of their things, and that what is public waits, too."""
    if not issubclass(model, Public):
        return
    thing = model.thing()
    keys = {getattr(row, f"{model.part_of}_id") if model.part_of else row.pk for row in rows}
    _say(request, waiting_of_many(thing, keys))
    if not writes_directly(request.user, thing) and any(_is_public(thing, pk) for pk in keys):
        messages.info(request, DELETING_WAITS, fail_silently=True)


def _say(request: HttpRequest, waiting: list[StoredChange]) -> None:
    """Who proposed what waits, when, with the way to it."""
    if not waiting:
        return
    links = format_html_join(
        "，",
        '<a href="{}">{} 在 {} 提出{}</a>',
        (
            (
                reverse("admin:cases_review_page", args=[each.pk]),
                each.made_by,
                f"{timezone.localtime(each.made_at):%Y-%m-%d %H:%M}",
                f"：{each.note}" if each.note else "",
            )
            for each in waiting[:MOST_TOLD]
            if each.made_at is not None
        ),
    )
    said = format_html(WAITS, len(waiting), links)
    messages.warning(request, said, fail_silently=True)  # a page is drawn without the middleware, too


def _is_public(model: type[Public], pk: int) -> bool:
    if issubclass(model, Shown):
        return is_shown(model, pk)
    if model is not Award:
        return True
    return Award.objects.exclude(state=State.DRAFT).filter(pk=pk).exists()
