"""Migrations are only added, and none of them loses what stands in a database."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django_migration_linter.management.commands.lintmigrations import Command as LintMigrations

from tests import migration_sums
from tests.migration_sums import add, problems

pytest_plugins = ["tests.further_migrations"]
INITIAL = "249eb30de124330505d3b26268918b869e9921aa374205db1f6ce9c42b806a39"  # of commit ba39bed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two migrations that stand in their table."""
    (tmp_path / "0001_initial.py").write_text("one")
    (tmp_path / "0002_more.py").write_text("two")
    add(tmp_path)
    return tmp_path


@pytest.fixture
def lint(django_db_setup, django_db_blocker) -> Callable[[], int]:
    """The exit code of the linter, which writes nothing, on the kind of database of this run."""

    def run() -> int:
        with django_db_blocker.unblock(), contextlib.suppress(SystemExit):
            call_command(LintMigrations(), "cases", verbosity=0)
            return 0
        return 1

    return run


# --- Only added ---------------------------------------------------------------------------------


def test_every_migration_is_as_its_check_sum_says():
    assert problems() == []


def test_the_first_migration_is_the_one_that_databases_in_use_have_run():
    assert migration_sums.read_files(migration_sums.FOLDER)["0001_initial.py"] == INITIAL


def test_a_changed_migration_is_named(folder):
    (folder / "0001_initial.py").write_text("another")
    assert [line.partition(":")[0] for line in problems(folder)] == ["0001_initial.py"]
    assert "was changed" in problems(folder)[0]


def test_a_changed_migration_cannot_be_added_again(folder):
    (folder / "0001_initial.py").write_text("another")
    add(folder)
    assert "was changed" in problems(folder)[0]


def test_a_deleted_migration_is_named(folder):
    (folder / "0002_more.py").unlink()
    assert "0002_more.py: was deleted" in problems(folder)[0]


def test_a_new_migration_has_to_be_added_to_the_table(folder):
    (folder / "0003_new.py").write_text("three")
    assert "0003_new.py: stands in no table yet" in problems(folder)[0]
    add(folder)
    assert problems(folder) == []


def test_every_migration_can_run_within_one_transaction_with_all_others():
    """So that an upgrade happens whole or not at all."""
    loader = MigrationLoader(connection=None)
    assert [str(migration) for migration in loader.disk_migrations.values() if not migration.atomic] == []


# --- What the linter finds ----------------------------------------------------------------------


@pytest.mark.slow
def test_the_linter_has_nothing_against_the_migrations(lint):
    assert lint() == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "operation",
    [
        'migrations.RemoveField("award", "paragraph_starts")',
        'migrations.DeleteModel("milestone")',
        'migrations.RunSQL("DROP TABLE cases_milestone")',
    ],
)
def test_the_linter_finds_what_loses_data(lint, add_migrations, operation):
    add_migrations(operation)
    assert lint() == 1


@pytest.mark.slow
def test_the_linter_finds_a_migration_that_uses_the_models_of_today(lint, add_migrations):
    add_migrations("migrations.RunPython(run)", code="Award.objects.all()")
    assert lint() == 1


@pytest.mark.slow
def test_the_linter_lets_a_migration_carry_data_over(lint, add_migrations):
    add_migrations(
        'migrations.AddField("award", "remark", models.TextField(default=""))',
        "migrations.RunPython(run)",
        code='Award = apps.get_model("cases", "Award"); Award.objects.update(remark="x")',
    )
    assert lint() == 0
