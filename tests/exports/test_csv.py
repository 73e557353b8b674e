"""The CSV: exactly the published columns, in the published form, harmless in a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.fields import FIELDS
from cases.models import Award
from cases.records.csv_line import BOM, ORIGIN, harmless, header, line, raw_line, stream
from cases.records.record import Record, records
from cases.vocabulary import read_vocabulary
from tests.factories import make_award

HEADER = (
    "id,title,year,programme,issuing_body,tier,rank,applicant,applicant_level,applicant_kind,setting,"
    "province,city,county,township,region,place_then,division_code_then,place_now,division_code_now,"
    "mechanisms,text,source,source_start,source_end,inferred,url"
)
CONTRACT = HEADER.split(",")
LISTS = {"mechanisms", "inferred", "places_then", "places_now", "terms", "all_terms"}
NUMBERS = {"source_start": 0, "source_end": 9, "pk": 1, "edition": 1, "version": 1}


def made(**fields: object) -> Record:
    """A record with these values, and nothing recorded otherwise."""
    empty = {name: () if name in LISTS else "" for name in Record.__match_args__}
    known = {"year": 2014, "rank": 1, "url": "/cases/2014-sqzl-w01/", **NUMBERS}
    return Record(**{**empty, **known, **fields})


def read(line: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(line.decode(), newline="")))


def cell(line: bytes, column: str) -> str:
    return read(line)[CONTRACT.index(column)]


def test_the_columns_are_those_of_the_contract_in_order():
    assert header() == HEADER.encode() + b"\r\n"


def test_every_column_says_in_chinese_what_it_holds():
    assert all(column.label and column.meaning for column in FIELDS)


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


@given(st.text())
def test_no_cell_begins_like_a_formula(text):
    assert harmless(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}
    assert harmless(text).removeprefix("'") == text.removeprefix("'") or harmless(text) == f"'{text}"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_raw_cell_reads_back_as_it_was(text):
    assert cell(raw_line(made(text=text)), "text") == text


def test_every_text_column_is_made_harmless_in_the_row_and_none_in_the_raw_row():
    record = made(title="=1", applicant="+1", text="-1", township="@1", mechanisms=("=1",))
    for column in ("title", "applicant", "text", "township", "mechanisms"):
        assert cell(line(record), column).startswith("'")
        assert not cell(raw_line(record), column).startswith("'")


def test_the_address_is_made_absolute_on_the_way_out():
    pieces = list(stream([[line(made())]], "https://example.org/library"))
    assert cell(pieces[1], "url") == "https://example.org/library/cases/2014-sqzl-w01/"
    assert ORIGIN.encode() not in pieces[1]


def test_it_begins_with_a_byte_order_mark_unless_it_is_left_out():
    assert next(stream([], "")) == BOM + header()
    assert next(stream([], "", bom=False)) == header()


@pytest.mark.django_db
def test_the_row_of_an_award_says_what_the_award_says():
    award = make_award(title="宁海36条", rank=3, applicant="宁海县委、县政府", applicant_level="county")
    row = dict(zip(CONTRACT, read(line(next(records(Award.objects.all(), read_vocabulary())))), strict=True))
    assert row["id"] == award.accession == "2014-sqzl-w03"
    assert (row["title"], row["rank"], row["year"]) == ("宁海36条", "3", "2014")
    assert row["text"] == award.text
    assert (int(row["source_start"]), int(row["source_end"])) == (award.start, award.end)
    assert (row["tier"], row["issuing_body"], row["applicant_level"]) == ("winner", "mca", "county")
