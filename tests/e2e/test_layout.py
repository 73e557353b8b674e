"""No kind of page is wider than its window, whatever the window and the type size."""

import pytest

from tests.e2e.kinds import PAGES, SAME_ON_EVERY_DATABASE

pytestmark = SAME_ON_EVERY_DATABASE
WIDTHS = (390, 768, 1280, 1920)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_fits_its_window(visit, kind):
    page = visit(PAGES[kind])
    for size in ("normal", "large"):
        page.evaluate("size => document.documentElement.dataset.type = size", size)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            needed = page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, f"{needed} px at {width} px in {size} type: {widest(page)}"


def widest(page) -> list[str]:
    """The elements that stick out to the right."""
    return page.evaluate(
        """[...document.querySelectorAll("main *, header *, footer *")]
        .filter(element => element.getBoundingClientRect().right > window.innerWidth)
        .map(element => element.tagName + "." + element.className).slice(0, 6)"""
    )


@pytest.mark.parametrize("kind", ["case", "comparison", "statistics", "selection"])
def test_a_printed_page_leaves_out_the_menus(visit, kind):
    page = visit(PAGES[kind])
    page.emulate_media(media="print")
    for menu in (".site-header", ".site-footer", ".no-print"):
        assert not any(element.is_visible() for element in page.locator(menu).all())
    assert page.locator("h1").is_visible()


def test_a_case_is_printed_as_its_text_with_source_and_citation(visit):
    page = visit(PAGES["case"])
    page.emulate_media(media="print")
    seen = page.locator("main").inner_text()
    assert [
        words
        for words in ("基本信息与出处", "相近案例", "复制", "正文字号", "查看本案例的原文")
        if words in seen
    ] == []
    for words in (
        "“六个一”街道中心化改革",
        "南京市大力推进街道中心化改革",
        "来源：民政部《",
        "引用：",
        "[EB/OL]",
    ):
        assert words in seen
    assert len(page.pdf(prefer_css_page_size=True).split(b"/Type /Page\n")) == 2


def test_a_list_is_printed_without_its_controls(visit):
    page = visit(PAGES["results"])
    page.emulate_media(media="print")
    for control in (".filters-label", ".browse-forms", ".pick", ".page-sizes", ".toolbar .switch"):
        assert not any(element.is_visible() for element in page.locator(control).all())
    assert page.locator(".results-count").is_visible()
    assert page.locator(".chips").is_visible()
