"""已选案例: a list of cases that lives in its address."""

import csv
import re
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client

from tests.factories import make_awards

pytestmark = pytest.mark.django_db


def page(client: Client, *accessions: str, status: int = 200) -> str:
    answer = client.get("/selection/", {"id": accessions})
    assert answer.status_code == status, answer
    return answer.content.decode()


def titles(content: str) -> list[str]:
    return re.findall(r'<div class="what"><a href="[^"]*">([^<]*)<', content)


def test_it_lists_the_cases_in_the_order_of_the_address(client: Client, library):
    html = page(client, library.third.accession, library.first.accession)
    assert titles(html) == ["民情理事会", "“政社互动”"]
    assert "已选 2 个案例" in html


def test_an_empty_basket_says_how_to_choose(client: Client, library):
    html = page(client)
    assert "怎样选用案例" in html and titles(html) == []


def test_each_case_can_be_taken_out_and_moved_up(client: Client, library):
    one, two = library.first.accession, library.second.accession
    html = page(client, one, two)
    assert f'href="/selection/?id={two}" rel="nofollow" data-keep>移除' in html
    assert f'href="/selection/?id={two}&amp;id={one}" rel="nofollow" data-keep>上移' in html
    assert html.count(">上移") == 1


def test_numbers_typed_into_the_form_join_the_basket(client: Client, library):
    one, two, three = (award.accession for award in (library.first, library.second, library.third))
    answer = client.get("/selection/", {"id": [one, f" {two.upper()}，{three}"]})
    assert answer.url == f"/selection/?id={one}&id={two}&id={three}"
    assert client.get("/selection/", {"id": [one, ""]}).url == f"/selection/?id={one}"


@pytest.mark.slow
def test_it_offers_a_comparison_where_one_is_possible(client: Client, library):
    accessions = [award.accession for award in make_awards(5)]
    assert "并排比较" not in page(client, accessions[0])
    assert 'href="/compare/?id=' in page(client, *accessions[:4])
    five = page(client, *accessions)
    assert 'href="/compare/?id=' not in five and 'action="/compare/">' in five
    assert five.count('type="checkbox" name="id"') == 5
    assert '<a class="button" href="#chosen">并排比较（最多 4 例' in five


@pytest.mark.slow
def test_it_names_a_withdrawn_case_and_keeps_the_others(client: Client, library):
    library.second.withdraw()
    html = page(client, library.first.accession, library.second.accession)
    assert titles(html) == ["“政社互动”"]
    assert f"“{library.second.accession}”的案例已经撤回" in html
    assert f"{library.second.accession}&" not in html


def test_it_names_an_unknown_number_and_keeps_the_others(client: Client, library):
    html = page(client, library.first.accession, "2014-sqzl-w99", status=400)
    assert titles(html) == ["“政社互动”"] and "“2014-sqzl-w99”" in html


def test_it_is_bounded_with_a_clear_message(client: Client, library):
    numbers = [f"2014-sqzl-w{number:03}" for number in range(201)]
    assert "已选案例最多 200 个案例，这个网址里有 201 个" in page(client, *numbers, status=400)
    assert client.get("/selection.csv", {"id": numbers}).status_code == 400


def test_its_file_holds_these_cases_in_this_order(client: Client, library):
    accessions = [library.third.accession, library.first.accession]
    answer = client.get("/selection.csv", {"id": accessions})
    content = b"".join(answer.streaming_content)
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
    assert content.startswith(b"\xef\xbb\xbf")
    assert [row["id"] for row in rows] == accessions
    assert rows[1]["text"] == library.first.text
    assert rows[1]["url"] == f"http://testserver{library.first.get_absolute_url()}"


@pytest.mark.slow
def test_its_workbook_holds_these_cases_in_this_order(client: Client, library):
    accessions = [library.third.accession, library.first.accession]
    content = b"".join(client.get("/selection.xlsx", {"id": accessions}).streaming_content)
    sheet = openpyxl.load_workbook(BytesIO(content))["案例"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == accessions


def test_its_file_is_refused_in_plain_words(client: Client, library):
    for ids, said in [([], "还没有选案例"), (["2014-sqzl-w99"], "“2014-sqzl-w99”")]:
        answer = client.get("/selection.csv", {"id": ids})
        assert answer.status_code == 400 and said in answer.content.decode()


def test_nothing_is_kept_about_the_reader(client: Client, library):
    client.get("/selection/", {"id": library.first.accession})
    assert not client.cookies


@pytest.mark.slow
def test_lists_and_cases_offer_to_choose_without_scripts(client: Client, library):
    listed = client.get("/cases/").content.decode()
    assert '<form class="picks no-print" id="picks" action="/selection/"' in listed
    assert listed.count('form="picks"') == 3
    assert client.get("/cases/?view=table").content.decode().count('form="picks"') == 3
    case = client.get(library.first.get_absolute_url()).content.decode()
    assert f'<button class="button small" name="id" value="{library.first.accession}" data-pick>' in case


def test_it_takes_the_same_queries_for_any_number(client: Client, library, django_assert_max_num_queries):
    accessions = [award.accession for award in make_awards(6)]
    page(client, accessions[0])
    for some in (accessions[:1], accessions):
        with django_assert_max_num_queries(4):
            page(client, *some)
