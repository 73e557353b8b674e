"""Migrations that a later release might add, for the tests of what guards and runs migrations."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

AddMigrations = Callable[..., None]

PRESENT = """
from importlib import import_module
Migration = import_module("cases.migrations.{name}").Migration
"""
FURTHER = """
from django.db import migrations, models


def run(apps, schema_editor):
    {code}


class Migration(migrations.Migration):
    dependencies = [("cases", "{before}")]
    operations = [{operations}]
"""


def last_of(paths: list[Path]) -> str:
    """The one that no other depends on: numbers are given before it is known who comes first."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    named = {name for text in texts for name in re.findall(r"""\(['"]cases['"], ['"](\d\w+)['"]\)""", text)}
    [last] = {path.stem for path in paths} - named
    return last


@pytest.fixture
def add_migrations(tmp_path: Path, settings, monkeypatch) -> AddMigrations:
    """`add_migrations("migrations.RunPython(run)", code="1 / 0")`: one migration for each given operation.

    They are called 9001_added, 9002_added and so on, and follow those of the app.
    """

    def add(*operations: str, code: str = "pass") -> None:
        name = f"migrations_of_{tmp_path.name}"
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").touch()
        present = sorted(Path("cases/migrations").glob("[0-9]*.py"))
        for path in present:
            (folder / path.name).write_text(PRESENT.format(name=path.stem))
        before = last_of(present)
        for number, operation in enumerate(operations, start=9001):
            text = FURTHER.format(before=before, operations=operation, code=code)
            before = f"{number}_added"
            (folder / f"{before}.py").write_text(text)
        monkeypatch.syspath_prepend(tmp_path)
        settings.MIGRATION_MODULES = {"cases": name}

    return add
