"""The triggers that keep revisions and what was decided, as their migrations make them."""

from importlib import import_module
from types import SimpleNamespace

triggers = import_module("cases.migrations.0026_revisions_are_append_only")
decided = import_module("cases.migrations.0044_what_was_decided_stays")

# What of them all migrations together left out, looked at before the tests go on without any.
found = SimpleNamespace(lacking=None)
