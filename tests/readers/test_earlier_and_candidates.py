"""Lists of what was honoured before, or is not yet, are told from what a document makes known."""

import pytest

from tests.readers.layouts import read

NOW = "近日，无锡市滨湖区、常州市天宁区等2个区被确认为全国社区治理和服务创新实验区。"
UNITS = ["无锡市滨湖区", "常州市天宁区"]


@pytest.mark.parametrize(
    "before",
    [
        "此前，江苏省已有南京市鼓楼区、苏州市姑苏区等12个县市区被确认为实验区",
        "截至去年底，南京市鼓楼区、苏州市姑苏区等2个区被确认为实验区",
        "南京市鼓楼区、苏州市姑苏区等2个区此前已被确认为实验区",
    ],
)
def test_what_was_honoured_before_is_named_and_not_read(before: str) -> None:
    text = f"{before}。{NOW}\n"
    document = read(text)

    assert [each.applicant.value for each in document.awards if each.applicant] == UNITS
    passages = [text[p.start : p.end] for p in document.problems if "以前的荣誉" in p.message]
    assert len(passages) == 1
    assert "南京市鼓楼区" in passages[0]
    assert not [each for each in document.problems if "文中说有" in each.message]


def test_what_stands_under_a_heading_of_earlier_honours_is_doubted() -> None:
    text = "\n".join(
        ["关于示范街道的通报", "一、本次命名单位（2个）", "南京市鼓楼区华侨路街道", "苏州市姑苏区平江街道"]
        + ["二、前三批已命名单位（2个）", "无锡市滨湖区河埒街道", "常州市天宁区兰陵街道", ""]
    )
    doubted = [bool(award.problems) for award in read(text).awards]

    assert doubted == [False, False, True, True]


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("云南省命名五华区为", ["五华区"]),
        ("云南省认定五华区、盘龙区为", ["五华区", "盘龙区"]),
        ("云南省、贵州省联合命名五华区、盘龙区等2个区为", ["五华区", "盘龙区"]),
        ("云南省授予昆明市五华区、盘龙区“先进区”称号，确认其为", ["昆明市五华区", "盘龙区"]),
        ("昆明市五华区、盘龙区命名为", ["昆明市五华区", "盘龙区"]),
    ],
)
def test_who_gives_an_honour_is_no_entry_and_who_gets_it_is(sentence: str, units: list[str]) -> None:
    document = read(f"2019年，{sentence}全国社区治理和服务创新实验区。\n")

    assert [each.applicant.value for each in document.awards if each.applicant] == units


@pytest.mark.parametrize("verb", ["先后入选", "相继获评"])
def test_honours_one_after_another_are_called_so(verb: str) -> None:
    text = f"南京市栖霞区、苏州市太仓市{verb}全国社区治理和服务创新实验区。\n"
    document = read(text)

    assert document.awards == ()
    (problem,) = [each for each in document.problems if "先后获得的荣誉" in each.message]
    assert text[problem.start : problem.end].startswith("南京市栖霞区、苏州市太仓市")


def test_units_that_news_say_to_be_creating_are_no_awards() -> None:
    text = (
        "考察团赴成都市学习考察\n其中涪城区工区街道长虹社区、游仙区涪江街道芙蓉社区等38个社区为省级示范社区创建单位。\n"
        "据介绍，渝中区“三事分流”曾获评中国社区治理十大创新成果。\n"
    )

    assert read(text).awards == ()
    assert [each for each in read(text).problems if each.start is not None]


def test_that_more_are_to_be_honoured_is_neither_an_award_nor_says_of_which_year_others_are() -> None:
    text = (
        "我市将力争有更多社区入选2023年度全国基层治理创新典型案例。\n"
        "涪城区工区街道长虹社区、游仙区涪江街道芙蓉社区等2个社区被命名为省级示范社区。\n"
    )
    document = read(text.replace("我市将", "绵阳市"))

    assert len(document.awards) == 2
    assert all(award.year is None and award.programme is None for award in document.awards)
