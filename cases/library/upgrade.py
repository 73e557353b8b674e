"""Bring the database of an earlier release to this one: copy, migrate, refresh, or change nothing at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from cases.library.database_copy import delete_older_copies, keep_copy
from cases.library.load import is_loaded, load
from cases.models import Award, LoadedUnit

KEPT_COPIES = 5
Say = Callable[[str], None]


class UpgradeError(Exception):
    """The database is as it was; the message says in Chinese what was in the way."""


def upgrade(fixtures: Path, copies: Path, release: str, say: Say) -> None:
    """Do what there is to do and say what was done, in Chinese; nothing at all where nothing is new.

    Of an SQLite database a copy is put into `copies` first. Migrations and library go into one transaction,
    so that nothing half done stays. CopyError or UpgradeError where it was not done.
    """
    executor = MigrationExecutor(connection)
    _refuse_newer_database(executor)
    migrations = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not migrations and not _has_news(fixtures):
        return
    is_new = not connection.introspection.table_names()
    if not is_new:
        _keep_copy(copies, release, say)
    with _whole_or_not_at_all():
        done = _migrate(is_new=is_new) if migrations else []
        done += _refresh(fixtures) if _has_news(fixtures) else []
    for line in done:
        say(line)


def _refuse_newer_database(executor: MigrationExecutor) -> None:
    """The tables of a later release may lack what this one writes, or hold what it does not know."""
    app = Award._meta.app_label
    unknown = executor.loader.applied_migrations.keys() - executor.loader.disk_migrations.keys()
    names = sorted(name for label, name in unknown if label == app)
    if names:
        raise UpgradeError(f"数据库属于更新的版本（{'、'.join(names)}），请用那个版本的程序启动。")


def _has_news(fixtures: Path) -> bool:
    """Whether the fixtures are not those loaded last; a library of other origin is left alone."""
    return not is_loaded(fixtures) and (LoadedUnit.objects.exists() or not Award.objects.exists())


def _keep_copy(folder: Path, release: str, say: Say) -> None:
    if connection.vendor != "sqlite":
        say("PostgreSQL 数据库不在此复制，备份由管理员负责：升级前请先用 pg_dump 备份。")
        return
    path = keep_copy(folder, f"before-{release}")
    say(f"升级前的数据库副本：{path}（保留最近 {KEPT_COPIES} 份）")
    if old := delete_older_copies(folder, keep=KEPT_COPIES):
        say(f"已删除较早的副本：{'、'.join(each.name for each in old)}")


@contextmanager
def _whole_or_not_at_all() -> Iterator[None]:
    """One transaction; UpgradeError, and nothing of it stays, whatever goes wrong."""
    try:
        # SQLite cannot change tables within a transaction unless foreign keys were left unchecked before it.
        with connection.constraint_checks_disabled(), transaction.atomic():
            yield
            connection.check_constraints()
    except Exception as error:  # whatever a migration raises, the operator is told that nothing was changed
        _leave_transaction()
        raise UpgradeError(f"升级没有进行，数据库未作任何改动：{_reason(error)}") from error


def _leave_transaction() -> None:
    """Of SQLite: a migration that breaks a reference gets out of Django's hands within its transaction."""
    if connection.in_atomic_block:
        connection.close()
        connection.connect()


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "\n".join(error.messages)
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _migrate(*, is_new: bool) -> list[str]:
    command = _Migrate()
    call_command(command, verbosity=0, interactive=False)
    return ["已建立数据库。" if is_new else f"数据库结构已更新：{'、'.join(command.applied)}"]


class _Migrate(MigrateCommand):
    """Django's own command, made fit for one transaction, and remembering what it applied."""

    def __init__(self) -> None:
        super().__init__()
        self.applied: list[str] = []

    def migration_progress_callback(
        self, action: str, migration: Migration | None = None, fake: bool = False
    ) -> None:
        if action == "apply_success":
            self.applied.append(str(migration))
            # PostgreSQL changes no table that has rows whose foreign keys wait to be checked.
            connection.check_constraints()


def _refresh(fixtures: Path) -> list[str]:
    telling = [report for report in load(fixtures) if report.says_something]
    return [line for report in telling for line in report.lines()] or ["案例库已核对，没有变化。"]
