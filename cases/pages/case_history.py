"""What readers have seen of a case before, and what changed from one version to the next.

A version is the case as it was published: nothing of drafts, of what was changed while it was withdrawn, of
codings that do not count, of who wrote it and why, and of the keys by which the library joins its tables.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.choices import TAKEN_BACK, State, Through
from cases.curation.differences import Differences, changed_labels, differences
from cases.curation.known_names import KnownNames
from cases.curation.release import taken_back
from cases.curation.seen_codings import as_seen, hidden_terms
from cases.curation.told_to_readers import is_told
from cases.models import Award, Revision, writing

MOST = 30  # versions on a page
LOOKED_BACK = 10  # revisions that the line on the page of a case may look through
GONE = "（已不在库中）"
FIRST, AGAIN, WITHDRAWN, SEALED, CHANGED = "首次公布", "重新公布", "撤回", "封存", "修改"
NOT_RECORDED = "此前的改动没有记录"


@dataclass(frozen=True, slots=True)
class LastChange:
    """When what readers see of a case was last changed, and what of it: 标题、机制编码."""

    when: datetime
    labels: str


@dataclass(frozen=True, slots=True)
class CaseVersion:
    """The case as it was published with the data version `number`, and what differs from before.

    `url` leads to it whole; empty for a withdrawal, and for the version of today.
    """

    number: int
    when: datetime
    verb: str
    differences: Differences
    url: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """A revision after which the case was public or withdrawn."""

    pk: int
    number: int
    when: datetime
    state: writing.State
    before: str | None  # the state that it was in

    @property
    def is_public(self) -> bool:
        return bool(self.state["state"] == State.PUBLISHED)


def last_change(award: Award) -> LastChange | None:
    """One query, or two; None where nothing was changed since it was published, as far as that looks back."""
    seen = [each for each in _seen(award, LOOKED_BACK) if each.is_public]
    for new, old in pairwise(_as_readers_saw(seen) if len(seen) > 1 else ()):
        if labels := changed_labels(Award, old.state, new.state, wanted=is_told):
            return LastChange(new.when, "、".join(labels))
    return None


@dataclass(frozen=True, slots=True)
class TakingBack:
    """When an award was withdrawn or sealed, where that was recorded, and the reason that readers may see."""

    verb: str
    when: datetime | None
    reason: str

    @property
    def day(self) -> str:
        """`2026-11-28` in the site's time zone; empty where it was not recorded."""
        return f"{timezone.localtime(self.when):%Y-%m-%d}" if self.when else ""

    def told(self, called: str) -> str:
        """In a line: `这份文献已经撤回。2026-11-28 撤回：重复入库`."""
        day = f"{self.day} " if self.day else ""
        return f"{called}已经{self.verb}。{day}{self.verb}{f'：{self.reason}' if self.reason else ''}"

    @property
    def members(self) -> dict[str, object]:
        """The same for programs."""
        return {"gone_since": self.day or None, "reason": self.reason}


def taking_back(award: Award) -> TakingBack:
    """Of an award that readers see no longer."""
    recorded = taken_back(award)
    is_dated = recorded is not None and recorded.number
    is_public = recorded is not None and recorded.through == Through.FORM  # the form said that readers see it
    return TakingBack(
        "封存" if award.state == State.SEALED else "撤回",
        recorded.made_at if recorded is not None and is_dated else None,
        recorded.note if recorded is not None and is_public else "",
    )


def versions(award: Award) -> list[CaseVersion]:
    """The newest first, MOST at most; a number of queries that does not grow with them."""
    seen = _as_readers_saw(list(_seen(award, MOST + 1)))
    names = KnownNames(((Award, each.state) for each in seen), gone=GONE)
    return list(_versions(award, seen, names))


def version(award: Award, number: int) -> tuple[datetime, Differences] | None:
    """The case whole, as readers saw it with this data version; None where they saw none then."""
    seen = next((each for each in _seen(award, 1, number=number) if each.is_public), None)
    if seen is None:
        return None
    public = as_seen(seen.state, hidden_terms([seen.state]))
    names = KnownNames([(Award, public)], seen.pk, gone=GONE)
    return seen.when, differences(Award, None, public, names, wanted=is_told)


def _versions(award: Award, seen: Sequence[_Seen], names: KnownNames) -> Iterator[CaseVersion]:
    is_newest = award.state == State.PUBLISHED
    for place, each in enumerate(seen[:MOST]):
        older = seen[place + 1] if place + 1 < len(seen) else None
        if not each.is_public:
            if older is None or older.state["state"] != each.state["state"]:
                verb = SEALED if each.state["state"] == State.SEALED else WITHDRAWN
                yield CaseVersion(each.number, each.when, verb, Differences((), ()), "")
            continue
        was = next((other for other in seen[place + 1 :] if other.is_public), None)
        found = Differences((), ())
        if was is not None:
            known = names.seen_at(each.pk)
            found = differences(Award, was.state, each.state, known, wanted=is_told, by_number=False)
        verb = _verb(each, older, was)
        if verb != CHANGED or found:
            url = "" if is_newest else reverse("case-version", args=[award.accession, each.number])
            yield CaseVersion(each.number, each.when, verb, found, url)
            is_newest = False


def _verb(each: _Seen, older: _Seen | None, was: _Seen | None) -> str:
    if older is not None and not older.is_public:
        return AGAIN
    if was is not None:
        return CHANGED
    return FIRST if each.number or each.before == State.DRAFT else NOT_RECORDED


def _seen(award: Award, most: int, **asked: int) -> Iterator[_Seen]:
    rows: QuerySet[Revision] = Revision.objects.filter(table="award", thing=award.pk, **asked)
    public = rows.filter(after__state__in=[State.PUBLISHED, *TAKEN_BACK]).order_by("-pk")
    columns = public.values_list("pk", "number", "made_at", "after", "before__state")
    for pk, number, when, after, before in columns[:most]:
        yield _Seen(pk, number, when, after or {}, before)


def _as_readers_saw(seen: Sequence[_Seen]) -> list[_Seen]:
    """With the codings alone that count and that readers may know of."""
    hidden = hidden_terms(each.state for each in seen)
    return [replace(each, state=as_seen(each.state, hidden)) for each in seen]
