"""Databases that earlier releases filled, brought to the code of today: see README.md."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

RELEASES = sorted(path.parent for path in Path(__file__).parent.glob("*/library.sql.gz"))


class Upgraded(NamedTuple):
    """What that release answered at /cases.csv, and the index that all tests of the database share."""

    cases_csv: bytes
    index: Path


@pytest.fixture(scope="module", params=["migrated", "loaded again"])
def stage(request) -> str:
    """How far the upgrade has got: after `migrate`, or after `load_library` as well."""
    return request.param


@pytest.fixture(scope="module", params=RELEASES, ids=lambda folder: folder.name)
def upgraded(request, stage, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Upgraded]:
    """In place of the database of this run; each test undoes its own changes of it."""
    release, scratch = request.param, tmp_path_factory.mktemp("upgrade")
    with django_db_blocker.unblock(), restored(release, scratch):
        call_command("migrate", verbosity=0)
        if stage == "loaded again":
            call_command("load_library")
        yield Upgraded(unzipped(release / "cases.csv.gz"), scratch / "index")


@pytest.fixture(autouse=True)
def index_dir(settings, upgraded: Upgraded) -> Path:
    """Not a folder for each test: building the index takes longer than the tests."""
    settings.INDEX_DIR = upgraded.index
    return settings.INDEX_DIR


@contextmanager
def restored(release: Path, scratch: Path) -> Iterator[None]:
    """That release's database, of the kind of this run, under a name of its own."""
    if connection.vendor == "sqlite":
        path = scratch / "library.sqlite3"
        path.write_bytes(unzipped(release / "library.sqlite3.gz"))
        with using(path):
            yield
        return
    name = f"{connection.settings_dict['NAME']}_upgrade"
    execute(f'CREATE DATABASE "{name}"')
    try:
        with using(name):
            execute(unzipped(release / "library.sql.gz").decode())
            connection.close()  # the dump leaves its settings behind, an empty search path above all
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
