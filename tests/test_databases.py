"""The rules by which a test run gets its database."""

import time
from contextlib import closing
from http.client import HTTPConnection

import pytest
from django.db import connection

from tests import databases
from tests.small_library import make_small_library


@pytest.fixture
def started(monkeypatch) -> list[str]:
    """A stand-in for PostgreSQL that notes each start; and no database asked for yet."""
    starts: list[str] = []
    url = "postgresql://started"
    monkeypatch.setattr(databases, "start_postgres", lambda: starts.append(url) or url)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("TEST_DATABASE", raising=False)
    return starts


@pytest.mark.parametrize(
    ("wanted", "given", "result"),
    [
        ("", "", "sqlite:///var/tests.sqlite3"),
        ("sqlite", "", "sqlite:///var/tests.sqlite3"),
        ("postgres", "", "postgresql://started"),
        ("", "postgresql://mine", "postgresql://mine"),
        ("postgres", "postgres://mine", "postgres://mine"),
        ("postgres", "sqlite:///mine.sqlite3", "postgresql://started"),
        ("sqlite", "postgresql://mine", "sqlite:///var/tests.sqlite3"),
    ],
)
def test_it_takes_the_database_that_was_asked_for(started, monkeypatch, wanted, given, result):
    monkeypatch.setenv("TEST_DATABASE", wanted)
    monkeypatch.setenv("DATABASE_URL", given)

    databases.prepare_database_url()

    assert databases.os.environ["DATABASE_URL"] == result
    assert len(started) == (result == "postgresql://started")


def test_it_knows_no_third_database(started, monkeypatch):
    monkeypatch.setenv("TEST_DATABASE", "oracle")

    with pytest.raises(SystemExit, match="oracle"):
        databases.prepare_database_url()


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_is_reached_by_a_socket_alone():
    with connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)


def test_threads_never_share_one_connection_to_sqlite(django_db_setup):
    """Sharing one can hang: Python's lock and SQLite's are then taken in both orders."""
    assert connection.vendor != "sqlite" or not connection.is_in_memory_db()


@pytest.mark.postgres
def test_a_browser_that_stays_connected_keeps_no_connection_to_the_database(live_server, transactional_db):
    """At the end of the run the test database could not be dropped."""
    make_small_library()
    with closing(HTTPConnection(live_server.thread.host, live_server.thread.port)) as browser:
        browser.request("GET", "/cases/")
        answer = browser.getresponse()
        assert answer.status == 200 and "政社互动" in answer.read().decode()
        assert other_sessions() == []


def other_sessions(seconds: float = 5) -> list[tuple[object, ...]]:
    """Who else is still connected to the test database after that time, and what each asked last."""
    columns = "pid, state, backend_start, query_start, query"
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    deadline = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while True:
            cursor.execute(f"SELECT {columns} FROM pg_stat_activity WHERE {others}")
            sessions = cursor.fetchall()
            if not sessions or time.monotonic() > deadline:
                return sessions
            time.sleep(0.05)
