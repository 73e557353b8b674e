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
from cases.pages.help_page import EXAMPLES, SHOWN
from tests.factories import make_award
from tests.screenshots import HELP, SHOTS

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


def test_it_is_half_as_long_as_it_once_was(page):
    [main] = re.findall(r"<main.*?</main>", page, re.DOTALL)
    assert len(re.findall(r"[\u4e00-\u9fff]", re.sub(r"<[^>]+>", "", main))) <= 2350 / 2


def test_every_section_is_a_task(page):
    assert all(title.startswith("我想") for title in re.findall(r"<h2[^>]*>([^<]*)</h2>", page))


def test_what_it_leaves_out_is_said_where_it_is_used(client, page):
    html = client.get("/cases/").text
    shown = {facet for facet in FACETS if f'id="facet-{facet.parameter}"' in html}
    assert len(shown) > 8 and 'href="/codebook/"' in page
    assert all(f'title="{facet.help}">{facet.label}' in html for facet in shown)
    assert all(sort in html for name, sort in SORTS.items() if name != "relevance")
    assert all(facet.missing in page for facet in FACETS)


def test_it_leads_to_the_sources_and_cites_a_case_of_the_library(client, page, library):
    assert '案例取自 1 份<a href="/sources/">来源文献</a>' in page
    assert library.first.source.title in client.get("/sources/").text
    assert "/cases/2014-sqzl-w02/.</blockquote>" in page


def test_its_pictures_are_there_small_and_fetched_when_they_come_into_view(page):
    pictures = re.findall(r'<img src="/static/([^"]+)" alt="([^"]+)"[^>]*loading="lazy"', page)
    on_phones = re.findall(r'srcset="/static/([^"]+-phone\.webp)"', page)
    assert len(pictures) == page.count("<img") == len(on_phones) == 3
    assert all(len(alt) > 5 for _name, alt in pictures)
    for names in ([name for name, _alt in pictures], on_phones):
        images = [Path(finders.find(name)).read_bytes() for name in names]
        assert all(image[:4] == b"RIFF" and image[8:12] == b"WEBP" for image in images)
        assert sum(map(len, images)) <= 75_000


@pytest.mark.slow
def test_its_example_is_the_case_of_its_picture(client, library):
    make_award(title="乙", rank=9, edition=library.first.edition)
    assert f'例如<a href="/cases/{SHOWN}/">{library.second.title}</a>' in client.get("/help/").text
    shots = {shot.name: shot.path for shot in SHOTS if shot.folder == HELP}
    assert shots["case"] == shots["case-phone"] == f"/cases/{SHOWN}/"


def test_the_search_in_its_picture_is_one_of_its_examples():
    shots = {shot.name: shot.path for shot in SHOTS if shot.folder == HELP}
    searched = {f"/cases/?q={example.q}" for example in EXAMPLES}
    assert shots["search"] == shots["search-phone"] and shots["search"] in searched


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
