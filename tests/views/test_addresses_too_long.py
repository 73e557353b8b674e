"""Addresses with too many values or with parameters that mean nothing: refused or named."""

import json
from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.django_db

FILES = ["/cases.csv", "/cases.json", "/compilation.docx", "/feed.atom", "/statistics.csv"]
PAGES = ["/cases/", "/statistics/"]
BASKET = "id=2014-sqzl-w01&id=2014-sqzl-w02"
BASKET_FILES = [f"/selection.csv?{BASKET}", f"/compilation.docx?{BASKET}"]
BASKET_PAGES = [f"/selection/?{BASKET}", f"/compare/?{BASKET}"]


def body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("path", [*PAGES, *FILES])
@pytest.mark.parametrize("number", [51, 990, 9000])
@pytest.mark.slow
def test_more_than_fifty_values_of_a_parameter_are_refused(client, library, path, number):
    response = client.get(f"{path}?{urlencode([('mechanism', n) for n in range(number)])}")
    assert response.status_code == 400
    assert f"参数 mechanism 有 {number} 个值，每个参数最多 50 个" in body(response)


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_more_than_a_hundred_values_in_all_are_refused(client, library, path):
    values = [(name, n) for name in ("mechanism", "place", "source") for n in range(34)]
    response = client.get(f"{path}?{urlencode(values)}")
    assert response.status_code == 400
    assert "这个网址共有 102 个参数值，最多 100 个" in body(response)


@pytest.mark.parametrize("path", PAGES)
def test_as_many_values_as_are_taken_make_no_large_page(client, library, path):
    """990 values made a page of 34 MB, because each link repeats them."""
    years = [("year", year) for year in range(1950, 2000)]
    response = client.get(f"{path}?{urlencode([*years, *[('place_at', 'now')] * 50])}")
    assert response.status_code == 200
    assert len(response.content) < 500_000


@pytest.mark.parametrize("path", [*FILES, *BASKET_FILES])
def test_a_file_is_refused_where_a_parameter_is_misspelt(client, library, path):
    response = client.get(f"{path}{'&' if '?' in path else '?'}mechansim=x")
    assert response.status_code == 400
    assert "没有参数“mechansim”" in body(response)


def test_the_refusal_of_a_file_has_its_form(client, library):
    [error] = json.loads(client.get("/cases.json?yaer=2014").content)["errors"]
    assert error.startswith("这里没有参数“yaer”") and "year" in error
    assert client.get("/cases.csv?yaer=2014")["Content-Type"].startswith("text/plain")
    assert client.get("/codebook.csv?x=1").status_code == 400


@pytest.mark.parametrize("path", [*PAGES, *BASKET_PAGES, "/cases/advanced/"])
def test_a_page_names_a_parameter_that_it_ignores(client, library, path):
    html = body(client.get(f"{path}{'&' if '?' in path else '?'}mechansim=x&<b>=1"))
    assert "“mechansim”、“&lt;b&gt;”不是这里的参数，已经略过" in html


@pytest.mark.parametrize("path", [*PAGES, *FILES, *BASKET_PAGES, *BASKET_FILES, "/codebook.csv"])
def test_what_others_add_to_an_address_changes_nothing(client, library, path):
    added = "utm_source=x&gclid=1&fbclid=1&spm=a.b&from=singlemessage&isappinstalled=0"
    response = client.get(f"{path}{'&' if '?' in path else '?'}{added}")
    assert response.status_code == 200
    assert "不是这里的参数" not in (body(response) if path.endswith("/") else "")


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_every_parameter_of_the_list_is_known_everywhere(client, library, path):
    query = "q=&year=2014&place_at=then&sort=newest&per_page=50&view=table&page=1"
    assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("path", ["/selection/", "/selection.csv", "/compare/", "/compilation.docx"])
@pytest.mark.parametrize("joint", ["&id=", ","])
def test_a_basket_that_is_too_large_is_refused_where_it_is(client, library, path, joint):
    """It was sent on to an address with all of them, longer than servers take."""
    numbers = joint.join(f"2014-sqzl-n{n:04}" for n in range(201))
    response = client.get(f"{path}?id={numbers}")
    assert response.status_code == 400
    assert "201" in body(response)
