"""What can be done with chosen cases from where they are: buttons that can be read, side by side, copied."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.kinds import FROM_THE_LIST

CASE, FIVE = "/cases/2014-sqzl-w01/", f"/selection/?{FROM_THE_LIST}&id=2014-syq-p01"
CONTRAST = """button => {
    const style = getComputedStyle(button);
    const light = colour => colour.match(/\\d+/g).slice(0, 3).map(part => part / 255)
        .map(part => part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
        .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
    const [one, other] = [style.color, style.backgroundColor].map(light);
    return (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_of_a_chosen_case_can_be_read_under_the_pointer(visit, scheme):
    page = visit(CASE, color_scheme=scheme, reduced_motion="reduce")
    button = page.locator("button[data-pick]")
    button.click()
    expect(button).to_have_text("已选（点击取消）")
    button.hover()
    assert button.evaluate(CONTRAST) >= 4.5


def test_of_five_chosen_cases_four_can_be_compared(visit):
    page = visit(FIVE, java_script_enabled=False)
    page.get_by_role("link", name="并排比较（最多 4 例").click()
    for box in page.locator("#chosen input").all()[:4]:
        box.check()
    page.get_by_role("button", name="比较勾选的案例").click()
    expect(page.locator(".compare thead th")).to_have_count(5)


def test_a_case_is_compared_with_a_similar_one(visit):
    page = visit(CASE, java_script_enabled=False)
    page.get_by_role("link", name="与……比较").click()
    title = page.locator("#similar li > a").first.inner_text()
    page.locator("#similar .beside").first.click()
    expect(page.locator(".compare thead th > a:first-child")).to_have_text(["“六个一”街道中心化改革", title])


def test_a_case_is_compared_with_the_chosen_ones(visit):
    page = visit("/cases/2015-sqzl-n03/")
    page.locator("button[data-pick]").click()
    page.goto(CASE)
    page.get_by_role("link", name="与已选案例比较（1 例）").click()
    expect(page).to_have_url(f"{page.url.split('?')[0]}?id=2014-sqzl-w01&id=2015-sqzl-n03")


@pytest.mark.parametrize("path", [CASE, FIVE, "/cases/?tier=pilot", f"/compare/?{FROM_THE_LIST}"])
def test_the_address_of_a_page_is_copied(visit, path):
    page = visit(path)
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_text("已复制。")).to_be_visible()
    assert pasted(page).endswith(path)


def pasted(page: Page) -> str:
    box = page.locator("[name=q]").first
    box.focus()
    page.keyboard.press("Control+V")
    return box.input_value()


def test_a_phone_shows_that_a_comparison_goes_on_to_the_right(visit):
    page = visit(f"/compare/?{FROM_THE_LIST}", width=390)
    expect(page.get_by_text("左右滑动可看到全部 4 例")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_text("左右滑动可看到全部 4 例")).to_be_hidden()
