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
TRULY = {"社区成立邻里互助站12个，开展活动300场。"}  # which a layout has, and which is of no form
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
    found = [words for words in passages(text_of(layout)) if words not in TRULY]
    assert found == []


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
        ("近日，我县“三议三公开”荣获全国乡村治理典型案例。\n", "我县“三议三公开”荣获全国乡村治理典型案例"),
    ],
)
def test_what_no_form_reads_is_named(text: str, lost: str) -> None:
    assert set(lost.split("\n")) <= {line for each in passages(text) for line in each.split("\n")}


def test_a_name_between_the_names_of_a_sentence_is_named() -> None:
    text = "太仓市城厢镇中区社区、昆山市玉山镇共青社区荣获一等奖，滨湖区◆◆中心和太仓市沙溪镇荣获二等奖。\n"

    document = read(text)

    assert "太仓市沙溪镇" in [words(award)[1] for award in document.awards] or is_covered(
        document, text.index("太仓市沙溪镇"), text.index("荣获二等奖")
    )
