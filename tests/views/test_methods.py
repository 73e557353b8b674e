from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.quick import first_quick

FORMS = {"report", "frozen-lists", "oai"}  # the pages that take one


@pytest.fixture
def strict() -> Client:
    """A client that is asked for the token of a form, as browsers are."""
    return Client(enforce_csrf_checks=True)


def public(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif pattern.app_name != "admin":
            yield from public(pattern.url_patterns)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize(
    "path", first_quick(["/", "/cases/", "/cases.csv", "/cases/2014-sqzl-w01/", "/sitemap.xml"])
)
def test_a_page_that_takes_no_form_says_so(strict, library, method, path):
    response = getattr(strict, method)(path)
    is_data = "." in path
    if method == "options" and is_data:  # what browsers ask before a script of another site reads it
        assert (response.status_code, response.content) == (204, b"")
    else:
        assert response.status_code == 405
        assert "只供查看" in response.content.decode()
    assert response.headers["Allow"] == ("GET, HEAD, OPTIONS" if is_data else "GET, HEAD")


@pytest.mark.slow
def test_every_public_page_refuses_a_form_it_does_not_take(rf):
    patterns = [p for p in public(get_resolver().url_patterns) if p.name not in FORMS]
    assert len(patterns) > 25
    for pattern in patterns:
        assert pattern.callback(rf.post("/")).status_code == 405, pattern.name


def test_the_page_that_takes_a_form_asks_for_its_token(strict, library):
    assert strict.post("/report/", {}).status_code == 403
    assert strict.put("/report/").headers["Allow"] == "GET, HEAD, POST"


def test_a_page_that_is_refused_still_has_its_name(rf):
    assert resolve("/cases/").func.__name__ == "cases"
