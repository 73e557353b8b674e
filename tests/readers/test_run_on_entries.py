"""Entries that run on, are broken or stand behind a label are read rightly, or a problem names them."""

import pytest

from tests.readers.layouts import read, words

TITLE = "2018年度中国社区治理十大创新成果名单\n"
PAIRS = "1.北京市东城区：多元参与协商共治\n2.上海市徐汇区：邻里汇\n"


def told(text: str) -> dict[str, str]:
    """Each problem with its passage."""
    return {each.message: text[each.start : each.end] for each in read(text).problems if each.end is not None}


def test_a_list_inside_a_line_behind_its_tier_is_of_that_tier() -> None:
    line = "十大创新成果提名成果：5.湖北省黄冈市红安县：板凳会。6.成都市武侯区：信托物业。\n"
    text = f"{TITLE}十大创新成果\n{PAIRS}{line}"
    tiers = {words(award)[0]: award.tier.value if award.tier else None for award in read(text).awards}

    assert tiers == {
        "多元参与协商共治": "winner",
        "邻里汇": "winner",
        "板凳会": "nominee",
        "信托物业": "nominee",
    }


def test_a_list_inside_a_line_that_is_not_read_is_named() -> None:
    line = "提名成果：湖北省黄冈市红安县：板凳会、四川省成都市武侯区：信托物业\n"
    text = f"{TITLE}十大创新成果（2个）\n{PAIRS}{line}"

    assert "湖北省黄冈市红安县：板凳会、四川省成都市武侯区" in told(text).values()


@pytest.mark.parametrize("line", ["提名：天津市和平区：社区三会", "另有重庆市渝中区的“八字议事法”入围。"])
def test_a_line_that_became_text_of_the_case_before_is_named(line: str) -> None:
    pairs = "北京市东城区：多元参与\n上海市徐汇区：邻里汇\n"
    text = f"2018年全国基层治理创新典型案例名单\n\n{pairs}{line}\n居民议事。\n"

    assert told(text)["正文里的这一行像是另一个案例的标题，请核对。"] == line


def test_a_second_entry_on_a_line_and_one_on_two_lines_are_doubtful() -> None:
    text = (
        "2016年全国社区治理和服务创新实验区名单\n1.北京市东城区\n2.上海市徐汇区\n"
        "3.天津市和平区 4.重庆市渝中区\n5.湖北省黄冈市\n红安县\n"
    )

    assert told(text) == {
        "天津市和平区：“4.重庆市渝中区”像是另一条，请核对。": "3.天津市和平区 4.重庆市渝中区",
        "红安县：上一行的“5.湖北省黄冈市”带有序号，像是这一条的前半，请核对。": "红安县",
    }


def test_a_line_that_goes_on_counting_behind_the_last_entry_is_named() -> None:
    text = f"{TITLE}提名成果\n{PAIRS}3.红安县：板凳会 4.武侯区：信托物业\n5.江苏省苏州市姑苏区：\n微网格\n"

    assert "5.江苏省苏州市姑苏区：\n微网格" in told(text).values()


def test_a_county_behind_a_hyphen_is_asked_for() -> None:
    text = "2018年全国基层治理创新典型案例名单\n湖北省黄冈市-红安县：板凳会\n湖北省黄冈市—团风县：联合治理\n"

    assert list(told(text)) == [
        "湖北省黄冈市-红安县：地区只读到黄冈市，后面的红安县没有读作地名，请核对。",
        "湖北省黄冈市：题名开头的“团风县”像是单位的一部分，请核对。",
    ]
