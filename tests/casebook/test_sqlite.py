"""What a SQLite file of ours is opened with, asked of SQLite itself."""

from pathlib import Path

import pytest
from django.db import IntegrityError
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import ConnectionHandler

from casebook.environment import sqlite_database


@pytest.fixture
def connection(tmp_path: Path):
    settings = sqlite_database("DATABASE_URL", tmp_path / "new" / "casebook.sqlite3")
    handler = ConnectionHandler({"default": settings})
    connection = handler["default"]
    connection.inc_thread_sharing()
    yield connection
    connection.connection.close()


def pragma(connection: DatabaseWrapper, name: str) -> object:
    return connection.cursor().execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1), ("busy_timeout", 20000)],
)
def test_it_is_opened_for_many_readers_beside_one_writer(connection, django_db_blocker, name, value):
    with django_db_blocker.unblock():
        assert pragma(connection, name) == value


def test_a_transaction_takes_the_write_lock_at_once(connection, django_db_blocker):
    with django_db_blocker.unblock():
        connection.cursor()
        assert connection.transaction_mode == "IMMEDIATE"


def test_foreign_keys_are_enforced(connection, django_db_blocker):
    with django_db_blocker.unblock():
        cursor = connection.cursor()
        cursor.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)")
        cursor.execute("CREATE TABLE b (a INTEGER REFERENCES a)")
        with pytest.raises(IntegrityError):
            cursor.execute("INSERT INTO b VALUES (1)")
