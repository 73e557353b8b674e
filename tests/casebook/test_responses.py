"""What every answer carries, and what the login does about guessing."""

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from casebook.revalidation import revalidated

LOGIN = "/admin/login/"


@pytest.fixture
def curator(db) -> User:
    return User.objects.create_superuser("curator", password="a long and secret word")


def log_in(client: Client, password: str) -> int:
    return client.post(LOGIN, {"username": "curator", "password": password}).status_code


def test_the_content_policy_allows_nothing_inline_and_nothing_foreign(client, db):
    policy = client.get(LOGIN)["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_page_carries_the_protective_headers(client, db, header, value):
    assert client.get(LOGIN)[header] == value


def test_no_page_may_use_the_devices_of_the_reader(client, db):
    assert "camera=()" in client.get(LOGIN)["Permissions-Policy"]


def test_with_https_on_plain_http_is_redirected(settings):
    settings.SECURE_SSL_REDIRECT = True

    response = Client().get("/admin/", headers={"host": "localhost"})

    assert (response.status_code, response["Location"]) == (301, "https://localhost/admin/")


def test_a_load_balancer_may_probe_over_plain_http(settings, db):
    settings.SECURE_SSL_REDIRECT = True

    assert Client().get("/healthz").status_code != 301


def test_a_host_that_is_not_ours_is_refused(settings, db):
    settings.ALLOWED_HOSTS = ["localhost"]

    assert Client().get(LOGIN, headers={"host": "elsewhere.example"}).status_code == 400


def test_a_curator_can_log_in(client, curator):
    assert log_in(client, "a long and secret word") == 302
    assert client.get("/admin/").status_code == 200


@pytest.mark.slow
def test_guessing_locks_the_account_for_that_address(client, curator, settings):
    tries = [log_in(client, "wrong") for _ in range(settings.AXES_FAILURE_LIMIT)]

    assert tries[0] == 200
    assert tries[-1] == 429
    assert log_in(client, "a long and secret word") == 429


@pytest.mark.slow
def test_a_colleague_at_the_same_address_can_still_log_in(client, curator, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(LOGIN, {"username": "somebody", "password": "wrong"})

    assert log_in(client, "a long and secret word") == 302


def test_a_weak_password_is_refused(db):
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    for weak in ["short1", "password123", "20152015201520", "curator123"]:
        with pytest.raises(ValidationError):
            validate_password(weak, User(username="curator"))


@pytest.mark.parametrize("status", [301, 308, 404, 410])
def test_what_is_gone_or_has_moved_is_asked_for_again(rf, status):
    answer = revalidated(lambda request: HttpResponse(status=status))(rf.get("/"))

    assert answer["Cache-Control"] == "no-cache"


def test_an_answer_that_says_how_long_it_holds_is_left_alone(rf):
    kept = revalidated(lambda request: HttpResponse(status=404, headers={"Cache-Control": "max-age=60"}))

    assert kept(rf.get("/"))["Cache-Control"] == "max-age=60"
    assert "Cache-Control" not in revalidated(lambda request: HttpResponse())(rf.get("/"))


def test_a_missing_page_is_asked_for_again(client, db):
    assert client.get("/no-such-page/")["Cache-Control"] == "no-cache"
