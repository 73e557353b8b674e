"""Cases by terms as 0 and 1, under names that programs of statistics take."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.exports.matrix import variable
from tests.factories import make_award, make_coding, make_mechanism

SLUGS = st.from_regex(r"[A-Za-z0-9_-]{1,60}", fullmatch=True)


@pytest.mark.parametrize(
    ("slug", "name"),
    [("sanshe-liandong", "m_sanshe_liandong"), ("24-hours", "m_24_hours"), ("a" * 30, "m_" + "a" * 30)],
)
def test_a_name_is_the_slug_as_programs_take_it(slug, name):
    assert variable(slug) == name


@given(st.lists(SLUGS, unique=True, max_size=30))
def test_names_differ_and_are_plain_and_short_enough(slugs):
    names = [variable(slug) for slug in slugs]
    assert len({name.lower() for name in names}) == len(slugs)
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,31}", name) for name in names)


def rows(client, query: str = "") -> list[dict[str, str]]:
    text = b"".join(client.get(f"/matrix.csv?{query}").streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def coded(db, index_dir):
    broad = make_mechanism("社区协商", slug="xieshang")
    narrow = make_mechanism("居民议事会", slug="yi-shi-hui", broader=broad)
    first, second, third = make_award(rank=1), make_award(rank=2), make_award(rank=3)
    make_coding(first, narrow)
    make_coding(second, broad)
    return [first.accession, second.accession, third.accession]


def test_a_case_has_1_for_each_term_that_it_is_coded_with(client, coded):
    assert rows(client) == [
        {"id": coded[0], "coded": "1", "m_xieshang": "0", "m_yi_shi_hui": "1"},
        {"id": coded[1], "coded": "1", "m_xieshang": "1", "m_yi_shi_hui": "0"},
        {"id": coded[2], "coded": "0", "m_xieshang": "0", "m_yi_shi_hui": "0"},
    ]


def test_with_narrower_terms_a_broader_one_counts_too(client, coded):
    assert [row["m_xieshang"] for row in rows(client, "terms=with-narrower")] == ["1", "1", "0"]


def test_a_filtered_list_has_the_same_columns(client, coded):
    [row] = rows(client, "mechanism=yi-shi-hui")
    assert list(row) == ["id", "coded", "m_xieshang", "m_yi_shi_hui"] and row["id"] == coded[0]
    assert rows(client, "q=没有这样的") == []


def test_the_sidecar_says_which_term_a_column_is(client, coded):
    columns = client.get("/matrix.csv.meta.json?terms=with-narrower").json()["columns"]
    assert [column["name"] for column in columns] == ["id", "coded", "m_xieshang", "m_yi_shi_hui"]
    assert columns[3]["label"] == "居民议事会" and "yi-shi-hui" in columns[3]["meaning"]
    assert "下级机制" in columns[2]["meaning"]


def test_any_other_reading_of_terms_is_refused(client, db, index_dir):
    answer = client.get("/matrix.csv?terms=all")
    assert answer.status_code == 400
    assert answer.content.decode() == "参数 terms 只能是 direct 或 with-narrower。"
