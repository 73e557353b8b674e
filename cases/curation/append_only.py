"""Whether the database itself keeps what must stay, by the triggers of migrations 0026, 0037 and 0044.

Those of 0044 are taken away while the tables change and added again behind: SQLite makes no table anew that a
trigger of another names, and a table that is made anew has lost its own.
"""

from collections.abc import Collection
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.db import connection

decided = import_module("cases.migrations.0044_what_was_decided_stays")

KEEPING = ("cases_revision_no_update", "cases_revision_no_delete")
ALSO = {"sqlite": ("cases_revision_no_replace",)}  # whose INSERT OR REPLACE asks none of the others
IN_FORCE = {  # PostgreSQL keeps a trigger that somebody switched off
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}
MADE_BY_0044 = "cases_officechange"


def lacking_triggers() -> list[str]:
    """The triggers that are not there; they go with a table that is made anew. One query."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    of_decisions = (name for _table, name in decided.names_of(connection.vendor))
    wanted = (*KEEPING, *ALSO.get(connection.vendor, ()), *of_decisions)
    return [name for name in wanted if name not in there]


def before_migrating(*, plan: Collection[Any] = (), **_signal: Any) -> None:
    """Let the migrations make tables anew; where there are none to apply, nothing is done."""
    if plan and _is_applied():
        decided.remove(None, SimpleNamespace(connection=connection))


def after_migrating(*, plan: Collection[Any] = (), **_signal: Any) -> None:
    """Once the tables stand; `flush`, which applies none, leaves everything as it is."""
    if plan and _is_applied():
        decided.add(None, SimpleNamespace(connection=connection))


def _is_applied() -> bool:
    return MADE_BY_0044 in connection.introspection.table_names()
