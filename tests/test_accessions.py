"""The form of accession numbers."""

import re
import string
from pathlib import Path

import pytest
from django.conf import settings

from cases import accessions

LETTERS = string.ascii_lowercase
SCRIPT = Path(settings.BASE_DIR) / "cases" / "static" / "cases" / "basket.js"


def test_a_number_is_put_together_from_what_it_says() -> None:
    assert accessions.accession(2014, "sqzl", "n", 9) == "2014-sqzl-n09"
    assert accessions.accession(None, "syq", "p", 112) == "0000-syq-p112"


@pytest.mark.parametrize("letter", LETTERS)
def test_whatever_letter_a_tier_has_the_number_has_the_form(letter: str) -> None:
    assert re.match(accessions.WHOLE, accessions.accession(2014, "sqzl", letter, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        "2014-sqzl-w1",
        "2014-sqzl-W01",
        "2014-sqzl-ww01",
        "2014-sq2-w01",
        "14-sqzl-w01",
        "2014-sqzl-w01\n",
        "a2014-sqzl-w01",
    ],
)
def test_anything_else_has_not(wrong: str) -> None:
    assert not re.match(accessions.WHOLE, wrong)


def test_the_basket_in_the_browser_keeps_every_number_and_nothing_else() -> None:
    [form] = re.findall(r"NUMBER = /(.+?)/;", SCRIPT.read_text(encoding="utf-8"))
    assert form == f"^{accessions.PATTERN}$"
    assert all(re.search(form, accessions.accession(2014, "sqzl", letter, 1)) for letter in LETTERS)


def test_numbers_are_sorted_as_people_count():
    numbers = ["2021-jczl-t100", "2021-jczl-t09", "2021-jczl-t10", "2021-jczl-t99", "2014-sqzl-w02"]
    assert sorted(numbers, key=accessions.sort_key) == [
        "2014-sqzl-w02", "2021-jczl-t09", "2021-jczl-t10", "2021-jczl-t99", "2021-jczl-t100"
    ]  # fmt: skip


def test_each_number_has_a_place_of_its_own():
    assert accessions.sort_key("2021-jczl-t010") != accessions.sort_key("2021-jczl-t10")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2014-sqzl-w01", ["2014-sqzl-w01"]),
        ("2015sqzlw06", ["2015-sqzl-w06"]),
        ("2014-sqzl-n3", ["2014-sqzl-n03"]),
        ("2014_SQZL_W001", ["2014-sqzl-w01"]),
        ("２０１４—ＳＱＺＬ—Ｗ１", ["2014-sqzl-w01"]),
        ("sqzl w1 2014", ["2014-sqzl-w01"]),
        ("W01 2014", ["2014-w01"]),
        ("2014 w01, 2014 w02", ["2014-w01", "2014-w02"]),
        ("w01 2014 w02 2014", ["2014-w01", "2014-w02"]),
        ("sqzl-w01 2014-sqzl-w02", ["sqzl-w01", "2014-sqzl-w02"]),
        ("2014-sqzl-w01、2014-sqzl-w01；2021-jczl-t100", ["2014-sqzl-w01", "2021-jczl-t100"]),
        ("2014-sqzl-w", ["2014-sqzl-w"]),
        ("2014-sqzl-w0", ["2014-sqzl-w0"]),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, read):
    assert list(map(str, accessions.read(typed))) == read
    assert accessions.read(" ".join(read)) == accessions.read(typed)


@pytest.mark.parametrize(
    "typed", ["", "w01", "2014", "三社联动", "2014-sqzl-w01 社区", "1+10", "2014-sqzl-w01x"]
)
def test_what_says_anything_else_is_no_number(typed):
    assert accessions.read(typed) == ()
