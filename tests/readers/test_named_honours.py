"""What one entry of a list says of its own honour is of no other; page numbers are of no title."""

import pytest

from tests.readers.layouts import read

HONOURED = "\n".join(
    [
        "获奖情况",
        "苏州市姑苏区民政局——2013年度中国社区治理十大创新成果、江苏省社会治理创新奖",
        "苏州工业园区湖东社区工作委员会——全国社区治理和服务创新实验区",
        "苏州市吴中区长桥街道——江苏省和谐社区建设示范街道、苏州市十佳街道",
        "",
    ]
)
TITLES = ["“三张清单”理权责", "微心愿牵起邻里", "楼门里的议事会"]


def test_an_honour_is_of_the_entry_that_names_it_alone() -> None:
    document = read(HONOURED)
    found = [
        tuple(each.value if each is not None else None for each in (award.programme, award.year, award.title))
        for award in document.awards
    ]
    assert found == [("sqzl", 2013, None), ("syq", None, None), (None, None, None)]
    assert (document.edition.programme, document.edition.year) == (None, None)


def test_what_a_heading_says_is_of_all() -> None:
    text = HONOURED.replace("获奖情况", "2014年度中国社区治理十大创新成果获奖情况")

    assert [award.year and award.year.value for award in read(text).awards] == [2013, 2014, 2014]


def test_of_one_sentence_a_tier_alone_goes_on_and_another_honour_does_not() -> None:
    text = (
        "苏州市姑苏区民政局、无锡市滨湖区民政局荣获2013年度中国社区治理十大创新成果；"
        "南京市鼓楼区民政局、常州市天宁区民政局荣获{}。\n"
    )
    same, other = read(text.format("提名奖")).awards, read(text.format("江苏省民政工作先进单位")).awards

    assert [each.programme and each.programme.value for each in same] == ["sqzl"] * 4
    assert [each.programme and each.programme.value for each in other] == ["sqzl"] * 2 + [None] * 2


@pytest.mark.parametrize("leader", ["…………{}", "..........{}", "……… {}", "------{}", "·····({})"])
def test_page_numbers_of_a_table_of_contents_are_no_part_of_titles(leader: str) -> None:
    units = ("南京市鼓楼区民政局", "苏州市姑苏区民政局", "无锡市滨湖区民政局")
    rows = [
        f"{number}. {unit}：{title}{leader.format(number * 11)}"
        for number, (unit, title) in enumerate(zip(units, TITLES, strict=True), 1)
    ]
    for lines in (rows, [row.partition(" ")[2] for row in rows]):
        text = "\n".join(["2021年全国基层治理创新典型案例目录", *lines, ""])
        assert [award.title.value for award in read(text).awards if award.title] == TITLES


@pytest.mark.parametrize(
    ("honours", "is_doubtful"),
    [
        ("十大创新成果、优秀组织奖", True),
        ("提名成果、最佳人气奖", True),
        ("提名成果", False),
    ],
)
def test_more_honours_of_an_entry_than_its_award_are_named(honours: str, is_doubtful: bool) -> None:
    text = f"2016年中国社区治理十大创新成果名单\n北京市东城区——{honours}\n上海市徐汇区——十大创新成果\n"
    first, second = read(text).awards
    passages = [text[each.start : each.end] for each in first.problems if "几项荣誉" in each.message]

    assert passages == ([honours] if is_doubtful else [])
    assert not any("几项荣誉" in each.message for each in second.problems)


def test_a_bare_place_that_was_recognised_is_the_unit_and_a_second_one_is_named() -> None:
    name = "被民政部评为“全国社区治理和服务创新实验区”"
    text = f"2015年喜讯\n2015年12月1日，湖州市德清县{name}，成都市武侯区{name}。\n"
    document = read(text)
    (award,) = document.awards
    problems = [each for each in document.problems if "没有收录" in each.message]

    assert award.applicant is not None and award.applicant.value == "湖州市德清县"
    assert award.title is not None and award.title.value == "全国社区治理和服务创新实验区"
    assert [text[each.start : each.end] for each in problems] == [f"成都市武侯区{name}"]


def test_each_known_tier_of_a_unit_is_an_award_with_its_own_words() -> None:
    rows = "北京市东城区——十大创新成果、提名成果\n上海市徐汇区——十大创新成果\n"
    text = f"2016年中国社区治理十大创新成果名单\n{rows}"
    first, second, _ = read(text).awards

    assert [each.tier and each.tier.value for each in (first, second)] == ["winner", "nominee"]
    assert [text[each.start : each.end] for each in (first, second)] == [
        "北京市东城区——十大创新成果",
        "提名成果",
    ]
    assert [each.place_then for each in (first, second)] == ["北京市/东城区"] * 2
    assert any("与前一条同是北京市东城区的荣誉" in each.message for each in second.problems)


@pytest.mark.parametrize("honour", ["“优秀案例”", "2021年度优秀案例"])
def test_another_honour_of_a_sentence_has_no_programme_from_the_first(honour: str) -> None:
    first = "南京市鼓楼区“时间银行”、徐州市鼓楼区“五红”入选2021年度全国基层治理创新典型案例"
    awards = read(f"{first}，无锡市滨湖区“河埒”、无锡市梁溪区“五社”获评{honour}。\n").awards

    assert [award.programme.value if award.programme else None for award in awards] == [
        "jczl",
        "jczl",
        None,
        None,
    ]
    assert [award.tier.value if award.tier else None for award in awards] == [
        "typical",
        "typical",
        None,
        None,
    ]


def test_another_tier_of_a_sentence_is_of_the_same_programme() -> None:
    first = "南京市鼓楼区“时间银行”、徐州市鼓楼区“五红”获2021年度中国社区治理十大创新成果"
    awards = read(f"{first}，无锡市滨湖区“河埒”、无锡市梁溪区“五社”获“提名成果”。\n").awards

    assert {award.programme.value for award in awards if award.programme} == {"sqzl"}
    assert [award.tier.value for award in awards if award.tier] == ["winner"] * 2 + ["nominee"] * 2


def test_districts_that_wide_blanks_part_behind_their_city_are_units_of_their_own() -> None:
    document = read("全国社区治理和服务创新实验区名单\n北京市　石景山区　西城区\n")

    assert [award.place_then for award in document.awards] == ["北京市/石景山区", "北京市/西城区"]
