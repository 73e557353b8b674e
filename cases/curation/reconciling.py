"""What coders of a closed round agreed about and what not, and what a reviewer makes of it.

Counted is what each had when the round was closed, on the awards that all of them finished: a unit is an
award and a term, its values whether each coder has coded it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from cases.choices import CodingState, OfficeKind, Outcome, Through
from cases.curation import release
from cases.curation.agreement import Agreement, agreement
from cases.curation.coding_rounds import finished_by_all
from cases.curation.office import record_change
from cases.models import Award, Coder, Coding, CodingRound, FinishedCoding, Mechanism, Reconciliation
from cases.models.writing import State, writing
from cases.roles import ALONE, REVIEW, is_one_person_office, may

OPEN = "这一轮还没有结束。"
CALLED_OFF = "这一轮已经取消，不比较，也不对账。"
MAY_NOT = "对账要有“审核”的权限。"
OWN = "您是这一轮的编码者，要由另一位审核人员对账。"
NO_REASON = "请写明理由。"
NO_CODING = "请选定采用哪一条编码。"
GONE = "要采用的编码已经不在了，请刷新页面。"
NOT_OPEN = "这一项没有分歧，或者已经对过账。"
NOTHING_AGREED = "没有还待采纳的一致编码。"

Key = tuple[int, int]  # the primary keys of an award and of a term


@dataclass(frozen=True, slots=True)
class TermAgreement:
    """The agreement about one term, and by how many awards the coders differ."""

    term: int
    name: str
    found: Agreement
    coded: int  # awards that at least one coder gave the term
    differing: int


@dataclass(frozen=True, slots=True)
class CoderSaid:
    """A coder and the passages that they gave the term, by their words; none where they did not give it."""

    coder: Coder
    codings: Sequence[State]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A term that not all coders gave an award; `settled` says what was decided, where it was."""

    award: Award
    term: int
    name: str
    said: Sequence[CoderSaid]
    settled: Reconciliation | None


class Comparison:
    """A closed round, read once: five queries."""

    def __init__(self, round: CodingRound) -> None:
        self.round = round
        self.coders = list(round.coders.order_by("name"))
        done = finished_by_all(round)
        self.awards = list(round.awards.filter(pk__in=done).order_by("accession").defer("text"))
        self.names: Mapping[int, str] = dict(round.terms)
        self._codings: dict[tuple[int, int, int], list[State]] = {}
        for each in FinishedCoding.objects.filter(round=round, award__in=done).order_by("pk"):
            for coding in each.codings:
                key = (each.award_id, coding["term"], each.coder_id)
                self._codings.setdefault(key, []).append(coding)

    def unit(self, award: int, term: int) -> tuple[bool, ...]:
        """Whether each coder gave the award the term."""
        return tuple((award, term, coder.pk) in self._codings for coder in self.coders)

    def overall(self) -> Agreement:
        """Of all awards and all terms of the scheme."""
        return agreement([self.unit(award.pk, term) for award in self.awards for term in self.names])

    def by_term(self) -> list[TermAgreement]:
        """Of the terms that somebody used, in the order of the scheme."""
        found = []
        for term, name in self.names.items():
            units = [self.unit(award.pk, term) for award in self.awards]
            coded = [unit for unit in units if any(unit)]
            if coded:
                differing = sum(not all(unit) for unit in coded)
                found.append(TermAgreement(term, name, agreement(units), len(coded), differing))
        return found

    def disagreements(self) -> list[Disagreement]:
        """By award, then in the order of the scheme."""
        settled = {(each.award_id, each.term): each for each in self.round.reconciliations.all()}
        return [
            Disagreement(
                award,
                term,
                self.names[term],
                [
                    CoderSaid(coder, self._codings.get((award.pk, term, coder.pk), ()))
                    for coder in self.coders
                ],
                settled.get((award.pk, self.names[term])),
            )
            for award in self.awards
            for term in self.names
            if any(unit := self.unit(award.pk, term)) and not all(unit)
        ]

    def agreed(self) -> set[Key]:
        """What all of them gave."""
        return {
            (award.pk, term) for award in self.awards for term in self.names if all(self.unit(award.pk, term))
        }

    def agreed_and_waiting(self) -> QuerySet[Coding]:
        """The codings of the coders that all agree about and that nobody has decided on."""
        agreed = self.agreed()
        rows = Coding.objects.filter(
            award__in={award for award, _term in agreed},
            mechanism__in={term for _award, term in agreed},
            coder__in=self.coders,
            state=CodingState.PROPOSED,
        )
        kept = [pk for pk, *key in rows.values_list("pk", "award_id", "mechanism_id") if tuple(key) in agreed]
        return Coding.objects.filter(pk__in=kept).order_by("award", "start", "pk")


