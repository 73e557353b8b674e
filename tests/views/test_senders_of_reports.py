"""Nobody can flood the curators with reports, and no reader is known by them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import Report
from cases.views.report import LIMIT, digest
from tests.views.reports import MESSAGE, send

pytestmark = pytest.mark.django_db


def test_the_address_of_the_reader_is_not_kept(client):
    client.post("/report/", {"message": MESSAGE}, REMOTE_ADDR="203.0.113.9")
    report = Report.objects.get()
    assert report.sender == digest("203.0.113.9")
    assert "203.0.113.9" not in str(vars(report))


def test_a_program_that_fills_in_everything_is_thanked_and_ignored(client):
    response = send(client, website="http://example.com/")
    assert response["Location"] == "/report/thanks/"
    assert not Report.objects.exists()


def test_the_place_where_programs_are_led_is_there(client):
    assert "已收到" in client.get("/report/thanks/").content.decode()


def test_people_do_not_meet_the_trap(client):
    page = client.get("/report/").content.decode()
    trap = page[page.index('class="visually-hidden" aria-hidden="true"') :]
    assert 'name="website"' in trap
    assert 'tabindex="-1"' in trap


def test_it_stops_after_five_within_an_hour_and_keeps_what_was_written(client):
    for _ in range(LIMIT):
        assert send(client).status_code == 302
    response = send(client)
    assert response.status_code == 429
    assert MESSAGE in response.content.decode()
    assert "稍后再试" in response.content.decode()
    assert Report.objects.count() == LIMIT == 5


def test_another_reader_is_not_stopped(client):
    for _ in range(LIMIT):
        send(client)
    response = client.post("/report/", {"message": MESSAGE}, REMOTE_ADDR="203.0.113.9")
    assert response.status_code == 302


def test_an_hour_later_the_reader_may_write_again(client):
    for _ in range(LIMIT):
        send(client)
    Report.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert send(client).status_code == 302


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(days=3650)])
def test_a_clock_that_was_ahead_locks_nobody_out(client, ahead):
    for _ in range(LIMIT):
        send(client)
    Report.objects.update(created_at=timezone.now() + ahead)
    assert send(client).status_code == 302


def test_readers_behind_our_proxy_are_told_apart(client, settings):
    settings.PROXY_COUNT = 1
    for reader in range(LIMIT + 1):
        response = client.post(
            "/report/", {"message": MESSAGE}, headers={"X-Forwarded-For": f"203.0.113.{reader}"}
        )
        assert response.status_code == 302


def test_one_home_network_is_one_sender():
    assert digest("2001:db8::1") == digest("2001:db8::ffff")
    assert digest("2001:db8::1") != digest("2001:db8:0:1::1")
    assert digest("203.0.113.1") != digest("203.0.113.2")
    assert digest("") == digest("")


def test_a_form_without_its_token_gets_a_page_in_chinese():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/report/", {"message": MESSAGE})
    assert response.status_code == 403
    assert "页面可能已经过期" in response.content.decode()
    assert not Report.objects.exists()


def test_the_form_works_with_its_token():
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/report/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    response = strict.post("/report/", {"message": MESSAGE, "csrfmiddlewaretoken": token})
    assert response.status_code == 302
