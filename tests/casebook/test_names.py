"""A name means one thing: no module hides a standard one, and no two classes share a name."""

import ast
import builtins
import sys
from collections import Counter

import pytest
from django.conf import settings

STANDARD = sys.stdlib_module_names | set(dir(builtins))
SUBJECTS = {"statistics"}  # what the address calls it too; nothing here needs the standard module
# What a module below management/commands or migrations must call its class.
GIVEN_BY_DJANGO = {"Command", "Migration"}


def modules():
    return [path for package in ("casebook", "cases") for path in (settings.BASE_DIR / package).rglob("*.py")]


def test_no_module_hides_a_standard_module_or_a_builtin():
    names = {path.parent.name if path.stem == "__init__" else path.stem for path in modules()}
    assert names & STANDARD == SUBJECTS


@pytest.mark.slow
def test_no_two_classes_have_the_same_name():
    names = Counter(
        node.name
        for path in modules()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in names.items() if count > 1} == GIVEN_BY_DJANGO
