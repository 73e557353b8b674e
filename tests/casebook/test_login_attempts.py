"""Logins: guessing is stopped, a wrong clock and a refused address stop nobody."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.utils import timezone

pytestmark = pytest.mark.django_db
PASSWORD = "a long and secret word"


@pytest.fixture(autouse=True)
def curator() -> None:
    User.objects.create_superuser("curator", password=PASSWORD)


def log_in(client, password: str = PASSWORD, **fields: str):
    return client.post("/admin/login/", {"username": "curator", "password": password, **fields})


def guess(client, times: int) -> None:
    for _ in range(times):
        log_in(client, "wrong")


@pytest.mark.slow
def test_the_fifth_wrong_password_locks_out(client):
    guess(client, 5)
    assert log_in(client).status_code == 429


@pytest.mark.slow
@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=3650)])
def test_a_clock_that_was_ahead_locks_nobody_out(client, ahead):
    guess(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() + ahead)
    assert log_in(client, "wrong").status_code == 200
    assert log_in(client).status_code == 302


@pytest.mark.slow
def test_guesses_of_the_present_still_count_after_the_clock_was_set_right(client):
    guess(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() + timedelta(days=1))
    guess(client, 5)
    assert log_in(client).status_code == 429


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com", "javascript:alert(1)", "/\\x"])
def test_an_address_of_elsewhere_is_refused_and_leads_home(client, address):
    response = log_in(client, next=address)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.get(response["Location"]).status_code == 200


def test_an_address_of_the_site_is_followed(client):
    assert log_in(client, next="/admin/cases/award/")["Location"] == "/admin/cases/award/"
