"""Pictures of the admin for the manual of the curators: `make pictures`.

Serves the real library with some made-up work in progress (`tests/manual_library.py`), opens the page of each
job as somebody who does it, and writes WebP files. Run it again when the look of the admin has changed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebook.settings")
os.environ["ONE_PERSON_OFFICE"] = "0"  # the manual is written for several people

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.serving import ROOT, environment, served
from tests.screenshots import QUALITIES, captured

PASSWORD = "only for the pictures of the manual"
PICTURES = ROOT / "cases/static/cases/manual"
LARGEST = 60_000  # bytes
SIZE = {"width": 1100, "height": 560}
SHOWN_BY = {"correct": "wang", "submit": "wang", "notice": "wang", "table": "wang", "vocabulary": "zhang"}
SHOWN_BY |= {"accounts": "zhang", "care": "zhang"}
REVIEWER = "li"
AT = {  # what is scrolled to the top; the pages of the others begin with what matters
    "submit": ".submit-row", "yearly": "#desk-2", "reports": ".field-message", "review": "#content",
    "vocabulary": "#content", "conflicts": ".conflict", "history": ".revisions", "accounts": "#content",
}  # fmt: skip
FILL = """
import sys, json, django
django.setup()
from tests.manual_library import fill
print(json.dumps(fill(sys.argv[1])))
"""


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
        pages = filled(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=program, args=arguments, env={**os.environ, "LANGUAGE": "zh_CN"}
        )
        opened = {name: logged_in(browser, site, name) for name in {*SHOWN_BY.values(), REVIEWER}}
        PICTURES.mkdir(parents=True, exist_ok=True)
        for job, address in pages.items():
            image = picture(opened[SHOWN_BY.get(job, REVIEWER)], address, AT.get(job, ""))
            (PICTURES / f"{job}.webp").write_bytes(image)
        browser.close()


def filled(folder: Path) -> dict[str, str]:
    """The addresses of the pages, once the work in progress is there."""
    command = [sys.executable, "-c", FILL, PASSWORD]
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), check=True, stdout=subprocess.PIPE)
    addresses: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return addresses


def logged_in(browser: Browser, site: str, name: str) -> Page:
    context = browser.new_context(base_url=site, locale="zh-CN", viewport=SIZE, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_be_visible()
    return page


def picture(page: Page, address: str, at: str) -> bytes:
    """The page as WebP, in the best quality that keeps it within LARGEST."""
    page.goto(address, wait_until="networkidle")
    if at and page.locator(at).count():
        page.locator(at).first.evaluate("element => element.scrollIntoView()")
    found = (image for quality in QUALITIES if len(image := captured(page, quality)) <= LARGEST)
    image = next(found, None)
    if image is None:
        sys.exit(f"{address}: larger than {LARGEST} bytes in any quality")
    return image


if __name__ == "__main__":
    main()
