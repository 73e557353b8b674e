"""What a first visit may cost, measured in the browser as the site is really served."""

import pytest
from playwright.sync_api import expect

from tests.e2e.kinds import SAME_ON_EVERY_DATABASE

pytestmark = SAME_ON_EVERY_DATABASE

# Everything that travels for a first visit, compressed, headers included; how many requests; the time
# to the largest piece and how far pieces jump (the measures and good values of web.dev/vitals). One of the
# requests is for the tokens of colour and type, 1 kB that the curators' pages use as well.
BYTES, REQUESTS, LARGEST_PAINT, SHIFT = 60_000, 10, 2_500, 0.1
MEASURE = """() => new Promise(resolve => {
  const metrics = { paint: 0, shift: 0 };
  new PerformanceObserver(list => list.getEntries().forEach(entry => { metrics.paint = entry.startTime; }))
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver(list => list.getEntries().forEach(entry => { metrics.shift += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(metrics), 300);
})"""
FETCHED = """() => performance.getEntriesByType("resource")
  .filter(entry => entry.name.includes("/static/")).map(entry => [entry.name, entry.transferSize])"""


@pytest.mark.parametrize(
    "path", ["/", "/cases/", "/cases/?q=社区协商", "/cases/0000-sqzl-w01/", "/cases/2014-sqzl-w01/"]
)
def test_a_first_visit_stays_within_the_budget(visit, path):
    page = visit("about:blank")
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes: list[int] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(path, wait_until="networkidle")
    measured = page.evaluate(MEASURE)

    sizes = [size for size in sizes if size]  # the icon of a date field comes with the browser
    assert 5_000 < sum(sizes) < BYTES, sizes
    assert len(sizes) <= REQUESTS
    assert 0 < measured["paint"] < LARGEST_PAINT
    assert measured["shift"] < SHIFT


def test_a_second_page_fetches_only_what_is_new(visit):
    page = visit("/cases/")
    page.locator(".card h3 a").first.click()
    page.wait_for_load_state("networkidle")
    fetched = page.evaluate(FETCHED)

    assert len(fetched) >= 4
    assert [name for name, size in fetched if size] == [name for name, _ in fetched if "/case." in name]


def test_the_whole_help_page_with_its_pictures_stays_within_a_hundred_kilobytes(visit):
    for width in (1280, 390):
        page = visit("about:blank", width=width)
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        sizes: list[int] = []
        client.on(
            "Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"])
        )
        page.goto("/help/")
        for picture in page.locator(".help-picture img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            expect(picture).not_to_have_js_property("naturalWidth", 0)
        page.wait_for_load_state("networkidle")
        assert 60_000 < sum(sizes) < 100_000, sizes
