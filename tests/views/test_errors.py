import re

import pytest
from django.http import HttpRequest
from django.template.loader import get_template
from django.test import Client
from django.views.defaults import bad_request, page_not_found, server_error


def test_a_missing_page_leads_on(client, library):
    response = client.get("/nothing/here/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "没有找到这个网页" in html
    for link in ('href="/"', 'href="/cases/"', 'action="/cases/"'):
        assert link in html


def test_a_withdrawn_case_keeps_its_number(client, library):
    library.first.state = "withdrawn"
    library.first.save()
    html = client.get("/cases/2014-sqzl-w01/").content.decode()
    assert "2014-sqzl-w01" in html and "已经撤回" in html


def test_a_failure_is_told_without_the_database(rf):
    response = server_error(rf.get("/"))
    html = response.content.decode()
    assert response.status_code == 500
    assert "网站出现故障" in html and 'href="/"' in html


def test_a_failure_anywhere_gives_that_page(settings, library, monkeypatch):
    def fail(request: HttpRequest) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("cases.views.home.current_index", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500 and "网站出现故障" in response.content.decode()


def test_a_request_that_django_refuses_is_told_in_chinese(rf):
    html = bad_request(rf.get("/"), Exception()).content.decode()
    assert "网址有误" in html


def test_the_message_of_an_error_never_reaches_the_page(rf):
    html = page_not_found(rf.get("/"), Exception("secret")).content.decode()
    assert "secret" not in html


@pytest.mark.parametrize("name", ["400", "403", "404", "405", "410", "413", "500"])
def test_every_error_page_is_complete(rf, name):
    html = get_template(f"{name}.html").render({"site_name": "案例库", "accession": "x"}, rf.get("/"))
    assert re.search(r"<title>[^<]+</title>", html)
    assert '<html lang="zh-Hans"' in html and html.count("<h1>") == 1
