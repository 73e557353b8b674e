"""The stylesheets: a colour stands once, and nothing styles what no page has."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STYLES = ROOT / "cases" / "static" / "cases"
SHEETS = ("tokens.css", "casebook.css", "tables.css", "help.css", "report.css", "reference.css")
SWITCHES = {"--light", "--dark"}
NUMBERED = re.compile(r"(m|c|r|s|k|on-k|of-|level-)\d+")  # the templates put the number in
OF_HTMX = {"htmx-request"}


def css(name: str) -> str:
    """The sheet without comments and without what is for paper."""
    text = re.sub(r"/\*.*?\*/", "", (STYLES / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    return text.split("@media print")[0]


def words_in_use() -> set[str]:
    """The words of every class attribute, and of every text in quotation marks in the code."""
    markup = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.jinja")]
    code = [*(ROOT / "cases").rglob("*.py"), *STYLES.glob("*.js")]
    places = [(file, 'class="([^>]*)') for file in [*markup, *code]]
    places += [(file, r"""["']([^"'\n]*)["']""") for file in code]
    matches = (re.findall(place, file.read_text(encoding="utf-8")) for file, place in places)
    return {word for texts in matches for text in texts for word in re.findall(r"[\w-]+", text)}


@pytest.mark.parametrize("name", SHEETS)
def test_a_colour_is_written_once_for_both_schemes(name):
    declared = Counter(re.findall(r"(--[\w-]+):", css(name)))
    assert {token for token, times in declared.items() if times > 1} <= SWITCHES


def test_dark_is_switched_on_by_the_system_or_by_the_reader():
    on = "{ --light: ; --dark: initial; }"
    assert re.findall(rf"(:root\S+) {re.escape(on)}", css("tokens.css")) == [
        ':root:not([data-theme="light"])',
        ':root[data-theme="dark"]',
    ]


@pytest.mark.slow
def test_every_class_of_the_stylesheets_is_on_some_page():
    used = words_in_use()
    named = {name for sheet in SHEETS for name in re.findall(r"\.([a-zA-Z][\w-]*)(?=[^{}]*\{)", css(sheet))}
    unused = {name for name in named - used - OF_HTMX if not NUMBERED.fullmatch(name)}
    assert len(named) > 100 and unused == set()
