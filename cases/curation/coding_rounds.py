"""Rounds of coding: who takes part, who sees what while one is open, when an award is done, and the end.

In an open round a coder sees, of the awards and of the scheme of the round, their own codings alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from cases.choices import CodingState, OfficeKind
from cases.curation.office import record_change
from cases.models import (
    Award,
    Coder,
    Coding,
    CodingRound,
    CodingScheme,
    DataVersion,
    FinishedCoding,
    Mechanism,
    Revision,
)
from cases.models.writing import State
from cases.roles import MANAGE_VOCABULARY, REVIEW, may

Account = User | AnonymousUser | None

MAY_NOT = "开始和结束编码轮次，要有“审核”或“管理词表”的权限。"
TOO_FEW = "至少要有两位编码者。"
NO_AWARDS = "至少要有一个案例。"
CLOSED = "这一轮已经结束。"
NOT_YOURS = "您不是这一轮的编码者，或者这一轮没有这个案例。"
NO_REASON = "取消一轮，请写明原因。"
NOTHING_DONE = "还没有哪个案例由所有编码者都编完，不能结束。"
HANGS_UNSEEN = "您正在编码的轮次还没有结束：这里会列出其他编码者的编码，结束以后再来。"
UNDECIDED = "“{}”还没有结束：这一轮的编码先记为待审，对账以后才能采纳。"


# --- Who sees what ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Blindness:
    """What somebody must not see: of these awards all codings with these terms but their own (`coder`)."""

    coder: int = 0
    terms: Mapping[int, frozenset[int]] = field(default_factory=dict)  # by the award's primary key

    def rows(self, award: int, rows: Iterable[State]) -> list[State]:
        """Codings of the award as a revision has them, without those."""
        hidden = self.terms.get(award, frozenset())
        return [row for row in rows if row["coder_id"] == self.coder or row["mechanism_id"] not in hidden]

    def state(self, table: str, pk: int | None, state: State | None) -> State | None:
        """The state of a thing without what must not be seen of it."""
        if state is None or pk is None or table != "award" or pk not in self.terms or "codings" not in state:
            return state
        return {**state, "codings": self.rows(pk, state["codings"])}

    def hides(self, award: int, term: int, coder: int) -> bool:
        """Whether a coding of the award with this term by this coder must not be seen."""
        return coder != self.coder and term in self.terms.get(award, frozenset())

    def revision(self, of: Revision) -> Revision | None:
        """The revision, changed in memory; None where it changed nothing but what must not be seen."""
        if of.table != "award" or of.thing not in self.terms:
            return of
        states = (of.before, of.after)
        before, after = (self.state(of.table, of.thing, each) for each in states)
        if of.before is not None and of.after is not None and self._differ(of.thing, of.before, of.after):
            if before == after:
                return None
            of.note = ""  # it may name the term
        of.before, of.after = before, after
        return of

    def _differ(self, award: int, before: State, after: State) -> bool:
        """Whether the codings that must not be seen differ."""
        one, other = (
            [
                row
                for row in state.get("codings", ())
                if self.hides(award, row["mechanism_id"], row["coder_id"])
            ]
            for state in (before, after)
        )
        return one != other


SEES_ALL = Blindness()


def blinded(revisions: Iterable[Revision], user: Account) -> list[Revision]:
    """These revisions, in memory, without what the user must not see of them: to be shown, never written.

    What changed nothing else is left out.
    """
    found = list(revisions)
    blind = blindness(user, {each.thing for each in found if each.table == "award"})
    seen = map(blind.revision, found) if blind.terms else found
    return [each for each in seen if each is not None]


def hangs_unseen(user: Account, row: Model) -> bool:
    """Whether codings that the user must not see hang on the row: a list of all of those would show them."""
    rounds = open_rounds_of(user)
    if isinstance(row, Award):
        return rounds.filter(awards=row).exists()
    if isinstance(row, Mechanism):
        return rounds.filter(scheme=row.scheme_id).exists()
    if isinstance(row, CodingScheme):
        return rounds.filter(scheme=row.pk).exists()
    return isinstance(row, Coder) and rounds.exists()


def open_rounds_of(user: Account) -> QuerySet[CodingRound]:
    """The open rounds in which this user codes."""
    rounds = CodingRound.objects.filter(closed_at=None)
    return rounds.filter(coders__user=user) if isinstance(user, User) else rounds.none()


def fellow_coders(user: Account, award: int) -> QuerySet[User]:
    """Who codes the award (primary key) with this user in an open round: they do not see each other."""
    rounds = open_rounds_of(user).filter(awards=award)
    return User.objects.filter(coder__in=Coder.objects.filter(rounds__in=rounds))


def visible_to(user: Account, codings: QuerySet[Coding]) -> QuerySet[Coding]:
    """Those of these codings that the user may see; a query more."""
    hidden, rounds = Q(pk__in=()), list(open_rounds_of(user))
    for each in rounds:
        awards = CodingRound.awards.through.objects.filter(codinground=each).values("award")
        hidden |= Q(award__in=awards, mechanism__scheme=each.scheme_id)
    return codings.exclude(hidden & ~Q(coder__user=user)) if rounds else codings


def visible_codings(award: Award, user: Account, scheme: CodingScheme | None = None) -> QuerySet[Coding]:
    """The codings of the award, or those of one scheme, that the user may see."""
    rows: QuerySet[Coding] = award.codings.all()  # each row knows its award
    return visible_to(user, rows if scheme is None else rows.filter(mechanism__scheme=scheme))


def blindness(user: Account, awards: Collection[int]) -> Blindness:
    """The same for states that are kept of these awards; a query, and two more where there is something."""
    rounds = list(open_rounds_of(user)) if awards else []
    if not rounds or not isinstance(user, User):
        return SEES_ALL
    through = CodingRound.awards.through.objects.filter(codinground__in=rounds, award__in=awards)
    schemes = {each.pk: each.scheme_id for each in rounds}
    by_scheme: dict[int, set[int]] = {}
    terms = Mechanism.objects.filter(scheme__in=schemes.values()).order_by()
    for scheme, term in terms.values_list("scheme_id", "pk"):
        by_scheme.setdefault(scheme, set()).add(term)
    hidden: dict[int, frozenset[int]] = {}
    for award, of_round in through.values_list("award_id", "codinground_id"):
        found = by_scheme.get(schemes[of_round], set())
        hidden[award] = hidden.get(award, frozenset()) | found
    return Blindness(Coder.objects.get(user=user).pk, hidden)


def open_round(award: Award, scheme: int, coder: Coder | None) -> CodingRound | None:
    """The open round in which this coder codes the award with the terms of this scheme (primary key)."""
    if coder is None:
        return None
    rounds = CodingRound.objects.filter(closed_at=None, scheme=scheme, coders=coder, awards=award)
    return rounds.first()


# --- The course of a round ----------------------------------------------------------------------------


def may_manage(user: Account) -> bool:
    """Whether the user may open and close rounds."""
    return may(user, REVIEW) or may(user, MANAGE_VOCABULARY)


def begin(
    name: str, scheme: CodingScheme, people: Iterable[User], awards: Collection[Award], by: User
) -> CodingRound:
    """Open a round; ValidationError where `by` may not, or there is nothing to compare."""
    if not may_manage(by):
        raise ValidationError(MAY_NOT)
    coders = [Coder.of(each) for each in people]
    if len(coders) < 2:
        raise ValidationError(TOO_FEW)
    if not awards:
        raise ValidationError(NO_AWARDS)
    with transaction.atomic():
        made = CodingRound.objects.create(name=name, scheme=scheme, opened_by=by.get_username())
        made.coders.set(coders)
        made.awards.set(awards)
        people_named = "、".join(coder.name for coder in coders)
        said = f"编码方案：{scheme}；编码者：{people_named}；案例 {len(awards)} 个"
        record_change(OfficeKind.ROUND, made.pk, name, "开始", said, by=by)
    return made


def finish(round: CodingRound, award: Award, by: User) -> None:
    """Say that this coder has read the award to the end, whether or not something was coded."""
    with transaction.atomic():
        coder = _coder(round, award, by)
        FinishedCoding.objects.get_or_create(round=round, award=award, coder=coder)


def take_up(round: CodingRound, award: Award, by: User) -> None:
    """Say that the award is not done after all."""
    with transaction.atomic():
        FinishedCoding.objects.filter(round=round, award=award, coder=_coder(round, award, by)).delete()


def _coder(round: CodingRound, award: Award, by: User) -> Coder:
    _still_open(round)
    coder = round.coders.filter(user=by).first()
    if coder is None or not round.awards.filter(pk=award.pk).exists():
        raise ValidationError(NOT_YOURS)
    return coder


def _still_open(round: CodingRound) -> None:
    """Keep the round as it is until the transaction ends; ValidationError where it is over."""
    if not CodingRound.objects.select_for_update().filter(pk=round.pk, closed_at=None).exists():
        raise ValidationError(CLOSED)


def finished_by_all(round: CodingRound) -> set[int]:
    """The awards (primary keys) that every coder has finished: no others are compared."""
    coders = round.coders.count()
    found: dict[int, int] = {}
    for award in round.finished.order_by().values_list("award_id", flat=True):
        found[award] = found.get(award, 0) + 1
    return {award for award, count in found.items() if count == coders}


def close(round: CodingRound, by: User) -> None:
    """End it for good, and keep what each coder has: from now on all see all, and what differs is settled."""
    if not may_manage(by):
        raise ValidationError(MAY_NOT)
    with transaction.atomic():
        _still_open(round)
        comparable = len(finished_by_all(round))
        if not comparable:
            raise ValidationError(NOTHING_DONE)
        _end(round, by)
        record_change(OfficeKind.ROUND, round.pk, round.name, "结束", f"可比较的案例 {comparable} 个", by=by)
        DataVersion.advance(everything=False)  # pages that are kept by it tell the agreement
    round.refresh_from_db()


def call_off(round: CodingRound, by: User, reason: str) -> None:
    """Give up an open round (a coder has left, the awards were wrong ones): nothing of it is compared.

    It stays with the reason and with what each coder has finished. The codings stay as they are, seen by all
    and waiting for a reviewer, as any other.
    """
    if not may_manage(by):
        raise ValidationError(MAY_NOT)
    if not reason:
        raise ValidationError(NO_REASON)
    with transaction.atomic():
        _still_open(round)
        _end(round, by, reason)
        record_change(OfficeKind.ROUND, round.pk, round.name, "取消", note=reason, by=by)
    round.refresh_from_db()


def _end(round: CodingRound, by: User, called_off: str = "") -> None:
    """What each has is kept first: once the round is over, the database lets nothing of it be changed."""
    for each in round.finished.select_related("award__source"):
        each.codings = _codings_of(each, round)
        each.save(update_fields=["codings"])
    terms = Mechanism.objects.filter(scheme=round.scheme_id).order_by("position", "slug")
    kept = [list(each) for each in terms.values_list("pk", "name")]
    ending = CodingRound.objects.filter(pk=round.pk, closed_at=None)
    ended = ending.update(
        closed_at=timezone.now(), closed_by=by.get_username(), terms=kept, called_off=called_off
    )
    if not ended:
        raise ValidationError(CLOSED)


def _codings_of(finished: FinishedCoding, round: CodingRound) -> Sequence[State]:
    """What the coder gave it; not the proposals of the rules that they refused."""
    rows = Coding.objects.filter(
        award=finished.award_id, coder=finished.coder_id, mechanism__scheme=round.scheme_id
    ).exclude(state=CodingState.REJECTED)
    text = finished.award.source.text
    return [
        {"term": term, "start": start, "end": end, "words": text[start:end]}
        for term, start, end in rows.order_by("start", "pk").values_list("mechanism_id", "start", "end")
    ]
