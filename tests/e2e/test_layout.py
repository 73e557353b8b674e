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
