"""Scripts of other sites may read the data, and nothing else of the site."""

import pytest
from django.contrib.auth.models import User

from casebook.cross_origin import EXPOSED

pytestmark = pytest.mark.django_db
OTHER = {"Origin": "https://example.org"}
DATA = ["/cases.json", "/cases.csv", "/cases/2014-sqzl-w01.json", "/suggest/?q=s", "/cases.csv.meta.json"]
CLOSED = ["/", "/cases/", "/report/", "/lists/", "/admin/", "/admin/login/", "/admin/x.json"]


@pytest.mark.parametrize("address", DATA)
def test_data_may_be_read_with_its_headers_and_without_cookies(client, library, address):
    response = client.get(address, headers=OTHER)
    assert response.status_code == 200 and response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response and not response.cookies
    shown = response["Access-Control-Expose-Headers"].split(", ")
    assert shown == list(EXPOSED)
    own = {name for name in response.headers if name.startswith("X-") and name not in (
        "X-Content-Type-Options", "X-Frame-Options")}  # fmt: skip
    assert own <= set(shown)


def test_what_is_refused_and_what_is_held_already_may_be_read_too(client, library):
    assert client.get("/cases.json?year=x", headers=OTHER)["Access-Control-Allow-Origin"] == "*"
    tag = client.get("/cases.json")["ETag"]
    held = client.get("/cases.json", headers={**OTHER, "If-None-Match": tag})
    assert (held.status_code, held["Access-Control-Allow-Origin"]) == (304, "*")


def test_a_browser_that_asks_before_is_told_what_it_may_do(client, library):
    asked = {
        **OTHER,
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    response = client.options("/cases.json", headers=asked)
    assert response.status_code == 204 and response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
    assert client.options("/nothing.json").status_code == 404


@pytest.mark.parametrize("address", CLOSED)
def test_pages_forms_and_the_admin_are_not_open(client, library, address):
    client.force_login(User.objects.create_superuser("curator"))
    for method in (client.get, client.post, client.options):
        assert "Access-Control-Allow-Origin" not in method(address, headers=OTHER)


def test_nothing_may_be_written_from_there(client, library):
    assert "Access-Control-Allow-Origin" not in client.post("/cases.json", headers=OTHER)
