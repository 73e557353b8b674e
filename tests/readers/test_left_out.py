"""Nothing in a list is lost silently: whatever nobody read is covered by a problem with its passage."""

import pytest

from cases.readers.records import Document
from tests.readers.layouts import LAYOUTS, read, text_of, words

STRANGE = "红日亭邻里互助联合体的伙伴们"  # a name of no ending that the readers know
LEFT_OUT = (
    "名单中的这一行没有读懂。",
    "名单中的这几行没有读懂。",
    "名单中的这一项没有读懂。",
    "这里写到的名称没有收录，请核对。",
)
TRULY = {"社区成立邻里互助站12个，开展活动300场。", "红日亭"}  # which a layout has, and which is of no form
# A row of these tables may have any first cell, and what stands below a title is a line of it.
NOT_AS_A_LINE = {"cells-a-line", "title-below-its-unit", "unit-label-first"}


def is_covered(document: Document, start: int, end: int) -> bool:
    spans = [(each.start, each.end) for each in document.problems if each.start is not None and each.end]
    spans += [(award.start, award.end) for award in document.awards]
    return any(first <= start and end <= last for first, last in spans)


def passages(text: str) -> list[str]:
    return [text[each.start : each.end] for each in read(text).problems if each.message in LEFT_OUT]


@pytest.mark.parametrize("layout", [layout for layout in LAYOUTS if layout not in NOT_AS_A_LINE])
def test_a_strange_line_between_two_entries_is_named_in_every_layout(layout: str) -> None:
    text = text_of(layout)
    awards = read(text).awards
    for one, other in zip(awards, awards[1:], strict=False):
        if text[one.end : other.start].strip(" 　。；;|\t\n"):
            continue  # a heading or words of a sentence
        between = text.find("\n", one.end, other.start) + 1
        if not between:
            continue
        document = read(f"{text[:between]}{STRANGE}\n{STRANGE}\n{text[between:]}")
        for first in (between, between + len(STRANGE) + 1):
            assert is_covered(document, first, first + len(STRANGE))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_in_a_document_that_is_understood_nothing_is_left_out(layout: str) -> None:
    assert set(passages(text_of(layout))) <= TRULY


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (
            "浙江省和谐社区名单\n杭州市上城区小营巷社区\n红日亭志愿服务队\n金色家园物业联合体\n宁波市鄞州区划船社区\n",
            "红日亭志愿服务队\n金色家园物业联合体",
        ),
        (
            "某县表彰名单\n一、先进集体\n太仓市民政局\n昆山市民政局\n二、先进个人\n张伟　太仓市民政局副局长\n"
            "李小红（女）　昆山市民政局干部\n",
            "张伟　太仓市民政局副局长\n李小红（女）　昆山市民政局干部",
        ),
        (
            "全国示范社区名单\n河北省（1个）\n正定县塔元庄村\n山西省（2个）\n长治市上党区振兴村\n新河社\n",
            "新河社",
        ),
        (
            "最美社区揭晓。一等奖由武汉市武昌区水果湖街道摘得，江岸区百步亭社区、汉阳区晴川社区获三等奖。\n",
            "武汉市武昌区水果湖街道",
        ),
        (
            "太仓市“政社互动”、昆山市“邻里坊”、老党员工作室等3个案例入选。\n",
            "老党员工作室",
        ),
        (
            "现将社区治理创新实验区（含街道）公布如下：渝中区；江北区（观音桥街道）；南岸区南坪街道。\n",
            "含街道）公布如下：渝中区；江北区（观音桥街道）；南岸区南坪街道",
        ),
        (
            "2017年，我省共有4个县获批全国实验区，其中贵阳市1个：花溪区；遵义市1个：湄潭县；黔南州2个：都匀市、龙里县。\n",
            "湄潭县；黔南州2个：都匀市、龙里县",
        ),
        (
            "获奖单位：尚志市民政局；获奖项目：“会客厅”；奖项：一等奖\n获奖单位：五常市民政局；获奖项目：“议事”；奖项：二等奖\n",
            "五常市民政局",
        ),
        ("近日，我县“三议三公开”荣获全国乡村治理典型案例。\n", "我县“三议三公开”荣获全国乡村治理典型案例"),
    ],
)
def test_what_no_form_reads_is_named(text: str, lost: str) -> None:
    document = read(text)

    for line in lost.split("\n"):
        assert line not in {words(award)[1] for award in document.awards}
        assert is_covered(document, text.index(line), text.index(line) + len(line))


