"""Folding: what makes no difference, and that offsets lead back to what is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.search.text.normalisation import fold, fold_text, without_quotes

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=60)  # half surrogates included


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("宁海３６条", "宁海36条"),
        ("Ｏ２Ｏ", "o2o"),
        ("中華人民共和國臺灣", "中华人民共和国台湾"),
        ("裏裡里", "里里里"),
        ("臺檯颱台", "台台台台"),
        ("羣群", "群群"),
        ("衆眾众", "众众众"),
        ("後后", "后后"),
        ("幹乾干", "干干干"),
        ("鄰隣邻", "邻邻邻"),
        ("戶戸户", "户户户"),
        ("“三社”", "「三社」"),
        ("‘三社’", '"三社"'),
        ("三 社　联\u00a0动", "三社联动"),
        ("三社\u200b联\ufeff动", "三社联动"),
        ("APP 平台", "app平台"),
        ("2019年—2021年", "2019年-2021年"),
        ("二○一五", "二〇一五"),
        ("⼀⽚", "一片"),
        ("\uf9dc", "隆"),
        ("共商共议， 使", "共商共议,使"),
    ],
)
def test_it_reads_as_one_what_differs_only_in_form(one, other):
    assert fold_text(one) == fold_text(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("已", "己"), ("网络化", "网格化"), ("共建、共治", "共建共治"), ("甲\n乙", "甲乙"), ("①", "1")],
)
def test_it_keeps_apart_what_means_something_else(one, other):
    assert fold_text(one) != fold_text(other)


def test_it_keeps_one_blank_between_latin_words_alone():
    assert fold_text("deep \u3000 learning 社 区 36 条 1 2") == "deep learning社区36条1 2"


@pytest.mark.slow
def test_it_folds_every_code_point_to_one_that_folds_to_itself():
    for code in [*range(0x3000, 0xA000), *range(0xF900, 0xFFFF), *range(0x20000, 0x20100)]:
        folded = fold_text(f"甲{chr(code)}乙")
        assert 2 <= len(folded) <= 3
        assert fold_text(folded) == folded


@pytest.mark.slow
@given(ANY_TEXT)
def test_it_folds_any_string_and_folding_twice_is_folding_once(text):
    assert fold_text(fold_text(text)) == fold_text(text) == fold(text).text


@pytest.mark.slow
@given(ANY_TEXT)
def test_each_folded_character_stands_for_one_printed_character(text):
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(set(folded.offsets))
    for character, offset in zip(folded.text, folded.offsets, strict=True):
        assert character == " " or fold_text(f"甲{text[offset]}乙") == f"甲{character}乙"


@pytest.mark.slow
@given(ANY_TEXT, st.integers(0, 60), st.integers(0, 60))
def test_a_part_of_a_text_folds_to_a_part_of_its_fold(text, one, other):
    start, end = sorted((one, other))
    assert fold_text(text[start:end]) in fold_text(text)


def test_it_gives_the_printed_span_with_the_stray_blanks_inside():
    printed = "甲，三 社　联动。"
    folded = fold(printed)
    at = folded.text.index("三社联动")
    start, end = folded.printed_span(at, at + 4)
    assert printed[start:end] == "三 社　联动"


def test_it_gives_an_empty_span_for_no_characters():
    assert fold("三社").printed_span(1, 1) == (0, 0)


def test_it_leaves_out_quotation_marks_and_keeps_the_offsets_right():
    bare = without_quotes(fold("以“三社联动”机制"))
    assert bare.text == "以三社联动机制"
    assert list(bare.offsets) == [0, 2, 3, 4, 5, 7, 8]


def test_a_text_without_quotation_marks_is_left_as_it_is():
    folded = fold("三社联动")
    assert without_quotes(folded) is folded
