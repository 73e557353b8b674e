"""Lists of thousands of rows: each step asks the database for many rows together, not for each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.choices import ChangeOutcome, State
from cases.curation.library import problems_of_library
from cases.imports.taking import take
from cases.imports.undoing import undo_intake
from cases.models import Award, Division, Intake, StoredChange
from tests.factories import make_division
from tests.imports.lists import TITLE, bring_in, make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEW, MANY = 20, 60
BATCHES = 6  # statements that a step may need more, since SQLite takes so many values in one


def list_of(county: Division, count: int) -> str:
    """A list in which each entry lies in a street of its own."""
    numbers = "甲乙丙丁戊己庚辛壬癸"
    streets = [f"{numbers[at // 10]}{numbers[at % 10]}街道" for at in range(count)]
    entries = [f"浙江省杭州市{county.name}{street}东平巷社区" for street in streets]
    return "\n".join([TITLE, "典型案例名单", *entries, ""])


def queries_of_each_step(county: Division, count: int) -> tuple[int, int, int]:
    with CaptureQueriesContext(
        connection,
    ) as reading:
        intake = bring_in(list_of(county, count))
    assert intake.rows.count() == count
    intake.rows.update(outcome=ChangeOutcome.ACCEPTED)
    with CaptureQueriesContext(connection) as taking:
        assert take(intake, intake.lock).new == count
    with CaptureQueriesContext(connection) as undoing:
        undo_intake(intake, intake.lock)
    assert not Award.objects.exists()
    return len(reading), len(taking), len(undoing)


def test_no_step_asks_for_each_row():
    county = make_readers_library()
    queries_of_each_step(make_division("下城区", code="330103", parent=county.parent), 3)  # what is made once
    few, many = queries_of_each_step(county, FEW), queries_of_each_step(county, MANY)
    assert [more - less <= BATCHES for less, more in zip(few, many, strict=True)] == [True] * 3, (few, many)


def test_each_row_is_told_what_became_of_it():
    intake = bring_in(list_of(make_readers_library(), FEW))
    intake.rows.update(outcome=ChangeOutcome.ACCEPTED)
    first = intake.rows.first()
    StoredChange.objects.filter(pk=first.pk).update(decided_by="curator")
    take(intake, intake.lock)
    awards = dict(Award.objects.values_list("accession", "pk"))
    for row in Intake.objects.get().rows:
        assert row.thing == awards[row.proposed["accession"]]
        assert (row.outcome, row.version) == (ChangeOutcome.TAKEN, intake.taken_version)
        assert row.decided_by == ("curator" if row.pk == first.pk else "")
        assert row.decided_at is not None


def test_what_was_published_among_many_stays_withdrawn_and_all_others_go():
    intake = bring_in(list_of(make_readers_library(), FEW))
    intake.rows.update(outcome=ChangeOutcome.ACCEPTED)
    take(intake, intake.lock)
    published = list(Award.objects.order_by("pk"))[3:5]
    for award in published:
        award.publish()
    undo_intake(intake, intake.lock)
    left = [(award.accession, State.WITHDRAWN) for award in published]
    assert list(Award.objects.order_by("pk").values_list("accession", "state")) == left
    assert problems_of_library() == []
