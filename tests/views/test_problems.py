"""Programs are told as RFC 9457 has it what cannot be given; readers get pages, and tables lines of text."""

import json
import sqlite3

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client

from cases.choices import Through
from cases.models.writing import writing
from tests.quick import first_quick

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
JSON = {"Accept": "application/json"}
MEMBERS = ["type", "title", "status", "detail", "instance"]
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def problem(response, status: int) -> dict[str, object]:
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)
    assert int(response.get("Content-Length", len(response.content))) == len(response.content)
    said = json.loads(response.content)
    assert list(said)[:5] == MEMBERS and said["status"] == status and said["type"] == "about:blank"
    assert said["title"] and said["detail"]
    return said


@pytest.mark.parametrize(
    ("address", "parameters"),
    first_quick(
        [
            ("/cases.json?year=x", ["year"]),
            ("/cases.jsonl?yaer=2014", ["yaer"]),
            ("/codings.jsonl?version=99", ["version"]),
            ("/cases.json?q=x&version=99", ["version"]),
            ("/cases.json?sort=x&page=x&tier=x", ["tier", "sort", "page"]),
            ("/cases.json?" + "&".join(f"year={year}" for year in range(1950, 2001)), ["year"]),
            ("/selection.csl.json?id=x", ["id"]),
        ]
    ),
)
def test_a_wrong_parameter_is_named(client, library, address, parameters):
    said = problem(client.get(address, headers=BROWSER), 400)
    assert said["parameters"] == parameters
    assert said["detail"] == "\n".join(said["errors"]) and said["instance"].startswith(address[:12])


def test_pages_stay_pages_and_tables_are_answered_in_lines(client, library):
    page, lines = client.get("/cases/?year=x", headers=BROWSER), client.get("/cases.csv?year=x")
    assert page["Content-Type"].startswith("text/html") and lines["Content-Type"].startswith("text/plain")
    assert "Accept" in page["Vary"] and "Accept" in lines["Vary"]
    assert problem(client.get("/cases/?year=x", headers=JSON), 400)["parameters"] == ["year"]
    assert problem(client.get("/statistics.csv?rows=x", headers=JSON), 400)["parameters"] == ["rows"]


def test_what_is_missing_is_told(client, library):
    said = problem(client.get("/cases/2014-sqzl-w99.json"), 404)
    assert said["detail"] == "没有入库编号为 2014-sqzl-w99 的案例。"
    assert "不存在" in problem(client.get("/lists/abcdefghjk.json"), 404)["detail"]
    assert "不存在" in problem(client.get("/nothing.json"), 404)["detail"]
    assert client.get("/nothing/", headers=BROWSER)["Content-Type"].startswith("text/html")


def test_what_was_withdrawn_says_when_and_why(client, library):
    with writing(Through.FORM, note="重复入库"):
        library.first.state = "withdrawn"
        library.first.save()
    said = problem(client.get("/cases/2014-sqzl-w01.json"), 410)
    assert (said["id"], said["reason"]) == ("2014-sqzl-w01", "重复入库")
    assert f"{said['gone_since']} 撤回：重复入库" in said["detail"]
    assert problem(client.get("/cases/2014-sqzl-w01/", headers=JSON), 410)["reason"] == "重复入库"


def test_a_wrong_method_says_which_are_right(client, library):
    response = client.post("/cases.json")
    assert "GET" in problem(response, 405)["detail"] and response["Allow"] == "GET, HEAD, OPTIONS"


def test_too_many_lists_are_refused_as_json_too(client, library, monkeypatch):
    monkeypatch.setattr("cases.views.frozen_lists.LIMIT", 0)
    said = problem(client.post("/lists/", {"year": "2014"}, headers=JSON), 429)
    assert "一小时内最多" in said["detail"]


def test_a_library_that_is_being_written_says_when_to_come_again(monkeypatch, library):
    def busy(request: HttpRequest) -> None:
        cause = sqlite3.OperationalError("database is locked")
        cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError("locked") from cause

    monkeypatch.setattr("cases.views.exports.current_index", busy)
    monkeypatch.setattr("cases.views.exports.result_list_of", busy)
    response = Client(raise_request_exception=False).get("/cases.json")
    assert problem(response, 503) and response["Retry-After"]


def test_the_admin_keeps_its_pages(client, library):
    assert client.get("/admin/nothing.json", headers=JSON)["Content-Type"].startswith("text/html")
