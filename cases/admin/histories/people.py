"""Who wrote a revision, and where: the proposer beside the reviewer, the coding desk beside the forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q

from cases.choices import ChangeOutcome, Through
from cases.curation.waiting_codings import DESK
from cases.models import Revision, StoredChange

PROGRAM = "程序"
AT_DESK = Q(through=Through.FORM, note__regex=rf"^(\S+ 提出；)?{DESK}：")
REVIEWED = (Through.FORM, Through.VOCABULARY)  # the ways by which one accepts what another proposed
DESK_WAY = "desk"  # among the ways of the log: a part of what the forms write


@dataclass(frozen=True, slots=True)
class Authorship:
    """What a revision says of itself: by whom, for whom, at which page and why.

    `proposer` is who proposed what another person accepted, as people are called; empty where nobody did.
    """

    by: str
    proposer: str
    way: str
    note: str

    @property
    def who(self) -> str:
        return f"{self.proposer}提出，{self.by}审核" if self.proposer else self.by


def said_of(revisions: Iterable[Revision]) -> Mapping[int, Authorship]:
    """By primary key of the revision; two queries for any number of them."""
    found = list(revisions)
    proposers = _proposers({each.number for each in found if each.by and each.through in REVIEWED})
    names = _names({each.by for each in found} | set(proposers.values()))
    return {each.pk: _said(each, proposers.get(each.number, ""), names) for each in found}


def made_by(name: str) -> Q:
    """The revisions that this person wrote, and those that they proposed and another accepted."""
    accepted = StoredChange.objects.filter(
        intake=None, outcome=ChangeOutcome.TAKEN, made_by=name, version__isnull=False
    )
    return Q(by=name) | Q(number__in=accepted.order_by().values("version"))


def _said(revision: Revision, proposer: str, names: Mapping[str, str]) -> Authorship:
    note = revision.note
    if proposer:
        note = note.removeprefix(f"{proposer} 提出").removeprefix("；")
        note = note.replace(f"（{proposer} 提出）", "", 1)  # of an act of care, behind what it was
    is_desk = revision.through == Through.FORM and note.startswith(f"{DESK}：")
    return Authorship(
        names.get(revision.by, revision.by) or PROGRAM,
        names.get(proposer, proposer) if proposer != revision.by else "",
        DESK if is_desk else revision.get_through_display(),
        note.removeprefix(f"{DESK}：") if is_desk else note,
    )


def _proposers(numbers: set[int]) -> Mapping[int, str]:
    """By data version: each acceptance has one of its own."""
    if not numbers:
        return {}
    rows = StoredChange.objects.filter(intake=None, outcome=ChangeOutcome.TAKEN, version__in=numbers)
    return {number: name for number, name in rows.order_by().values_list("version", "made_by") if number}


def _names(wanted: set[str]) -> Mapping[str, str]:
    """What those who wrote are called: 张三（zhangsan）, by the name that they log in with."""
    found = {}
    for user in User.objects.filter(username__in=wanted - {""}):
        found[user.get_username()] = called(user)
    return found


def called(user: User) -> str:
    """张三（zhangsan）; without a name that by which they log in."""
    full = f"{user.last_name}{user.first_name}"
    return f"{full}（{user.get_username()}）" if full else user.get_username()
