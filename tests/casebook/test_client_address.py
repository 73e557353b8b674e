"""Who is at the other end: only our own proxies are believed."""

import pytest
from django.test import RequestFactory

from casebook.client_address import client_address


def address(settings, proxies: int, forwarded: str | None, connection: str = "10.0.0.1") -> str:
    settings.PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=connection, **headers))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, "10.0.0.1"),
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9,10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, " ", "10.0.0.1"),
    ],
)
def test_it_believes_as_many_proxies_as_there_are(settings, proxies, forwarded, expected):
    assert address(settings, proxies, forwarded) == expected


def test_it_is_empty_where_nothing_is_known(settings):
    assert address(settings, 0, None, connection="") == ""


def test_the_login_counts_by_the_same_address(settings):
    assert settings.AXES_CLIENT_IP_CALLABLE == "casebook.client_address.client_address"