def may_reconcile(round: CodingRound, user: User) -> bool:
    """Whether the user decides: a reviewer who did not code in it, unless one person is the whole office."""
    is_coder = round.coders.filter(user=user).exists()
    return may(user, REVIEW) and (not is_coder or is_one_person_office())


def reconcile(
    round: CodingRound,
    key: Key,
    by: User,
    outcome: str,
    reason: str,
    chosen: int | None = None,
) -> Reconciliation:
    """Decide whether an award has a term about which the coders differ; a revision of the award.

    Adopted, the coding `chosen` (primary key) is accepted and the others stay as they are; refused, all of
    them are rejected and kept. Two have seen it, a coder and this reviewer, so that readers see it at once.
    ValidationError, and nothing is written, where `by` may not, without a reason, or where it is settled.
    """
    _require(round, by)
    if not reason:
        raise ValidationError(NO_REASON)
    award, term = key
    found = [each for each in Comparison(round).disagreements() if (each.award.pk, each.term) == key]
    if not found or found[0].settled is not None:
        raise ValidationError(NOT_OPEN)
    label = Outcome(outcome).label
    with writing(
        Through.FORM, by=by, note=f"对账“{round}”：{label}“{found[0].name}”。理由：{reason}"
    ) as room:
        room.advance(everything=False)  # others wait: what is found stays
        rows = Coding.objects.filter(award=award, mechanism=term, coder__in=round.coders.all())
        if outcome == Outcome.ADOPTED:
            _accept(rows, chosen)
        else:
            for row in rows:
                _set(row, CodingState.REJECTED)
        if round.coders.filter(user=by).exists():
            release.note(room, ALONE)
        said = f"{found[0].award.accession}，{found[0].name}：{label}"
        record_change(OfficeKind.ROUND, round.pk, round.name, "对账", said, reason, by)
        return Reconciliation.objects.create(
            round=round,
            award_id=award,
            mechanism=Mechanism.objects.filter(pk=term).first(),
            term=found[0].name,
            outcome=outcome,
            reason=reason,
            by=by.get_username(),
        )


def accept_agreed(round: CodingRound, by: User) -> int:
    """Accept what all coders gave; how many codings. One data version, a revision of each award."""
    _require(round, by)
    with writing(Through.FORM, by=by, note=f"对账“{round}”：采纳各编码者一致的编码") as room:
        room.advance(everything=False)
        rows = list(Comparison(round).agreed_and_waiting())
        if not rows:
            raise ValidationError(NOTHING_AGREED)
        for row in rows:
            _set(row, CodingState.ACCEPTED)
        if round.coders.filter(user=by).exists():
            release.note(room, ALONE)
        said = f"采纳各编码者一致的编码 {len(rows)} 条"
        record_change(OfficeKind.ROUND, round.pk, round.name, "对账", said, by=by)
    return len(rows)


def _require(round: CodingRound, by: User) -> None:
    if round.is_open:
        raise ValidationError(OPEN)
    if round.is_called_off:
        raise ValidationError(CALLED_OFF)
    if not may(by, REVIEW):
        raise ValidationError(MAY_NOT)
    if not may_reconcile(round, by):
        raise ValidationError(OWN)


def _accept(rows: QuerySet[Coding], chosen: int | None) -> None:
    if chosen is None:
        raise ValidationError(NO_CODING)
    row = rows.filter(pk=chosen).first()
    if row is None:
        raise ValidationError(GONE)
    _set(row, CodingState.ACCEPTED)


def _set(row: Coding, state: CodingState) -> None:
    if row.state != state:
        row.state = state
        row.save()
