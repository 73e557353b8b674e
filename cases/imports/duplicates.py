"""Rows of an intake whose honour the library has by another document, or that an earlier row has already."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from cases.choices import TAKEN_BACK, ChangeAction, ChangeOutcome, IntakeKind, IntakeState
from cases.imports.compared_award import ComparedAward
from cases.imports.matching import AwardMatcher, Likeness, match_all
from cases.library.snapshot import Snapshot
from cases.models import Award, Intake, StoredChange
from cases.models.intake import problem_at
from cases.places.gazetteer import Gazetteer
from cases.vocabulary import read_gazetteer

MOST_BESIDE = 50  # imports, the newest first
_TO_BE_NEW = Q(thing__isnull=True, milestone__isnull=True) & ~Q(outcome=ChangeOutcome.DROPPED)


def name_duplicates(changes: Iterable[StoredChange], gazetteer: Gazetteer) -> None:
    """Make doubtful what seems to be held already; `held` of the problem has the numbers, nearest first."""
    rows = [change for change in changes if change.thing is None and change.milestone is None]
    read = [compared(row.proposed, gazetteer) for row in rows]
    held = held_awards({each.programme for each in read}, gazetteer)
    for row, match in zip(rows, match_all(read, held), strict=True):
        if match.likeness is Likeness.NEW:
            continue
        numbers = [award.number for award in match.held]
        row.problems = [*row.problems, problem_at(match.reason, row.start, row.end) | {"held": numbers}]
        if row.action == ChangeAction.NEW:
            row.action = ChangeAction.DOUBTFUL


def waiting_beside(intake: Intake) -> list[Intake]:
    """Other imports that wait to be taken in and have the same words, or entries that this one has, too."""
    others = Intake.objects.filter(kind=intake.kind, state=IntakeState.READY).exclude(pk=intake.pk)
    same = list(others.filter(text_sha256=intake.text_sha256))
    mine = list(intake.rows.filter(_TO_BE_NEW).values_list("proposed", flat=True))
    if intake.kind != IntakeKind.DOCUMENT or not mine:
        return same
    gazetteer = read_gazetteer()
    matcher = AwardMatcher(compared(award, gazetteer) for award in mine)
    fact = intake.fact("programme")
    for other in others.exclude(pk__in=[each.pk for each in same]).defer("text", "problems")[:MOST_BESIDE]:
        if other.fact("programme") == fact:
            theirs = other.rows.filter(_TO_BE_NEW).values_list("proposed", flat=True)
            if any(_is_there(matcher, compared(award, gazetteer)) for award in theirs):
                same.append(other)
    return same


def _is_there(matcher: AwardMatcher, award: ComparedAward) -> bool:
    match = matcher.of_honour(award)
    return match is not None and match.likeness is Likeness.ATTESTATION


def held_numbers(change: StoredChange) -> Sequence[str]:
    """The accession numbers of the held awards that the row may be a duplicate of."""
    return [number for problem in change.problems for number in problem.get("held", ())]


def compared(award: Snapshot, gazetteer: Gazetteer) -> ComparedAward:
    """An award as it was read."""
    return ComparedAward(
        programme=award["programme"],
        year=award["year"],
        batch=award.get("batch", ""),
        tier=award["tier"],
        title=award["title"],
        applicant=award["applicant"],
        place=_path(award["place_then"], award["year"], award["locality"], gazetteer),
    )


def held_awards(
    programmes: Iterable[str], gazetteer: Gazetteer, *, but_of: str = ""
) -> Iterator[ComparedAward]:
    """The awards of these programmes that are not withdrawn, nor of the document with that slug."""
    of_programmes = Award.objects.filter(edition__programme__slug__in=sorted(filter(None, programmes)))
    rows = of_programmes.exclude(state__in=TAKEN_BACK).exclude(source__slug=but_of).order_by("accession")
    for programme, year, batch, tier, title, applicant, place, locality, number in rows.values_list(
        *("edition__programme__slug", "edition__year", "edition__batch", "tier__slug"),
        *("title", "applicant", "place_then__key", "locality", "accession"),
    ):
        path = _path(place, year, locality, gazetteer)
        yield ComparedAward(programme, year, batch, tier, title, applicant, path, number=number)


def _path(key: str | None, year: int | None, locality: str, gazetteer: Gazetteer) -> str:
    """江苏省/苏州市/太仓市 and the printed words below it."""
    place = gazetteer.by_key.get(key) if key else None
    return "/".join(filter(None, [gazetteer.path(place, year) if place is not None else "", locality]))
