"""Acts of care that wait for another person: asked for, shown as when proposed, accepted, mended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from cases.admin.vocabulary.forms import CareForm, asked_for
from cases.curation.care.acts import MAY_NOT, Act, OtherThanShown, Outlook, carry_out, may_care
from cases.curation.care.taking_back import looked_back, taking_back
from cases.curation.care.waiting import (
    UNDO,
    AskedFor,
    KeptOutlook,
    care_of,
    has_moved,
    keep,
    previews,
    show_again,
)
from cases.curation.changes import Change
from cases.curation.coding_rounds import HANGS_UNSEEN, hangs_unseen
from cases.curation.differences import Differences, differences
from cases.curation.known_names import KnownNames
from cases.curation.proposing import is_care, open_ones
from cases.curation.undoing import BY_NAME
from cases.curators_site import is_key
from cases.models import StoredChange
from cases.roles import MANAGE_VOCABULARY, PUBLISH

ASKED = "proposal"  # in the address of the form of an act
KEPT = (
    "已提交审核，读者看到的还是原来的内容。由另一位有“管理词表”和“发布”权限的人在“待审核”里看过预览、"
    "接受以后生效。"
)
NOBODY_ELSE = "现在没有别的账号有这两项权限：请管理员给另一位加上，否则没有人能接受。"
GONE = "“{}”已经不在，不能照此整理：请退回。"
NOT_ASKED = "照提出时填写的内容，现在不能整理：{}请退回。"
OTHER_NOW = "现在整理的结果与提出者看到的不同，还没有整理。请看过现在的预览再决定。"


@dataclass(frozen=True, slots=True)
class ChangedThing:
    """A thing of the vocabulary, or an award, before and after the act."""

    kind: str
    called: str
    found: Differences


@dataclass(frozen=True, slots=True)
class CareShown:
    """The act on the page of its proposal: as its proposer was shown it, and as it would be by now, where
    somebody has tried to accept it since. It is not tried to show it.

    `wrong` says why it cannot be done; `things` are empty for who does not decide.
    """

    kept: dict[str, Any]
    first: KeptOutlook
    found: KeptOutlook | None
    wrong: Sequence[str]
    things: Sequence[ChangedThing]
    is_moved: bool = False

    @property
    def is_other(self) -> bool:
        """Whether it would do something else now than when it was proposed."""
        return self.found is not None and self.found.digest != self.first.digest

    @property
    def verb(self) -> str:
        return str(self.kept["title"]).partition("：")[0] if self.kept["kind"] != UNDO else "撤销整理"


def keep_act(
    request: HttpRequest, asked: AskedFor, found: Outlook, reason: str, instead: StoredChange | None = None
) -> HttpResponse:
    """Keep the act as a proposal; its page, which says who can accept it."""
    assert isinstance(request.user, User)  # noqa: S101 - who may care has an account
    row = keep(asked, found, request.user, reason, instead)
    messages.success(request, KEPT)
    if not _others(request.user):
        messages.warning(request, NOBODY_ELSE)
    return HttpResponseRedirect(reverse("admin:cases_review_page", args=[row.pk]))


def sent_by(form: CareForm) -> dict[str, list[str]]:
    """What was filled in, as a form takes it again; the reason is kept by itself."""
    data: Any = form.data
    return {name: data.getlist(name) for name in form.fields if name in data and name != "reason"}


def form_of(change: StoredChange) -> CareForm:
    """The form of the act, with what was filled in; ValidationError where what it starts from is gone."""
    kept = care_of(change)
    return filled_form(change.table, kept["kind"], change.thing, kept["sent"], change.note, kept["title"])


def filled_form(
    table: str, kind: str, thing: int | None, sent: Mapping[str, list[str]], reason: str, title: str
) -> CareForm:
    """The same of what was sent."""
    model = BY_NAME[table]
    found = model._default_manager.filter(pk=thing or 0).first()
    if found is None:
        raise ValidationError(GONE.format(title))
    of_table: Any = admin.site.get_model_admin(model)
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values)
    data["reason"] = reason
    form: CareForm = of_table.care[kind](found, data)
    return form


def act_of(change: StoredChange, user: User) -> Act:
    """What the proposal asks for; ValidationError where that cannot be any more, or not by this user."""
    kept = care_of(change)
    if kept["kind"] == UNDO:
        return taking_back(kept["number"])
    return act_of_form(form_of(change), user)


def act_of_form(form: CareForm, user: User) -> Act:
    """The act of a form that was filled in; ValidationError as above."""
    if hangs_unseen(user, form.thing):
        raise ValidationError(HANGS_UNSEEN)
    act = asked_for(form)
    if act is None:
        raise ValidationError(
            NOT_ASKED.format("".join(str(each) for several in form.errors.values() for each in several))
        )
    return act


def shown(change: StoredChange, user: User, *, decides: bool) -> CareShown:
    """The act for its page, by a few queries; whether it can be done is asked when it is accepted."""
    kept, (first, found) = care_of(change), previews(change)
    if not decides:
        return CareShown(kept, first, None, (), ())
    wrong = list[str]()
    try:
        if not may_care(user):
            raise ValidationError(MAY_NOT)
        act_of(change, user)
        if kept["kind"] == UNDO:
            wrong = list(looked_back(kept["number"], 0).edited)
    except ValidationError as refusal:
        wrong = refusal.messages
    if wrong:
        return CareShown(kept, first, None, wrong, ())
    return CareShown(kept, first, found, (), list(_things(found.changes)), is_moved=has_moved(found))


def accept(change: StoredChange, user: User, digest: str, words: str) -> None:
    """Do what its page showed; ValidationError where it would be something else by now, or is refused."""
    is_undo = care_of(change)["kind"] == UNDO  # which comes out as it was shown, or is refused
    try:
        carry_out(act_of(change, user), user, change.note, None if is_undo else digest, change, words)
    except OtherThanShown as other:
        show_again(change, other.outlook)
        raise ValidationError(OTHER_NOW) from other


def mended_by(change: StoredChange) -> str:
    """Where its proposer mends it: the form of the act, filled in. Empty for what only undoes."""
    kept = care_of(change)
    if kept["kind"] == UNDO or change.thing is None:
        return ""
    address = reverse(f"admin:cases_{change.table}_care", args=[change.thing, kept["kind"]])
    return f"{address}?{ASKED}={change.pk}"


def to_mend(request: HttpRequest, thing: Any, kind: str) -> StoredChange | None:  # noqa: ANN401 - a row of any table
    """The proposal of this user that the address asks for, if it is this act and open still."""
    asked = request.GET.get(ASKED, "")
    if not is_key(asked):
        return None
    mine = open_ones(request.user.get_username()).filter(
        pk=asked, table=thing._meta.model_name, thing=thing.pk
    )
    change = mine.first()
    return change if change is not None and is_care(change) and care_of(change)["kind"] == kind else None


def _things(changes: Sequence[Change]) -> Iterator[ChangedThing]:
    names = KnownNames((each.model, state) for each in changes for state in (each.before, each.after))
    for each in changes:
        found = differences(each.model, each.before, each.after, names)
        yield ChangedThing(str(each.model._meta.verbose_name), each.key, found)


def _others(user: User) -> bool:
    """Whether somebody else could accept it."""
    backend = "django.contrib.auth.backends.ModelBackend"
    managers = User.objects.with_perm(MANAGE_VOCABULARY, backend=backend).exclude(pk=user.pk)
    publishers = User.objects.with_perm(PUBLISH, backend=backend)
    return managers.filter(pk__in=publishers.values("pk")).exists()