def test_a_name_between_the_names_of_a_sentence_is_named() -> None:
    assert passages(text_of("strange-name-in-a-sentence")) == ["红日亭"]


def test_what_stands_beside_the_entries_of_a_line_is_named() -> None:
    text = "获奖案例\n太仓市城厢镇：一站式服务；昆山◆◆：邻里茶座；常熟市虞山街道：议事亭\n"

    document = read(text)

    assert is_covered(document, text.index("昆山"), text.index("；常熟"))


def test_a_heading_that_became_text_of_the_case_before_is_named() -> None:
    text = (
        "2021年城乡社区治理典型案例\n北京市朝阳区：实施“社区成长伙伴计划”\n朝阳区实施计划。效果良好。\n"
        "吉林省延边州珲春市 打造专业化队伍\n珲春市打造队伍。效果良好。\n"
        "福建省厦门市思明区：打造“近邻社区”\n思明区打造近邻社区。效果良好。\n"
    )

    (problem,) = [each for each in read(text).problems if "像是另一个案例的标题" in each.message]

    assert text[problem.start : problem.end] == "吉林省延边州珲春市 打造专业化队伍"


def test_what_a_sentence_says_between_reviewed_units_is_no_name() -> None:
    assert passages("经复核，太仓市、昆山市等2个单位复核合格，撤销常熟市典型案例称号。\n") == []


@pytest.mark.parametrize(
    ("entries", "lost"),
    [
        ("绍兴市越城区府山街道：府山邻里里", "【上虞区】百官街道：舜耕里；曹娥街道：曹娥江驿"),
        ("绍兴市越城区府山街道：府山邻里里\n绍兴市上虞区百官街道：舜耕里", "【嵊州市】鹿山街道 · 越韵小屋"),
        ("天津市和平区：和平议事\n天津市河西区：河西议事", "中新天津生态城：生态"),
    ],
)
def test_a_last_line_of_another_form_is_named(entries: str, lost: str) -> None:
    text = f"2022年度全国基层治理创新典型案例名单\n{entries}\n{lost}\n"
    document = read(text)

    assert len(document.awards) == entries.count("\n") + 1
    span = (text.index(lost), text.index(lost) + len(lost))
    assert span in [(each.start, each.end) for each in document.problems]


def test_the_only_line_under_a_prize_is_named() -> None:
    line = "《红色物业“六共”法》　宝鸡市金台区中山东路街道"

    assert passages(f"全省评选结果\n一、金奖（1项）\n{line}\n") == [line]


def test_lines_that_begin_with_a_place_in_brackets_are_named_wherever_they_stand() -> None:
    text = (
        "关于认定2024年度绍兴市“浙里睦邻中心”的通知\n"
        "经评定，认定越城区府山街道“府山邻里里”等5家单位为2024年度绍兴市“浙里睦邻中心”。\n五星级\n"
        "【越城区】府山街道 · 府山邻里里 | 北海街道 · 会客厅\n【柯桥区】华舍街道 · 一家亲\n"
        "【诸暨市】暨阳街道 · 江新有约\n四星级\n【上虞区】百官街道 · 舜耕里；曹娥街道 · 曹娥江驿\n"
    )
    named = "\n".join(passages(text))

    assert all(county in named for county in ("【越城区】", "【柯桥区】", "【诸暨市】", "【上虞区】"))
