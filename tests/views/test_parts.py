"""`limit` and `cursor` give a list in parts: each case once, whatever changes meanwhile."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from cases.listing.paging import MOST
from cases.models import Award
from tests.factories import make_award
from tests.quick import first_quick

pytestmark = pytest.mark.django_db
ORDERS = ["newest", "oldest", "rank", "place"]


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def many(index_dir, db) -> None:
    for year in (2014, 2015, 2016):
        for number in range(4):
            make_award(title=f"社区议事{number}", year=year)


def asked(client, address: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()
    return json.loads(body(response))


def walked(client, address: str) -> list[str]:
    """The numbers of all parts, one behind the other, as `next` leads."""
    found, seen = [], set()
    while address:
        assert address not in seen
        seen.add(address)
        said = asked(client, address)
        found += [item["id"] for item in said["items"]]
        address = said["next"]
    return found


def numbers(client, query: str) -> list[str]:
    return [item["id"] for item in asked(client, f"/cases.json?{query}")["items"]]


@pytest.mark.parametrize(
    "query", first_quick([f"sort={order}" for order in ORDERS] + ["q=议事", "year=2015"])
)
@pytest.mark.parametrize("limit", [1, 5])
def test_the_parts_are_the_whole_list(client, many, query, limit):
    assert walked(client, f"/cases.json?{query}&limit={limit}") == numbers(client, query)


def test_without_limit_nothing_is_other_than_it_was(client, many):
    whole = asked(client, "/cases.json")
    assert list(whole) == ["words", "query", "version", "data_version", "public_version", "total", "items"]
    assert len(whole["items"]) == 12
    response = client.get("/cases.json")
    assert "next" not in response["Link"] and "X-Cursor-Version" not in response


def test_a_part_says_what_it_is(client, many):
    response = client.get("/cases.json?limit=5&year=2014&year=2015")
    said = json.loads(body(response))
    assert (said["total"], said["limit"], len(said["items"])) == (8, 5, 5)
    assert response["X-Row-Count"] == "5" and said["begun"] == said["version"]
    assert f'<{said["next"]}>; rel="next"' in response["Link"] and 'rel="describedby"' in response["Link"]
    last = client.get(said["next"])
    assert json.loads(body(last))["next"] is None and 'rel="next"' not in last["Link"]
    assert last["X-Cursor-Version"] == str(said["version"])
    assert client.get(said["next"], headers={"If-None-Match": last["ETag"]}).status_code == 304
    assert last["ETag"] != response["ETag"] and last["Content-Disposition"] != response["Content-Disposition"]


@pytest.mark.parametrize("path", ["/cases.jsonl", "/codings.jsonl"])
def test_lines_say_the_next_part_in_a_header(client, many, path):
    address, lines = f"{path}?limit=5", []
    while address:
        response = client.get(address)
        lines += body(response).splitlines()
        found = re.search(r'<([^>]+)>; rel="next"', response["Link"])
        address = found and found[1]
    assert lines == body(client.get(path)).splitlines()


def test_the_sidecar_describes_the_part(client, many):
    part, said = client.get("/cases.json?limit=5"), client.get("/cases.json.meta.json?limit=5").json()
    assert (said["rows"], said["bytes"]) == (5, len(body(part)))


@pytest.mark.parametrize("order", first_quick(ORDERS))
def test_what_changes_meanwhile_repeats_nothing_and_leaves_nothing_out(client, many, order):
    before = numbers(client, f"sort={order}")
    first = asked(client, f"/cases.json?sort={order}&limit=5")
    given = [item["id"] for item in first["items"]]
    gone = Award.objects.get(accession=given[-1])  # behind which the next part begins
    gone.state = "withdrawn"
    gone.save()
    make_award(title="新的案例", year=2013)
    make_award(title="新的案例", year=2017)
    rest = walked(client, first["next"])
    assert [name for name in rest if name in before] == before[5:]
    assert not set(rest) & set(given)
    said = asked(client, first["next"])
    assert said["begun"] == first["version"] < said["version"]


def test_a_search_goes_on_behind_the_last_case_or_says_that_it_is_gone(client, many):
    first = asked(client, "/cases.json?q=议事&limit=5")
    make_award(title="议事", year=2017)
    assert len(walked(client, first["next"])) == 7
    gone = Award.objects.get(accession=first["items"][-1]["id"])
    gone.state = "withdrawn"
    gone.save()
    refused = client.get(first["next"])
    assert refused.status_code == 400 and "按相关度无法接着取" in refused.json()["detail"]


def test_an_earlier_version_is_had_in_parts_too(client, many):
    latest = client.get("/versions.json").json()["versions"][0]["version"]
    before = numbers(client, f"version={latest}&sort=rank")
    make_award(title="新的案例", year=2017)
    assert len(before) == 12 and len(numbers(client, "")) == 13
    address = f"/cases.json?version={latest}&sort=rank&limit=5"
    assert walked(client, address) == before == numbers(client, f"version={latest}&sort=rank")
    assert asked(client, address)["begun"] == asked(client, asked(client, address)["next"])["version"]


@pytest.mark.parametrize("limit", ["0", "-1", str(MOST + 1), "x", "1.5", "９", "1e3"])
def test_a_wrong_limit_is_refused(client, many, limit):
    refused = client.get(f"/cases.json?limit={limit}")
    assert refused.status_code == 400 and refused.json()["parameters"] == ["limit"]
    assert f"1 到 {MOST}" in refused.json()["detail"]


def test_a_cursor_is_of_this_site_and_of_this_list(client, many):
    cursor = parse_qs(urlsplit(asked(client, "/cases.json?limit=5")["next"]).query)["cursor"][0]
    for wrong in ("x", cursor[:-1], cursor.upper(), "x" * 5000, cursor.replace(":", ";")):
        refused = client.get("/cases.json", {"limit": "5", "cursor": wrong})
        assert refused.status_code == 400 and "不是本站给出的" in refused.json()["detail"]
    other = client.get("/cases.json", {"limit": "5", "cursor": cursor, "year": "2014"})
    assert other.status_code == 400 and "另一组条件" in other.json()["detail"]
    alone = client.get("/cases.json", {"cursor": cursor})
    assert alone.status_code == 400 and alone.json()["parameters"] == ["cursor", "limit"]
    assert client.get("/cases.jsonl", {"limit": "3", "cursor": cursor}).status_code == 200


@pytest.mark.parametrize(
    "address",
    first_quick(
        [
            "/cases.csv",
            "/cases.xlsx",
            "/cases.bib",
            "/codings.csv",
            "/matrix.csv",
            "/statistics.csv",
            "/codebook.csv",
        ]
    ),
)
def test_other_files_are_had_whole_alone(client, many, address):
    refused = client.get(f"{address}?limit=5")
    assert refused.status_code == 400 and "只能整份取得" in refused.content.decode()


def test_a_part_asks_the_database_no_more_than_the_list(client, many, django_assert_max_num_queries):
    address = asked(client, "/cases.json?limit=5")["next"]
    with django_assert_max_num_queries(2):
        client.get(address)
