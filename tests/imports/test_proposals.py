"""Mechanisms that the words of an award name come in with it, and count for nothing yet."""

import pytest
from django.contrib.auth.models import User

from cases.choices import CodingState
from cases.curation.coding_acts import REJECT, decide
from cases.curation.coding_states import CodingKey
from cases.curation.proposed_by_rules import proposed_by_rules
from cases.imports.facts import Said
from cases.imports.proposals import NO_PLACE, NO_UNIT, Proposal, name_what_lacks
from cases.imports.reading import read_pasted
from cases.imports.taking import take
from cases.imports.undoing import undo_intake
from cases.models import Award, Coder, Coding
from tests.factories import make_mechanism
from tests.imports.lists import make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TEXT = (
    "2021年全国基层治理创新典型案例\n典型案例名单\n"
    "1.建设“社区协商”新平台(浙江省杭州市上城区)\n上城区建立社区协商制度，每月议事一次。\n"
    "2.建设便民服务新平台(浙江省杭州市上城区民政局)\n上城区把服务送到居民身边。\n"
)


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()
    make_mechanism("社区协商")


def brought_in():
    intake = read_pasted(TEXT, Said(programme="jczl", tier="typical", year=2021, issuers=("mca",)))
    intake.rows.update(outcome="accepted")
    return intake


def test_a_proposed_mechanism_has_its_evidence_and_waits_for_a_person():
    intake = brought_in()
    take(intake, intake.lock)
    coding = Coding.objects.get()
    assert coding.award.source.text[coding.start : coding.end] == "上城区建立社区协商制度"
    assert (coding.state, coding.coder.name) == ("proposed", "按词语提议")
    assert coding.note == "正文中有“社区协商”。"
    assert not Coding.objects.accepted().exists()


def test_what_was_refused_at_the_desk_is_not_proposed_again_by_a_later_import():
    intake = brought_in()
    take(intake, intake.lock)
    coding = Coding.objects.get()
    key = CodingKey(coding.mechanism_id, coding.start, coding.end, coding.coder_id)
    coder = User.objects.create_superuser("curator")
    decide(coding.award_id, coder, key, REJECT, lambda award: award.codings.all())

    again = brought_in()
    take(again, again.lock)
    assert list(Coding.objects.values_list("pk", "state")) == [(coding.pk, CodingState.REJECTED)]
    award, passage = coding.award, coding.award.passage
    known = list(award.codings.select_related("mechanism", "coder"))
    assert [each.mechanism for each in proposed_by_rules(award, passage, known)] == []
    assert [each.mechanism for each in proposed_by_rules(award, passage, [])] == [coding.mechanism.slug]


def test_undoing_the_intake_takes_them_back_and_leaves_the_method():
    intake = brought_in()
    take(intake, intake.lock)
    undo_intake(intake, intake.lock, reason="测试")
    assert not Coding.objects.exists()
    assert not Award.objects.exists()
    assert Coder.objects.get().name == "按词语提议"


def test_a_row_without_a_unit_among_rows_with_one_and_one_without_a_place_are_doubtful():
    rows = [
        Proposal(0, 1, {"applicant": applicant, "place_then": place}, [])
        for applicant, place in (("甲", "1"), ("乙", "1"), ("", "1"), ("丙", None))
    ]
    name_what_lacks(rows)
    assert [[each["message"] for each in row.problems] for row in rows] == [[], [], [NO_UNIT], [NO_PLACE]]


def test_in_a_list_of_bare_places_no_unit_is_missed():
    rows = [Proposal(0, 1, {"applicant": "", "place_then": "1"}, []) for _ in range(3)]
    name_what_lacks(rows)
    assert not any(row.problems for row in rows)
