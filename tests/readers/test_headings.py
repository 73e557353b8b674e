"""Headings inside texts: which words are headings, and how deep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.readers.headings import headings

MORE = "随后开展了一系列扎实的工作,取得了良好的成效,得到居民的普遍认可。"


def told(text):
    return [(h.level, h.kind, text[h.start : h.end]) for h in headings(text)]


@pytest.mark.parametrize("mark", ["一、", "（一）", "(一)", "1.", "1．", "1、", "（1）", "(1)", "1）"])
def test_a_short_numbered_line_is_a_heading(mark):
    assert told(f"{mark}理顺关系\n{MORE}") == [(1, "line", f"{mark}理顺关系")]


@pytest.mark.parametrize("mark", ["一、", "（一）", "1.", "1. ", "(1)", "启示一:", "启示一："])
def test_a_numbered_first_sentence_is_a_run_in_heading(mark):
    assert told(f"{mark}理顺关系,完善体系。{MORE}") == [(1, "run-in", f"{mark}理顺关系,完善体系。")]


def test_a_line_without_number_is_a_heading_over_what_follows():
    assert told(f"做法:“三社联动”催生样板\n{MORE}") == [(1, "line", "做法:“三社联动”催生样板")]


def test_the_last_line_is_no_heading_over_nothing():
    assert told(f"{MORE}\n社区协商的故事") == []


def test_a_line_that_ends_like_a_sentence_is_no_heading():
    assert told(f"现就有关事项通知如下:\n{MORE}") == []


def test_levels_follow_the_nesting_of_the_marks():
    text = f"一、理顺关系\n(一)明确职责\n1.建立清单。{MORE}\n(二)下放权力\n{MORE}\n二、完善机制\n{MORE}"
    assert [level for level, _, _ in told(text)] == [1, 2, 3, 2, 1]


def test_levels_do_not_depend_on_which_marks_a_text_begins_with():
    assert [level for level, _, _ in told(f"1.建立清单。{MORE}\n一是理清职责。{MORE}")] == [1, 2]


def test_items_inside_a_paragraph_are_headings():
    text = f"一是制定计划,长期推进。{MORE}二是“全岗都通”听民意。{MORE}"
    assert [words for _, _, words in told(text)] == ["一是制定计划,长期推进。", "二是“全岗都通”听民意。"]


def test_items_that_are_all_there_is_are_no_headings():
    assert told("做到三个坚持:一是坚持党建引领。二是坚持居民主体。三是坚持依法办事。") == []


def test_long_items_are_sentences():
    long = "一是" + "坚持党建引领和居民主体相结合" * 4 + "。"
    assert told(long + MORE) == []


def test_bare_openings_are_headings_where_they_come_in_series():
    paragraphs = [f"{words}。一是摸清底数。{MORE}" for words in ("强化统筹,夯实基础", "强化设计,明确标准")]
    assert [words for level, _, words in told("\n".join(paragraphs)) if level == 1] == [
        "强化统筹,夯实基础。",
        "强化设计,明确标准。",
    ]
    assert "强化统筹,夯实基础。" not in [words for _, _, words in told(paragraphs[0])]


def test_a_flourish_at_the_start_of_a_paragraph_is_no_heading():
    assert told(f"治理有良方,创新无止境。{MORE}\n社区工作永远在路上。{MORE}") == []


def test_a_decimal_at_the_start_of_a_paragraph_is_no_number():
    assert told(f"7.1亿元用于购买用房。{MORE}") == []


@pytest.mark.parametrize("text", ["", "\n\n", "一、", "一是。", "。。。", "(一)", "1."])
def test_scraps_have_no_headings(text):
    assert headings(text) == ()


def test_an_item_that_opens_its_paragraph_is_one_heading():
    assert told("一是一:。1") == [(1, "run-in", "一是一:。")]


@pytest.mark.slow
@given(st.text(alphabet="一二是、。（）(1.):：\n 社区“”", max_size=60))
def test_headings_never_overlap_and_levels_never_skip(text):
    heads = headings(text)
    assert all(a.end <= b.start for a, b in zip(heads, heads[1:], strict=False))
    deepest = [0, *(h.level for h in heads)]
    assert all(below <= above + 1 for above, below in zip(deepest, deepest[1:], strict=False))
    assert all(text[h.start : h.end].strip() == text[h.start : h.end] != "" for h in heads)
