"""Figures are proposed with number, unit and what is counted; what is no figure is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.language.quantities import ends_of
from cases.readers.passages import PrintedLine
from cases.readers.proposed_figures import ProposedFigure, proposed_figures
from tests.readers.score_figures import score


def proposed(text: str, *subjects: str) -> list[ProposedFigure]:
    return proposed_figures([PrintedLine(100, 100 + len(text), text)], subjects)


def said(text: str) -> list[tuple[str, str, str, str]]:
    return [(each.counted, each.qualifier, each.number, each.unit) for each in proposed(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("共搭建居民议事平台1667个。", ("居民议事平台", "", "1667", "个")),
        ("全区社会组织已达5700余家。", ("社会组织", "over", "5700", "家")),
        ("在181个小区成功推行管理。", ("小区", "", "181", "个")),
        ("超过2万人的社会组织志愿者服务队", ("社会组织志愿者服务队", "over", "2万", "人")),
        ("投入资金7.1亿元。", ("投入资金", "", "7.1亿", "元")),
        ("投入资金7.1亿元，成效明显", ("投入资金", "", "7.1亿", "元")),
        ("年增加1000余万元的财政预算", ("财政预算", "over", "1000余万", "元")),
        ("全区90%以上社区", ("社区", "at_least", "90", "%")),
        ("培育社会组织１２０家。", ("社会组织", "", "１２０", "家")),
        ("服务居民三千五百户。", ("服务居民", "", "三千五百", "户")),
        ("配备３至５名社工", ("社工", "", "３至５", "名")),
        ("建成近20个服务站", ("服务站", "nearly", "20", "个")),
    ],
)
def test_a_figure_is_proposed(text: str, found: tuple[str, str, str, str]) -> None:
    assert said(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "2015年3月12日印发", "民发〔2014〕12号文件", "第3个阶段", "电话010-58123456", "拨打12345热线",
        "用了5年时间", "建立365工作法", "“1+10”文件体系", "“4335”模式", "五项机制", "四个类别", "24/7服务",
        "坚持“三个一”", "3月前", "早8点至晚8点", "十佳社区", "数十家企业",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_left_out(text: str) -> None:
    assert proposed(text) == []


def test_the_parts_of_a_total_count_the_same_each_in_its_scope() -> None:
    text = "截至目前,共搭建居民议事平台1667个,其中社区236个、小区523个、楼院908个。新增小区12个。"
    assert [(each.counted, each.scope, each.number, each.when) for each in proposed(text)] == [
        ("居民议事平台", "", "1667", "截至目前"),
        ("居民议事平台", "社区", "236", "截至目前"),
        ("居民议事平台", "小区", "523", "截至目前"),
        ("居民议事平台", "楼院", "908", "截至目前"),
        ("新增小区", "", "12", ""),
    ]


def test_the_passage_has_the_number_and_what_is_counted() -> None:
    text = "全区登记社会组织1010家。"
    (figure,) = proposed(text)
    assert text[figure.start - 100 : figure.end - 100] == "社会组织1010家"
    assert figure.scope == "全区"


def test_the_longest_known_subject_that_ends_what_is_counted_is_its_subject() -> None:
    (figure,) = proposed("培育社区社会组织30家。", "组织", "社会组织")
    assert (figure.counted, figure.subject) == ("社区社会组织", "社会组织")


@given(st.text(alphabet="社区小组织个家万亿0123456789.,，。%年月第“”其中达余共、", max_size=40))
def test_whatever_the_text_proposals_are_of_it(text: str) -> None:
    for each in proposed(text):
        passage = text[each.start - 100 : each.end - 100]
        assert each.number.rstrip("万亿") in passage
        assert each.counted in text
        assert ends_of(each.number) == (each.value, each.upper)


def test_they_agree_with_the_reading_of_the_library_as_the_guide_says() -> None:
    found = score()
    assert (found.recorded, found.proposed, found.number, found.whole) == (75, 67, 67, 50)
