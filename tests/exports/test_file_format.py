"""Formats: their flags, the names of their files, and which there are."""

import pytest
from django.http import QueryDict

from cases.exports.csv_file import CSV
from cases.exports.formats import FORMATS
from cases.exports.json_file import JSON
from cases.exports.word.word_file import WORD
from cases.parameters import InvalidParameters
from tests.exports.listed import listed


def test_flags_have_their_defaults_and_can_be_set():
    assert CSV.options(QueryDict("")) == CSV.options(QueryDict("raw=&bom=")) == {"raw": False, "bom": True}
    assert CSV.options(QueryDict("raw=1&bom=0")) == {"raw": True, "bom": False}


@pytest.mark.parametrize("query", ["bom=2", "raw=yes", "bom=00"])
def test_a_flag_that_is_neither_0_nor_1_is_refused(query):
    with pytest.raises(InvalidParameters, match="只能是 0 或 1"):
        CSV.options(QueryDict(query))


def test_a_file_is_called_by_what_is_in_it_of_which_day_and_version():
    cases = listed([], total=21, words="年度为 2014 的案例", query="year=2014")
    plain, chinese = CSV.names_of(cases, CSV.options(QueryDict("")))
    assert plain.startswith("cases_year-2014_20261128_v3_") and plain.endswith(".csv")
    code = plain.removesuffix(".csv")[-6:]
    assert chinese == f"案例_年度为2014的案例_21例_2026-11-28_版本3_{code}.csv"
    assert JSON.names_of(listed([]), {}) == (
        "cases_20261128_v3.json",
        "案例_全部案例_0例_2026-11-28_版本3.json",
    )
    assert WORD.names_of(cases, WORD.options(QueryDict("")))[0] == ""


@pytest.mark.parametrize("options", [{"raw": True, "bom": True}, {"raw": False, "bom": False}])
def test_another_file_of_the_same_cases_is_called_otherwise(options):
    cases = listed([])
    assert CSV.names_of(cases, options) != CSV.names_of(cases, {"raw": False, "bom": True})


def test_each_format_has_an_extension_of_its_own():
    assert len({form.extension for form in (*FORMATS, WORD)}) == len(FORMATS) + 1
