"""What a document says became of held awards makes milestones, and awards only of what it newly honours."""

import pytest

from cases.imports.compared_award import ComparedAward, compared
from cases.imports.matching import AwardMatcher
from cases.imports.milestones import Outcome, outcome
from tests.readers.layouts import read

ACCEPTANCE = """民政部关于全国社区治理和服务创新实验区结项验收结果的通知
各省、自治区、直辖市民政厅（局）：
经评估，北京市东城区、江苏省南京市雨花台区等2个实验区通过结项验收。
同时，确认浙江省宁波市鄞州区、四川省成都市金牛区等2个单位为第三批全国社区治理和服务创新实验区。
民政部
2018年5月3日
"""
REVIEW = """关于公布2019年全国社区治理和服务创新实验区复核结果的通知
一、保留称号单位名单
太仓市
昆山市
二、撤销称号单位名单
张家港市
海门市
三、新命名单位名单
常熟市
如皋市
"""
NAMING = "经验收合格，确认北京市东城区、江苏省太仓市等2个单位为全国社区治理和服务创新实验区。\n"


def held(place: str, number: str, year: int = 2014, **values: str) -> ComparedAward:
    return ComparedAward(
        "syq",
        year,
        applicant=place.rpartition("/")[2],
        place=place,
        number=number,
        document="batch",
        **values,
    )


def result(text: str, *awards: ComparedAward) -> Outcome:
    document = read(text)
    read_awards = [compared(record, "notice") for record in document.awards]
    return outcome(text, document, read_awards, AwardMatcher(awards))


def new(found: Outcome) -> list[str]:
    return [record.applicant.value if record.applicant else "" for record in found.awards]


def test_an_acceptance_is_a_milestone_and_what_is_confirmed_beside_it_an_award() -> None:
    pilot = held("北京市/东城区", "2014-syq-p01")

    found = result(ACCEPTANCE, pilot)

    assert new(found) == ["浙江省宁波市鄞州区", "四川省成都市金牛区"]
    first, second = found.milestones
    assert (first.kind, first.year and first.year.value, first.held) == ("accepted", 2018, (pilot,))
    assert first.reason == "文中说通过验收：2014-syq-p01 的后续进展。"
    assert ACCEPTANCE[first.start : first.end].startswith("经评估，北京市东城区")
    assert second.held == ()
    assert second.reason == "文中说通过验收，但库中没有收录这一荣誉，请先收录公布它的文献。"


def test_each_part_of_a_review_says_what_became_of_its_entries() -> None:
    found = result(
        REVIEW, held("江苏省/苏州市/太仓市", "2014-syq-p02"), held("江苏省/苏州市/张家港市", "2014-syq-p03")
    )

    told = [(each.kind, [award.number for award in each.held]) for each in found.milestones]
    assert told == [
        ("reviewed", ["2014-syq-p02"]),
        ("reviewed", []),
        ("withdrawn", ["2014-syq-p03"]),
        ("withdrawn", []),
    ]
    assert new(found) == ["常熟市", "如皋市"]
    assert {each.year.value for each in found.milestones if each.year} == {2019}


def test_where_several_are_held_a_person_chooses() -> None:
    first, second = held("北京市/东城区", "2011-syq-p01", 2011), held("北京市/东城区", "2014-syq-p01")

    milestone = result(ACCEPTANCE, first, second, held("北京市/东城区", "2020-syq-p01", 2020)).milestones[0]

    assert milestone.held == (first, second)
    assert milestone.reason == "文中说通过验收，可能是其中一个案例：2011-syq-p01、2014-syq-p01。"


@pytest.mark.parametrize("text", [NAMING, ACCEPTANCE.partition("同时，")[2]])
def test_what_is_named_after_an_acceptance_is_a_new_honour(text: str) -> None:
    found = result(text)

    assert found.milestones == ()
    assert len(found.awards) == 2


def test_traditional_script_says_the_same() -> None:
    text = "經評估，北京市東城區、江蘇省太倉市等2個實驗區通過結項驗收。\n"

    assert [each.kind for each in result(text).milestones] == ["accepted", "accepted"]
