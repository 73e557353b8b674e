"""The addresses of the coding desk: the list, the page of an award, and the acts on its codings."""

from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from cases.admin.coding.listing import FILTERS, LAST_PAGE, DeskFilter, award_address, beside, listed
from cases.admin.coding.page import coded_award, own_state, with_passage
from cases.admin.coding.sent import act_of
from cases.admin.coding.terms import flat, term_tree
from cases.choices import Confidence
from cases.curation.coding_acts import CodingDone, NotYours, Overtaken, may_code
from cases.curators_site import CuratorsSite
from cases.models import Award, CodingScheme
from cases.models.scheme import MECHANISMS

JSON = "application/json"


def coding_addresses(site: AdminSite) -> list[URLPattern]:
    return [
        path("coding/", site.admin_view(require_GET(list_view)), name="coding_desk"),
        path("coding/<int:pk>/", site.admin_view(require_GET(award_view)), name="coding_award"),
        path("coding/<int:pk>/act/", site.admin_view(require_POST(act_view)), name="coding_act"),
    ]


def list_view(request: HttpRequest) -> HttpResponse:
    """The awards to code."""
    user = _user(request)
    wanted = DeskFilter.of(request.GET)
    scheme, schemes = _scheme(wanted)
    given = request.GET.get("page", "")
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 1
    context = {
        **admin.site.each_context(request),
        "title": "编码台",
        "wanted": wanted,
        "schemes": _choices(schemes, scheme, wanted),
        "filters": [
            (label, _with_kind(wanted, kind), kind == wanted.kind) for kind, label in FILTERS.items()
        ],
        "page": listed(wanted, user, min(max(number, 1), LAST_PAGE)),
    }
    return TemplateResponse(request, "admin/cases/coding/list.html", context)


def award_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of an award beside its codings and the terms."""
    user, award = _user(request), _award(pk)
    wanted = DeskFilter.of(request.GET)
    scheme, schemes = _scheme(wanted)
    tree = term_tree(scheme)
    before, behind = beside(award, wanted, user)
    context = {
        **admin.site.each_context(request),
        "title": f"编码：{award.called}",
        "coded": coded_award(award, scheme, user),
        "scheme": scheme,
        "schemes": _choices(schemes, scheme, wanted),
        "award": award,
        "tree": tree,
        "terms": list(flat(tree)),
        "confidences": Confidence,
        "own_state": own_state(award, scheme, user),
        "before": before,
        "behind": behind,
        "list_address": reverse("admin:coding_desk") + (f"?{wanted.query}" if wanted.query else ""),
        "filter": wanted,
    }
    return TemplateResponse(request, "admin/cases/coding/award.html", context)


def act_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what was sent; JSON for the script, with the codings as they then are, else back to the page."""
    user, award = _user(request), _award(pk)
    wanted = DeskFilter.of(request.GET)
    _scheme(wanted)
    status, done = 200, None
    try:
        done = act_of(request.POST, award, user)
        said = done.said
    except ValidationError as refusal:
        said, status = "".join(refusal.messages), _status(refusal)
    if JSON in request.headers.get("Accept", ""):
        return JsonResponse(_answer(request, pk, said, done), status=status)
    (messages.success if done is not None else messages.error)(request, said)
    return HttpResponseRedirect(f"{award_address(pk, wanted)}#codings")


def _answer(request: HttpRequest, pk: int, said: str, done: CodingDone | None) -> dict[str, Any]:
    wanted = DeskFilter.of(request.GET)
    coded = coded_award(_award(pk), _scheme(wanted)[0], _user(request))
    context = {"coded": coded, "confidences": Confidence, "filter": wanted}
    return {
        "said": said,
        "key": str(done.key) if done is not None and done.key is not None else "",
        "html": render_to_string("admin/cases/coding/codings.html", context, request),
    }


def _status(refusal: ValidationError) -> int:
    """403 for what another person may do, 409 for what is so no longer, 422 for what is wrong by itself."""
    if isinstance(refusal, NotYours):
        return 403
    return 409 if isinstance(refusal, Overtaken) else 422


def _with_kind(wanted: DeskFilter, kind: str) -> str:
    query = replace(wanted, kind=kind).query
    return f"?{query}" if query else reverse("admin:coding_desk")


def _scheme(wanted: DeskFilter) -> tuple[CodingScheme, list[CodingScheme]]:
    """The scheme that is asked for, and all of them; 404 where there is none of that name."""
    schemes = list(CodingScheme.objects.all())
    slug = wanted.scheme or MECHANISMS
    found = next((each for each in schemes if each.slug == slug), None)
    if found is None:
        raise Http404
    return found, schemes


def _choices(
    schemes: list[CodingScheme], chosen: CodingScheme, wanted: DeskFilter
) -> list[tuple[CodingScheme, str, bool]]:
    """The schemes with their addresses, where there are several."""
    if len(schemes) < 2:
        return []
    queries = (replace(wanted, scheme="" if each.is_of_mechanisms else each.slug).query for each in schemes)
    pairs = zip(schemes, queries, strict=True)
    return [(each, f"?{query}", each.pk == chosen.pk) for each, query in pairs]


def _award(pk: int) -> Award:
    rows = Award.objects.select_related("place_then", "edition__programme", "tier")
    return get_object_or_404(with_passage(rows), pk=pk)


def _user(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not may_code(user):
        raise PermissionDenied
    return user


CuratorsSite.further_addresses += (coding_addresses,)
