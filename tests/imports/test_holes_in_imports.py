"""What somebody got past the import who had not built it, each tried in the shell."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.choices import ChangeAction, ChangeOutcome, IntakeState, State
from cases.curation.library import problems_of_library
from cases.imports import rows
from cases.imports.facts import Said
from cases.imports.reading import read_again, read_pasted
from cases.imports.receiving import ImportRefused
from cases.imports.row_values import RowCorrection
from cases.imports.taking import take, take_waiting
from cases.imports.undoing import redo_intake, undo_intake
from cases.models import Award, Intake, Source
from tests.imports.lists import ENTRIES, LIST, SAID, bring_in, make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NUMBERED = LIST.replace("浙江省", "{}.浙江省").format(1, 2, 3)


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk", is_staff=True)


@pytest.fixture
def reviewer() -> User:
    return User.objects.create_superuser("boss")


def taken() -> Intake:
    intake = bring_in()
    take(intake, intake.lock)
    return intake


def test_a_numbered_list_is_taken_in_and_published_with_its_numbers():
    intake = read_pasted(NUMBERED, SAID)
    take(intake, intake.lock)
    for award in Award.objects.all():
        award.publish()
    assert sorted(Award.objects.values_list("rank", flat=True)) == [1, 2, 3]
    assert Award.objects.get(rank=2).passage == f"2.{ENTRIES[1]}"
    assert problems_of_library() == []


def test_what_was_published_is_taken_back_and_restored_by_a_reviewer_alone(clerk, reviewer):
    intake = taken()
    Award.objects.first().publish()
    with pytest.raises(ImportRefused, match="要由超级用户"):
        undo_intake(intake, intake.lock, by=clerk)
    undo_intake(intake, intake.lock, by=reviewer)
    with pytest.raises(ImportRefused, match="要由超级用户"):
        redo_intake(intake, intake.lock, by=clerk)
    redo_intake(intake, intake.lock, by=reviewer)
    assert Award.objects.published().count() == 1


def test_drafts_are_taken_back_and_restored_by_whoever_brings_in(clerk):
    intake = taken()
    undo_intake(intake, intake.lock, by=clerk)
    redo_intake(intake, intake.lock, by=clerk)
    assert Award.objects.count() == 3


def test_what_somebody_withdrew_is_not_published_by_an_undoing(reviewer):
    intake = taken()
    award = Award.objects.first()
    award.publish()
    undo_intake(intake, intake.lock, by=reviewer)
    redo_intake(intake, intake.lock, by=reviewer)
    Award.objects.get(pk=award.pk).withdraw()
    undo_intake(intake, intake.lock, by=reviewer)
    redo_intake(intake, intake.lock, by=reviewer)
    assert Award.objects.get(pk=award.pk).state == State.WITHDRAWN


def test_a_document_that_came_in_meanwhile_is_not_written_over():
    first, second = bring_in(), bring_in()
    for intake, left_out in ((first, 0), (second, 1)):
        row = intake.rows.all()[left_out]
        rows.decide(row, ChangeOutcome.DROPPED, lock=intake.lock, by="甲")
        intake.refresh_from_db()
    take(first, first.lock)
    source = Source.objects.get()
    source.note = "编者的说明"
    source.save()
    with pytest.raises(ImportRefused, match="已由另一次导入收录"):
        take(second, second.lock)
    assert Source.objects.get().note == "编者的说明"


def test_one_document_attests_an_award_once():
    taken()
    again = bring_in(LIST.replace("关于公布", "关于表扬") + f"{ENTRIES[0]}\n")
    one, *_rest = again.rows.all()
    rows.attest(one, "2021-jczl-t01", lock=again.lock, by="甲")
    again.refresh_from_db()
    other = again.rows.all()[1]
    other.problems = [{"message": "像是同一荣誉。", "held": ["2021-jczl-t01"]}]
    other.save()
    with pytest.raises(ValidationError, match="只记一处"):
        rows.attest(other, "2021-jczl-t01", lock=again.lock, by="甲")


def test_a_row_that_a_person_put_in_place_of_another_stays_when_it_is_read_again():
    intake = bring_in()
    row = intake.rows.all()[1]
    rows.decide(row, ChangeOutcome.DROPPED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    added = rows.add(intake, (row.start, row.end), lock=intake.lock, by="甲")
    intake.refresh_from_db()
    rows.decide(added, ChangeOutcome.ACCEPTED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    read_again(intake, intake.lock, SAID, by="甲")
    assert [each.outcome for each in intake.rows.order_by("order", "pk")] == [
        "pending", "dropped", "accepted", "pending",
    ]  # fmt: skip


def test_an_unchanged_row_that_is_corrected_is_a_change():
    taken()
    again = bring_in()
    row = again.rows.first()
    assert row.action == ChangeAction.UNCHANGED
    rows.correct(row, RowCorrection(values={"locality": "小营街道"}), lock=again.lock, by="甲")
    assert again.rows.first().action == ChangeAction.CHANGED


def test_what_waits_is_not_taken_in_once_all_was_taken_back(reviewer, clerk):
    intake = taken()
    Award.objects.first().publish()
    undo_intake(intake, intake.lock, by=reviewer)
    with pytest.raises(ImportRefused, match="已经撤销"):
        take_waiting(intake, intake.lock, by=reviewer)
    assert intake.state == IntakeState.UNDONE


def test_a_row_of_another_year_than_the_document_says_now_is_refused_with_what_to_do():
    intake = bring_in()
    row = intake.rows.first()
    rows.decide(row, ChangeOutcome.ACCEPTED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    read_again(intake, intake.lock, Said(year=2020, issuers=("mca",)), by="甲")
    with pytest.raises(ImportRefused, match="改回未处理"):
        take(intake, intake.lock)
    row.refresh_from_db()
    rows.decide(row, ChangeOutcome.PENDING, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    read_again(intake, intake.lock, SAID, by="甲")
    take(intake, intake.lock)
    assert Award.objects.count() == 3
