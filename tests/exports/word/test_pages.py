"""Counting lines and pages by the rules of Chinese typesetting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.exports.word.layout import CASE, HEADINGS, NOTE, TEXT, WIDTH
from cases.exports.word.pages import lines, pages, units, width

FIRST, FULL = 26, 28  # characters of the first line, and of the others


def test_a_line_holds_twenty_eight_characters_and_the_first_two_less():
    assert lines("字" * FIRST, TEXT) == 1
    assert lines("字" * (FIRST + 1), TEXT) == 2
    assert lines("字" * (FIRST + FULL), TEXT) == 2
    assert lines("字" * (FIRST + FULL + 1), TEXT) == 3


def test_digits_and_latin_letters_are_half_as_wide():
    assert width("2014", TEXT) - width("年年", TEXT) == 2 * TEXT.squeeze
    assert lines("字 " * 17, TEXT) == 1


def test_where_chinese_meets_digits_or_letters_there_is_a_quarter_of_an_em_more():
    em = 16 * 20  # twips of a type of 16 points
    alone = width("第", TEXT) + width("36", TEXT) + width("条", TEXT)
    assert width("第36条", TEXT) == alone + 2 * em // 4
    assert width("36、条", TEXT) == width("36", TEXT) + width("、条", TEXT)


def test_these_gaps_take_room_in_a_line():
    """By a third of an em the first would not fit, by a fifth the second would."""
    assert lines("字" * 12 + "365" + "字" * 12, TEXT) == 1
    assert lines("字" * 14 + "1" * 24, TEXT) == 2


def test_an_empty_paragraph_has_a_line():
    assert lines("", TEXT) == 1


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("治理。", ["治", "理。"]),
        ("“治理”", ["“治", "理”"]),
        ("（一）治", ["（一）", "治"]),
        ("2014年", ["2014", "年"]),
        ("见https://a.cn/x-y。", ["见", "https://a.cn/x-y。"]),
        ("治 理", ["治", " ", "理"]),
    ],
)
def test_marks_stay_with_the_word_they_belong_to(words, parts):
    assert units(words) == parts


def test_a_full_stop_may_hang_over_the_margin():
    assert lines("字" * FIRST + "。", TEXT) == 1
    assert lines("字" * FIRST + "”", TEXT) == 2


def test_a_word_that_does_not_fit_takes_the_next_line():
    assert lines("字" * (FIRST - 1) + "2014", TEXT) == 2


def test_a_word_longer_than_a_line_is_broken():
    assert lines("x" * 200, NOTE) == 3


@pytest.mark.slow
@given(st.text(st.sampled_from("治理，。“”（）、a1 .—"), max_size=300))
def test_units_are_the_text_and_lines_are_bounded(words):
    assert "".join(units(words)) == words
    least = -(-max(width(words.strip(), TEXT) + TEXT.indent, 1) // (WIDTH + 16 * 20))
    assert lines(words, TEXT) >= 1
    assert lines(words, TEXT) >= least - words.count(" ")


def test_twenty_two_lines_fill_a_page():
    assert pages([("字", TEXT)] * 22) == 1
    assert pages([("字", TEXT)] * 23) == 2
    assert pages([("字" * (FIRST + 21 * FULL), TEXT)]) == 1
    assert pages([("字" * (FIRST + 21 * FULL + 1), TEXT)]) == 2
    assert pages([("字", TEXT)] * 220) == 10


def test_a_heading_does_not_stay_behind_at_the_foot_of_a_page():
    above = [("字", TEXT)] * 21
    assert pages([*above, ("一、平台", HEADINGS[0])]) == 1
    assert pages([*above, ("一、平台", HEADINGS[0]), ("字" * (FIRST + 20 * FULL), TEXT)]) == 2
    assert pages([*above, ("一、平台", HEADINGS[0]), ("字" * (FIRST + 20 * FULL + 1), TEXT)]) == 3


def test_a_title_takes_its_line_and_the_gap_below():
    assert pages([("标题", CASE), *[("字", TEXT)] * 20]) == 1
    assert pages([("标题", CASE), *[("字", TEXT)] * 21]) == 2
