"""`upgrade_library`, as `make serve` runs it: a copy first, then all or nothing, and only for news."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from cases.library import database_copy
from cases.models import Award, Coding, DataVersion, IssuingBody, Programme, Tier
from tests.factories import make_award
from tests.upgrade.restoring import RELEASES, copied, empty, restored, using

pytestmark = pytest.mark.slow
pytest_plugins = ["tests.further_migrations"]

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="no copy is made of PostgreSQL")
ADD_REMARK = 'migrations.AddField("award", "remark", models.TextField(default=""))'
FILL_REMARK = 'Award = apps.get_model("cases", "Award"); Award.objects.update(remark="x", place_now=None)'
ALTER_AWARD = 'migrations.AlterField("award", "remark", models.TextField(default="-"))'
FORMER_MINISTRY = {"name": "內務部", "is_printed": False}
FAIL = "migrations.RunPython(run)"


@pytest.fixture
def backups(tmp_path: Path, settings) -> Path:
    settings.BACKUP_DIR = tmp_path / "var" / "backup"
    return settings.BACKUP_DIR


@pytest.fixture(scope="module")
def upgraded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str | Path]:
    """The name of a database that the first release filled, and which was upgraded to today's."""
    usual, scratch = connection.settings_dict["NAME"], tmp_path_factory.mktemp("upgraded")
    with django_db_blocker.unblock(), restored(RELEASES[0], scratch, "upgraded"):
        with override_settings(BACKUP_DIR=scratch / "backup"):
            call_command("upgrade_library")
        name = connection.settings_dict["NAME"]
        with using(usual):
            yield name


@pytest.fixture
def earlier(upgraded: str | Path, django_db_blocker, tmp_path: Path, backups: Path) -> Iterator[None]:
    """A library in use, in place of the database of this run."""
    with django_db_blocker.unblock(), copied(upgraded, tmp_path):
        yield


@pytest.fixture
def nothing(django_db_setup, django_db_blocker, tmp_path: Path, backups: Path) -> Iterator[None]:
    """A database without any table."""
    with django_db_blocker.unblock(), empty(tmp_path):
        yield


@pytest.fixture
def release(fixtures: Path, settings) -> Path:
    """The fixtures of a later release, which the test writes."""
    settings.BASE_DIR = fixtures.parent
    return fixtures


def infer_issuer(snapshots: list[dict[str, Any]], body: str) -> None:
    """Let this body have given the edition whose documents print none."""
    for snapshot in snapshots:
        if (snapshot["programme"], snapshot["year"]) == ("sqzl", 2015):
            snapshot["issuing_body"] = body


def upgrade(capsys) -> str:
    call_command("upgrade_library")
    return capsys.readouterr().out


def refused(capsys) -> tuple[str, str]:
    """Why the upgrade stopped, and what it had said before."""
    with pytest.raises(CommandError) as error:
        call_command("upgrade_library")
    return str(error.value), capsys.readouterr().out


def applied() -> set[Any]:
    return set(MigrationRecorder(connection).applied_migrations())


def columns_of_award() -> set[str]:
    with connection.cursor() as cursor:
        return {
            column.name for column in connection.introspection.get_table_description(cursor, "cases_award")
        }


