"""Counts a figure a row: slugs and labels apart, no totals, terms and regions as they are asked for."""

import csv
from io import StringIO

import pytest

from tests.factories import make_award, make_coding, make_division

pytestmark = pytest.mark.django_db


def rows_of(client, query: str) -> list[list[str]]:
    content = client.get(f"/statistics.csv?form=long&{query}").content
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_combination_is_a_row_with_slugs_and_labels_apart(client, library):
    assert rows_of(client, "rows=region&cols=tier") == [
        ["region", "region_label", "tier", "tier_label", "n"],
        ["east", "东部", "winner", "十大创新成果", "1"],
        ["east", "东部", "nominee", "提名成果", "1"],
        ["central", "中部", "winner", "十大创新成果", "1"],
        ["central", "中部", "nominee", "提名成果", "0"],
    ]


def test_its_figures_are_those_of_the_page(client, library):
    wide = client.get("/statistics.csv?rows=mechanism&cols=year").content.decode("utf-8-sig")
    [header, *lines] = csv.reader(StringIO(wide, newline=""))
    shown = {
        (line[0], year): n for line in lines[:-1] for year, n in zip(header[1:-1], line[1:-1], strict=True)
    }
    long = {(row[1], row[3]): row[4] for row in rows_of(client, "rows=mechanism&cols=year")[1:]}
    assert long == shown and long


def test_the_page_leads_to_it_without_shares(client, library):
    page = client.get("/statistics/?rows=tier&percent=all&year=2014").content.decode()
    assert 'href="/statistics.csv?year=2014&amp;rows=tier&amp;form=long"' in page


def test_a_term_counts_its_narrower_ones_unless_it_is_to_stand_alone(client, library):
    counted = {row[0]: row[2] for row in rows_of(client, "rows=mechanism")[1:]}
    alone = {row[0]: row[2] for row in rows_of(client, "rows=mechanism&terms=direct")[1:]}
    make_coding(make_award(number=31), library.narrower)
    more = {row[0]: int(row[2]) for row in rows_of(client, "rows=mechanism")[1:]}
    still = {row[0]: int(row[2]) for row in rows_of(client, "rows=mechanism&terms=direct")[1:]}
    assert more["xieshang"] == int(counted["xieshang"]) + 1
    assert still.get("xieshang", 0) == int(alone.get("xieshang", 0))
    assert still["yishihui"] == int(alone["yishihui"]) + 1


def test_three_regions_take_the_northeast_apart(client, library):
    for name, code in (("辽宁省", "210000"), ("吉林省", "220000"), ("黑龙江省", "230000")):
        make_award(place_now=make_division(name, code=code, region="northeast"))
    assert [row[::2] for row in rows_of(client, "rows=region")[1:]] == [
        ["east", "2"],
        ["central", "1"],
        ["northeast", "3"],
    ]
    assert rows_of(client, "rows=region&regions=3")[1:] == [["east", "东部", "3"], ["central", "中部", "3"]]


def test_the_sidecar_calls_three_regions_by_their_name(client, library):
    told = client.get("/statistics.csv.meta.json?form=long&rows=region&regions=3").content.decode()
    assert "三大地带" in told and "四大区域" not in told


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("form=tall", "form"),
        ("terms=direct", "form=long"),
        ("regions=3", "form=long"),
        ("form=long&regions=5", "regions"),
        ("form=long&percent=row", "没有百分比"),
    ],
)
def test_what_does_not_go_together_is_refused(client, library, query, said):
    answer = client.get(f"/statistics.csv?{query}")
    assert answer.status_code == 400 and said in answer.content.decode()


def test_the_sidecar_says_what_the_columns_are_and_the_wide_table_has_one_too(client, library):
    described = client.get("/statistics.csv.meta.json?form=long&rows=region").json()
    assert [column["name"] for column in described["columns"]] == ["region", "region_label", "n"]
    assert described["rows"] == 2 and described["words"] == "社区治理创新案例统计：全部案例，四大区域"
    wide = client.get("/statistics.csv.meta.json?rows=region").json()
    assert [column["name"] for column in wide["columns"]] == ["四大区域", "合计"]
    assert wide["sha256"] != described["sha256"]
