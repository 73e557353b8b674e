"""What the comment at the head of a template names is there: the view or the class behind its context."""

import re
from pkgutil import resolve_name

import pytest
from django.conf import settings

COMMENT = re.compile(r"{% comment %}(.*?){% endcomment %}|{#(.*?)#}", re.DOTALL)
DOTTED = re.compile(r"\b(?:cases|casebook)(?:\.\w+)+")


def named() -> set[str]:
    """Every dotted name in a comment of a template."""
    files = [path for path in (settings.BASE_DIR / "templates").rglob("*") if path.is_file()]
    comments = (match.group() for path in files for match in COMMENT.finditer(path.read_text("utf-8")))
    return {name for comment in comments for name in DOTTED.findall(comment)}


@pytest.mark.parametrize("name", sorted(named()))
def test_a_name_in_a_comment_is_that_of_something(name):
    assert resolve_name(name)
