"""Printed quantities are read exactly, or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.language.numerals import in_chinese
from cases.language.quantities import MOST_DIGITS, ends_of, is_kept, plain, quantity


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1667", "1667"), ("１６６７", "1667"), ("5,700", "5700"), ("5，700", "5700"),
        ("7.1亿", "710000000"), ("384.1万", "3841000"), ("1000余万", "10000000"), ("3千", "3000"),
        ("1.2万亿", "1200000000000"), ("470.8", "470.8"), ("百分之九十", "90"), ("百分之九十五", "95"),
        ("1/2", "0.5"), ("十二", "12"), ("三千五百", "3500"), ("两万", "20000"), ("三万五千", "35000"),
        ("一亿零三百", "100000300"), ("零", "0"),
    ],
)  # fmt: skip
def test_it_is_read(words: str, value: str) -> None:
    read = quantity(words)
    assert read is not None
    assert (read, plain(read)) == (Decimal(value), value)


@pytest.mark.parametrize(
    "words",
    ["", "三五", "数十", "百", "万", "1/3", "24/7", "1.2345", "12345678901234567", "1+10", "5,70", "十十"],
)
def test_what_is_no_exact_number_is_not_read(words: str) -> None:
    assert quantity(words) is None
    assert ends_of(words) is None


@pytest.mark.parametrize(("words", "ends"), [("3-5", (3, 5)), ("三至五", (3, 5)), ("10～20", (10, 20))])
def test_a_range_has_two_ends(words: str, ends: tuple[int, int]) -> None:
    assert ends_of(words) == ends
    assert ends_of("5-3") is None


@given(st.integers(0, 10**13 - 1), st.integers(0, 99))
def test_any_number_is_read_back(whole: int, behind: int) -> None:
    value = Decimal(f"{whole}.{behind:02}")
    assert is_kept(value)
    assert quantity(plain(value)) == value
    assert quantity(f"{value:,}") == value


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_any_number_in_chinese_numerals_is_read(thousands: int, rest: int) -> None:
    zero = "零" if 0 < rest < 1000 else ""
    words = f"{in_chinese(thousands)}万{zero}{in_chinese(rest) if rest else ''}"
    assert quantity(words) == thousands * 10**4 + rest


@given(st.text(alphabet="0123456789.,万亿千百十一二三余多/至-", max_size=14))
def test_whatever_is_typed_what_is_read_can_be_kept(words: str) -> None:
    for value in ends_of(words) or ():
        assert value is None or (is_kept(value) and len(plain(value).replace(".", "")) <= MOST_DIGITS + 1)
