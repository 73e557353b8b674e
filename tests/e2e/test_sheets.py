"""A sheet that was edited comes back in a browser: looked over, accepted, seen by readers, taken back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cases.models import Award
from tests.e2e.test_barriers import RULES, report
from tests.e2e.test_curation import open_as_curator
from tests.imports.sheets.edited import csv_file, exported, row_of
from tests.small_library import make_small_library

FIRST, SECOND, THIRD = "2014-sqzl-w01", "2014-sqzl-w02", "0000-sqzl-n01"


@pytest.fixture
def preview(page, transactional_db) -> Page:
    """Two rows changed, one refused."""
    make_small_library()
    rows = exported()
    row_of(rows, FIRST).update(setting="农村", title="政社互动")
    row_of(rows, SECOND)["tier"] = "nominee"
    row_of(rows, THIRD)["setting"] = "城市"
    open_as_curator(page, "/admin/cases/intake/add/")
    file = {"name": "案例.csv", "mimeType": "text/csv", "buffer": csv_file(rows)}
    page.get_by_label("或上传文件").set_input_files(file)
    page.get_by_role("button", name="读取并预览").click()
    expect(page.locator(".intake-numbers")).to_have_text("读到 3 行：改动 2，未变 0，不能接受 1")
    return page


def test_it_is_looked_over_accepted_and_taken_back(preview):
    page = preview
    row = page.locator(".sheet-rows tr", has_text=THIRD)
    row.get_by_role("button", name="不接受").click()
    expect(page.locator(".intake-numbers")).to_contain_text("不接受 1")
    page.get_by_role("button", name="接受 1 行改动").click()
    expect(page.locator(".messagelist")).to_contain_text("已修改 1 个案例")
    page.goto(f"/cases/{FIRST}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("政社互动")

    page.go_back()
    page.get_by_role("button", name="整批撤销").click()
    expect(page.locator("#content")).to_contain_text("1 个案例恢复成导入以前的样子")
    page.get_by_label("撤销的原因").fill("试用")
    page.get_by_role("button", name="确认撤销").click()
    expect(page.locator(".messagelist")).to_contain_text("已整批撤销")
    assert Award.objects.get(accession=FIRST).title == "“政社互动”"


def test_the_sheet_is_taken_home_with_the_reasons(preview):
    with preview.expect_download() as download:
        preview.get_by_role("link", name="下载带“原因”列的原表格").click()
    assert download.value.suggested_filename == "案例-原因.csv"
    assert "届次和等次要在编目后台改" in download.value.path().read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_preview_has_no_barrier_and_fits_its_window(preview, width):
    page = preview
    page.set_viewport_size({"width": width, "height": 900})
    # The stylesheets of the admin import others, which axe would read by writing styles into the page.
    options = {**RULES, "preload": False}
    violations = Axe().run(page, context={"include": [["#content"]]}, options=options).response["violations"]
    assert violations == [], report(violations, f"{width} px")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
