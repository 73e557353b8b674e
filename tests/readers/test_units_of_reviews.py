"""In a document of reviews each unit becomes an entry with what is said of it, or is named by a problem."""

import pytest

from cases.readers.lists.reviews import NOT_PASSED, reviews
from cases.readers.lists.units_of_reviews import NOT_READ
from tests.readers.layouts import read


def said_of(text: str) -> dict[str, str]:
    """What is said of each unit; with a question mark where a person has to look."""
    awards = read(text).awards
    said = {}
    for award, review in zip(awards, reviews(text, awards), strict=True):
        assert award.applicant is not None
        kind = "new" if review is None else review.kind
        said[award.applicant.value] = f"{kind}?" if review is not None and review.doubt else kind
    return said


def not_read(text: str) -> list[str]:
    return [text[each.start : each.end] for each in read(text).problems if each.message == NOT_READ]


LISTS = (
    "江苏省和谐社区建设示范社区复核结果公告\n一、予以通过\n南京市鼓楼区马台街社区、苏州市姑苏区双塔社区\n"
    "二、不予通过\n无锡市滨湖区蠡湖社区\n三、自动退出\n常州市天宁区红梅社区、徐州市云龙区乐园社区\n"
)
TABLE = (
    "全国社区治理和服务创新实验区复查情况统计表\n序号\t实验区\t复查意见\n1\t南京市鼓楼区\t保留\n"
    "2\t苏州市姑苏区\t建议取消\n3\t无锡市滨湖区\t保留\n"
)
SENTENCE = "经复核，对南京市鼓楼区、苏州市姑苏区予以通过，对无锡市滨湖区不予通过，常州市天宁区自动退出。\n"
NEWS = (
    "江苏3个全国社区治理和服务创新实验区通过验收\n近日，民政部公布全国社区治理和服务创新实验区验收结果，"
    "南京市鼓楼区、玄武区、苏州市姑苏区3区均获通过，天宁区另行验收。\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LISTS, ["reviewed", "reviewed", "?", "withdrawn", "withdrawn"]),
        (TABLE, ["reviewed", "?", "reviewed"]),
        (SENTENCE, ["reviewed", "reviewed", "?", "withdrawn"]),
        (NEWS, ["accepted", "accepted", "accepted", "?"]),
    ],
)
def test_each_unit_is_an_entry_with_what_is_said_of_it(text: str, said: list[str]) -> None:
    assert list(said_of(text).values()) == said
    assert not not_read(text)


def test_a_proposal_to_take_an_honour_away_takes_none_away() -> None:
    awards = read(TABLE).awards
    review = reviews(TABLE, awards)[1]

    assert review is not None
    assert review.doubt == NOT_PASSED.format(words="2\t苏州市姑苏区\t建议取消")


def test_units_of_which_a_sentence_says_something_unknown_are_named() -> None:
    text = NEWS.replace("天宁区另行验收", "天宁区、钟楼区也参加了验收")

    assert not_read(text) == ["天宁区、钟楼区"]


def test_units_in_lines_below_are_named_and_offices_are_not() -> None:
    text = f"实验区验收情况通报\n{SENTENCE}由玄武区民政局组织验收。\n其他情况\n天宁区 情况另报\n"

    assert not_read(text) == []  # said of already
    assert not_read(text.replace("天宁区 ", "钟楼区 ")) == ["钟楼区"]
