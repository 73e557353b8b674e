"""Numbers in Arabic and Chinese writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.language.numerals import as_number, in_chinese, numbers_in, other_writings, printed_number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("36", 36), ("三十六", 36), ("三六", 36), ("十", 10), ("十一", 11), ("二十", 20), ("0", 0),
        ("一百零五", 105), ("一百一十", 110), ("一千零一十", 1010), ("两千", 2000),
        ("二〇一五", 2015), ("二零一五", 2015),
    ],
)  # fmt: skip
def test_it_reads_numbers(words, number):
    assert as_number(words) == number


@pytest.mark.parametrize("words", ["", "百", "十百", "百姓", "三十十", "一百五", "³", "x", "十万"])
def test_it_reads_nothing_else(words):
    assert as_number(words) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("11", 11), ("１１", 11), ("⑪", 11), ("十一", 11), ("一十一", 11), ("二十", 20),
        ("二○一五", 2015), ("〇五", 5), ("二零一五", 2015),
        ("十十", None), ("", None), ("①②", None), ("条", None),
    ],
)  # fmt: skip
def test_it_reads_numbers_as_documents_print_them(words, number):
    assert printed_number(words) == number


@pytest.mark.slow
@given(st.integers(0, 9999))
def test_what_it_writes_it_reads(number):
    assert as_number(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宁海三十六条", ("宁海36条",)),
        ("宁海36条", ("宁海三十六条", "宁海三六条")),
        ("2015年", ("二千零一十五年", "二〇一五年", "二零一五年", "二0一五年", "二o一五年")),
        ("343", ("三百四十三", "三四三")),
        ("470.8平方公里", ()),
        ("社区", ()),
        ("123456789", ()),
        ("百姓", ()),
    ],
)
def test_it_writes_numbers_the_other_ways(text, expected):
    assert other_writings(text) == expected


@pytest.mark.slow
@given(st.text(st.sampled_from("0123456789〇零一二两三十百千万年条.，٣²"), max_size=20))
def test_it_takes_any_text(text):
    assert text not in other_writings(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3千户", "3000户"), ("1万余", "10000余"), ("1.5万人", "15000人"), ("1,200户", "1200户"),
        ("百分之百", "100%"), ("二0一五年", "2015年"), ("二o一六年", "2016年"), ("一万余", "1万余"),
    ],
)  # fmt: skip
def test_writings_of_one_number_meet_both_ways_round(one, other):
    assert other in other_writings(one)
    assert one in other_writings(other)


def test_two_of_something_is_written_in_its_own_way():
    assert "六议两公开" in other_writings("6议2公开")
    assert "两缩两扩" in other_writings("2缩2扩")
    assert "十二" in other_writings("12") and "十两" not in other_writings("12")


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("共11个", {11}), ("二〇一六年5月", {2016, 5}), ("通知", set()), ("第三十六号，2014年", {36, 2014})],
)
def test_it_reads_each_number_that_a_passage_prints(words, numbers):
    assert numbers_in(words, 0, len(words)) == numbers


def test_a_part_of_a_number_is_no_number():
    assert numbers_in("2016年", 2, 5) == numbers_in("三十六", 1, 3) == {None}
