"""Two imports of the same entries: the second is told at reading, and stopped at taking."""

import pytest

from cases.admin.intakes.acts import said_taken
from cases.choices import ChangeAction, ChangeOutcome
from cases.imports import taking
from cases.imports.duplicates import held_numbers, waiting_beside
from cases.imports.found_since import FOUND_SINCE
from cases.imports.rows import decide
from cases.imports.taking import Undecided, take
from cases.models import Award, Intake
from tests.imports.lists import LIST, OTHERS, bring_in, make_readers_library

pytestmark = pytest.mark.django_db
COPY = LIST.replace("\n", "\n\n") + "（来源：网站）\n"


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


def now(intake: Intake) -> Intake:
    return Intake.objects.get(pk=intake.pk)


def test_what_was_taken_in_since_the_reading_stops_the_second_import():
    first, second = bring_in(), bring_in(COPY)
    assert {row.action for row in second.rows} == {ChangeAction.NEW}
    take(first, first.lock)
    with pytest.raises(Undecided) as refusal:
        take(now(second), now(second).lock, sure=True)
    assert refusal.value.messages[0] == FOUND_SINCE
    assert len(refusal.value.messages) == 4
    assert Award.objects.count() == 3
    rows = list(now(second).rows)
    assert [(row.action, row.outcome, len(held_numbers(row))) for row in rows] == [
        (ChangeAction.DOUBTFUL, ChangeOutcome.PENDING, 1)
    ] * 3


def test_what_a_person_then_takes_as_new_is_new_and_the_new_numbers_are_told():
    first, second = bring_in(), bring_in(COPY)
    take(first, first.lock)
    with pytest.raises(Undecided):
        take(now(second), now(second).lock, sure=True)
    for row in now(second).rows:
        decide(row, ChangeOutcome.ACCEPTED, lock=now(second).lock, by="somebody")
    taken = take(now(second), now(second).lock, sure=True)
    assert taken.renumbered == tuple(f"2021-jczl-t0{n} → 2021-jczl-t0{n + 3}" for n in (1, 2, 3))
    assert "3 个案例的编号与预览时不同" in said_taken(taken)
    assert "2021-jczl-t01 → 2021-jczl-t04" in said_taken(taken)


def test_what_comes_between_the_look_and_the_room_stops_it_too(monkeypatch):
    first, second, look = bring_in(), bring_in(COPY), taking.refuse_found_since

    def overtaken(rows: object) -> None:
        monkeypatch.setattr(taking, "refuse_found_since", look)
        take(now(first), now(first).lock)

    monkeypatch.setattr(taking, "refuse_found_since", overtaken)
    with pytest.raises(Undecided):
        take(now(second), now(second).lock, sure=True)
    assert Award.objects.count() == 3


def test_an_import_that_waits_with_the_same_entries_is_named_whatever_its_bytes():
    first, other, copy = bring_in(), bring_in(OTHERS), bring_in(COPY)
    assert waiting_beside(copy) == [first]
    assert waiting_beside(other) == []
    for row in now(first).rows:
        decide(row, ChangeOutcome.DROPPED, lock=now(first).lock, by="somebody")
    assert waiting_beside(copy) == []
