"""What a reader is led to where a search finds nothing: parts, other words, places, the slip put right."""

import re
from html import unescape
from urllib.parse import unquote_plus

import pytest

from cases.index.current import current_index
from tests.factories import make_division
from tests.views.lists import browse, titles


def test_below_an_empty_list_it_shows_what_fits_a_part_and_says_which(client, library):
    for headers in ({}, {"HX-Request": "true"}):
        html = browse(client, "?q=定期议事，火星移民", **headers)
        assert "共 <b>0</b> 个案例" in html
        assert "没有同时符合的案例；以下部分符合" in html
        assert titles(html) == ["“政社互动”"]
        assert "符合：定期" in html and "未提到：火星移民" in html


def test_what_fits_a_part_can_be_chosen_like_any_other_case(client, library):
    html = browse(client, "?q=定期议事，火星移民")
    assert '<input type="checkbox" name="id" value="2014-sqzl-w01" form="picks"' in html
    assert '<form class="picks no-print" id="picks" action="/selection/"' in html
    assert 'id="picks"' not in browse(client, "?q=火星移民")


def test_where_a_case_has_all_words_it_does_not_say_that_none_has(client, library):
    html = browse(client, "?q=定期的议事")
    assert "没有原样写到的案例；以下写到其中的词" in html
    assert "没有同时符合的案例" not in html


def test_what_fits_a_part_is_in_no_file_and_no_count(client, library):
    query = "?q=定期议事，火星移民"
    assert b"2014-sqzl" not in client.get(f"/cases.json{query}").getvalue()
    assert b"2014-sqzl" not in client.get(f"/cases.csv{query}").getvalue()
    assert 'class="count">1<' not in browse(client, query)


def test_what_fits_a_part_meets_the_other_conditions(client, library):
    assert titles(browse(client, "?q=定期议事，火星移民&year=2014")) == ["“政社互动”"]
    assert titles(browse(client, "?q=定期议事，火星移民&tier=nominee")) == []


def test_a_question_says_that_its_frame_was_not_searched(client, library):
    html = browse(client, "?q=什么是参与式治理？")
    assert titles(html) == ["参与式治理"]
    assert "提问用语不参与检索" in html


def test_a_search_that_is_a_place_leads_to_its_page(client, library):
    assert '<a href="/places/320585/">太仓市历年入选 2 例 ›</a>' in browse(client, "?q=太仓")
    assert "历年入选" not in browse(client, "?q=太仓 治理")


def test_a_place_without_cases_says_so_and_leads_on(client, library):
    make_division("昆山市", code="320583", level="county", parent=library.county.parent)
    html = browse(client, "?q=昆山")
    assert "暂未收录昆山市的案例。" in html
    assert ">苏州市有 2 个案例</a>" in html
    assert ">太仓市有 2 个案例</a>" in html


def test_a_selected_place_without_cases_says_so_and_leads_on(client, library):
    place = make_division("昆山市", code="320583", level="county", parent=library.county.parent)
    html = browse(client, f"?place={place.code}")
    assert "暂未收录昆山市的案例。" in html
    assert '<a href="/cases/?place=320500">苏州市有 2 个案例</a>' in html
    assert '<a href="/cases/?place=320585">太仓市有 2 个案例</a>' in html
    assert "有 2 个案例" not in browse(client, f"?place={place.code}&year=2021")


def test_what_lies_around_a_place_is_counted_within_the_other_conditions(client, library):
    make_division("昆山市", code="320583", level="county", parent=library.county.parent)
    assert ">上级地区：苏州市</a>，有 1 个" in browse(client, "?q=昆山 民情理事会")


def test_a_slip_in_a_title_is_put_right_and_the_page_says_so(client, library):
    response = client.get("/cases/", {"q": "参与试治理", "view": "cards"}, follow=True)
    [(address, status)] = response.redirect_chain
    assert (unquote_plus(address), status) == ("/cases/?q=参与式治理&typed=参与试治理", 302)
    html = response.content.decode()
    assert titles(html) == ["参与式治理"]
    [url] = re.findall(
        r'已按“参与式治理”检索。<a href="([^"]*)" rel="nofollow">仍按原字检索“参与试治理”', html
    )
    assert "共 <b>0</b> 个案例" in client.get(unescape(url)).content.decode()


def test_a_slip_is_put_right_in_no_file(client, library):
    assert client.get("/cases.csv", {"q": "参与试治理"}).status_code == 200


def test_it_leads_on_from_an_empty_list_with_the_number_each_link_gives(client, library):
    html = browse(client, "?q=议事会&tier=nominee&year=2014")
    links = re.findall(r'<li><a href="([^"]*)">([^<]*)</a>，有 (\d+) 个', html)
    assert [label for _, label, _ in links]
    for url, _, count in links:
        assert f"共 <b>{count}</b> 个案例" in client.get(unescape(url)).content.decode()


def test_it_leads_on_from_filters_alone(client, library):
    html = browse(client, "?tier=nominee&year=2014")
    assert re.findall(r"</a>，有 (\d+) 个", html) == ["2", "1"]


def test_it_offers_to_keep_one_filter_where_no_single_one_is_to_blame(client, library):
    html = browse(client, "?tier=pilot&year=2014&setting=rural")
    links = re.findall(r'<li><a href="([^"]*)">([^<]*)</a>，有 (\d+) 个', html)
    assert ("只按年度筛选", "2") in [(label, count) for _, label, count in links]


def test_it_leads_from_the_title_of_a_source_to_its_cases(client, library):
    title = library.first.source.title
    html = browse(client, f"?q={title}火星")
    [(url, count)] = re.findall(r'<a href="([^"]*)">来源文献《[^<]*》中的案例</a>，有 (\d+) 个', html)
    assert (unescape(url), count) == ("/cases/?source=notice", "3")


def test_it_offers_the_other_reading_of_a_place(client, library):
    html = browse(client, "?place=340705&place_at=then")
    [(url, count)] = re.findall(r'<a href="([^"]*)">地区改按现行区划</a>，有 (\d+) 个', html)
    assert (unescape(url), count) == ("/cases/?place=340705", "1")


@pytest.mark.slow
def test_twenty_long_words_that_match_nothing_are_bounded_in_work_and_size(client, library):
    """They took seconds and 360 kB: each word was searched again with each way on, each link repeated all."""
    words = [f"{chr(0x4E00 + 31 * number)}社区居民协商议事治理创新共建" * 3 for number in range(20)]
    client.get("/cases/")
    match = current_index().searcher.match
    before = match.cache_info().misses
    html = client.get("/cases/", {"q": " ".join(words)}).content
    assert match.cache_info().misses - before < 80
    assert len(html) < 150_000


@pytest.mark.slow
def test_of_many_words_that_match_nothing_the_page_says_how_many(client, library):
    words = [f"{character}{character}{character}" for character in "鑫淼焱垚赑骉猋羴鱻麤龘靐齉爩犇鑨钃灪爨籱"]
    for number in (2, 20):
        html = client.get("/cases/", {"q": " ".join(words[:number])}).text
        assert f"有 {number} 个检索词没有案例写到，只改动其中一个仍没有结果。请减少检索词。" in html
    assert "个检索词没有案例写到" not in client.get("/cases/", {"q": words[0]}).text
    html = client.get("/cases/", {"q": "|".join(words)}).text
    assert "没有案例写到的词较多，还有 15 个没有查找相近的写法。请减少检索词。" in html
    assert "没有案例写到的词较多" not in client.get("/cases/", {"q": "|".join(words[:5])}).text
    assert "只用了前 20 个" in client.get("/cases/", {"q": " ".join([*words, "饕餮"])}).text
