"""The statistics page: a table that can be read, clicked, drawn, printed and downloaded."""

import csv
import re
from io import StringIO

import pytest
from django.test import Client

from cases.models.writing import writing
from tests.factories import make_award, make_figure, make_mechanism
from tests.vocabularies import TIERS

pytestmark = pytest.mark.django_db


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_shows_the_first_preset_at_first(client: Client, library):
    page = client.get("/statistics/").content.decode()
    assert "四大区域 × 年度 × 等次" in page
    assert '<th scope="colgroup" colspan="1" class="group">年度不详\n</th>' in page
    assert '<th scope="row">东部\n</th>' in page


def test_of_many_subjects_of_figures_those_of_one_case_are_folded(client: Client, index_dir):
    text = "一".join(f"登记组织{number}家。" for number in range(100, 110))
    awards, of = [make_award(number=at, text=text) for at in (1, 2)], {"counted": "组织"}
    for number in range(100, 109):
        make_figure(
            awards[0], evidence=f"登记组织{number}家", number=str(number), **of, subject=f"事项{number}"
        )
    make_figure(awards[0], evidence="登记组织109家", number="109", **of, subject="两例都有")
    make_figure(awards[1], evidence="登记组织109家", number="109", **of, subject="两例都有")
    page = client.get("/statistics/?rows=figure").content.decode()
    table, folded = page.split("<details>\n<summary>其余 9 项，各见于 1 个案例</summary>")
    assert "两例都有" in table and '<th scope="row">事项' not in table
    assert all(f"事项{number}" in folded for number in range(100, 109))
    assert '<a href="/cases/?figure=%E4%BA%8B%E9%A1%B9100">1</a>' in folded
    lines = rows_of(client.get("/statistics.csv?rows=figure").content)
    assert len(lines) == 12, "head, ten subjects, all cases"
    assert "各见于 1 个案例" not in client.get("/statistics/?rows=year").content.decode()


def test_each_figure_links_to_its_cases(client: Client, library):
    page = client.get("/statistics/?rows=region&cols=tier").content.decode()
    assert '<td><a href="/cases/?region=east&amp;tier=winner">1</a></td>' in page
    assert '<td><a href="/cases/">3</a></td>' in page


def test_the_filter_of_the_list_stays_and_can_be_given_up(client: Client, library):
    page = client.get("/statistics/?tier=winner&rows=region&cols=setting").content.decode()
    assert '<td><a href="/cases/?tier=winner&amp;region=east&amp;setting=urban">1</a></td>' in page
    assert 'href="?rows=region&amp;cols=setting" title="去掉这个条件"' in page
    assert '<input type="hidden" name="tier" value="winner">' in page
    assert "等次为十大创新成果的案例，共 2 个" in page


def test_it_needs_no_inline_style_or_script(client: Client, library):
    page = client.get("/statistics/").content.decode()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", page)


def test_the_drawing_has_a_title_and_a_description(client: Client, library):
    page = client.get("/statistics/?rows=region").content.decode()
    assert 'role="img" aria-labelledby="chart-title chart-description"' in page
    assert '<title id="chart-title">全部案例：四大区域</title>' in page


@pytest.mark.parametrize("path", ["/statistics/", "/statistics.csv"])
def test_it_names_what_it_does_not_know(client: Client, library, path):
    answer = client.get(path, {"rows": "colour", "percent": "half", "year": "soon"})
    assert answer.status_code == 400
    for value in ("colour", "half", "soon"):
        assert f"“{value}”" in answer.content.decode()


def test_words_of_the_address_are_shown_not_run(client: Client, library):
    answer = client.get("/statistics/", {"rows": "<script>alert(1)</script>"})
    assert b"<script>alert" not in answer.content


