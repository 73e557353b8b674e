import re

import pytest

from cases.models.writing import writing
from tests.factories import make_award, make_division, make_renamed_city

QUERIES = 7  # version, division, successors, predecessors, children (twice)


def page(client, key: str) -> str:
    response = client.get(f"/places/{key}/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_lists_the_cases_of_today_with_those_below(client, library):
    html = page(client, "320000")
    assert "案例（2）" in html and "/cases/2014-sqzl-w01/" in html
    assert 'href="/cases/?place=320000"' in html


def test_it_counts_what_lies_below(client, library):
    html = page(client, "320000")
    assert re.search(r'href="/places/320500/">苏州市</a><span>2 个', html)


@pytest.mark.slow
def test_it_says_which_divisions_below_have_no_case(client, library):
    make_division("南京市", code="320100", level="prefecture", parent=library.province)
    html = page(client, "320000")
    assert re.search(r"尚无案例的下级区划（1）.*南京市", html, re.S)


def test_it_shows_where_the_place_lies(client, library):
    assert re.search(
        r'class="trail".*?江苏省.*?苏州市.*?aria-current="page">太仓市', page(client, "320585"), re.S
    )


def test_a_place_without_cases_leads_to_what_is_above_and_beside(client, library):
    beside = make_division("昆山市", code="320583", level="county", parent=library.county.parent)
    html = client.get(f"/places/{beside.key}/").content.decode()
    assert "暂未收录昆山市的案例。" in html
    assert '<a href="/cases/?place=320500">苏州市有 2 个案例</a>' in html
    assert '<a href="/cases/?place=320585">太仓市有 2 个案例</a>' in html


def test_a_former_place_says_what_became_of_it(client, library):
    html = page(client, "340702")
    assert "铜官山区于 2016 年变更，今已不存" in html
    assert '<a href="/places/340705/">铜官区</a>' in html


@pytest.mark.slow
def test_a_former_place_lists_the_cases_of_its_time(client, library):
    html = page(client, "340702")
    assert "当时的案例（1）" in html
    url = re.search(r'<a href="([^"]*place_at=then)"', html).group(1).replace("&amp;", "&")
    assert "共 <b>1</b> 个案例" in client.get(url).content.decode()


def test_a_place_of_today_names_its_predecessors_and_has_their_cases(client, library):
    html = page(client, "340705")
    assert re.search(r"前身.*铜官山区", html, re.S)
    assert "参与式治理" in html


def test_a_bare_code_of_former_places_leads_to_the_last_of_them(client, library):
    make_division("桥东区", code="130502", key="130502-2003", parent=library.province, last_year=2003)
    make_division("桥东区", code="130502", key="130502-2019", parent=library.province, last_year=2019)
    response = client.get("/places/130502/")
    assert response.status_code == 302 and response.url == "/places/130502-2019/"


@pytest.mark.slow
def test_a_place_without_code_has_a_page(client, library):
    zone = make_division("坪山新区", level="zone", parent=library.province, key="440300-pingshan")
    make_award(title="枢纽型平台", rank=3, place_then=zone, place_now=zone)
    html = page(client, "440300-pingshan")
    assert "枢纽型平台" in html and 'href="/cases/?place=440300-pingshan"' in html


@pytest.mark.parametrize("key", ["999999", "abc", "32%00", "320000%0A", "%FF", "32 0000", "x" * 300])
def test_it_answers_404_for_what_is_no_place(client, library, key):
    assert client.get(f"/places/{key}/").status_code == 404


def test_it_takes_the_same_number_of_queries_however_many_there_are(
    client, library, django_assert_num_queries
):
    page(client, "320000")
    with django_assert_num_queries(QUERIES):
        page(client, "320000")
    with writing():
        for number in range(3, 12):
            county = make_division(f"县{number}", code=f"3206{number:02}", parent=library.province)
            make_award(title=f"案例{number}", rank=number, place_now=county)
    page(client, "320000")
    with django_assert_num_queries(QUERIES):
        page(client, "320000")


@pytest.mark.slow
def test_a_former_place_lies_where_it_lay_at_its_end(client, library):
    city = make_renamed_city().parent
    make_division("襄阳区", code="420607", key="420607-2009", parent=city, first_year=2001, last_year=2009)
    trail = re.search(r'class="trail".*?</nav>', page(client, "420607-2009"), re.S)[0]
    assert "襄樊市" in trail and "襄阳市" not in trail


def test_the_page_of_a_place_that_follows_another_under_its_code_has_its_cases(client, library):
    """Its key is not its code, which the former one has."""
    city = library.county.parent
    former = make_division("昆山市", code="320583", parent=city, last_year=2015)
    county = make_division("昆山区", code="320583", key="320583-2016", parent=city, first_year=2016)
    make_award(title="院落自治", rank=4, place_then=former, place_now=county)
    html = page(client, "320583-2016")
    assert "案例（1）" in html and "院落自治" in html
    assert re.search(r'href="/places/320583-2016/">昆山区</a><span>1 个', page(client, "320500"))
