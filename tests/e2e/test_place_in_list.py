"""Where a reader is after the list has changed: at its head, or still at the facet."""

import re

import pytest
from playwright.sync_api import Page, expect

STILL = {"reduced_motion": "reduce"}  # no smooth scrolling: the window is there at once


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def listed(visit, request) -> Page:
    return visit("/cases/", java_script_enabled=request.param, **STILL)


def stands_at_the_head(page: Page) -> None:
    """The window shows the head of the results, and the keyboard goes on from there."""
    expect(page.locator("#results")).to_be_focused()
    box = page.locator("#results").bounding_box()
    assert box and 0 <= box["y"] < 100


def test_the_next_page_begins_at_its_head(listed):
    listed.get_by_role("link", name="下一页").click()
    expect(listed.locator(".pager [aria-current]")).to_have_text("2")
    stands_at_the_head(listed)


def test_another_order_begins_at_the_head_of_the_list(listed):
    listed.get_by_role("link", name="最早在前").click()
    expect(listed).to_have_url(re.compile("sort="))
    stands_at_the_head(listed)


def test_a_condition_given_up_leaves_the_reader_at_the_head_of_the_list(listed):
    listed.locator("#f-tier-nominee").click()
    listed.locator(".chip").click()
    expect(listed.locator(".chip")).to_have_count(0)
    stands_at_the_head(listed)


def test_the_way_back_from_the_second_page_leads_to_the_first(visit):
    page = visit("/cases/")
    page.get_by_role("link", name="下一页").click()
    expect(page.locator(".pager [aria-current]")).to_have_text("2")
    page.go_back()
    expect(page.locator(".pager [aria-current]")).to_have_text("1")


def test_a_facet_answers_to_space_as_the_box_that_it_looks_like_and_keeps_its_place(visit):
    page = visit("/cases/")
    page.locator("#f-tier-nominee").press("Space")
    expect(page.locator("#f-tier-nominee")).to_have_class(re.compile("selected"))
    expect(page.locator("#f-tier-nominee")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".chip")).to_have_count(0)


def test_the_keyboard_skips_menus_and_filters(listed):
    for _ in range(2):
        listed.keyboard.press("Tab")
    expect(listed.get_by_role("link", name="跳到结果")).to_be_focused()
    listed.keyboard.press("Enter")
    stands_at_the_head(listed)
    listed.keyboard.press("Tab")
    assert listed.locator("#results :focus").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_a_button_in_sight_leads_from_the_filters_to_the_list(visit, scripts):
    page = visit("/cases/?tier=nominee", width=390, java_script_enabled=scripts, **STILL)
    number = page.locator(".results-count b").inner_text()
    page.locator(".filters-label").click()
    button = page.get_by_role("link", name=f"查看 {number} 个结果")
    expect(button).to_be_in_viewport(ratio=1)
    button.click()
    stands_at_the_head(page)
    expect(button).not_to_be_in_viewport()
