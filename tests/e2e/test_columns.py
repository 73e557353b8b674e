"""A table of a curator's own in a browser: what its columns are is said once, read by, and remembered."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.e2e.test_barriers import refuse_barriers
from tests.e2e.test_curation import open_as_curator
from tests.imports.lists import make_readers_library

HEADINGS = ["序", "推荐地", "做法名", "报送的部门", "获得档次", "我的备注"]
ROWS = [
    [
        "1",
        "浙江省杭州市上城区",
        "“红色网格”议事到家门",
        "上城区民政局",
        "典型案例",
        "电话里问过，材料在三月的邮件里",
    ],
    ["2", "浙江省杭州市上城区", "协商在身边", "上城区小营街道办事处", "典型案例", ""],
    ["3", "浙江省杭州市上城区", "老旧小区加装电梯“三步走”", "上城区清波街道办事处", "典型案例", "再核对"],
]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(order: range) -> dict:
    """What the browser sends of a workbook with a title above its headings."""
    book, file = Workbook(), BytesIO()
    book.active.append(["2021年收集的做法"])
    for row in [HEADINGS, *ROWS]:
        book.active.append([row[at] for at in order])
    book.save(file)
    return {"name": "收集的做法.xlsx", "mimeType": EXCEL, "buffer": file.getvalue()}


def upload(page: Page, order: range) -> None:
    page.get_by_label("或上传文件").set_input_files(workbook(order))
    page.get_by_role("button", name="读取并预览").click()


@pytest.fixture
def asked(page, transactional_db) -> Page:
    make_readers_library()
    open_as_curator(page, "/admin/cases/intake/add/")
    upload(page, range(6))
    expect(page.get_by_role("heading", level=1)).to_have_text("每一列是什么")
    return page


def test_columns_are_named_once_and_remembered(asked):
    page = asked
    expect(page.get_by_label("做法名")).to_have_value("title")
    expect(page.get_by_label("我的备注")).to_have_value("")
    page.get_by_label("做法名").select_option("")
    page.get_by_label("报送的部门").select_option("")
    page.get_by_role("button", name="保存并读取").click()
    expect(page.locator(".errorlist")).to_contain_text("请指明哪一列是标题")
    page.get_by_label("做法名").select_option(label="标题（案例名称）")
    page.get_by_label("报送的部门").select_option(label="申报单位")
    page.get_by_label("获得档次").select_option(label="等次或奖项")
    page.get_by_role("button", name="保存并读取").click()
    expect(page.locator(".intake-numbers")).to_contain_text("读到 3")
    expect(page.locator(".intake-sum")).to_contain_text("curator的对应读取")
    expect(page.locator(".intake-row").nth(1)).to_contain_text("协商在身边")

    page.goto("/admin/cases/intake/add/")
    upload(page, range(5, -1, -1))
    expect(page.locator(".intake-numbers")).to_contain_text("读到 3")
    page.get_by_role("link", name="改列的对应，重新读取").click()
    expect(page.get_by_label("做法名")).to_have_value("title")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_that_asks_has_no_barrier_and_fits_its_window(asked, width):
    asked.set_viewport_size({"width": width, "height": 900})
    refuse_barriers(asked, f"{width} px")
    assert asked.evaluate("document.documentElement.scrollWidth") <= width
