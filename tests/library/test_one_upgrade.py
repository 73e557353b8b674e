"""One upgrade of the first release's database as `make serve` does it, looked at from all sides."""

import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from cases.library.upgrade import KEPT_COPIES
from cases.models import Award, Coding, DataVersion
from tests.upgrade.restoring import RELEASES, restored

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("upgraded")]
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="no copy is made of PostgreSQL")
WRITTEN_LAST = "刚刚写下的一句话"
OLDER = [f"2020010{day}-120000-before-0.1.0.sqlite3" for day in range(1, 7)]
CODINGS = """
    SELECT coding.id, mechanism.slug, coding.note FROM cases_coding AS coding
    JOIN cases_mechanism AS mechanism ON mechanism.id = mechanism_id
    JOIN cases_award AS award ON award.id = award_id WHERE accession = '2014-sqzl-w01' ORDER BY coding.id
"""


class Upgrade(NamedTuple):
    """Whether the last words stood in the file, what had been coded, where the copies are, what was said."""

    was_in_file: bool
    codings: list[tuple[Any, ...]]
    backups: Path
    told: str


@pytest.fixture(scope="module")
def upgraded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Upgrade]:
    """In place of the database of this run; each test undoes its own changes of it."""
    scratch = tmp_path_factory.mktemp("upgrade")
    backups = scratch / "var" / "backup"
    with django_db_blocker.unblock(), restored(RELEASES[0], scratch), override_settings(BACKUP_DIR=backups):
        was_in_file, codings = write_last(), rows(CODINGS)
        if connection.vendor == "sqlite":
            backups.mkdir(parents=True)
            for name in (*OLDER, "my-own.sqlite3"):
                (backups / name).touch()
        yield Upgrade(was_in_file, codings, backups, upgrade())


def write_last() -> bool:
    """Write something that stands in the WAL alone; whether it stands in the database's file nevertheless."""
    with connection.cursor() as cursor:  # the model has columns that this database has not yet
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_autocheckpoint = 0")
        cursor.execute("UPDATE auth_user SET first_name = %s", [WRITTEN_LAST])
    if connection.vendor != "sqlite":
        return False
    return WRITTEN_LAST.encode() in Path(connection.settings_dict["NAME"]).read_bytes()


def rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def upgrade() -> str:
    said = io.StringIO()
    call_command("upgrade_library", stdout=said)
    return said.getvalue()


def newest(backups: Path) -> Path:
    [copy] = [path for path in backups.iterdir() if path.name not in (*OLDER, "my-own.sqlite3")]
    return copy


# --- The copy -----------------------------------------------------------------------------------


@on_sqlite
def test_the_copy_has_what_stood_only_in_the_wal(upgraded):
    """Copying the file would lose it: until a checkpoint it stands in a file of its own."""
    assert not upgraded.was_in_file
    with closing(sqlite3.connect(f"file:{newest(upgraded.backups)}?mode=ro", uri=True)) as copy:
        assert (WRITTEN_LAST,) in copy.execute("SELECT first_name FROM auth_user").fetchall()


@on_sqlite
def test_it_is_named_by_date_and_release_and_only_its_owner_reads_it(upgraded):
    copy = newest(upgraded.backups)
    assert re.fullmatch(r"20\d{6}-\d{6}-before-\d+\.\d+\.\d+\.sqlite3", copy.name)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert f"升级前的数据库副本：{copy}（保留最近 {KEPT_COPIES} 份）\n" in upgraded.told


@on_sqlite
def test_only_the_last_five_are_kept_and_others_files_left_alone(upgraded):
    names = sorted(path.name for path in upgraded.backups.iterdir())
    assert names[:4] == OLDER[2:]
    assert len(names) == 6 and names[5] == "my-own.sqlite3"
    said = "已删除较早的副本：20200101-120000-before-0.1.0.sqlite3、20200102-120000-before-0.1.0"
    assert said in upgraded.told


@pytest.mark.postgres
def test_of_postgresql_it_says_who_makes_the_copy_and_makes_none(upgraded):
    assert "pg_dump" in upgraded.told.splitlines()[0]
    assert not upgraded.backups.exists()


# --- The library --------------------------------------------------------------------------------


def test_started_again_it_says_and_does_nothing(upgraded):
    before = DataVersion.current(), list(upgraded.backups.glob("*"))
    with CaptureQueriesContext(connection) as queries:
        assert upgrade() == ""
    assert (DataVersion.current(), list(upgraded.backups.glob("*"))) == before
    assert len(queries) <= 3


def test_what_curators_do_is_no_reason_to_upgrade_again():
    Award.objects.get(accession="2014-sqzl-w05").withdraw()
    assert upgrade() == ""


def test_it_names_what_it_kept_and_leaves_it_as_it_was(upgraded):
    codings = Coding.objects.filter(award__accession="2014-sqzl-w01").order_by("pk")
    assert "  未覆盖：2014-sqzl-w01（“六个一”街道中心化改革；" in upgraded.told
    assert "  未覆盖：0000-sqzl-w01（党政群共商共治项目；已改为 0000-sqzl-w02；" in upgraded.told
    assert list(codings.values_list("pk", "mechanism__slug", "note")) == upgraded.codings
    assert upgraded.codings
