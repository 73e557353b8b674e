"""The databases themselves refuse to change or delete a revision, whatever program asks.

A later migration that makes the table anew (SQLite does for some changes) has to call `add` again: the
triggers go with the old table.
"""

from django.db import migrations, models

REFUSAL = "修订记录只增不改，也不能删除。"

SQLITE = [
    f"""
    CREATE TRIGGER cases_revision_no_{action.lower()} BEFORE {action} ON cases_revision
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """
    for action in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION cases_revision_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER cases_revision_no_update BEFORE UPDATE OR DELETE ON cases_revision
    FOR EACH ROW EXECUTE FUNCTION cases_revision_append_only()
    """,
    """
    CREATE TRIGGER cases_revision_no_delete BEFORE TRUNCATE ON cases_revision
    FOR EACH STATEMENT EXECUTE FUNCTION cases_revision_append_only()
    """,
]
REMOVE = {
    "sqlite": [f"DROP TRIGGER IF EXISTS cases_revision_no_{action}" for action in ("update", "delete")],
    "postgresql": [
        *(f"DROP TRIGGER IF EXISTS cases_revision_no_{action} ON cases_revision" for action in ("update", "delete")),
        "DROP FUNCTION IF EXISTS cases_revision_append_only()",
    ],
}


def add(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    _run(schema_editor.connection, statements)


def remove(apps, schema_editor):
    _run(schema_editor.connection, REMOVE)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0025_work_of_intakes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['by'], name='revision_by'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['made_at'], name='revision_made_at'),
        ),
        migrations.RunPython(add, remove),
    ]
