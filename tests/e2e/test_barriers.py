"""axe-core finds no barrier on any kind of page, in light and dark colours and in large type."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.kinds import PAGES, SAME_ON_EVERY_DATABASE

pytestmark = SAME_ON_EVERY_DATABASE

RULES = {
    "resultTypes": ["violations"],  # of what is in order no node need be described
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
# What a colour scheme changes: the structure is the same in both.
COLOURS = {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Large type is the harder case where there is little room; that the dark colours differ is asked at both.
MODES = [
    ("light", "normal", 1280, RULES),
    ("dark", "normal", 1280, COLOURS),
    ("light", "normal", 390, COLOURS),
    ("dark", "large", 390, RULES),
]
SET_MODE = "([theme, type]) => Object.assign(document.documentElement.dataset, { theme, type })"


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_has_no_barrier(visit, kind):
    page = visit(PAGES[kind], reduced_motion="reduce")
    for theme, size, width, rules in MODES:
        page.evaluate(SET_MODE, [theme, size])
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page, options=rules).response["violations"]
        assert violations == [], report(violations, f"{theme} colours, {size} type, {width} px")


def refuse_barriers(page: Page, named: str, rules: dict[str, Any] = RULES) -> None:
    """Fail where axe finds a barrier on a page of the admin; what Select2 draws is not ours."""
    own = {"include": [["#content"]], "exclude": [[".select2-container"]]}
    page.wait_for_load_state()  # a click that leads to a page returns before its body is there
    # The stylesheets of the admin import others, which axe would read by writing styles into the page.
    violations = Axe().run(page, context=own, options={**rules, "preload": False}).response["violations"]
    assert violations == [], report(violations, named)


def report(violations: list[dict], mode: str) -> str:
    """What is wrong where, in a line each."""
    lines = [mode]
    for violation in violations:
        for node in violation["nodes"][:5]:
            why = node["any"][0]["message"] if node["any"] else violation["help"]
            lines.append(f"{violation['id']}: {node['html'][:160]}: {why}")
    return "\n".join(lines)
