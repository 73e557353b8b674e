"""Pictures of the real pages, for the help page and the README: `make screenshots`.

Serves the real library, opens each page in Chromium and writes WebP files, each small enough that
a page of them is still quick. Run it again when the look of the pages has changed.
"""

import base64
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebook.settings")

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.serving import ROOT, served

HELP, DOCS = ROOT / "cases/static/cases/help", ROOT / "docs/screenshots"
LARGEST = {HELP: 25_000, DOCS: 120_000}  # bytes
QUALITIES = (80, 70, 60, 50, 40, 30, 20)  # of WebP, tried in turn
CHOSEN = "id=2014-sqzl-w02&id=2015-sqzl-n03&id=2021-jczl-t01"

# The address of this machine, with a port of today, would be another in each picture.
HIDE_PORT = 'input.value = input.value.replace(location.origin, "https://example.cn")'


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: of which address, how large, in which dress; `at` is scrolled to the top."""

    name: str
    path: str
    folder: Path = DOCS
    width: int = 1280
    height: int = 800
    dark: bool = False
    large: bool = False
    at: str = ""


SHOTS = (
    Shot("search", "/cases/?q=三社联动", HELP, 900, 400, at=".card:has(.why)"),
    Shot("search-phone", "/cases/?q=三社联动", HELP, 390, 480, at=".card:has(.why)"),
    Shot("case", "/cases/2014-sqzl-w02/", HELP, 900, 400, at=".case-text"),
    Shot("case-phone", "/cases/2014-sqzl-w02/", HELP, 390, 480, at=".case-text"),
    Shot("statistics", "/statistics/", HELP, 900, 400, at=".crossing"),
    Shot("statistics-phone", "/statistics/", HELP, 390, 480, at=".crossing"),
    Shot("home", "/"),
    Shot("list", "/cases/?q=居民议事&tier=winner&tier=nominee"),
    Shot("case", "/cases/2014-sqzl-w02/"),
    Shot("record", "/cases/2014-sqzl-w02/", at="#record"),
    Shot("place", "/places/340702/"),
    Shot("mechanism", "/mechanisms/sanshe-liandong/"),
    Shot("source", "/sources/mca-2014-notice/"),
    Shot("codebook", "/codebook/"),
    Shot("comparison", f"/compare/?{CHOSEN}"),
    Shot("selection", f"/selection/?{CHOSEN}"),
    Shot("statistics", "/statistics/"),
    Shot("help", "/help/"),
    Shot("case-dark", "/cases/2021-jczl-t01/", dark=True),
    Shot("list-large-type", "/cases/", large=True),
    Shot("phone-home", "/", width=390, height=844),
    Shot("phone-case", "/cases/2021-jczl-t01/", width=390, height=844),
)


def main() -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("没有浏览器，请先安装 chromium。No browser: install chromium.")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        for shot in SHOTS:
            shot.folder.mkdir(parents=True, exist_ok=True)
            (shot.folder / f"{shot.name}.webp").write_bytes(picture(browser, site, shot))
        browser.close()


def picture(browser: Browser, site: str, shot: Shot) -> bytes:
    """The picture as WebP, in the best quality that keeps it within LARGEST."""
    page = browser.new_page(
        base_url=site,
        locale="zh-CN",
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page.goto(shot.path, wait_until="networkidle")
    if shot.large:
        page.get_by_role("button", name="大字").click()
    page.locator("#permalink").evaluate_all(f"inputs => inputs.forEach(input => {HIDE_PORT})")
    if shot.at:
        page.locator(shot.at).first.evaluate("element => element.scrollIntoView()")
    most = LARGEST[shot.folder]
    fitting = next((image for quality in QUALITIES if len(image := captured(page, quality)) <= most), None)
    page.close()
    if fitting is None:
        sys.exit(f"{shot.name}: larger than {most} bytes in any quality")
    return fitting


def captured(page: Page, quality: int) -> bytes:
    """What the window shows; Playwright itself knows no WebP."""
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": quality})
    session.detach()
    return base64.b64decode(shot["data"])


if __name__ == "__main__":
    main()
