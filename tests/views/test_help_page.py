"""使用帮助: everything it names is there, and every example can be clicked."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from cases.facets.declarations import FACETS
from cases.listing.result_list import ResultList
from cases.listing.state import SORTS, SearchState
from cases.pages.help_page import EXAMPLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, library) -> str:
    answer = client.get("/help/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.slow
def test_every_address_on_it_answers(client: Client, page):
    addresses = {unescape(href) for href in re.findall(r'href="(/[^"#]*)', page)}
    assert len(addresses) > 30
    for address in addresses - {unescape(href) for href in re.findall(r'href="(/static/[^"]*)', page)}:
        assert client.get(address).status_code == 200, address


def test_its_contents_lead_to_its_sections(page):
    wanted = re.findall(r'<li><a href="#([a-z]+)"', page)
    assert len(wanted) == 9
    assert wanted == re.findall(r'<h2 id="([a-z]+)"', page)


def test_it_explains_every_facet_and_every_order(page):
    for facet in FACETS:
        assert f"<dt>{facet.label}</dt><dd>{facet.help}。" in page
    for sort in SORTS.values():
        assert sort in page


def test_it_names_every_source_and_cites_a_case_of_the_library(page, library):
    assert library.first.source.title in page
    assert "/cases/2014-sqzl-w02/.</blockquote>" in page


def test_its_pictures_are_there_small_and_fetched_when_they_come_into_view(page):
    pictures = re.findall(r'<img src="/static/([^"]+)" alt="([^"]+)"[^>]*loading="lazy"', page)
    assert len(pictures) == page.count("<img") == 6
    for name, alt in pictures:
        image = Path(finders.find(name)).read_bytes()
        assert image[:4] == b"RIFF" and image[8:12] == b"WEBP" and len(image) <= 60_000, name
        assert len(alt) > 5


def test_it_opens_on_an_empty_library(client: Client, db):
    page = client.get("/help/").content.decode()
    assert "例如" not in page and "<blockquote>" not in page


def test_it_takes_the_same_few_queries_for_any_library(
    client: Client, library, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        client.get("/help/")


def test_every_example_finds_some_but_not_all_of_the_real_library(real_index):
    for example in EXAMPLES:
        assert 0 < ResultList(SearchState(q=example.q), real_index).total < 46, example.q
