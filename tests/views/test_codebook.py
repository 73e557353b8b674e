import csv
import io
import re

import pytest

from cases.readers.rules import RULES
from cases.records import COLUMNS
from cases.views.codebook import VOCABULARIES
from tests.factories import make_mechanism

QUERIES = 3  # mechanisms, names, contrasts


@pytest.fixture
def html(client, library) -> str:
    return client.get("/codebook/").content.decode()


@pytest.fixture
def rows(client, library) -> list[dict[str, str]]:
    text = client.get("/codebook.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_it_explains_every_column(html, rows):
    assert [row["column"] for row in rows if row["section"] == "column"] == [
        column.name for column in COLUMNS
    ]
    assert all(f'id="column-{column.name}"' in html and column.description in html for column in COLUMNS)


def test_it_explains_every_value(html, rows):
    listed = {(row["column"], row["value"]): row["label"] for row in rows if row["section"] == "value"}
    for name, _, choices in VOCABULARIES:
        for value, label in choices.choices:
            assert listed[name, value] == label
            assert re.search(rf'<dt class="code">{value}</dt>\s*<dd>{label}', html)


def test_it_explains_every_rule_where_the_case_pages_point(html, rows):
    assert {row["value"] for row in rows if row["section"] == "rule"} == set(RULES)
    assert all(f'id="rule-{rule.id}"' in html for rule in RULES.values())


def test_it_defines_every_mechanism(html, rows):
    assert {row["value"] for row in rows if row["section"] == "mechanism"} == {"xieshang", "yishihui"}
    assert "社区协商的定义。" in html


def test_its_csv_is_safe_to_open(client, library):
    make_mechanism("等号", slug="denghao", definition="=1+1")
    assert "'=1+1" in client.get("/codebook.csv").content.decode()


def test_its_csv_opens_in_excel(client, library):
    response = client.get("/codebook.csv")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in response.content
    assert 'filename="codebook.csv"' in response.headers["Content-Disposition"]


def test_it_takes_the_same_number_of_queries_however_many_there_are(
    client, library, django_assert_num_queries
):
    with django_assert_num_queries(QUERIES):
        client.get("/codebook/")
    for number in range(9):
        make_mechanism(f"术语{number}", broader=library.term, names=(f"别名{number}",))
    with django_assert_num_queries(QUERIES):
        client.get("/codebook/")
