"""A notice comes again, of which a person left a row out the last time: whoever decides now is told."""

import pytest
from django.utils import timezone

from cases.choices import ChangeAction, ChangeOutcome
from cases.imports import rows
from cases.imports.taking import take
from cases.models import Award, Intake, StoredChange
from tests.imports.lists import LIST, OTHERS, bring_in, make_readers_library

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


def drop(intake: Intake, number: int, reason: str = "", by: str = "甲") -> StoredChange:
    row, lock = list(intake.rows)[number], Intake.objects.get(pk=intake.pk).lock
    rows.decide_all(intake, [row], ChangeOutcome.DROPPED, lock=lock, by=by, reason=reason)
    return row


def said(intake: Intake) -> list[list[str]]:
    return [[each["message"] for each in row.problems] for row in intake.rows]


def test_the_new_preview_says_who_left_it_out_when_and_why():
    first = bring_in()
    row = drop(first, 1, "是上城区的，与另一通知重复。")
    first.refresh_from_db()
    take(first, first.lock)
    again = bring_in()
    when = f"{timezone.localtime(row.decided_at):%Y-%m-%d %H:%M}"
    words = f"上次未收录：{row.quoted}，甲，{when}，理由：是上城区的，与另一通知重复。"
    assert said(again) == [[], [words], []]
    unchanged = ChangeAction.UNCHANGED
    assert [each.action for each in again.rows] == [unchanged, ChangeAction.DOUBTFUL, unchanged]


def test_without_a_reason_it_says_so_and_of_two_times_the_last_counts():
    drop(bring_in(), 0, by="甲")
    drop(bring_in(), 0, by="乙")
    assert "，乙，" in said(bring_in())[0][0]
    assert said(bring_in())[0][0].endswith("，没有写明理由。")
    assert len(said(bring_in())[0]) == 1


def test_a_row_that_is_taken_this_time_is_not_asked_again_the_next():
    drop(bring_in(), 0)
    again = bring_in()
    rows.decide(again.rows.first(), ChangeOutcome.ACCEPTED, lock=again.lock, by="乙")
    again.refresh_from_db()
    take(again, again.lock)
    assert Award.objects.count() == 3
    assert said(bring_in()) == [[], [], []]


def test_what_was_made_open_again_or_stood_in_another_notice_is_not_named():
    first = bring_in()
    row = drop(first, 0)
    rows.decide(row, ChangeOutcome.PENDING, lock=Intake.objects.get(pk=first.pk).lock, by="甲")
    drop(bring_in(OTHERS), 1)
    assert said(bring_in()) == [[], [], []]
    assert said(bring_in(LIST)) == [[], [], []]
