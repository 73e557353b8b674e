"""Numbered entries that lack the unit their neighbours have, and sections with a number each."""

import pytest

from tests.readers.layouts import read, words

HEAD = "2021年度全国社区治理创新成果名单\n"
FIRST = (
    "十大创新成果（3个）\n1. “红色物业”做法　　南京市鼓楼区民政局\n2. “邻里议事”做法　　苏州市吴江区民政局\n"
    "3. “三治融合”做法　　无锡市梁溪区民政局\n"
)
SECOND = (
    "提名成果（3个）\n1. “睦邻小站”做法　　常州市天宁区民政局\n2. “楼道管家”做法　　常州市钟楼区民政局\n"
    "3. “和事老人”做法　　常州市新北区民政局\n"
)
FOOT = "地址：北京市东城区北河沿大街147号\n"


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("“红色物业”做法", "南京市鼓楼区民政局"),
        ("“邻里议事”做法", "苏州市吴江区民政局"),
        ("“三治融合”做法", "无锡市梁溪区民政局"),
        ("“楼道管家”做法", "常州市钟楼区民政局"),
        ("“和事老人”做法", "常州市新北区民政局"),
    ],
)
def test_an_entry_without_the_unit_that_its_neighbours_have_is_a_doubtful_row(title: str, unit: str) -> None:
    text = f"{HEAD}{FIRST}{SECOND}{FOOT}".replace(f"{title}　　{unit}", title)

    document = read(text)

    assert len(document.awards) == 6
    (award,) = [each for each in document.awards if each.title and each.title.value == title]
    assert words(award) == (title, "")
    assert award.place_then == ""
    assert f"{title}：没有申报单位，请核对。" in [each.message for each in award.problems]
    assert award.rank is not None
    assert [each for each in document.problems if "没有读懂" in each.message] == []


def test_two_entries_without_units_in_a_row_are_both_rows() -> None:
    text = f"{HEAD}{FIRST}{SECOND}".replace("　　常州市钟楼区民政局", "").replace(
        "　　常州市新北区民政局", ""
    )

    assert [words(award)[1] for award in read(text).awards][-2:] == ["", ""]


def test_a_heading_that_is_numbered_in_another_way_is_no_entry_without_a_unit() -> None:
    text = f"{HEAD}一、{FIRST}二、最佳提名\n{SECOND}"

    assert len(read(text).awards) == 6


def test_sections_with_a_number_each_declare_their_sum_and_each_is_compared() -> None:
    text = f"{HEAD}{FIRST}{SECOND}".replace("提名成果（3个）", "提名成果（5个）")

    document = read(text)

    assert document.declared is not None
    assert document.declared.value == 8
    (problem,) = [each for each in document.problems if "文中说" in each.message]
    assert problem.message == "文中说有 5 个，读到 3 个。"
    assert text[problem.start : problem.end] == "5"


def test_a_section_of_which_nothing_was_read_is_in_the_sum_and_named() -> None:
    text = f"{HEAD}{FIRST}提名成果（2个）\n睦邻小站，张某\n楼道管家，李某\n"

    document = read(text)

    assert document.declared is not None
    assert document.declared.value == 5
    assert "文中说有 2 个，读到 0 个。" in [each.message for each in document.problems]


def test_a_row_of_a_table_without_a_unit_is_doubtful_though_its_place_is_printed() -> None:
    text = (
        "2021年社区治理案例名单\n序号\t地区\t案例名称\t申报单位\n"
        "1\t江苏省太仓市\t“三社联动”\t太仓市民政局\n2\t江苏省昆山市\t协商在身边\t\n"
    )
    first, second = read(text).awards
    assert [each.message for each in second.problems if "申报单位" in each.message] == [
        "协商在身边：没有申报单位，请核对。"
    ]
    assert not [each for each in first.problems if "申报单位" in each.message]
    assert second.place_then == "江苏省/苏州市/昆山市"


def test_a_table_without_a_column_of_units_lacks_none() -> None:
    text = (
        "2021年社区治理案例名单\n序号\t地区\t案例名称\n"
        "1\t江苏省太仓市\t“三社联动”\n2\t江苏省昆山市\t协商在身边\n"
    )
    problems = [each for award in read(text).awards for each in award.problems]
    assert [each for each in problems if "申报单位" in each.message] == []
