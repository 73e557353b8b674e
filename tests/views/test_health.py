"""/healthz: 200 only when readers can be answered."""

import sqlite3

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from cases.models import DataVersion
from tests.factories import make_award

pytestmark = pytest.mark.django_db


def failing(error: Exception):
    def fail():
        raise error

    return fail


def test_it_names_the_data_version_it_serves(client):
    make_award()
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "version": DataVersion.current().number}


def test_an_empty_library_is_healthy_too(client):
    assert client.get("/healthz").json() == {"status": "ok", "version": 0}


def test_no_cache_keeps_the_answer(client):
    assert "no-store" in client.get("/healthz")["Cache-Control"]


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (OperationalError("gone"), "database"),
        (OSError("full"), "index"),
        (ImproperlyConfigured("INDEX_DIR"), "index"),
    ],
)
def test_it_says_which_part_does_not_answer(client, monkeypatch, error, part):
    monkeypatch.setattr("cases.views.health.current_index", failing(error))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"status": "error", "part": part}


def test_a_damaged_index_is_replaced_for_the_next_time(client, monkeypatch):
    make_award()
    with monkeypatch.context() as damaged:
        damaged.setattr("cases.views.health.current_index", failing(sqlite3.DatabaseError("malformed")))
        assert client.get("/healthz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_probes_may_come_by_plain_http(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/cases/").status_code == 301


@pytest.mark.slow
def test_it_only_answers_questions(client):
    assert client.post("/healthz").status_code == 405
