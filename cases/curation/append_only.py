"""Whether the database itself keeps revisions as they are, by the triggers of migrations 0026 and 0037."""

from django.db import connection

KEEPING = ("cases_revision_no_update", "cases_revision_no_delete")
ALSO = {"sqlite": ("cases_revision_no_replace",)}  # whose INSERT OR REPLACE asks none of the others
IN_FORCE = {  # PostgreSQL keeps a trigger that somebody switched off
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'cases_revision'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'cases_revision'::regclass AND tgenabled IN ('O', 'A')"
    ),
}


def lacking_triggers() -> list[str]:
    """The triggers that are not there; they go with a table that is made anew. One query."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in (*KEEPING, *ALSO.get(connection.vendor, ())) if name not in there]
