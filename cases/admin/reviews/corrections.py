"""Corrections of typing errors are accepted in the list of proposals, which shows each whole."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cases.admin.collisions.tokens import page_of_act, seen_in, token
from cases.admin.reviews.since import said_since_of
from cases.choices import ChangeOutcome
from cases.curation import proposing
from cases.curation.corrections import small_correction
from cases.curation.proposal_comments import said_by_others
from cases.curation.reaching_readers import along_with_change
from cases.curators_site import is_key
from cases.models import StoredChange

CHOSEN, SHOWN = "correction", "shown"  # of a form: what was ticked, and the token of each line
ONLY = "only"  # of the list's address
KIND = "typing-errors"
MOST = 30  # that a request accepts
IN_THE_LIST = "在待审核列表里对照改前、改后以后接受"
NOTHING_CHOSEN = "请先勾选要接受的更正。"
TOO_MANY = f"一次最多接受 {MOST} 项，请分几次。"
ON_ITS_PAGE = "不是能在列表里接受的更正，请打开它的页面审核。"
NOT_AS_SHOWN = "您打开列表以后，它又有改动，还没有处理。请看过现在的内容再决定。"
NEW_WORDS = "有了新的意见，请打开查看。"


def can_be_ticked(change: StoredChange, user: User) -> bool:
    """Whether this user may accept it in the list.

    Nobody their own, not even who is the whole office; and none of which others said something: only its
    page shows that.
    """
    return _may_tick(change, user) and not said_by_others(change, user)


def _may_tick(change: StoredChange, user: User) -> bool:
    return change.made_by != user.get_username() and proposing.may_decide(change, user)


def shown_token(change: StoredChange, user: User, seen: int) -> str:
    """That the line of this proposal, as it is now, was shown to this user after the revision `seen`."""
    return token(user, _line_of(change), seen)


def is_wanted(request: HttpRequest) -> bool:
    """Whether the list shall show corrections of typing errors alone."""
    return request.GET.get(ONLY) == KIND


def accept_ticked(request: HttpRequest, user: User) -> HttpResponse:
    """Accept what was ticked, each by itself: one that is refused is named, the others go on."""
    keys = [int(each) for each in request.POST.getlist(CHOSEN)[: MOST + 1] if is_key(each)]
    if not keys or len(keys) > MOST:
        messages.error(request, TOO_MANY if keys else NOTHING_CHOSEN)
        return _back()
    waiting = proposing.proposals().filter(pk__in=keys, outcome=ChangeOutcome.WAITING)
    found = {each.pk: each for each in waiting}
    done: list[str] = []
    for pk in dict.fromkeys(keys):
        try:
            if pk not in found:
                raise ValidationError(proposing.DECIDED)
            done.append(_accept(found[pk], user, request.POST.get(f"{SHOWN}-{pk}", "")))
        except ValidationError as refusal:
            called = f"{proposing.called(found[pk])}：" if pk in found else ""
            messages.error(request, f"{called}{''.join(refusal.messages)}")
    if done:
        messages.success(request, f"已接受 {len(done)} 项更正：{'；'.join(done)}。")
    return _back()


def _accept(change: StoredChange, user: User, shown: str) -> str:
    """What was corrected, in words; ValidationError where the list did not show it, or not whole."""
    values = small_correction(change)
    if not values or not _may_tick(change, user):
        raise ValidationError(ON_ITS_PAGE)
    _refuse_unseen(change, user, shown)
    proposing.accept(change, user, IN_THE_LIST, lambda now: _refuse_unseen(now, user, shown))
    return f"{proposing.called(change)}（{'、'.join(each.label for each in values)}）"


def _refuse_unseen(change: StoredChange, user: User, shown: str) -> None:
    """ValidationError unless the line showed the proposal, and what comes along, as they are.

    Also where others said something of it. Asked again once nobody else writes.
    """
    change.comments = StoredChange.objects.values_list("comments", flat=True).get(pk=change.pk)
    if said_by_others(change, user):
        raise ValidationError(NEW_WORDS)
    seen = seen_in(shown, user, _line_of(change))
    if seen is None:
        raise ValidationError(NOT_AS_SHOWN)
    if told := said_since_of(along_with_change(change), seen, user):
        raise ValidationError(told)


def _line_of(change: StoredChange) -> str:
    """In a token; a proposal that is mended or sent again has another moment."""
    moment = change.made_at.isoformat() if change.made_at is not None else ""
    return page_of_act("correction", [f"{change.pk}@{moment}"])


def _back() -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('admin:cases_review')}?{ONLY}={KIND}")
