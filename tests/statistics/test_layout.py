"""The parameters of a table: read, refused with a reason, and written back."""

import pytest
from django.http import QueryDict

from cases.parameters import InvalidParameters
from cases.statistics.layout import PRESETS, Layout
from cases.terms import Scheme
from cases.vocabulary import Vocabulary


def asked(query: str) -> Layout:
    vocabulary = Vocabulary([], [], {}, schemes=[Scheme("field", "创新领域")])
    return Layout.from_querydict(QueryDict(query), vocabulary)


def refusal(query: str) -> str:
    with pytest.raises(InvalidParameters) as refused:
        asked(query)
    return " ".join(refused.value.messages)


def test_it_reads_rows_columns_and_percent():
    layout = asked("rows=region&cols=year&cols=tier&percent=row")
    assert [dimension.parameter for dimension in layout.dimensions] == ["region", "year", "tier"]
    assert layout.percent == "row"


def test_an_address_without_a_table_gets_the_first_preset():
    assert asked("") == PRESETS[0].layout
    assert asked("percent=all") == PRESETS[0].layout.with_percent("all")


def test_rows_alone_are_a_plain_list_and_columns_alone_become_rows():
    assert asked("rows=level&cols=&cols=") == Layout.of("level")
    assert asked("cols=level&cols=year") == Layout.of("level", "year")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rows=colour", "参数 rows（行）没有“colour”这个值"),
        ("rows=year&cols=colour", "参数 cols（列）没有“colour”这个值"),
        ("rows=year&percent=half", "参数 percent（百分比）没有“half”这个值"),
        ("rows=year&cols=year", "都用了“年度”"),
        ("rows=year&cols=tier&cols=tier", "都用了“等次”"),
        ("rows=year&cols=tier&cols=level&cols=setting", "参数 cols（列）最多 2 个，现有 3 个"),
    ],
)
def test_it_names_what_is_wrong(query, said):
    assert said in refusal(query)


def test_it_names_everything_that_is_wrong_at_once():
    assert "“a”" in refusal("rows=a&cols=b") and "“b”" in refusal("rows=a&cols=b")


@pytest.mark.parametrize("query", ["rows=region&cols=year&cols=tier", "rows=tier&percent=all"])
def test_it_writes_the_address_it_reads(query):
    assert asked(query).query_string == query


def test_rows_and_columns_change_places_where_there_is_one_of_each():
    assert asked("rows=region&cols=year").transposed == Layout.of("year", "region")
    assert asked("rows=region").transposed is None
    assert asked("rows=region&cols=year&cols=tier").transposed is None


def test_every_preset_is_an_address_of_its_own():
    addresses = {preset.layout.query_string for preset in PRESETS}
    assert len(addresses) == len(PRESETS)
    assert all(asked(address).query_string == address for address in addresses)
