"""The parts of pages that Jinja draws: escaped like all others, and for those who do not see them."""

import re

import pytest
from django.template import Context, Template
from django.urls import clear_script_prefix, set_script_prefix
from django.utils.safestring import SafeString

from cases.pages.cards import mechanism_url
from tests.factories import make_award

HOSTILE = '<img src=x onerror="alert(1)">&amp;'
ESCAPED = "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;&amp;amp;"


def browse(client, **parameters: str) -> str:
    return client.get("/cases/", parameters).content.decode()


def drawn(template: str, **context: object) -> str:
    return Template(f"{{% load jinja %}}{template}").render(Context(context))


@pytest.mark.slow
def test_cards_print_hostile_titles_applicants_and_texts_as_they_are_written(client, library):
    make_award(title=HOSTILE, applicant=f"甲{HOSTILE}", text=f"文{HOSTILE}", edition=library.first.edition)
    html = browse(client)
    assert "<img" not in html
    assert f">{ESCAPED}</a></h3>" in html and f"<span>甲{ESCAPED}</span>" in html and f"文{ESCAPED}" in html
    assert f"：{ESCAPED}</span>" in html  # the name of the box that chooses the case


@pytest.mark.slow
def test_what_is_lit_up_is_escaped_inside_and_around_the_light(client, library):
    make_award(title="甲<b>乙</b>", edition=library.first.edition)
    html = browse(client, q="<b>")
    assert "甲<mark>&lt;b&gt;</mark>乙&lt;/b&gt;" in html


def test_the_names_of_mechanisms_are_escaped_in_facets_and_cards(client, library):
    library.term.name = HOSTILE
    library.term.save()
    html = browse(client)
    assert f'<span class="name">{ESCAPED}</span>' in html and f'">{ESCAPED}</a></li>' in html
    assert "<img" not in html


def test_the_words_of_a_search_are_escaped_in_every_address(client, library):
    html = browse(client, q='"><script>alert(1)</script>')
    assert "<script>alert" not in html


def test_an_included_part_knows_what_it_is_given_and_nothing_else():
    html = drawn('{% jinja "partials/cards.jinja" cards=none %}', none=[], cards=["not these"])
    assert "article" not in html and isinstance(html, SafeString)


@pytest.fixture
def _below_a_path():
    """The site below /anli, as the WSGI handler tells Django; the test client does not."""
    set_script_prefix("/anli/")
    yield
    clear_script_prefix()


@pytest.mark.usefixtures("_below_a_path")
def test_a_card_leads_below_the_path_of_the_site(client, library):
    html = browse(client)
    links = re.findall(r'<h3><a href="([^"]*)"', html) + re.findall(r'<a class="tag" href="([^"]*)"', html)
    assert len(links) > 3 and all(link.startswith("/anli/") for link in links)


def test_the_address_of_a_mechanism_is_kept_for_each_path_of_the_site():
    assert mechanism_url("sanshe", "/") == "/mechanisms/sanshe/"
    assert mechanism_url.cache_info().maxsize >= 1000


def test_boxes_to_choose_cases_stand_only_in_lists_that_have_their_form(client, library):
    assert "data-pick" in browse(client)
    assert "data-pick" not in client.get("/").content.decode()


def test_a_card_names_the_printed_number_with_the_tier_where_there_is_one(client, library):
    html = browse(client)
    assert re.findall(r'tag tier">([^<]*)<', html) == ["十大创新成果 1", "十大创新成果 2", "提名成果"]
