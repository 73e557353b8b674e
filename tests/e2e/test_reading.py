"""A reader finds a case and reads it: with scripts and without, on a phone and on a desk."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.small_library import Library, make_small_library

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def library(transactional_db, index_dir) -> Library:
    return make_small_library()


@pytest.fixture
def plain(browser: Browser, live_server) -> Iterator[Page]:
    """A browser in which no script runs."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=DESK)
    yield context.new_page()
    context.close()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def sized(page: Page, request) -> Page:
    page.set_viewport_size(request.param)
    return page


def background(page: Page, selector: str) -> str:
    return page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor")


def test_it_is_found_by_search(sized):
    sized.goto("/")
    sized.get_by_role("search", name="检索案例").get_by_label("检索词").fill("议事会")
    sized.get_by_role("button", name="检索").click()
    sized.get_by_role("link", name="“政社互动”").click()
    expect(sized.get_by_role("heading", level=1)).to_have_text("“政社互动”")
    expect(sized.locator(".case-text")).to_contain_text("由政府购买服务,培育社会组织。")


def test_it_is_found_by_tile(sized):
    sized.goto("/")
    sized.get_by_role("link", name=re.compile("^江苏")).click()
    expect(sized.locator("#results-title")).to_have_text(re.compile("共 2 个案例"))


def test_it_is_found_by_facet_without_loading_the_page_anew(page):
    page.goto("/cases/")
    page.evaluate("window.stayed = true")
    page.locator("#f-tier-nominee").press("Enter")
    expect(page.locator("#results-title")).to_have_text("共 1 个案例")
    assert page.evaluate("window.stayed") is True
    assert page.url.endswith("/cases/?tier=nominee")
    expect(page).to_have_title(re.compile("等次为提名成果"))
    expect(page.locator("#announcement")).to_have_text("等次为提名成果的案例，共 1 个")
    assert page.evaluate("document.activeElement.id") == "f-tier-nominee"


def test_the_way_back_leads_to_the_list_before(page):
    page.goto("/cases/")
    page.locator("#f-tier-nominee").click()
    expect(page.locator("#results-title")).to_have_text("共 1 个案例")
    page.go_back()
    expect(page.locator("#results-title")).to_have_text("共 3 个案例")
    expect(page.get_by_role("banner")).to_have_count(1)


def test_it_is_found_without_scripts(plain):
    plain.goto("/cases/")
    plain.locator("#f-tier-winner").click()
    plain.locator("#q").fill("购买服务")
    plain.get_by_role("button", name="检索", exact=True).click()
    expect(plain.locator("#results-title")).to_have_text("共 2 个案例")
    assert "tier=winner" in plain.url
    plain.get_by_role("link", name="参与式治理").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("参与式治理")


def test_without_scripts_nothing_is_offered_that_needs_them(plain):
    plain.goto("/cases/2014-sqzl-w01/")
    for name in ("大字", "深色", "打印", "复制"):
        expect(plain.get_by_role("button", name=name)).to_have_count(0)


@pytest.mark.parametrize("reader", ["page", "plain"])
def test_evidence_is_switched_for_each_mechanism(reader, request):
    page = request.getfixturevalue(reader)
    page.goto("/cases/2014-sqzl-w01/")
    lit = background(page, ".m1")
    page.get_by_label("标出“居民议事会”的依据").uncheck()
    assert background(page, ".m1:not(.m2)") != lit
    assert background(page, ".m2") == lit  # it shows another mechanism as well


def test_evidence_and_source_are_one_click_away(plain):
    plain.goto("/cases/2014-sqzl-w01/")
    plain.get_by_role("link", name="依据", exact=True).first.click()
    assert plain.locator(".evidence:target").inner_text() == "建立居民议事会,"
    plain.get_by_role("link", name="在来源文献中查看本案例的原文").click()
    expect(plain.locator(".award-block:target")).to_contain_text("“政社互动”")


def test_words_are_found_in_the_text(page):
    page.goto("/cases/2014-sqzl-w01/")
    page.get_by_label("在正文中查找").fill("社")
    expect(page.locator(".finder [role=status]")).to_contain_text("共 2 处")


def test_suggestions_are_taken_with_the_keyboard(page):
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("太仓")
    expect(page.get_by_role("option").first).to_contain_text("太仓市")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == page.get_by_role("option").first.get_attribute("id")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/cases/\?place=320585$"))


def test_suggestions_close_on_escape_and_leave_what_was_typed(page):
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("太仓")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert box.input_value() == "太仓"


def test_large_type_and_dark_colours_are_remembered(page):
    page.goto("/")
    size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="深色").click()
    page.goto("/cases/2014-sqzl-w01/")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") > size
    assert page.locator("html").get_attribute("data-theme") == "dark"
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("reader", ["page", "plain"])
def test_the_text_of_a_case_is_set_larger(reader, request):
    page = request.getfixturevalue(reader)
    page.goto("/cases/2014-sqzl-w01/")
    sizes = [text_size(page)]
    for label in ("大", "特大", "小"):
        page.get_by_text(label, exact=True).click()
        sizes.append(text_size(page))
    assert [sizes.index(size) for size in sorted(sizes)] == [3, 0, 1, 2]


def test_the_size_of_the_text_is_chosen_with_the_keyboard_and_remembered(page):
    page.goto("/cases/2014-sqzl-w01/")
    usual = text_size(page)
    page.get_by_role("radio", name="标准").press("ArrowRight")
    larger = text_size(page)
    page.reload()
    assert text_size(page) == larger > usual
    expect(page.get_by_role("radio", name="大", exact=True)).to_be_checked()


def text_size(page: Page) -> float:
    """In pixels."""
    return page.locator(".case-text").evaluate("text => parseFloat(getComputedStyle(text).fontSize)")


@pytest.mark.parametrize("reader", ["page", "plain"])
@pytest.mark.parametrize("address", ["/no-such-page/", "/selection/", "/cases/advanced/"])
def test_the_foot_of_a_short_page_is_the_foot_of_the_window(reader, address, request):
    page = request.getfixturevalue(reader)
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.goto(address)
    foot = page.get_by_role("contentinfo").bounding_box()
    assert foot["y"] + foot["height"] == pytest.approx(1400, abs=1)


def test_filters_are_folded_on_a_phone_and_open_without_scripts(plain):
    plain.set_viewport_size(PHONE)
    plain.goto("/cases/")
    expect(plain.locator("#filters")).to_be_hidden()
    plain.get_by_text("筛选条件", exact=True).first.click()
    expect(plain.locator("#filters")).to_be_visible()


def test_the_keyboard_comes_to_the_text_first(page):
    page.goto("/cases/2014-sqzl-w01/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
