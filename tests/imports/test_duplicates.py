"""What the library has by another document, or a list twice: named, and left to a person."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.choices import ChangeAction, ChangeOutcome, State
from cases.curation.library import problems_of_library
from cases.imports.duplicates import held_numbers
from cases.imports.reviewing import take_waiting
from cases.imports.rows import attest
from cases.imports.taking import take
from cases.imports.undoing import undo_intake
from cases.models import Attestation, Award, StoredChange
from tests.imports.lists import ENTRIES, LIST, bring_in, make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AGAIN = LIST.replace("关于公布", "关于表扬").replace("典型案例名单\n", "典型案例名单如下\n")


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()
    intake = bring_in()
    take(intake, intake.lock)


def test_an_award_that_another_document_brought_in_is_doubtful_and_names_it():
    rows = list(bring_in(AGAIN).rows)
    assert {row.action for row in rows} == {ChangeAction.DOUBTFUL}
    assert [held_numbers(row) for row in rows] == [[f"2021-jczl-t0{n}"] for n in (1, 2, 3)]
    assert rows[0].problems[-1]["message"] == "同一项目、年度和地方的案例已收录：2021-jczl-t01。"


def test_it_is_taken_in_as_another_only_when_a_person_says_so():
    intake = bring_in(AGAIN)
    intake.rows.update(outcome=ChangeOutcome.DROPPED)
    StoredChange.objects.filter(pk=intake.rows.first().pk).update(outcome=ChangeOutcome.ACCEPTED)
    take(intake, intake.lock)
    assert list(Award.objects.order_by("accession").values_list("accession", "applicant")) == [
        *((f"2021-jczl-t0{n}", name) for n, name in enumerate(ENTRIES, 1)),
        ("2021-jczl-t04", ENTRIES[0]),
    ]


def test_what_a_list_has_twice_is_doubtful_the_second_time():
    other = "浙江省杭州市上城区南星街道复兴街社区"
    _held, first, second = bring_in(LIST.replace(ENTRIES[1], other).replace(ENTRIES[2], other)).rows
    assert (first.action, second.action) == (ChangeAction.NEW, ChangeAction.DOUBTFUL)
    assert second.problems[-1]["message"] == f"与这份文献前面的“{other}”像是同一荣誉。"


def test_it_can_be_a_further_source_of_the_held_award_and_nothing_else(client):
    held = Award.objects.get(accession="2021-jczl-t01")
    held.publish()
    intake = bring_in(AGAIN)
    first = intake.rows.first()
    attest(first, "2021-jczl-t01", lock=intake.lock, by="甲")
    intake.refresh_from_db()
    intake.rows.exclude(pk=first.pk).update(outcome=ChangeOutcome.DROPPED)
    assert take(intake, intake.lock).waiting == 1
    assert not Attestation.objects.exists()

    reviewer = User.objects.create_superuser("boss")
    take_waiting(intake, intake.lock, by=reviewer)
    attestation = Attestation.objects.get()
    assert attestation.award == held
    assert attestation.source.text[attestation.start : attestation.end] == ENTRIES[0]
    assert Award.objects.count() == 3
    assert Award.objects.get(pk=held.pk).state == State.PUBLISHED
    assert problems_of_library() == []

    undo_intake(intake, intake.lock, by=reviewer, reason="测试")
    assert not Attestation.objects.exists()
    assert Award.objects.get(pk=held.pk).state == State.PUBLISHED


def test_only_what_is_like_a_held_award_can_be_a_source_of_it():
    intake = bring_in(AGAIN)
    with pytest.raises(ValidationError, match="没有与库中的案例对上"):
        attest(intake.rows.first(), "2021-jczl-t02", lock=intake.lock, by="甲")