def test_the_file_holds_what_the_page_shows(client: Client, library):
    answer = client.get("/statistics.csv?rows=region&cols=year&cols=tier")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf") and b"\r\n" in answer.content
    assert rows_of(answer.content) == [
        ["四大区域 × 年度 × 等次", "2014 十大创新成果", "年度不详 提名成果", "合计"],
        ["东部", "1", "1", "2"],
        ["中部", "1", "0", "1"],
        ["合计", "2", "1", "3"],
    ]


def test_the_file_follows_the_percent_option_and_can_do_without_the_mark(client: Client, library):
    answer = client.get("/statistics.csv?rows=tier&percent=all&bom=0")
    assert not answer.content.startswith(b"\xef\xbb\xbf")
    assert rows_of(answer.content)[1:] == [
        ["十大创新成果", "66.7%"],
        ["提名成果", "33.3%"],
        ["合计", "100.0%"],
    ]


@pytest.mark.slow
def test_no_cell_of_the_file_runs_as_a_formula(client: Client, library):
    make_mechanism("=1+1", slug="formula")
    with writing():
        library.first.codings.update(mechanism_id=make_mechanism("=2+2").pk)
    make_award(number=9)  # moves the data version
    rows = rows_of(client.get("/statistics.csv?rows=mechanism").content)
    assert "'=2+2" in [row[0] for row in rows]


HEADS = re.compile(r'<th scope="(?:row|col|colgroup)"[^>]*><a href="([^"]*)">([^<]*)</a>')


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rows=mechanism", [("/mechanisms/xieshang/", "社区协商"), ("/mechanisms/yishihui/", "居民议事会")]),
        ("rows=programme", [("/programmes/sqzl/", "中国社区治理十大创新成果")]),
        ("rows=source", [("/sources/notice/", "关于公布结果的通知")]),
        ("rows=place", [("/places/320000/", "江苏省"), ("/places/340000/", "安徽省")]),
        ("rows=year", []),
        (
            "rows=year&programme=sqzl",
            [("/programmes/sqzl/2014/", "2014"), ("/programmes/sqzl/none/", "年度不详")],
        ),
        (
            "rows=tier&cols=year&cols=programme",
            [
                ("/programmes/sqzl/2014/", "中国社区治理十大创新成果"),
                ("/programmes/sqzl/none/", "中国社区治理十大创新成果"),
            ],
        ),
        (
            "rows=tier&cols=programme&cols=year",
            [
                ("/programmes/sqzl/", "中国社区治理十大创新成果"),
                ("/programmes/sqzl/2014/", "2014"),
                ("/programmes/sqzl/none/", "年度不详"),
            ],
        ),
    ],
)  # fmt: skip
def test_headings_lead_to_the_page_of_what_they_name(client: Client, library, query, expected):
    heads = HEADS.findall(client.get(f"/statistics/?{query}").content.decode())
    assert heads == expected
    assert all(client.get(url).status_code == 200 for url, _label in heads)


def test_an_empty_list_says_so(client: Client, library):
    page = client.get("/statistics/?year=1999").content.decode()
    assert "没有符合条件的案例可供统计" in page and "<svg class=" not in page


def test_it_takes_one_query_whatever_is_crossed(client: Client, library, django_assert_num_queries):
    client.get("/statistics/")
    with django_assert_num_queries(2):
        client.get("/statistics/?rows=mechanism&cols=year&cols=tier")
    for number, tier in enumerate([*TIERS] * 3, start=50):
        make_award(tier=tier, number=number)
    client.get("/statistics/")
    with django_assert_num_queries(2):
        client.get("/statistics/?rows=mechanism&cols=year&cols=tier")


@pytest.mark.slow
def test_it_is_two_clicks_away_from_home_and_from_a_list(client: Client, library):
    for path in ("/", "/cases/?tier=winner"):
        assert 'href="/statistics/' in client.get(path).content.decode()
    assert 'href="?rows=mechanism&amp;cols=year"' in client.get("/statistics/").content.decode()


def test_a_list_leads_to_its_own_counts(client: Client, library):
    assert 'href="/statistics/?tier=winner"' in client.get("/cases/?tier=winner").content.decode()
