"""Calls and lists of candidates give no award, and say what they are and how many lines they list."""

import pytest

from cases.readers.records import Problem
from tests.readers.layouts import read, text_of

UNITS = "\n南京市鼓楼区华侨路街道\n苏州市姑苏区平江街道\n"
NOT_FINAL = "还不是最终结果"


def named(text: str) -> Problem:
    """The one problem of a document without awards."""
    document = read(text)
    assert document.awards == ()
    (problem,) = document.problems
    return problem


def test_names_that_a_call_lists_are_no_awards_and_are_named() -> None:
    text = text_of("none-recommended")
    problem = named(text)

    assert "征集或者推荐的通知" in problem.message
    assert "列出的 3 条" in problem.message
    assert text[problem.start : problem.end] == "玄武区民政局\n秦淮区民政局\n建邺区民政局"


@pytest.mark.parametrize(
    "steps",
    [
        "（二）专家评审。评出一等奖10个、二等奖20个。",
        "（四）结果公布。对入选案例授予“安徽省优秀案例”称号，并通报表彰。",
        "现将申报认定有关事项通知如下：",
        "",
    ],
)
def test_a_call_that_tells_of_earlier_awards_and_of_its_steps_stays_one(steps: str) -> None:
    earlier = "2023年，淮北市相山区“五老”调解、池州市贵池区“平安哨”等案例获评全省典型案例，可参考其写法。"
    title = "安徽省民政厅关于开展2024年度全省基层治理创新典型案例征集活动的通知"
    text = f"{title}\n{steps}\n{earlier}\n"
    problem = named(text)

    assert "列出的 2 条" in problem.message
    assert text[problem.start : problem.end] == "淮北市相山区“五老”调解、池州市贵池区“平安哨”"


def test_pairs_that_a_call_gives_as_examples_are_no_awards() -> None:
    pairs = "1.南京市鼓楼区：时间银行\n2.苏州市姑苏区：五社联动\n"
    problem = named(f"关于开展2024年度全省优秀案例征集活动的通知\n{pairs}以上为往年案例，供参考。\n")

    assert "列出的 2 条" in problem.message


def test_a_call_that_honours_others_now_is_read() -> None:
    text = "关于做好2024年度示范街道创建工作的通知\n经研究，决定命名下列街道为示范街道："

    assert len(read(f"{text}{UNITS}").awards) == 2


@pytest.mark.parametrize(
    "lead",
    [
        "拟确认下列街道为优秀：",
        "现将名单予以公示：",
        "示范街道名单的公示",
        "示范街道名单（公示期5个工作日）",
        "2021年度示范街道拟入选名单",
        "示范街道候选名单",
        "示范街道申报单位名单",
    ],
)
def test_candidates_give_no_award(lead: str) -> None:
    text = f"{lead}{UNITS}"
    problem = named(text)

    assert NOT_FINAL in problem.message
    assert "列出的 2 条" in problem.message
    assert lead in problem.message
    assert text[problem.start : problem.end] == UNITS.strip()


def test_candidates_of_a_sentence_and_of_texts_give_no_award() -> None:
    sentence = "民政部拟确认南京市鼓楼区、苏州市姑苏区等2个单位为全国社区治理和服务创新实验区。\n"
    pairs = "1.北京市朝阳区：劲松模式\n居民议事。\n2.上海市徐汇区：邻里汇\n居民协商。\n"

    assert NOT_FINAL in named(sentence).message
    assert NOT_FINAL in named(f"2021年全国基层治理创新典型案例拟入选名单的公示\n{pairs}").message


@pytest.mark.parametrize(
    ("lead", "is_doubted"),
    [
        ("经公示无异议，现公布示范街道名单：", False),
        ("公示期满，确认下列街道为示范街道：", False),
        ("虚拟社区示范街道名单", False),
        ("近日，民政部公示了拟命名名单，我省下列街道入选：", True),
        ("2022年度优秀街道获奖名单公示", True),
        ("经从120个候选街道中评选，确定以下街道为示范街道：", True),
    ],
)
def test_what_is_said_to_be_honoured_is_read_and_doubted_where_it_is_still_shown(
    lead: str, is_doubted: bool
) -> None:
    document = read(f"{lead}{UNITS}")

    assert len(document.awards) == 2
    assert any(NOT_FINAL in each.message for each in document.problems) == is_doubted


@pytest.mark.parametrize(
    "did",
    ["作了交流发言", "作为典型作了经验介绍", "参加会议", "涌现出一批好做法", "的经验材料在会上印发", ""],
)
def test_units_that_met_or_spoke_are_no_list_and_are_named(did: str) -> None:
    text = f"会上，徐州市泉山区、无锡市滨湖区、常州市天宁区等3个地区{did}。\n"
    document = read(text)

    assert document.awards == ()
    passages = [text[each.start : each.end] for each in document.problems if "没有写明" in each.message]
    assert passages == ["徐州市泉山区、无锡市滨湖区、常州市天宁区"]


@pytest.mark.parametrize(
    "sentence",
    [
        "{}榜上有名。",
        "现场为{}全国社区治理和服务创新实验区授牌。",
        "{}，被确认为全国社区治理和服务创新实验区。",
        "省民政厅公布名单，{}。",
        "{}经过评审，入选。",
    ],
)
def test_units_that_a_sentence_counts_and_honours_are_a_list(sentence: str) -> None:
    units = "徐州市泉山区、无锡市滨湖区、常州市天宁区等3个"

    assert len(read(sentence.format(units) + "\n").awards) == 3


def test_a_call_in_the_style_of_an_app_gives_no_rows() -> None:
    problem = named(
        "征集令！2024年度“全国基层治理创新典型案例”等你来报\n【往届风采】\n"
        "2023年，杭州市拱墅区小河街道“小河微治”、丽水市松阳县“田园议事”等20个案例脱颖而出，入选年度典型案例。\n"
    )

    assert "征集或者推荐的通知" in problem.message
