"""What waits for review: its list, a page for each with what it would change, and what is done with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from cases.admin.collisions.tokens import last_revision, page_of_act, token
from cases.admin.reviews import corrections
from cases.admin.reviews.review_line import line_of
from cases.admin.reviews.since import ComesAlong, said_since, said_since_of, seen_of, told_along
from cases.admin.vocabulary import waiting
from cases.admin.vocabulary.handing_over import HandedOver, accepted_by_worker, page_of
from cases.choices import ChangeOutcome
from cases.curation import proposing, release
from cases.curation.care.acts import NeedsWorker
from cases.curation.coding_rounds import blindness
from cases.curation.differences import Differences, differences
from cases.curation.known_names import KnownNames
from cases.curation.proposal_bases import is_moved, who_moved
from cases.curation.proposal_comments import comment
from cases.curation.reaching_readers import along_with_change, is_submission, reaches_readers
from cases.curation.reasons import TYPING_ERROR
from cases.curation.still_open import overlaps, still_open
from cases.curation.undoing import BY_NAME
from cases.models import Award, StoredChange
from cases.roles import MANAGE_VOCABULARY, PROPOSE, REVIEW, may

View = Callable[..., HttpResponse]
ACCEPT = "accept"
Act = Callable[[StoredChange, User, str], str]
LISTED = 100  # of each kind, the oldest first
LONGEST = 500  # characters of a reason or a comment
NO_WORDS = "请写下意见。"
NEW_TO_READERS = "读者看到的已是新的内容"
NOT_AS_SHOWN = "您打开这一页以后，它又有改动，还没有处理。请看过现在的内容再决定。"


def review_addresses(site: AdminSite) -> list[URLPattern]:
    """Below the address of the list of stored changes."""

    def wrapped(view: View) -> View:
        guarded: View = site.admin_view(view)
        return guarded

    return [
        path("review/", wrapped(require_GET(list_view)), name="cases_review"),
        path("review/corrections/", wrapped(require_POST(corrections_view)), name="cases_review_corrections"),
        path("review/<int:pk>/", wrapped(require_GET(page_view)), name="cases_review_page"),
        path("review/<int:pk>/act/", wrapped(require_POST(act_view)), name="cases_review_act"),
    ]


def list_view(request: HttpRequest) -> HttpResponse:
    """`?only=typing-errors`: the corrections of typing errors alone, as far back as they wait."""
    user, is_part = _user(request), corrections.is_wanted(request)
    seen = last_revision(user)  # before anything is read: rather too old than too new
    found = proposing.proposals().filter(outcome=ChangeOutcome.WAITING)
    typing_errors = found.filter(note__startswith=TYPING_ERROR)
    waiting = [line_of(each, user, seen) for each in (typing_errors if is_part else found)[:LISTED]]
    mine = proposing.proposals().filter(made_by=user.get_username(), outcome=ChangeOutcome.DECLINED)
    context = {
        **_context(request, "待审核"),
        "to_decide": [each for each in waiting if each.may_decide],
        "of_others": [each for each in waiting if not each.may_decide],
        "came_back": [] if is_part else [line_of(each, user) for each in mine[:LISTED]],
        "most": LISTED,
        "is_cut": len(waiting) == LISTED,
        "is_part": is_part,
        "typing_errors": typing_errors.count(),
        "can_tick": any(each.shown for each in waiting),
        "only": f"?{corrections.ONLY}={corrections.KIND}",
    }
    return TemplateResponse(request, "admin/cases/review/list.html", context)


def corrections_view(request: HttpRequest) -> HttpResponse:
    return corrections.accept_ticked(request, _user(request))


def page_view(request: HttpRequest, pk: int) -> HttpResponse:
    user = _user(request)
    seen = token(user, page_of_act("review", [pk]), last_revision(user))
    change = _change(pk)
    line = line_of(change, user)
    is_open = line.is_waiting or line.came_back
    is_care = proposing.is_care(change)
    decides = line.is_waiting and line.may_decide
    context = {
        **_context(request, line.called if is_care else f"{line.what}{line.kind}：{line.called}"),
        "line": line,
        "care": waiting.shown(change, user, decides=decides) if is_care else None,
        "found": None if is_care else _differences(change, user),
        "still_open": _still_open(change),
        "against": _against(change, user) if decides else [],
        "along": _along(change),
        "seen": seen,
        "moved": who_moved(change) if is_open and is_moved(change) else "",
        "longest": LONGEST,
    }
    return TemplateResponse(request, "admin/cases/review/page.html", context)


def act_view(request: HttpRequest, pk: int) -> HttpResponse:
    user, change = _user(request), _change(pk)
    action = request.POST.get("action", "")
    if action != ACCEPT and action not in ACTS:
        raise Http404
    try:
        if action == ACCEPT:
            _refuse_unseen(request, change, user)
            act = _accept_act(request) if proposing.is_care(change) else _accept_seen(request)
        else:
            act = ACTS[action]
        done = act(change, user, request.POST.get("words", "").strip()[:LONGEST])
    except HandedOver as handed:
        return HttpResponseRedirect(handed.page)
    except ValidationError as refusal:
        for message in refusal.messages:
            messages.error(request, message)
        return HttpResponseRedirect(reverse("admin:cases_review_page", args=[pk]))
    messages.success(request, done)
    is_over = action in (ACCEPT, "send-back", "take-back")
    address = reverse("admin:cases_review") if is_over else reverse("admin:cases_review_page", args=[pk])
    return HttpResponseRedirect(address)


def _refuse_unseen(request: HttpRequest, change: StoredChange, user: User) -> None:
    """ValidationError unless the page showed the proposal, and what comes along, as they are."""
    seen = seen_of(request, page_of_act("review", [change.pk]))
    if seen is None or request.POST.get("made_at") != (change.made_at and change.made_at.isoformat()):
        raise ValidationError(NOT_AS_SHOWN)
    if is_submission(change):
        awards = Award.objects.filter(pk=change.thing or 0)
        raise_for = list(said_since(awards, seen, user, with_along=True).values())
    else:
        raise_for = said_since_of(along_with_change(change), seen, user)
    if raise_for:
        raise ValidationError(raise_for)


def _accept_seen(request: HttpRequest) -> Act:
    """Accept what the page showed; asked again once nobody else writes."""

    def act(change: StoredChange, user: User, words: str) -> str:
        proposing.accept(change, user, words, lambda now: _refuse_unseen(request, now, user))
        if is_submission(change):
            return f"{proposing.called(change)}：已发布。"
        seen = f"，{NEW_TO_READERS}" if reaches_readers(change) else ""
        return f"{proposing.called(change)}：已接受{seen}。"

    return act


def _accept_act(request: HttpRequest) -> Act:
    """Accept the act of care that the page showed."""

    def act(change: StoredChange, user: User, words: str) -> str:
        shown = request.POST.get("shown", "")
        try:
            waiting.accept(change, user, shown, words)
        except NeedsWorker as long:
            work = accepted_by_worker(change, long.outlook, user, shown, words)
            raise HandedOver(page_of(work)) from long
        return f"{proposing.called(change)}：已完成，{NEW_TO_READERS}。"

    return act


def _send_back(change: StoredChange, user: User, words: str) -> str:
    proposing.send_back(change, user, words)
    return f"{proposing.called(change)}：已退回给 {change.made_by}。"


def _take_back(change: StoredChange, user: User, words: str) -> str:
    proposing.take_back(change, user)
    return f"{proposing.called(change)}：已收回。"


def _send_again(change: StoredChange, user: User, words: str) -> str:
    if words:
        comment(change, user, words)
    proposing.send_again(change, user)
    return "已再次提交审核。"


def _comment(change: StoredChange, user: User, words: str) -> str:
    if not words:
        raise ValidationError(NO_WORDS)
    comment(change, user, words)
    return "已记下意见。"


ACTS: dict[str, Act] = {
    "send-back": _send_back,
    "take-back": _take_back,
    "send-again": _send_again,
    "comment": _comment,
}


def _still_open(change: StoredChange) -> list[str]:
    """What of the award somebody should look at, as it would be."""
    if change.table != "award" or not change.proposed:
        return []
    pk, state = change.thing or 0, change.proposed
    beside = [] if is_submission(change) else overlaps(pk, state)  # of drafts it stands above
    return [*beside, *(each.words for each in still_open({pk: state})[pk])]


def _against(change: StoredChange, user: User) -> list[str]:
    """What stands against publishing a draft."""
    if not is_submission(change):
        return []
    found = release.against(Award.objects.filter(pk=change.thing or 0), user)
    return [each for several in found.values() for each in several]


def _along(change: StoredChange) -> list[ComesAlong]:
    """What else readers would see for the first time."""
    return told_along(along_with_change(change))


def _differences(change: StoredChange, user: User | None = None) -> Differences:
    """Of a draft that shall be published the whole of it; without what `user` must not see."""
    model, before, after = BY_NAME[change.table], change.before, change.proposed or None
    if user is not None and change.table == "award" and change.thing is not None:
        blind = blindness(user, [change.thing])
        before, after = (blind.state(change.table, change.thing, each) for each in (before, after))
    if is_submission(change):
        before = None
    return differences(model, before, after, KnownNames([(model, before), (model, after)]))


def _change(pk: int) -> StoredChange:
    return get_object_or_404(proposing.proposals(), pk=pk)


def _user(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not any(
        may(user, each) for each in (PROPOSE, REVIEW, MANAGE_VOCABULARY)
    ):
        raise PermissionDenied
    return user


def _context(request: HttpRequest, title: str) -> dict[str, Any]:
    site = admin.site
    of_changes = site.get_model_admin(StoredChange)
    return {
        **site.each_context(request),
        "title": title,
        "opts": StoredChange._meta,
        "media": of_changes.media,
        "is_nav_sidebar_enabled": False,
    }
