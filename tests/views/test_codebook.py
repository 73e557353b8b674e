import csv
import io
import re

import pytest
from django.conf import settings

from cases.award_field import Basis
from cases.choices import Region
from cases.exports.codebook import MEANINGS, VOCABULARIES, values
from cases.fields import FIELDS
from cases.index.current import current_index
from cases.models.writing import writing
from cases.places.naming import short_name
from cases.readers.rules import RULES
from tests.factories import make_mechanism

QUERIES = 9  # version (twice), mechanisms, names, contrasts, other schemes, coders, scheme, rounds


@pytest.fixture
def html(client, library) -> str:
    return client.get("/codebook/").content.decode()


@pytest.fixture
def rows(client, library) -> list[dict[str, str]]:
    text = client.get("/codebook.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_it_explains_every_column(html, rows):
    assert [row["column"] for row in rows if row["section"] == "column"] == [column.name for column in FIELDS]
    assert all(f'id="column-{column.name}"' in html and column.meaning in html for column in FIELDS)


def test_it_explains_every_value(html, rows):
    listed = {(row["column"], row["value"]): row["label"] for row in rows if row["section"] == "value"}
    vocabulary = current_index().vocabulary
    for name, _, choices in VOCABULARIES:
        for each in values(name, choices, vocabulary):
            assert listed[name, each.value] == each.label
            assert re.search(rf'<dt class="code">{each.value}</dt>\s*<dd>{each.label}', html)


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
    assert 'filename="codebook_' in response.headers["Content-Disposition"]


def test_it_takes_the_same_number_of_queries_however_many_there_are(
    client, library, django_assert_num_queries
):
    client.get("/codebook/")  # builds the index, which has the names of programmes
    with django_assert_num_queries(QUERIES):
        client.get("/codebook/")
    with writing():
        for number in range(9):
            make_mechanism(f"术语{number}", broader=library.term, names=(f"别名{number}",))
    client.get("/codebook/")
    with django_assert_num_queries(QUERIES):
        client.get("/codebook/")


def test_it_says_what_every_rule_fills(html, rows):
    columns = {column.name for column in FIELDS}
    named = {row["value"]: (row["column"], row["label"]) for row in rows if row["section"] == "rule"}
    assert all(label for _, label in named.values())
    assert {column for column, _ in named.values()} - columns == {"place", "any", "declared"}
    assert named["place-from-gazetteer"][1] == "获评时区划"


def test_it_says_how_every_column_is_filled_that_no_source_prints(rows):
    ruled = {row["column"] for row in rows if row["section"] == "rule"}
    assert {"issuing_body", "applicant_level", "applicant_kind", "setting", "place"} <= ruled
    assert {each.name for each in FIELDS if each.basis is Basis.DERIVED} - {
        "division_code_now"
    } <= ruled  # one rule for both codes


def test_it_explains_values_that_its_vocabularies_have(html, rows):
    known = {(name, value) for name, _, choices in VOCABULARIES if choices for value in choices.values}
    assert set(MEANINGS) <= known
    told = {(row["column"], row["value"]): row["description"] for row in rows}
    assert all(told[key] == meaning and meaning in html for key, meaning in MEANINGS.items())


def test_it_says_which_provinces_each_region_has_as_the_gazetteer_does():
    with (settings.BASE_DIR / "fixtures/built/divisions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "province" and not row["last_year"]]
    for region in Region.values:
        names = MEANINGS["region", region].split("、")
        assert sorted(names) == sorted(short_name(row["name"]) for row in rows if row["region"] == region)


@pytest.mark.slow
def test_its_csv_tells_all_of_a_term(client, library):
    library.narrower.contrasts.create(text="恳谈会", why="不是常设的组织。")
    library.narrower.names.create(name="议事厅")
    text = client.get("/codebook.csv").content.decode("utf-8-sig")
    term = next(r for r in csv.DictReader(io.StringIO(text, newline="")) if r["value"] == "yishihui")
    assert (term["broader"], term["contrasts"]) == ("xieshang", "恳谈会：不是常设的组织。")
    assert "议事厅" in term["other_names"].split("；")
