"""Every number that a list declares is compared with what was read, and no other number is."""

import pytest

from tests.readers.layouts import read, words

CASES = "优秀案例名单\n太仓市城厢镇：一站式服务\n昆山市玉山镇：邻里茶座\n"


def compared(text: str) -> list[str]:
    return [each.message for each in read(text).problems if "读到" in each.message]


@pytest.mark.parametrize(
    "text",
    [
        "四川省示范社区名单\n成都市（3个）：锦江区水井坊社区、青羊区文家社区\n",
        "全国示范社区名单\n北京市（3个）\n西城区朝阳社区\n东城区清水苑社区\n天津市（1个）\n和平区开封道社区\n",
        "和谐社区名单\n一、优秀社区（3个）：太仓市中区社区、昆山市共青社区\n二、先进社区（1个）：太仓市洋沙社区\n",
        "决定命名下列3个社区为“省级示范社区”：太仓市中区社区、昆山市共青社区。\n",
        "决定授予太仓市中区社区、昆山市共青社区等3个社区“省级示范社区”称号。\n",
    ],
)
def test_a_number_of_a_place_a_heading_or_a_sentence_is_compared(text: str) -> None:
    assert compared(text) == ["文中说有 3 个，读到 2 个。"]


@pytest.mark.parametrize(
    "said",
    [
        "现予公布优秀案例，公示期5个工作日。",
        "来自全国的120个项目参评，现公布优秀案例。",
        "从收到的36个案例中评出优秀案例，现予公布。",
    ],
)
def test_a_number_of_days_or_of_those_who_took_part_is_not(said: str) -> None:
    assert compared(f"{said}\n{CASES}") == []


@pytest.mark.parametrize(
    "lines",
    [
        "北京市：石景山区、西城区（2个）\n江苏省：南京市建邺区，苏州市吴江区，扬州市邗江区（3个）\n",
        "北京市：石景山区、西城区，共2个\n江苏省：南京市建邺区、苏州市吴江区、扬州市邗江区等3个\n",
        "北京市（2个）：石景山区　　西城区\n江苏省（3个）：南京市建邺区　苏州市吴江区　扬州市邗江区\n",
        "1.北京市：石景山区、西城区（2个）；\n2.江苏省：南京市建邺区、苏州市吴江区、扬州市邗江区（3个）。\n",
    ],
)
def test_how_many_a_group_has_stands_behind_its_members_or_its_head(lines: str) -> None:
    document = read(f"2019年全国社区治理和服务创新实验区名单\n{lines}")
    assert [(words(award), award.place_then) for award in document.awards] == [
        (("", "石景山区"), "北京市/石景山区"),
        (("", "西城区"), "北京市/西城区"),
        (("", "南京市建邺区"), "江苏省/南京市/建邺区"),
        (("", "苏州市吴江区"), "江苏省/苏州市/吴江区"),
        (("", "扬州市邗江区"), "江苏省/扬州市/邗江区"),
    ]
    assert document.problems == ()


@pytest.mark.parametrize("behind", ["（4个）", "，共4个", "等4个区"])
def test_the_number_behind_the_members_of_a_group_is_compared(behind: str) -> None:
    text = f"2019年全国实验区名单\n北京市：石景山区、西城区{behind}\n江苏省：南京市建邺区、苏州市吴江区\n"
    (problem,) = read(text).problems
    assert (problem.message, text[problem.start : problem.end]) == ("文中说有 4 个，读到 2 个。", "4")
