import re
from html import unescape

import pytest

from cases.models import EditionQuota, Mechanism, WorkProblem
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_division, make_mechanism
from tests.origins import past_the_room
from tests.vocabularies import make_edition, make_tier

QUERIES = 6  # version, editions, quotas, problems, latest additions


def home(client) -> str:
    return client.get("/").content.decode()


def test_it_opens_on_an_empty_library(client, db):
    html = home(client)
    assert "库中还没有已发布的案例" in html and "还没有届次" in html


def test_tiles_and_table_show_the_counts_that_the_lists_have(client, library):
    html = home(client)
    tiles = re.findall(r'class="s\d" href="(/cases/\?place=320000)">江苏<b>(\d+)<', html)
    rows = re.findall(r'江苏省</a></th><td class="number"><a href="(/cases/\?place=320000)">(\d+)</a>', html)
    assert tiles == rows == [("/cases/?place=320000", "2")]
    assert "共 <b>2</b> 个案例" in client.get(tiles[0][0]).content.decode()


@pytest.mark.slow
def test_a_province_without_cases_is_a_plain_tile_that_leads_to_its_empty_list(client, library):
    make_division("广东省", code="440000")
    assert '<a class="s0" href="/cases/?place=440000">广东<b>0<' in home(client)
    assert client.get("/cases/?place=440000").status_code == 200


@pytest.mark.slow
def test_it_says_how_much_of_an_edition_is_here(client, library):
    edition = library.first.edition
    EditionQuota.objects.create(
        edition=edition, tier=make_tier("winner"), declared=11, rule="declared-counted"
    )
    html = home(client)
    assert re.search(r"十大创新成果</a> <span class=\"fraction\">2／11</span>", html)
    assert "选登" in html and "公布总数不详" in html


@pytest.mark.slow
def test_it_names_a_declared_tier_of_which_nothing_is_here(client, library):
    edition = make_edition(programme="jczl", year=2021, is_published=True)
    EditionQuota.objects.create(
        edition=edition, tier=make_tier("typical"), declared=27, rule="declared-counted"
    )
    assert '<span class="fraction">0／27</span>' in home(client)


def test_each_edition_leads_to_as_many_cases_as_it_says(client, library):
    for url, count in re.findall(
        r'<a href="([^"]*tier=[^"]*)">[^<]*</a> <span class="fraction">(\d+)', home(client)
    ):
        assert f"共 <b>{count}</b> 个案例" in client.get(unescape(url)).content.decode()


@pytest.mark.slow
def test_it_lists_featured_mechanisms_first_and_the_others_by_frequency(client, library):
    make_coding(library.second, make_mechanism("三社联动", slug="sanshe", is_featured=True))
    featured, others = home(client).split('<ul class="featured"')[1].split("</ol>")[0].split("</ul>")
    counted = r'href="/mechanisms/(\w+)/">[^<]*</a><span>(\d+) 个'
    assert re.findall(counted, featured) == [("sanshe", "1")]
    assert re.findall(counted, others) == [("xieshang", "2"), ("yishihui", "1")]


@pytest.mark.slow
def test_it_leads_from_a_problem_in_plain_words_to_its_cases(client, library):
    with writing():
        made = {"reason": "编为社区协商的。"}
        WorkProblem.objects.create(
            words="居民议事难", query="mechanism=xieshang&year=2014", position=2, **made
        )
        WorkProblem.objects.create(words="三留守", query="q=政社互动", position=1, **made)
        WorkProblem.objects.create(words="草拟的", query="q=社区", is_published=False, **made)
        WorkProblem.objects.create(words="没有案例的", query="q=区块链", **made)
    problems = home(client).split("按工作难题找")[1].split("</ul>")[0]
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a><span>(\d+) 个', problems)
    assert [(words, count) for _url, words, count in links] == [("三留守", "1"), ("居民议事难", "2")]
    for url, _words, count in links:
        assert f"共 <b>{count}</b> 个案例" in client.get(unescape(url)).content.decode()


@pytest.mark.slow
def test_a_problem_whose_term_is_no_more_is_left_out_and_none_breaks_the_page(client, library):
    gone = make_mechanism("社区减负", slug="jianfu")
    WorkProblem.objects.create(words="社区负担重", query="mechanism=jianfu", reason="编为社区减负的。")
    past_the_room(Mechanism).filter(pk=gone.pk).delete()
    assert "社区负担重" not in home(client)


@pytest.mark.slow
def test_it_shows_the_latest_additions_first(client, library):
    make_award(title="刚入库的案例", rank=3, edition=library.first.edition)
    latest = home(client).split("最新案例")[1]
    assert latest.index("刚入库的案例") < latest.index("民情理事会")


@pytest.mark.slow
def test_it_offers_examples_that_can_be_searched(client, library):
    examples = re.findall(r'<li><a href="(/cases/\?q=[^"]*)"', home(client))
    assert len(examples) >= 4
    assert all(client.get(unescape(url)).status_code == 200 for url in examples)


def test_it_takes_the_same_number_of_queries_however_many_there_are(
    client, library, django_assert_num_queries
):
    home(client)
    with django_assert_num_queries(QUERIES):
        home(client)
    with writing():
        for year in range(2000, 2010):
            make_award(title=f"案例{year}", year=year, rank=1)
    home(client)
    with django_assert_num_queries(QUERIES):
        home(client)


@pytest.mark.slow
def test_an_edition_leads_to_the_document_that_announces_it(client, library):
    edition = library.first.edition
    assert "公布文件" not in client.get("/").content.decode()
    edition.source = library.first.source
    edition.save()
    assert (
        '<a class="quiet no-print" href="/sources/notice/">查看公布文件</a>'
        in client.get("/").content.decode()
    )
