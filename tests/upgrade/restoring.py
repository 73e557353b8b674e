"""Puts the database that an earlier release filled in place of that of this test run: see README.md."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection

RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("*/library.sql.gz"))


@contextmanager
def restored(release: Path, scratch: Path, name: str = "library") -> Iterator[None]:
    """That release's database, of the kind of this run, under a name of its own."""
    with empty(scratch, name):
        if connection.vendor == "sqlite":
            connection.settings_dict["NAME"].write_bytes(unzipped(release / "library.sqlite3.gz"))
        else:
            execute(unzipped(release / "library.sql.gz").decode())
            connection.close()  # the dump leaves its settings behind, an empty search path above all
        yield


@contextmanager
def empty(scratch: Path, name: str = "library") -> Iterator[None]:
    """A database without any table, of the kind of this run, under a name of its own."""
    if connection.vendor == "sqlite":
        with using(scratch / f"{name}.sqlite3"):
            yield
        return
    with _created(name):
        yield


@contextmanager
def copied(original: str | Path, scratch: Path) -> Iterator[None]:
    """A copy of a database that nobody has open, of the kind of this run."""
    if connection.vendor == "sqlite":
        with using(Path(shutil.copy(original, scratch / "copy.sqlite3"))):
            yield
        return
    with _created("copy", original):
        yield


@contextmanager
def _created(name: str, original: str | Path = "template1") -> Iterator[None]:
    name = f"{connection.settings_dict['NAME']}_{name}"
    execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
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
