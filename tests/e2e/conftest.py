"""A real Chromium for the tests in this folder, with its console and its requests watched."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# Playwright keeps an event loop in this thread, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as installed on this machine. Skips without one, or fails with REQUIRE_BROWSER=1."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        stop = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        stop("NO BROWSER: install Debian's chromium to run the end-to-end tests")
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, live_server) -> Iterator[BrowserContext]:
    """One reader's session; relative addresses are the site's.."""
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(10_000)  # milliseconds
    yield context
    context.close()


@pytest.fixture
def complaints(context: BrowserContext, live_server) -> list[str]:
    """Console errors, script errors and requests that left the site, as they occur in `context`."""
    found: list[str] = []

    def watch(page: Page) -> None:
        page.on("console", lambda message: message.type == "error" and found.append(message.text))
        page.on("pageerror", lambda error: found.append(str(error)))

    def check(url: str) -> None:
        if not url.startswith((live_server.url, "data:", "blob:", "about:")):
            found.append(f"request to {url}")

    context.on("page", watch)
    context.on("request", lambda request: check(request.url))
    return found


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A page at 1280 × 900; the test fails if anything was complained about on the way."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    yield page
    assert complaints == []
