"""Who reports an error gets back to the page on which it was seen."""

import re

import pytest

from tests.factories import make_award
from tests.views.reports import send

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "status", "said"),
    [(" ", 400, "请填写受理编号："), ("aaaa", 404, "没有受理编号为“aaaa”的报告")],
)
def test_a_look_up_without_an_answer_keeps_the_case_and_where_the_reader_was(client, number, status, said):
    award = make_award(title="社区协商共治", rank=1)
    here = {"case": "2014-sqzl-w01", "page": "/cases/2014-sqzl-w01/", "next": "/cases/2014-sqzl-w01/"}
    looking_up = client.get("/report/", here).content.decode().split("查看答复")[1]
    sent = dict(re.findall('type="hidden" name="([a-z]+)" value="([^"]*)"', looking_up))
    response = client.get(
        "/report/", sent | {"number": number}, headers={"Referer": "http://testserver/report/"}
    )
    page = response.content.decode()

    assert (sent, response.status_code) == (here, status)
    assert said in page and award.title in page
    assert re.findall('name="next" value="([^"]*)"', page) == ["/cases/2014-sqzl-w01/"] * 2


def test_the_form_by_which_an_answer_was_looked_up_is_not_where_the_reader_was(client):
    response = client.get("/report/", {"number": ""}, headers={"Referer": "http://testserver/report/"})
    assert 'name="next" value="/' not in response.content.decode()


def test_an_answer_leads_back_to_where_the_reader_was_before_it_was_looked_up(client):
    number = send(client)["Location"].split("/")[2]
    found = client.get("/report/", {"number": number, "next": "/cases/?page=2"})["Location"]
    assert 'href="/cases/?page=2">回到刚才的页面' in client.get(found).content.decode()


def test_it_leads_back_to_where_the_reader_was(client):
    page = client.get("/report/", {"next": "/cases/?q=物业&page=2"}).content.decode()
    assert 'name="next" value="/cases/?q=物业&amp;page=2"' in page
    assert 'name="page" value="/cases/"' in page
    address = send(client, next="/cases/?q=物业&page=2")["Location"]
    assert "?next=%2Fcases%2F%3Fq%3D" in address
    assert 'href="/cases/?q=物业&amp;page=2">回到刚才的页面' in client.get(address).content.decode()


def test_without_it_the_receipt_leads_back_to_the_page_that_was_reported(client):
    address = send(client, page="/places/320585/")["Location"]
    assert 'href="/places/320585/">回到刚才的页面' in client.get(address).content.decode()


@pytest.mark.parametrize(
    "bad", ["https://example.com/", "//example.com/", "javascript:alert(1)", "/\\example.com", "\0"]
)
def test_it_leads_to_no_other_site(client, bad):
    assert 'name="next" value="/' not in client.get("/report/", {"next": bad}).content.decode()
    address = send(client, next=bad, page="javascript:alert(1)")["Location"]
    assert "next" not in address
    for query in ({}, {"next": bad}):
        assert "回到刚才的页面" not in client.get(address, query).content.decode()


def test_the_browser_knows_what_became_of_a_list_since_it_was_drawn(client):
    def kept(**headers: str) -> str:
        page = client.get("/report/?next=/cases/%3Fq%3Da", headers=headers).content.decode()
        return re.search('name="next" value="([^"]*)"', page)[1]

    assert kept(Referer="http://testserver/cases/?q=b") == "/cases/?q=b"
    assert kept(Referer="http://testserver/places/320585/") == "/cases/?q=a"
    assert kept(Referer="http://example.com/cases/?q=b") == "/cases/?q=a"


@pytest.mark.slow
@pytest.mark.parametrize(
    "address", ["/", "/cases/", "/about/", "/programmes/sqzl/", "/nothing/", "/cases/?year=1"]
)
def test_every_page_leads_to_the_form_and_says_where_the_reader_is(client, library, address):
    where = address.replace("?", "%3F").replace("=", "%3D")
    assert f'href="/report/?next={where}">报告差错' in client.get(address).content.decode()


@pytest.mark.slow
def test_of_a_very_long_address_only_the_path_is_repeated(client, library):
    assert 'href="/report/?next=/cases/">报告差错' in client.get("/cases/?q=" + "a" * 1000).content.decode()


def test_the_form_does_not_lead_back_to_itself(client):
    assert 'href="/report/">报告差错' in client.get("/report/?next=/cases/").content.decode()
