"""Sealing in the admin: what nobody must read any more goes out of every version, with a reason."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cases.admin.collisions.tokens import last_revision, page_of_act, token
from cases.admin.curated import CuratedAdmin
from cases.admin.reviews.since import said_since, seen_of
from cases.choices import State
from cases.curation import release
from cases.models import Award
from cases.records.sealed_passages import mentions
from cases.roles import WITHDRAW, may


@dataclass(frozen=True, slots=True)
class Sealing:
    """One of the two acts: of which states it is asked, and how it is called."""

    verb: str
    done: str
    states: tuple[State, ...]
    act: Callable[[Award, User | AnonymousUser, str], None]


ACTS = {
    "seal": Sealing("封存", "封存", (State.PUBLISHED, State.WITHDRAWN), release.seal),
    "unseal": Sealing("解除封存", "解除了封存", (State.SEALED,), release.unseal),
}


class SealingAdmin(CuratedAdmin[Award]):
    """The page that asks, for one award at a time."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.seal_view)
        return [
            *(path(f"<int:pk>/{name}/", view, {"name": name}, name=f"cases_award_{name}") for name in ACTS),
            *super().get_urls(),
        ]

    def may_seal(self, request: HttpRequest, award: Award | None, name: str) -> bool:
        """Whether the act is possible on the award as it is, and for this person."""
        return award is not None and award.state in ACTS[name].states and may(request.user, WITHDRAW)

    def seal_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        act = ACTS[name]
        last = last_revision(request.user)  # before the award is read: rather too old than too new
        award = get_object_or_404(Award.objects.with_related(), pk=pk, state__in=act.states)
        if not (self.may_seal(request, award, name) and self.has_view_permission(request, award)):
            raise PermissionDenied

        def answer() -> HttpResponse:
            reason, page = request.POST.get("reason", "").strip(), page_of_act(name, [pk])
            back = reverse("admin:cases_award_change", args=[pk])
            seen = seen_of(request, page) if request.method == "POST" else None
            changed = said_since([award], seen, request.user, with_along=False) if seen is not None else {}
            for said in changed.values():
                self.message_user(request, f"{award} 没有{act.verb}：{said}", messages.ERROR)
            if reason and seen is not None and not changed:
                act.act(award, request.user, reason[:500])
                self.log_change(request, award, f"{act.verb}：{reason[:500]}")
                self.message_user(request, f"{act.done} 1 个案例：{award.accession}。", messages.SUCCESS)
                return HttpResponseRedirect(back)
            context = {
                **self.admin_site.each_context(request),
                "title": f"{act.verb}案例",
                "opts": self.opts,
                "media": self.media,
                "award": award,
                "act": name,
                "verb": act.verb,
                "mentions": mentions(award) if name == "seal" else [],
                "wrong": [release.NO_REASON_TO_SEAL] if request.method == "POST" and not reason else [],
                "reason": reason,
                "seen": token(request.user, page, last),
                "back": back,
                "is_nav_sidebar_enabled": False,
            }
            return TemplateResponse(request, "admin/cases/award/seal.html", context)

        return self._answer(request, answer)
