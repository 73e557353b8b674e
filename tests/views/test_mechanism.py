import re

import pytest

from cases.models import MechanismContrast
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_mechanism

QUERIES = 7  # version, term with its broader one, names, contrasts, narrower, codings
LIST_QUERIES = 3  # version, terms


def page(client, slug: str = "xieshang") -> str:
    response = client.get(f"/mechanisms/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.slow
def test_it_defines_the_term_and_names_its_relations(client, library):
    MechanismContrast.objects.create(mechanism=library.term, text="民主恳谈", why="只是一种形式。")
    html = page(client)
    assert "社区协商的定义。" in html and "协商共治" in html
    assert '<a href="/mechanisms/yishihui/">居民议事会</a>' in html
    assert "民主恳谈" in html and "只是一种形式。" in html


def test_a_narrower_term_leads_to_the_broader_one(client, library):
    assert re.search(
        r'上级机制</dt>\s*<dd><a href="/mechanisms/xieshang/">社区协商', page(client, "yishihui")
    )


def test_it_shows_the_words_that_prove_it_in_each_case(client, library):
    html = page(client)
    assert html.count("<blockquote>推动社区协商</blockquote>") == 2


def test_it_shows_the_evidence_of_narrower_terms_and_says_so(client, library):
    assert re.search(r"<blockquote>建立居民议事会,推动.*?（居民议事会）", page(client), re.S)


@pytest.mark.slow
def test_it_leaves_out_proposed_codings_and_unpublished_cases(client, library):
    draft = make_award(title="草稿案例", rank=8, state="draft")
    make_coding(draft, library.term)
    make_coding(library.third, library.term, state="proposed")
    html = page(client)
    assert "2 个案例" in html and "草稿案例" not in html and "民情理事会" not in html


@pytest.mark.slow
def test_it_spreads_the_cases_over_years_and_provinces_with_true_counts(client, library):
    html = page(client)
    links = re.findall(r'<a href="(/cases/\?mechanism=xieshang&amp;[^"]*)">[^<]*</a><span>(\d+) 个', html)
    assert len(links) == 3  # 2014; 江苏省, 安徽省
    for url, count in links:
        assert f"共 <b>{count}</b> 个案例" in client.get(url.replace("&amp;", "&")).content.decode()


@pytest.mark.slow
def test_it_names_what_often_stands_beside_it_but_not_its_own_parts(client, library):
    make_coding(library.first, make_mechanism("政府购买服务", slug="goumai"), evidence="政府购买服务")
    beside = page(client).split("常一同出现")[1].split("</section>")[0]
    assert "政府购买服务" in beside and "居民议事会" not in beside


@pytest.mark.slow
def test_it_says_when_no_case_has_it(client, library):
    make_mechanism("网格化管理", slug="wangge")
    assert "还没有案例标注这一机制" in page(client, "wangge")


def test_the_list_has_every_term_under_its_broader_one(client, library):
    html = client.get("/mechanisms/").content.decode()
    assert "共 2 项治理机制" in html
    assert re.search(r"社区协商.*2 个案例.*<ul>.*居民议事会.*1 个案例.*</ul>", html, re.S)


@pytest.mark.parametrize("slug", ["nothing", "%00", "%FF", "a b"])
def test_it_answers_404_for_what_is_no_term(client, library, slug):
    assert client.get(f"/mechanisms/{slug}/").status_code == 404


def test_it_takes_the_same_number_of_queries_however_many_there_are(
    client, library, django_assert_num_queries
):
    page(client)
    with django_assert_num_queries(QUERIES):
        page(client)
    with writing():
        for number in range(3, 12):
            make_coding(make_award(title=f"案例{number}", rank=number), library.term)
            make_mechanism(f"下级机制{number}", broader=library.term)
    page(client)
    with django_assert_num_queries(QUERIES):
        page(client)


def test_the_list_takes_the_same_number_of_queries_too(client, library, django_assert_num_queries):
    client.get("/mechanisms/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/mechanisms/")
    with writing():
        for number in range(9):
            make_mechanism(f"下级机制{number}", broader=library.narrower)
    client.get("/mechanisms/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/mechanisms/")


@pytest.mark.slow
def test_the_list_is_in_the_order_of_pinyin(client, library):
    for name in ("政社互动", "多元共治", "三治融合"):
        make_mechanism(name)
    html = client.get("/mechanisms/").content.decode()
    places = [html.index(f"<b>{name}</b>") for name in ("多元共治", "三治融合", "社区协商", "政社互动")]
    assert places == sorted(places)
