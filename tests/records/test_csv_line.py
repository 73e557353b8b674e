"""A line of CSV: the cells in the published form, harmless in a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Award
from cases.records.csv_line import harmless, line, raw_line
from cases.records.record import records
from cases.vocabulary import read_vocabulary
from tests.factories import make_award
from tests.records.made import CONTRACT, cell, made, read


def test_a_row_ends_in_crlf_and_has_a_cell_for_each_column():
    assert line(made()).endswith(b"\r\n")
    assert len(read(line(made()))) == len(CONTRACT)


def test_it_quotes_what_rfc_4180_asks_for_and_nothing_else():
    assert cell(line(made(title='他说"好",再说\n一遍')), "title") == '他说"好",再说\n一遍'
    assert '"他说""好"",再说\n一遍"'.encode() in line(made(title='他说"好",再说\n一遍'))
    assert b'"' not in line(made(title="宁海36条"))


def test_paragraphs_are_joined_by_a_line_feed_inside_the_cell():
    assert cell(line(made(text="甲\n乙")), "text") == "甲\n乙"


def test_lists_are_joined_by_a_chinese_semicolon():
    assert cell(line(made(mechanisms=("三社联动", "社区协商"))), "mechanisms") == "三社联动；社区协商"


def test_what_is_not_recorded_is_an_empty_cell():
    assert cell(line(made(year=None, rank=None)), "year") == ""
    assert cell(line(made(year=None, rank=None)), "rank") == ""


def test_integers_stay_integers():
    assert cell(line(made(source_start=0, rank=7)), "source_start") == "0"
    assert cell(line(made(rank=7)), "rank") == "7"


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "\ttext",
    "\rtext",
    "﹣1",
    "﹢1",
]
BEHIND_BLANKS = [
    " =1+1",
    "\n=1+1",
    "\u00a0=1",
    "\u3000－1",
    "\ufeff=1",
    "\u200b=1",
    "\ufeff \u200b@x",
    "﹣1",
    "﹢1",
]
HARMLESS = ["", "宁海36条", "36条", "“=”", "a=b", "——说明", "'=1", "2014-sqzl-w01", "(=1)", "·-1"]


@pytest.mark.parametrize("text", [*FORMULAS, *BEHIND_BLANKS])
def test_it_makes_formulas_harmless(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_it_leaves_everything_else_alone(text):
    assert harmless(text) == text


@pytest.mark.slow
@given(st.text())
def test_no_cell_begins_like_a_formula(text):
    assert harmless(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}
    assert harmless(text).removeprefix("'") == text.removeprefix("'") or harmless(text) == f"'{text}"


@pytest.mark.slow
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_raw_cell_reads_back_as_it_was(text):
    assert cell(raw_line(made(text=text)), "text") == text


def test_every_text_column_is_made_harmless_in_the_row_and_none_in_the_raw_row():
    record = made(title="=1", applicant="+1", text="-1", township="@1", mechanisms=("=1",))
    for column in ("title", "applicant", "text", "township", "mechanisms"):
        assert cell(line(record), column).startswith("'")
        assert not cell(raw_line(record), column).startswith("'")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_row_of_an_award_says_what_the_award_says():
    award = make_award(title="宁海36条", rank=3, applicant="宁海县委、县政府", applicant_level="county")
    row = dict(zip(CONTRACT, read(line(next(records(Award.objects.all(), read_vocabulary())))), strict=True))
    assert row["id"] == award.accession == "2014-sqzl-w03"
    assert (row["title"], row["rank"], row["year"]) == ("宁海36条", "3", "2014")
    assert row["text"] == award.text
    assert (int(row["source_start"]), int(row["source_end"])) == (award.start, award.end)
    assert (row["tier"], row["issuing_body"], row["applicant_level"]) == ("winner", "mca", "county")
