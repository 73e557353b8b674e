"""What every test stands on: a database, a throw-away index folder, plain HTTP, quick passwords."""

import atexit
import gc
import itertools
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import django
import hypothesis
import pytest

from tests.databases import prepare_database_url

if TYPE_CHECKING:
    from cases.index.index import Index

# Conftest files and test modules import models while they are collected, so Django is set up here,
# before pytest looks at any of them. Workers of pytest-xdist come through here as well.
THROW_AWAY = Path(tempfile.mkdtemp(prefix="casebook-tests-"))
atexit.register(shutil.rmtree, THROW_AWAY, ignore_errors=True)
LEFT_ALONE = (
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SITE_DOMAIN",
    "SITE_ID_CODE",
    "SITE_OPERATOR",
    "SITE_CONTACT",
    "ADMIN_EMAIL",
    "SITE_ICP",
    "SITE_POLICE",
    "SITE_NAME",
    "SITE_PATH",
)
os.environ |= dict.fromkeys(LEFT_ALONE, "") | {  # a developer's own settings are none of the tests'
    "DJANGO_SETTINGS_MODULE": "casebook.settings",
    "DEBUG": "0",
    "HTTPS": "0",
    "LOG_LEVEL": "WARNING",
    "SECRET_KEY": "a key that only the tests use, long and varied enough for Django",
    "CACHE_URL": "none",  # pages are made anew for each test; those of the cache turn it on
    "SEARCH_BY_MEANING": "0",  # a test of it turns it on
    "ONE_PERSON_OFFICE": "1",  # one curator does all; tests of four eyes turn it off
    "INDEX_DIR": str(THROW_AWAY / "index"),
}
prepare_database_url()
django.setup()

# An example takes as long as the machine makes it: other work on it is no failure of a test.
hypothesis.settings.register_profile(
    "casebook", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("casebook")


IMMEDIATE = "django_tasks.backends.immediate.ImmediateBackend"


def pytest_configure() -> None:
    from django.apps import apps
    from django.conf import settings
    from django.db import connection
    from django.db.models.signals import post_migrate
    from django.test import override_settings

    from tests.roles import make_groups_again

    post_migrate.connect(make_scheme_again, sender=apps.get_app_config("cases"))
    post_migrate.connect(make_groups_again, sender=apps.get_app_config("auth"))  # which comes behind cases

    # What is too long for a request is done at once: no worker runs beside a test that does not start one.
    # Not by an assignment, for the package keeps what it has read: in workers of pytest-xdist before this.
    override_settings(TASKS={"default": {"BACKEND": IMMEDIATE}}).enable()
    if connection.vendor == "sqlite":
        # A file, because threads share the one connection of a database in memory, and that can hang: one
        # holds Python's lock and waits for SQLite's, the other, in a function of Django's, the reverse.
        connection.settings_dict["TEST"]["NAME"] = str(THROW_AWAY / "tests.sqlite3")
    # A thread of the live server waits for its browser's next request. Meanwhile it must hold no connection:
    # where a browser closes late, the test database could not be dropped.
    connection.settings_dict["CONN_MAX_AGE"] = 0
    # Hashed names need collectstatic first, and slow password hashes are for real passwords.
    settings.STATIC_ROOT = THROW_AWAY / "static"  # WhiteNoise reads the whole folder for every new client
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES["staticfiles"] = {"BACKEND": settings.PLAIN_STATIC}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def make_scheme_again(using: str, **_signal: object) -> None:
    """Where a table was emptied behind a test, or made without migrations, the first scheme is there again.

    What asks for it would make it within its own test, as a change more than that test counts.
    """
    from django.apps import apps
    from django.db import connections

    from cases.curation.first_revisions import record_what_was_there

    table = apps.get_model("cases", "CodingScheme")._meta.db_table
    if table not in connections[using].introspection.table_names():
        return  # a migration of earlier is tried
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (slug, name, description, source_note, is_released) "
            f"SELECT 'mechanism', '治理机制', '', '', TRUE WHERE NOT EXISTS (SELECT 1 FROM {table})"
        )
        is_new = cursor.rowcount > 0
    if is_new:
        record_what_was_there()


FIRST = 2  # of the cases of one test are quick, those behind them slow: they are many alike
LARGE = {  # what loads the whole library or dozens of awards, or lets one grow to count its queries
    "whole_library", "real_index", "mixed", "many",
    "django_assert_num_queries", "django_assert_max_num_queries",
}  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    from django.db import connection

    alike = Counter[str]()
    for item in items:
        function = item.nodeid.partition("[")[0]
        alike[function] += 1
        if alike[function] > FIRST or LARGE.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
    if connection.vendor != "postgresql":
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="this run is on SQLite"))
        return
    without = [item for item in items if not touches_database(item)]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if touches_database(item)]


IN_BOTH = {"test_collisions", "test_drafts", "test_intake", "test_review"}  # of tests/e2e


def touches_database(item: pytest.Item) -> bool:
    """Half of the tests do not, and need not be run on a second one.

    Nor those of what a browser makes of a page, but for the few in which several people write at once.
    """
    if item.path.parent.name == "e2e" and item.path.stem not in IN_BOTH:
        return False
    asked = {"db", "transactional_db", "django_db_setup"}.intersection(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db") or item.get_closest_marker("postgres"))


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_report_header() -> str:
    from django.db import connection

    return f"database: {connection.display_name}"


_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def index_dir() -> Path:
    """A folder for the search index that this test alone uses; made when the first index is.

    Data that a test rolls back may share its version numbers with the next test's. Nothing is put back,
    because the next test has its own; `settings` and `tmp_path` would cost each of thousands of tests more
    than most of them take.
    """
    from django.conf import settings

    settings.INDEX_DIR = THROW_AWAY / f"index-{next(_numbers)}"
    return settings.INDEX_DIR


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Without the triggers that keep revisions and decisions: tests falsify them, and empty the tables.

    `tests/models/test_append_only.py` and `test_decided.py` have them again, and that `check_library` misses
    them.
    """
    from django.db import connection

    from cases.curation import library
    from tests.append_only import decided, found, triggers
    from tests.roles import remember_groups

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        remember_groups()
        found.lacking = library.lacking_triggers()
        library.lacking_triggers = list
        for statement in triggers.REMOVE[connection.vendor]:
            cursor.execute(statement)
        decided.remove(None, SimpleNamespace(connection=connection))


@pytest.fixture(scope="module")
def whole_library(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The repository's library in the database for all tests of a module, each of which undoes its changes.

    Loading takes seconds. A module that asks for it has it from then on: keep what starts from an empty
    database elsewhere.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_fixtures()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def real_index(django_db_setup, django_db_blocker, tmp_path_factory) -> "Index":
    """The index of the repository's library, built from the database of this run, in which nothing stays."""
    from django.conf import settings
    from django.db import transaction

    from cases.index import store
    from cases.index.index import Index
    from cases.models import DataVersion

    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "INDEX_DIR", tmp_path_factory.mktemp("index"))
        load_fixtures()
        index = Index(store.build(DataVersion.current()))
        transaction.set_rollback(True)
    return index


def load_fixtures() -> None:
    from django.conf import settings

    from cases.library.load import load

    load(Path(settings.BASE_DIR) / "fixtures")
