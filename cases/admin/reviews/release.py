"""Publishing and withdrawing in the admin: it shows what would happen, asks, and records why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cases.admin.collisions.refusing import reasons
from cases.admin.collisions.tokens import last_revision, page_of_act, token
from cases.admin.curated import CuratedAdmin
from cases.admin.reviews.bulk import EVERYTHING_CHECKED, hand_over
from cases.admin.reviews.since import (
    SINCE_FORM,
    UNKNOWN_FORM,
    ComesAlong,
    chosen_page,
    come_along,
    said_since,
    seen_of,
)
from cases.choices import BulkAct, State
from cases.curation import release
from cases.curation.states import chunks, states
from cases.curation.still_open import Question, Subject, still_open
from cases.curators_site import is_key
from cases.models import Award
from cases.models.award import AwardQuerySet
from cases.models.writing import room_for
from cases.roles import ALONE, PUBLISH, WITHDRAW, may

MOST_AT_ONCE = (
    200  # of a request: publishing one takes some 60 ms; of more the page tells, the worker does them
)
LISTED = 20  # by name, the others by their number
MOST_ALONG = 100  # documents and editions that are named
KEYS = "keys"  # of all that the page showed, where the worker does them
NONE_LEFT = "所选的案例都已经不是确认时的状态，没有要处理的。"
PUBLISHED_WITH = "{}已经发布，读者看得到，请再看一看：{}"


def whole(awards: QuerySet[Award]) -> AwardQuerySet:
    """The same awards with every column, since a list leaves the long ones out."""
    return Award.objects.filter(pk__in=awards.values("pk")).select_related(*EVERYTHING_CHECKED)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What somebody should look at before readers see these awards."""

    question: Question
    awards: list[Award]

    @property
    def listed(self) -> list[Award]:
        return self.awards[:LISTED]


@dataclass(frozen=True, slots=True)
class Asked:
    """What publishing or withdrawing these would do: `keys` are all, `awards` those that were looked at.

    The first few are told by name. What stands against the others, each is asked when it is done.
    """

    action: str
    chosen: int
    awards: list[Award]
    keys: list[int]
    against: dict[str, list[str]]
    open: list["OpenQuestion"]
    along: list[ComesAlong]

    @property
    def listed(self) -> list[Award]:
        return self.awards[:LISTED]

    @property
    def count(self) -> int:
        return len(self.keys)

    @property
    def more(self) -> int:
        return self.count - len(self.listed)

    @property
    def possible(self) -> int:
        """How many of them nothing that was looked at stands against."""
        return self.count - len(self.against)

    @property
    def is_long(self) -> bool:
        """Whether the worker does them."""
        return self.count > MOST_AT_ONCE

    @property
    def all_keys(self) -> str:
        """In one value: a request may only have so many."""
        return ",".join(map(str, self.keys))

    @property
    def along_listed(self) -> list[ComesAlong]:
        return self.along[:MOST_ALONG]

    @property
    def others(self) -> int:
        """How many are as they would be already."""
        return self.chosen - self.count