def in_copy(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        return copy.execute(sql).fetchall()


# --- The copy -----------------------------------------------------------------------------------


@on_sqlite
def test_the_copy_opens_and_has_the_data_of_before(earlier, backups, add_migrations, capsys):
    add_migrations(ADD_REMARK, FAIL, code=FILL_REMARK)
    upgrade(capsys)

    [copy] = backups.iterdir()
    assert in_copy(copy, "PRAGMA journal_mode") == [("delete",)]
    assert in_copy(copy, "PRAGMA foreign_key_check") == []
    assert in_copy(copy, "SELECT count(*) FROM cases_award") == [(47,)]
    assert in_copy(copy, "SELECT username FROM auth_user") == [("curator",)]
    assert backups.stat().st_mode & 0o777 == 0o700
    assert "remark" not in {row[1] for row in in_copy(copy, "PRAGMA table_info(cases_award)")}
    assert "remark" in columns_of_award()


@on_sqlite
def test_a_second_try_needs_no_second_copy(earlier, backups, add_migrations, capsys):
    add_migrations(FAIL, code="1 / 0")
    assert refused(capsys)[1] == refused(capsys)[1]
    assert len(list(backups.iterdir())) == 1


@on_sqlite
def test_where_the_folder_cannot_be_made_nothing_is_upgraded(
    earlier, settings, tmp_path, add_migrations, capsys
):
    (tmp_path / "file").touch()
    settings.BACKUP_DIR = tmp_path / "file" / "backup"
    add_migrations(ADD_REMARK)
    why, told = refused(capsys)
    assert re.fullmatch("无法在 .+/backup 写入数据库副本：.+。没有升级，数据库未作任何改动。", why)
    assert (told, "remark" in columns_of_award()) == ("", False)


@on_sqlite
def test_where_the_disk_has_too_little_room_nothing_is_upgraded(
    earlier, backups, monkeypatch, add_migrations, capsys
):
    add_migrations(ADD_REMARK)
    usage = database_copy.shutil.disk_usage(".")._replace(free=1_000_000)
    monkeypatch.setattr(database_copy.shutil, "disk_usage", lambda folder: usage)
    assert "写入数据库副本：磁盘空间不足。没有升级" in refused(capsys)[0]
    assert list(backups.iterdir()) == []


@on_sqlite
def test_where_the_disk_fills_up_meanwhile_nothing_of_the_copy_stays(
    earlier, backups, monkeypatch, add_migrations, capsys
):
    add_migrations(ADD_REMARK)

    def fill_up(path: Path) -> sqlite3.Connection:
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise full

    monkeypatch.setattr(database_copy.sqlite3, "connect", fill_up)
    assert "写入数据库副本：磁盘空间不足。没有升级" in refused(capsys)[0]
    assert list(backups.iterdir()) == []


# --- Migrating ----------------------------------------------------------------------------------


def test_migrations_that_change_rows_and_tables_in_turn_are_run_and_named(earlier, add_migrations, capsys):
    add_migrations(ADD_REMARK, FAIL, ALTER_AWARD, code=FILL_REMARK)
    told = upgrade(capsys)
    assert "数据库结构已更新：" in told
    assert "cases.9001_added、cases.9002_added、cases.9003_added\n" in told
    assert "remark" in columns_of_award()
    assert upgrade(capsys) == ""


def test_a_migration_that_fails_leaves_nothing_of_those_before_it(earlier, add_migrations, capsys):
    before = applied(), DataVersion.current()
    add_migrations(ADD_REMARK, FAIL, code="1 / 0")

    why, told = refused(capsys)

    assert why == "升级没有进行，数据库未作任何改动：ZeroDivisionError: division by zero"
    assert ("升级前的数据库副本" in told) == (connection.vendor == "sqlite")
    assert "remark" not in columns_of_award()
    assert (applied(), DataVersion.current()) == before


def test_a_migration_that_breaks_a_reference_is_undone(earlier, add_migrations, capsys):
    add_migrations(ADD_REMARK, FAIL, code='apps.get_model("cases", "Award").objects.update(place_now_id=0)')
    assert "IntegrityError" in refused(capsys)[0]
    assert "remark" not in columns_of_award()
    assert not Award.objects.filter(place_now_id=0).exists()


def test_fixtures_that_are_wrong_undo_the_migrations_as_well(nothing, release, edit, capsys):
    edit("awards", lambda snapshots: snapshots[20].update(text="不是原文的话", paragraph_starts=[0]))
    assert "升级没有进行，数据库未作任何改动：案例 2014-sqzl-w11：正文与来源文献不一致" in refused(capsys)[0]
    assert connection.introspection.table_names() == []


def test_a_database_of_a_later_release_is_left_alone(earlier, backups, capsys):
    MigrationRecorder(connection).record_applied("cases", "9999_later")
    why, told = refused(capsys)
    assert "更新的版本（9999_later）" in why
    assert (told, backups.exists()) == ("", False)


# --- The library --------------------------------------------------------------------------------


def test_an_empty_database_becomes_the_library_without_a_copy(nothing, backups, capsys):
    told = upgrade(capsys)
    assert told.startswith("已建立数据库。\n") and "案例：新增 46，" in told
    assert "2014-sqzl-w01" not in told
    assert (Award.objects.published().count(), backups.exists()) == (46, False)


def test_what_a_release_adds_is_named_and_brought_in(earlier, release, edit, capsys):
    of_order = {"position": 99, "is_featured": False}
    new = {"slug": "xin-jizhi", "name": "新机制", "definition": "新增。", "broader": None, **of_order}
    edit("mechanisms", lambda snapshots: snapshots.append({**new, "names": [], "contrasts": []}))

    def code(snapshots: list[dict[str, Any]]) -> None:
        for snapshot in snapshots:
            if snapshot["accession"] in {"2014-sqzl-w01", "2014-sqzl-w06"}:
                snapshot["codings"].append({**snapshot["codings"][0], "mechanism": "xin-jizhi"})

    edit("awards", code)
    told = upgrade(capsys)

    assert "  新增：xin-jizhi 新机制\n" in told
    assert f"2014-sqzl-w06 {Award.objects.get(accession='2014-sqzl-w06').title}" in told.split("  更新：")[-1]
    assert list(Coding.objects.filter(mechanism__slug="xin-jizhi").values_list("award__accession")) == [
        ("2014-sqzl-w06",)
    ]


def test_what_a_release_has_new_for_things_that_curators_changed_is_named(earlier, release, edit, capsys):
    def code(snapshots: list[dict[str, Any]]) -> None:
        [snapshot] = [each for each in snapshots if each["accession"] == "2014-sqzl-w01"]
        snapshot["codings"].append({**snapshot["codings"][0], "mechanism": "minzhu-jiandu"})
        snapshot["applicant_kind"] = "other"

    edit("awards", code)
    told = upgrade(capsys)

    [kept] = [line for line in told.splitlines() if "未覆盖：2014-sqzl-w01" in line]
    assert "新版另有：申报单位类型、" in kept
    assert "、机制编码（组织与机构设置、" in kept and "、民主监督）" in kept
    assert Award.objects.get(accession="2014-sqzl-w01").applicant_kind == "civil-affairs"


def test_what_a_release_changes_of_the_vocabularies_is_refreshed_and_what_curators_changed_is_not(
    earlier, release, edit, capsys
):
    """Their rows come from a migration, which says of them what was loaded."""
    call_command("migrate", verbosity=0)
    nominee = Tier.objects.get(slug="nominee")
    nominee.short_name = "提名"
    nominee.save()
    programme = {"short_name": "十大成果评选", "issuers": ["mca-office"]}
    edit("programmes", lambda snapshots: snapshots[0].update(programme))
    edit("editions", lambda snapshots: infer_issuer(snapshots, "mca-office"))
    edit("tiers", lambda snapshots: [snapshot.update(short_name="新简称") for snapshot in snapshots])
    edit("issuing_bodies", lambda snapshots: snapshots[0]["names"].append(FORMER_MINISTRY))

    told = upgrade(capsys)

    changed = Programme.objects.get(slug="sqzl")
    assert (changed.short_name, changed.usual_issuers.get().body.slug) == ("十大成果评选", "mca-office")
    assert [tier.letter for tier in changed.programme_tiers.all()] == ["w", "n"]
    assert dict(Tier.objects.values_list("slug", "short_name")) == {
        "winner": "新简称", "nominee": "提名", "typical": "新简称", "pilot": "新简称"
    }  # fmt: skip
    assert IssuingBody.objects.get(slug="mca").names.get().name == FORMER_MINISTRY["name"]
    assert "  未覆盖：nominee（提名成果；" in told and told.count("未覆盖：winner") == 0
    assert upgrade(capsys) == ""


@pytest.mark.django_db
def test_a_library_that_never_came_from_the_fixtures_is_left_alone(backups, capsys):
    make_award()
    assert upgrade(capsys) == ""
    assert Award.objects.count() == 1
