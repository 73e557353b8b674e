"""The page of an award on which somebody decides what is adopted where its documents say different things."""

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from cases.admin.reviews.proposed import keep_proposal, say_what_waits
from cases.choices import Through
from cases.curation.conflicts import LONGEST, NOTHING_CHOSEN, conflicts_of, decide
from cases.curation.proposing import Proposed, hold_back
from cases.curators_site import CuratorsSite, is_key
from cases.models import Award
from cases.models.writing import Room, writing
from cases.roles import PROPOSE, may

CHANGES = "cases.change_award"
DONE = "已核定。改主意的，可以再选一次，也可以在历史里恢复从前的内容。"


def conflict_addresses(site: AdminSite) -> list[URLPattern]:
    view = site.admin_view(require_http_methods(["GET", "POST"])(award_view))
    return [path("conflicts/<int:pk>/", view, name="award_conflicts")]


def award_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Every value of the award of which different things are said; POST decides on one of them."""
    user = request.user
    if not isinstance(user, User) or not (may(user, CHANGES) and may(user, PROPOSE)):
        raise PermissionDenied
    award = get_object_or_404(Award.objects.select_related("place_then"), pk=pk)
    refusal: list[str] = []
    if request.method == "POST":
        try:
            with writing(Through.FORM, by=user) as room:
                _decide(request, room, pk)
                hold_back(room, user)
        except Proposed as held:
            return keep_proposal(request, held)
        except ValidationError as refused:
            refusal = refused.messages
        else:
            messages.success(request, DONE)
            return HttpResponseRedirect(request.path)
    else:
        say_what_waits(request, Award, str(pk))
    return _page(request, award, refusal)


def _decide(request: HttpRequest, room: Room, pk: int) -> None:
    sent = request.POST
    adopted, seen = sent.get("adopted", ""), sent.get("version", "")
    if not is_key(adopted) or not is_key(seen):
        raise ValidationError(NOTHING_CHOSEN)
    decide(room, pk, sent.get("field", ""), int(adopted), sent.get("reason", ""), seen=int(seen))


def _page(request: HttpRequest, award: Award, refusal: list[str]) -> HttpResponse:
    """What was typed into a form that was refused stands in it again."""
    context = {
        **admin.site.each_context(request),
        "title": f"不同的说法：{award.called}",
        "award": award,
        "conflicts": conflicts_of(award.pk),
        "refusal": refusal,
        "sent": request.POST if refusal else {},
        "longest": LONGEST,
        "history": reverse("admin:cases_award_history", args=[award.pk]),
    }
    return TemplateResponse(request, "admin/cases/award/conflicts.html", context)


CuratorsSite.further_addresses += (conflict_addresses,)