class ReleasingAdmin(CuratedAdmin[Award]):
    """The actions and the page that asks; nothing is done to many, or withdrawn, without it."""

    actions = ("publish", "withdraw")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(request.user, PUBLISH)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return may(request.user, WITHDRAW)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<int:pk>/withdraw/", view, name="cases_award_withdraw"), *super().get_urls()]

    @admin.action(description="发布所选案例", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Award]) -> HttpResponse | None:
        """Publish those that pass every check, and say of each of the others what stands against it."""
        chosen, page = (
            _shown(request, whole(queryset)).exclude(state=State.PUBLISHED),
            _page(request, "publish"),
        )
        seen = seen_of(request, page)
        if "sure" not in request.POST or seen is None:
            return self._ask(request, "publish", queryset.count(), chosen, seen=seen)
        if KEYS in request.POST:
            return self._hand_over(request, BulkAct.PUBLISH, chosen, seen)
        chosen = chosen.filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))  # no others were shown
        awards = self._as_shown(request, list(chosen[:MOST_AT_ONCE]), seen, "发布")
        published = sum(self.publish_one(request, award) for award in awards)
        self.message_user(request, f"发布了 {published} 个案例。", messages.SUCCESS)
        return None

    @admin.action(description="撤回所选案例", permissions=["withdraw"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Award]) -> HttpResponse | None:
        """Withdraw those that are public, with a reason; drafts never were."""
        public, reason = _shown(request, whole(queryset)).published(), _reason(request)
        seen = seen_of(request, _page(request, "withdraw"))
        if "sure" not in request.POST or not reason or seen is None:
            wrong = [release.NO_REASON] if "sure" in request.POST and not reason else []
            return self._ask(request, "withdraw", queryset.count(), public, wrong=wrong, seen=seen)
        if KEYS in request.POST:
            return self._hand_over(request, BulkAct.WITHDRAW, public, seen)
        public = public.filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))
        self._withdraw(request, list(public[:MOST_AT_ONCE]), reason, seen)
        return None

    def _hand_over(
        self, request: HttpRequest, act: BulkAct, awards: AwardQuerySet, seen: int
    ) -> HttpResponse:
        """Leave those that the page showed, and that are still in question, to the worker."""
        assert isinstance(request.user, User)  # noqa: S101 - who may publish has an account
        keys = _keys_of(awards)
        if not keys:
            self.message_user(request, NONE_LEFT, messages.WARNING)
            return HttpResponseRedirect(request.get_full_path())
        work = hand_over(act, keys, seen, request.user, _reason(request))
        return HttpResponseRedirect(reverse("admin:cases_bulkwork_change", args=[work.pk]))

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One award, from its page."""
        award = get_object_or_404(whole(Award.objects.all()), pk=pk, state=State.PUBLISHED)
        if not (self.has_withdraw_permission(request) and self.has_view_permission(request, award)):
            raise PermissionDenied

        def answer() -> HttpResponse:
            reason, back = _reason(request), reverse("admin:cases_award_change", args=[pk])
            seen = seen_of(request, page_of_act("withdraw", [pk]))
            if request.method != "POST" or not reason or seen is None:
                wrong = [release.NO_REASON] if request.method == "POST" and not reason else []
                only = whole(Award.objects.filter(pk=pk))
                return self._ask(request, "withdraw", 1, only, wrong=wrong, back=back, seen=seen)
            self._withdraw(request, [award], reason, seen)
            return HttpResponseRedirect(back)

        return self._answer(request, answer)

    def publish_one(self, request: HttpRequest, award: Award) -> bool:
        """Whether it was published; the page says what stands against it."""
        try:
            is_alone = release.publish(award, request.user, _reason(request))
        except ValidationError as error:
            self.message_user(request, f"{award} 没有发布：{''.join(reasons(error, Award))}", messages.ERROR)
            return False
        self.log_change(request, award, f"发布（{ALONE}）" if is_alone else "发布")
        return True

    def is_as_opened(self, request: HttpRequest, award: Award, seen: int | None) -> bool:
        """Whether what becomes public is as it was when the form was opened; else the page says who."""
        said = {award.pk: UNKNOWN_FORM} if seen is None else {}
        said = said or said_since([award], seen or 0, request.user, with_along=True, words=SINCE_FORM)
        if said:
            self.message_user(request, f"{award} 没有发布：{said[award.pk]}", messages.ERROR)
        return not said

    def warn_of_place(self, request: HttpRequest, award: Award) -> None:
        """Who published from the form was not asked before."""
        found = still_open(states(Award, [award.pk]))[award.pk]
        words = "".join(each.words for each in found if each.subject == Subject.PLACE)
        if words:
            self.message_user(request, PUBLISHED_WITH.format(award.accession, words), messages.WARNING)

    def _as_shown(self, request: HttpRequest, awards: list[Award], seen: int, verb: str) -> list[Award]:
        """Those that are as the page showed them; of the others the page says what became of them since."""
        if awards:
            room_for(Award, verb).advance(everything=Award.changes_everything)  # others wait
        said = said_since(awards, seen, request.user, with_along=verb == "发布")
        for award in awards:
            if award.pk in said:
                self.message_user(request, f"{award} 没有{verb}：{said[award.pk]}", messages.ERROR)
        return [award for award in awards if award.pk not in said]

    def _withdraw(self, request: HttpRequest, awards: list[Award], reason: str, seen: int) -> None:
        awards = self._as_shown(request, awards, seen, "撤回")
        for award in awards:
            release.withdraw(award, request.user, reason)
            self.log_change(request, award, f"撤回：{reason}")
        self.message_user(request, f"撤回了 {len(awards)} 个案例。", messages.SUCCESS)

    def _ask(
        self,
        request: HttpRequest,
        action: str,
        number: int,
        awards: AwardQuerySet,
        *,
        wrong: list[str] | None = None,
        back: str = "",
        seen: int | None = None,
    ) -> HttpResponse:
        if seen is None:
            seen = last_revision(request.user)  # before the awards are read: rather too old than too new
        keys = _keys_of(awards)
        some = list(awards.filter(pk__in=keys[:MOST_AT_ONCE]))
        against = release.against(some, request.user) if action == "publish" else {}
        is_open = open_questions(some) if action == "publish" else []
        along = come_along(_for_along(keys)) if action == "publish" else []
        asked = Asked(action, number, some, keys, against, is_open, along)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": "发布案例" if action == "publish" else "撤回案例",
            "opts": self.opts,
            "media": self.media,
            "asked": asked,
            "seen": token(request.user, page_of_act(action, keys), seen),
            "checkbox": ACTION_CHECKBOX_NAME,
            "most": MOST_AT_ONCE,
            "wrong": wrong or [],
            "reason": _reason(request),
            "back": back or request.get_full_path(),
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/cases/award/release.html", context)


def open_questions(awards: list[Award]) -> list[OpenQuestion]:
    """What is open of these, each question once with the awards that it is about; the weightiest first."""
    found = still_open(states(Award, [award.pk for award in awards]))
    grouped: dict[Question, list[Award]] = {}
    for award in awards:
        for question in found[award.pk]:
            grouped.setdefault(question, []).append(award)
    return [OpenQuestion(*each) for each in sorted(grouped.items(), key=lambda each: each[0].subject)]


def _keys_of(awards: AwardQuerySet) -> list[int]:
    return list(awards.select_related(None).values_list("pk", flat=True))


def _page(request: HttpRequest, act: str) -> str:
    """The page that asked: of the rows that were chosen in the list, or of all that it showed."""
    keys = request.POST.get(KEYS)
    return chosen_page(request, act) if keys is None else page_of_act(act, keys.split(","))


def _shown(request: HttpRequest, awards: AwardQuerySet) -> AwardQuerySet:
    """Of many those alone that the page had shown."""
    keys = request.POST.get(KEYS)
    return awards if keys is None else awards.filter(pk__in=filter(is_key, keys.split(",")))


def _for_along(keys: list[int]) -> Iterator[Award]:
    """The columns that lead to what comes along, without the texts."""
    for some in chunks(keys):
        yield from Award.objects.filter(pk__in=some).only("pk", "source", "edition")


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:500]
