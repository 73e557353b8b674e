"""What is checked before anything is locked answers as the room does, which asks again where it must."""

import random
from collections.abc import Callable
from copy import deepcopy

import pytest

from cases.curation import keeper
from cases.curation.checks import problems_of
from cases.imports import taking
from cases.imports.checked_before import check_before
from cases.imports.taking import Plan, take
from cases.models import Award, Coder
from cases.progress import listening
from tests.curation.rows import change
from tests.factories import make_award
from tests.imports.changed_awards import ROUNDS, changed, problems_before, problems_written
from tests.imports.lists import bring_in, make_readers_library

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch) -> list[list[int]]:
    """The awards that rooms ask at their end, room by room."""
    found: list[list[int]] = []

    def listening(ids):
        found.append(list(ids))
        return problems_of(found[-1])

    monkeypatch.setattr(keeper, "problems_of", listening)
    return found


def test_what_was_checked_before_is_not_asked_again(asked):
    make_readers_library()
    intake = bring_in()
    asked.clear()
    assert take(intake, intake.lock).new == 3
    assert asked == [[]]


def test_it_counts_while_others_can_see_it(asked):
    """Within the transaction that writes nobody would."""
    make_readers_library()
    intake, told = bring_in(), list[tuple[int, int]]()
    with listening(lambda done, total: told.append((done, total))):
        take(intake, intake.lock)
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.fixture
def meanwhile(asked, monkeypatch) -> Callable[[Callable[[], object]], None]:
    """Has something done by somebody else between the checks and the writing."""

    def do(what: Callable[[], object]) -> None:
        def interrupted(*args, **options):
            checked = check_before(*args, **options)
            what()
            asked.clear()
            return checked

        monkeypatch.setattr(taking, "check_before", interrupted)

    return do


def test_all_is_asked_where_somebody_wrote_meanwhile(asked, meanwhile):
    make_readers_library()
    intake = bring_in()
    meanwhile(lambda: Coder.objects.create(name="李四", description="在别处同时登记的编码者。"))
    take(intake, intake.lock)
    assert asked == [sorted(Award.objects.values_list("pk", flat=True))]


def test_nothing_is_asked_again_for_values_of_another_award(asked, meanwhile):
    make_readers_library()
    other, intake = make_award(state="draft"), bring_in()
    meanwhile(lambda: change(other, setting="urban"))
    take(intake, intake.lock)
    assert asked == [[]]
    assert Award.objects.get(pk=other.pk).setting == "urban"


@pytest.mark.parametrize(
    "values",
    [
        {"accession": "2014-sqzl-w77"},
        {"state": "withdrawn"},
        {"start": 0, "text": "", "paragraph_starts": []},
    ],
)
def test_all_is_asked_where_another_award_came_into_the_way(asked, meanwhile, values):
    """Its number, whether it counts, and its words in a document are what others are asked beside."""
    make_readers_library()
    other, intake = make_award(state="draft"), bring_in()
    meanwhile(lambda: change(other, **values))
    take(intake, intake.lock)
    assert asked == [sorted(Award.objects.exclude(pk=other.pk).values_list("pk", flat=True))]


def test_a_restored_backup_is_no_later_version():
    make_readers_library()
    checked = check_before([], sources=[], editions=[], is_sheet=False)
    assert checked.is_true_at(checked.version)
    earlier = checked.version._replace(number=checked.version.number - 1)
    assert not checked.is_true_at(earlier)
    assert not checked.is_true_at(checked.version._replace(token="another"))


def test_what_became_something_else_is_asked(asked, monkeypatch):
    make_readers_library()
    intake = bring_in()
    write = taking._write

    def otherwise(plan: Plan) -> None:
        write(plan)
        award = Award.objects.first()
        award.attributions.filter(field="locality").delete()

    monkeypatch.setattr(taking, "_write", otherwise)
    asked.clear()
    take(intake, intake.lock)
    assert asked == [[Award.objects.first().pk]]


def test_it_answers_as_the_room_does_of_new_awards():
    """Their document and edition are not there yet, and neither are those beside them."""
    make_readers_library()
    intake, chance = bring_in(), random.Random(2026)
    plan = taking._plan(intake, writes_public=True)
    whole = [deepcopy(row.proposed) for row in plan.new]
    wrong = 0
    for _round in range(ROUNDS):
        for row, proposed in zip(plan.new, whole, strict=True):
            row.proposed = changed(proposed, chance) if chance.random() < 0.5 else deepcopy(proposed)
        written = problems_written(plan.new, plan)
        if written is not None:
            assert problems_before(plan.new, plan) == written
            wrong += bool(written)
    assert wrong > ROUNDS / 4
