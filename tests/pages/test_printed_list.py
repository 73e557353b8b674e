"""A list as paper shows it: which cases of the whole list these are."""

from types import SimpleNamespace

import pytest

from cases.pages.printed_list import PrintedCase, PrintedList

RECORD = SimpleNamespace(place_path="江苏省/苏州市/太仓市")


def printed(first: int, last: int, total: int) -> PrintedList:
    rows = [PrintedCase(number, RECORD) for number in range(first, last + 1)]
    return PrintedList("全部案例", "https://example.cn/cases/", total, rows)


@pytest.mark.parametrize(
    ("first", "last", "total", "span", "is_whole"),
    [(1, 3, 3, "第 1—3 例", True), (21, 40, 46, "第 21—40 例", False), (41, 41, 41, "第 41 例", False)],
)
def test_it_says_which_cases_it_has(first, last, total, span, is_whole):
    made = printed(first, last, total)
    assert (made.span, made.is_whole) == (span, is_whole)


def test_more_than_a_page_holds_is_not_promised():
    assert printed(1, 20, 46).most_on_a_page == 46
    assert printed(1, 20, 5000).most_on_a_page == 100


def test_a_row_writes_the_place_as_an_office_does():
    assert PrintedCase(1, RECORD).place == "江苏省苏州市太仓市"
