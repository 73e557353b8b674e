"""The triggers that keep revisions, as their migration makes them."""

from importlib import import_module

triggers = import_module("cases.migrations.0026_revisions_are_append_only")
