"""What scripts add for those who have them."""

import re

import pytest
from playwright.sync_api import expect


def test_a_facet_updates_the_list_in_place_and_the_back_button_undoes_it(visit):
    page = visit("/cases/")
    page.evaluate("window.sameDocument = true")
    page.locator("#f-tier-nominee").click()
    expect(page.locator(".chip")).to_contain_text("提名成果")
    assert page.evaluate("window.sameDocument") is True
    expect(page.locator("[role=status]#announcement")).to_contain_text("提名成果")

    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)


def test_the_links_of_the_head_follow_the_list(visit):
    page = visit("/cases/?year=2014")
    page.locator("#f-tier-nominee").click()
    expect(page.locator(".chip")).to_have_count(2)
    here = re.compile(re.escape("?year=2014&tier=nominee") + "$")
    for selector in ("link[rel=canonical]", "link[rel=alternate]"):
        expect(page.locator(selector)).to_have_attribute("href", here)
    expect(page.locator('meta[name="Url"]')).to_have_attribute("content", here)


@pytest.fixture
def unwatched(browser, site):
    """The list on a page whose console may complain: the browser itself names requests that fail."""
    context = browser.new_context(base_url=site, locale="zh-CN")
    page = context.new_page()
    page.goto("/cases/")
    yield page
    context.close()


def fail_partial_updates(route):
    if route.request.headers.get("hx-request"):
        route.abort()
    else:
        route.continue_()


def test_where_the_network_fails_the_page_says_so_and_offers_the_plain_link(unwatched):
    page = unwatched
    page.route("**/cases/?tier=nominee", fail_partial_updates)
    page.locator("#f-tier-nominee").click()
    notice = page.locator("#not-updated")
    expect(notice).to_contain_text("列表没有更新")
    expect(notice.get_by_role("link", name="直接打开")).to_be_focused()
    notice.get_by_role("link", name="直接打开").click()
    expect(page.locator(".chip")).to_contain_text("提名成果")


def test_where_the_server_fails_the_page_says_so(unwatched):
    page = unwatched
    page.route("**/cases/?tier=nominee", lambda route: route.fulfill(status=500, body="x"))
    page.locator("#f-tier-nominee").click()
    expect(page.locator("#not-updated")).to_be_visible()
    page.unroute("**/cases/?tier=nominee")
    page.locator("#f-tier-pilot").click()
    expect(page.locator(".chip")).to_contain_text("实验区")
    expect(page.locator("#not-updated")).to_be_hidden()


def test_the_search_box_suggests_and_the_keyboard_chooses(visit):
    page = visit("/")
    page.get_by_role("combobox").first.press_sequentially("sanshe", delay=20)
    option = page.get_by_role("option", name=re.compile("三社联动")).first
    expect(option).to_be_visible()
    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("三社联动")
    assert "/suggest/" not in page.url and page.url.rstrip("/").count("/") > 2


def test_the_basket_is_filled_on_any_page_and_kept(visit):
    page = visit("/cases/?tier=pilot")
    page.locator(".pick input").check()
    page.goto("/cases/2014-sqzl-w01/")
    page.get_by_role("button", name="选用").click()
    expect(page.locator("[data-basket]")).to_have_text("已选案例（2）")

    page.goto("/cases/?tier=pilot")
    expect(page.locator(".pick input")).to_be_checked()
    page.goto("/selection/")
    expect(page.locator(".chosen li")).to_have_count(2)
    page.get_by_role("link", name="清空").click()
    expect(page.locator("[data-basket]")).to_have_text("已选案例")


def test_the_ticks_follow_the_list_when_it_is_replaced(visit):
    page = visit("/cases/?tier=nominee")
    page.locator(".pick input").first.check()
    page.locator("#f-tier-pilot").click()
    expect(page.locator(".chip")).to_have_count(2)
    page.locator(".pick input").first.wait_for()
    expect(page.locator(".pick input:checked")).to_have_count(1)


def test_a_basket_that_was_sent_is_told_from_the_own_one(visit):
    page = visit("/cases/2014-sqzl-w01/")
    page.get_by_role("button", name="选用").click()
    page.goto("/selection/?id=2015-sqzl-n03&id=2015-sqzl-n04")
    expect(page.get_by_text("与此链接不同")).to_be_visible()
    page.get_by_role("button", name="合并到我已选的").click()
    expect(page.locator(".chosen li")).to_have_count(3)
    expect(page.get_by_text("与此链接不同")).to_be_hidden()


def test_large_type_and_dark_colours_are_remembered(visit):
    page = visit("/")
    before = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="深色").click()
    page.goto("/cases/")
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > before * 1.25
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")


def test_the_evidence_of_a_mechanism_can_be_switched_off(visit):
    page = visit("/cases/2014-sqzl-w01/")
    switch = page.locator("[data-evidence]").first
    mark = page.locator(f".case-text .{switch.get_attribute('id')}").first
    lit = mark.evaluate("element => getComputedStyle(element).backgroundColor")
    switch.uncheck()
    assert mark.evaluate("element => getComputedStyle(element).backgroundColor") != lit


def test_nothing_is_asked_of_the_reader_before_the_first_page_shows(visit):
    page = visit("/")
    assert page.context.cookies() == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
