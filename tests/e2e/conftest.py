"""A real Chromium for the tests in this folder, with its console and its requests watched."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.e2e.serving import served
from tests.roles import account

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PASSWORD = "a long and secret word"
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
            # Said in the summary: a test that needs its second run often waits for the wrong thing.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as installed on this machine. Skips without one, or fails with REQUIRE_BROWSER=1."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        stop = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        stop("NO BROWSER: install Debian's chromium to run the end-to-end tests")
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    # In Playwright's event loop this thread has other connections to the database than before and after it
    # (asgiref.local). Those that it leaves stay open, and the test database could not be dropped.
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def live_server(live_server, transactional_db) -> Iterator[Any]:
    """The site, whose tables are emptied only when it answers nobody any more.

    A page that is closed leaves requests behind: emptying PostgreSQL's tables and such a request wait for
    each other, and one of the two is ended.
    """
    under_way: set[int] = set()  # the threads that answer

    def begin(**_said: Any) -> None:
        under_way.add(get_ident())

    def end(**_said: Any) -> None:
        under_way.discard(get_ident())

    request_started.connect(begin)
    request_finished.connect(end)  # heard after Django has given the connection back
    yield live_server
    latest = time.monotonic() + 10  # seconds
    rested = 0
    while rested < 2 and time.monotonic() < latest:  # twice: what has just arrived is not counted yet
        time.sleep(0.02)
        rested = 0 if under_way else rested + 1
    request_started.disconnect(begin)
    request_finished.disconnect(end)


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
    return watched(context, live_server.url)


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A page at 1280 × 900; the test fails if anything was complained about."""
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    yield page
    assert complaints == []


@pytest.fixture
def log_in(browser: Browser, live_server) -> Iterator[Callable[[str, str], Page]]:
    """Opens the admin as somebody of a group, each in a session of their own."""
    opened = []

    def open_page(name: str, group: str) -> Page:
        user = account(name, group)
        user.set_password(PASSWORD)
        user.save()
        context = browser.new_context(base_url=live_server.url, locale="zh-CN")
        context.set_default_timeout(10_000)  # milliseconds
        opened.append((context, watched(context, live_server.url)))
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto("/admin/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        page.click("[type=submit]")
        expect(page.locator("#user-tools")).to_be_visible()
        return page

    yield open_page
    for context, complaints in opened:
        context.close()
        assert complaints == []


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real library, served as `make serve` does; nobody changes it."""
    with served(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens the library in a session of its own; the test fails if anything is complained about.

    Takes what Playwright's `new_context` takes, and the `width` of the window.
    """
    opened: list[tuple[BrowserContext, list[str]]] = []

    def open_page(path: str = "/", *, width: int = 1280, **options: Any) -> Page:
        size = {"width": width, "height": 900}
        context = browser.new_context(base_url=site, locale="zh-CN", viewport=size, **options)
        context.set_default_timeout(10_000)  # milliseconds
        opened.append((context, watched(context, site)))
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context, complaints in opened:
        context.close()
        assert complaints == []


def watched(context: BrowserContext, site: str) -> list[str]:
    """A list that fills with what goes wrong: console and script errors, requests that leave the site."""
    problems: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        of_page_itself = message.page and message.location["url"] == message.page.url
        refused = of_page_itself and message.text.startswith("Failed to load resource")  # an error page
        if message.type == "error" and not refused:
            problems.append(message.text)

    def watch(page: Page) -> None:
        page.on("console", hear)
        page.on("pageerror", lambda error: problems.append(str(error)))

    def check(url: str) -> None:
        if not url.startswith((site, "data:", "blob:", "about:")):
            problems.append(f"request to {url}")

    context.on("page", watch)
    context.on("request", lambda request: check(request.url))
    return problems
