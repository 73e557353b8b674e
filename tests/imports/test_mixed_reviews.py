"""A sentence that accepts some awards and withdraws others records of each what it says of that one."""

import pytest

from cases.choices import ChangeAction
from cases.imports.facts import Said
from cases.imports.taking import take
from cases.models import Award, Milestone
from tests.imports.lists import ENTRIES, bring_in, make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOTICE = (
    "关于2022年全国基层治理创新典型案例复核结果的通知\n"
    f"经复核，{ENTRIES[0]}、{ENTRIES[1]}等2个社区复核合格，撤销{ENTRIES[2]}典型案例称号。\n"
    "民政部\n2022年12月3日\n"
)


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()
    intake = bring_in()
    take(intake, intake.lock)


def test_each_award_has_what_its_own_clause_says() -> None:
    intake = bring_in(NOTICE)
    assert [row.action for row in intake.rows] == [ChangeAction.CHANGED] * 3
    take(intake, intake.lock)
    assert [str(each) for each in Milestone.objects.order_by("award__accession")] == [
        "2022 复核合格", "2022 复核合格", "2022 撤销称号",
    ]  # fmt: skip
    assert Award.objects.count() == 3


def test_what_has_not_passed_is_no_milestone_and_is_asked_about() -> None:
    intake = bring_in(NOTICE.replace(f"撤销{ENTRIES[2]}典型案例称号", f"{ENTRIES[2]}限期整改"))
    last = intake.rows.last()
    assert (last.milestone, last.needs_decision) == (None, True)
    assert any("没有通过、暂缓或者限期整改" in each["message"] for each in last.problems)


def test_a_review_without_its_result_waits_for_a_person() -> None:
    intake = bring_in(NOTICE.replace("复核合格", "已经复核"), Said(issuers=("mca",), year=2022))
    first = intake.rows.first()
    assert (first.is_milestone, first.action) == (True, ChangeAction.DOUBTFUL)
    assert any("没有写明这一条的结果" in each["message"] for each in first.problems)
