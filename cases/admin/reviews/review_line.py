"""A proposal as the list and the page of what waits for review show it."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from cases.admin.reviews import corrections
from cases.admin.reviews.mending import ASKED, is_mendable
from cases.admin.vocabulary import waiting
from cases.choices import ChangeOutcome
from cases.curation import proposing
from cases.curation.corrections import is_typing_error, small_correction
from cases.curation.differences import FieldDifference, changed_labels
from cases.curation.proposal_comments import said_by_others
from cases.curation.reaching_readers import is_submission
from cases.curation.undoing import BY_NAME
from cases.models import StoredChange

OUTCOMES = {
    ChangeOutcome.WAITING: "待审核",
    ChangeOutcome.TAKEN: "已接受",
    ChangeOutcome.DECLINED: "退回",
    ChangeOutcome.DROPPED: "已收回",
}


@dataclass(frozen=True)
class ReviewLine:
    """A proposal as its list and its page show it."""

    change: StoredChange
    may_decide: bool
    is_mine: bool
    said: int = 0  # how much others said of it while it waits; only its page shows that
    shown: str = ""  # the token of a small correction that this user may accept in the list

    @property
    def is_typing_error(self) -> bool:
        return is_typing_error(self.change)

    @cached_property
    def correction(self) -> tuple[FieldDifference, ...]:
        """What a small correction changes, whole; empty for all else."""
        return small_correction(self.change)

    @property
    def called(self) -> str:
        return proposing.called(self.change)

    @property
    def kind(self) -> str:
        return str(BY_NAME[self.change.table]._meta.verbose_name)

    @property
    def what(self) -> str:
        """What is asked for."""
        if proposing.is_care(self.change):
            return "词表整理"
        if is_submission(self.change):
            return "发布"
        if not self.change.proposed:
            return "删除"
        return "修改" if self.change.before is not None else "新增"

    @property
    def outcome(self) -> str:
        return OUTCOMES[ChangeOutcome(self.change.outcome)]

    @property
    def is_waiting(self) -> bool:
        return bool(self.change.outcome == ChangeOutcome.WAITING)

    @property
    def came_back(self) -> bool:
        return bool(self.change.outcome == ChangeOutcome.DECLINED)

    @property
    def url(self) -> str:
        return reverse("admin:cases_review_page", args=[self.change.pk])

    @property
    def act_url(self) -> str:
        return reverse("admin:cases_review_act", args=[self.change.pk])

    @property
    def thing_url(self) -> str:
        if self.change.thing is None:
            return ""
        return reverse(f"admin:cases_{self.change.table}_change", args=[self.change.thing])

    @property
    def mend_url(self) -> str:
        """Where the proposer mends it, with what was proposed filled in; empty for what cannot be."""
        if not self.is_mine or not (self.is_waiting or self.came_back) or not self.change.proposed:
            return ""
        if proposing.is_care(self.change):
            return waiting.mended_by(self.change)
        asks = f"?{ASKED}={self.change.pk}" if is_mendable(self.change) else ""
        return f"{self.thing_url}{asks}" if self.thing_url else ""

    @property
    def comments(self) -> list[dict[str, Any]]:
        return [{**each, "at": parse_datetime(each["at"])} for each in self.change.comments]

    @property
    def changed(self) -> str:
        """What differs, in a line."""
        if self.what != "修改":
            return ""
        model = BY_NAME[self.change.table]
        return "、".join(changed_labels(model, self.change.before, self.change.proposed))


def line_of(change: StoredChange, user: User, seen: int | None = None) -> ReviewLine:
    """As this user may see it; `seen` is the last revision where it stands in a list with ticks."""
    said = said_by_others(change, user) if change.outcome == ChangeOutcome.WAITING else ()
    is_mine = change.made_by == user.get_username()
    line = ReviewLine(change, proposing.may_decide(change, user), is_mine, len(said))
    if seen is None or not line.correction or not corrections.can_be_ticked(change, user):
        return line
    return replace(line, shown=corrections.shown_token(change, user, seen))
