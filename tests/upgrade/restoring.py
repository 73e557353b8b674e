"""Puts the database that an earlier release filled in place of that of this test run: see README.md."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection

RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("*/library.sql.gz"))


@contextmanager
def restored(release: Path, scratch: Path) -> Iterator[None]:
    """That release's database, of the kind of this run, under a name of its own."""
    with empty(scratch):
        if connection.vendor == "sqlite":
            connection.settings_dict["NAME"].write_bytes(unzipped(release / "library.sqlite3.gz"))
        else:
            execute(unzipped(release / "library.sql.gz").decode())
            connection.close()  # the dump leaves its settings behind, an empty search path above all
        yield


@contextmanager
def empty(scratch: Path) -> Iterator[None]:
    """A database without any table, of the kind of this run, under a name of its own."""
    if connection.vendor == "sqlite":
        with using(scratch / "library.sqlite3"):
            yield
        return
    name = f"{connection.settings_dict['NAME']}_upgrade"
    execute(f'CREATE DATABASE "{name}"')
    try:
        with using(name):
            yield
    finally:
        execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def using(name: str | Path) -> Iterator[None]:
    """Put another database in place of this run's, as Django's own test runner does."""
    usual = connection.settings_dict["NAME"]
    switch(name)
    try:
        yield
    finally:
        switch(usual)


def switch(name: str | Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()  # their numbers differ from database to database


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def unzipped(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())
