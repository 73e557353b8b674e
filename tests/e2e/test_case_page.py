"""A short case is a text with facts, a long one has its outline beside it."""

import pytest
from playwright.sync_api import Page

SHORT, LONG = "/cases/2014-sqzl-w01/", ["/cases/0000-sqzl-w01/", "/cases/2014-syq-p01/"]
SHARE = 0.18  # of the characters of a short case's page; it was .13


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found
    return found


def characters(page: Page, selector: str) -> int:
    return len("".join(page.locator(selector).inner_text().split()))


def test_a_short_case_is_text_first_then_one_block_of_facts(visit):
    page = visit(SHORT, width=390)
    text, facts, rest = (box(page, part)["y"] for part in (".case-text", ".case-facts", ".case-rest"))
    assert text < facts < rest
    assert page.locator(".case-outline, .finder, .sizes").count() == 0
    assert characters(page, ".case-text") > SHARE * characters(page, "main")


@pytest.mark.parametrize("path", LONG)
def test_a_long_case_has_its_outline_in_sight_beside_the_text(visit, path):
    page = visit(path, reduced_motion="reduce")
    assert box(page, ".case-outline")["x"] > box(page, ".case-text")["x"] + 400
    page.locator("#s8").scroll_into_view_if_needed()
    assert box(page, ".case-outline")["y"] >= 0
    inner = page.locator(".case-outline").evaluate("element => element.scrollHeight - element.clientHeight")
    assert inner < 300  # it was 3,800 px


@pytest.mark.parametrize("path", LONG)
def test_on_a_phone_the_outline_comes_before_the_text(visit, path):
    page = visit(path, width=390, java_script_enabled=False)
    outline = box(page, ".case-outline")
    assert outline["y"] + outline["height"] <= box(page, ".case-text")["y"]


@pytest.mark.parametrize("path", LONG)
def test_on_a_phone_the_outline_unfolds_when_asked_for_without_scripts(visit, path):
    page = visit(path, width=390, java_script_enabled=False)
    assert not page.locator(".case-outline .outline").is_visible()
    assert box(page, ".case-text")["y"] < 900  # it was a screen further down
    page.get_by_text("正文提纲").click()
    page.locator(".case-outline .outline a").first.click()
    assert "#s" in page.url and page.locator(".case-outline .outline").is_visible()


@pytest.mark.parametrize("path", LONG)
def test_on_a_wide_screen_the_outline_is_open_and_has_nothing_to_tick(visit, path):
    page = visit(path, java_script_enabled=False)
    assert page.locator(".case-outline .outline").is_visible()
    assert not page.locator("#show-outline").is_visible()
