"""SQLite's INSERT OR REPLACE deletes the row in its way without asking the triggers of 0026: refused as well.

A later migration that makes the table anew has to call `add` again, as that of 0026.
"""

from importlib import import_module

from django.db import migrations

REFUSAL = import_module("cases.migrations.0026_revisions_are_append_only").REFUSAL
ADD = f"""
    CREATE TRIGGER cases_revision_no_replace BEFORE INSERT ON cases_revision
    WHEN EXISTS (SELECT 1 FROM cases_revision WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""


def add(apps, schema_editor):
    """PostgreSQL asks its triggers of each row that an insertion would change."""
    _run(schema_editor.connection, ADD)


def remove(apps, schema_editor):
    _run(schema_editor.connection, "DROP TRIGGER IF EXISTS cases_revision_no_replace")


def _run(connection, statement):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0036_sealed_awards'),
    ]

    operations = [
        migrations.RunPython(add, remove),
    ]
