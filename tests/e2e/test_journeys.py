"""What readers come for, in a real browser: with scripts and without, on a desk and on a phone."""

import re
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

import pytest
from docx import Document
from playwright.sync_api import Page, expect

WINNER, NOMINEE = "2014-sqzl-w01", "2015-sqzl-n03"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def scripts(request) -> bool:
    return request.param


@pytest.fixture(params=[1280, 390])
def width(request) -> int:
    return request.param


@pytest.fixture
def open_page(visit, scripts, width):
    def opened(path: str = "/") -> Page:
        return visit(path, width=width, java_script_enabled=scripts, accept_downloads=True)

    return opened


def hit_count(page: Page) -> int:
    """How many cases the list says it has."""
    return int(page.locator(".results-count b").inner_text())


def show_filters(page: Page) -> None:
    """Phones keep them folded."""
    if page.locator(".filters-label").is_visible():
        page.locator(".filters-label").click()


def test_a_reader_finds_a_case_by_its_words(open_page):
    page = open_page()
    page.locator("main [name=q]").fill("捆绑式")
    page.locator("main .search-line button").click()

    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card mark").first).to_have_text("捆绑式")
    page.locator(".card h3 a").click()
    expect(page.locator("h1")).to_have_text("“捆绑式”物业管理")


def test_a_reader_narrows_the_list_by_facets_and_gives_them_up(open_page):
    page = open_page("/cases/")
    everything = hit_count(page)
    show_filters(page)
    value = page.locator("#f-tier-nominee")
    promised = int(re.search(r"\d+", value.locator(".count").inner_text())[0])
    value.click()

    expect(page).to_have_url(re.compile("tier=nominee"))
    expect(page.locator(".results-count b")).to_have_text(str(promised))
    page.locator(".chip").click()
    expect(page.locator(".results-count b")).to_have_text(str(everything))


def test_a_reader_finds_the_cases_of_a_province_by_its_tile(open_page):
    page = open_page()
    tile = page.locator(".tile a", has_text="江苏")
    promised = int(re.search(r"\d+", tile.inner_text())[0])
    tile.click()

    assert hit_count(page) == promised > 1
    expect(page.locator(".chip")).to_contain_text("江苏省")


def test_a_reader_follows_a_value_to_where_it_is_printed(open_page):
    page = open_page("/cases/2021-jczl-t01/")
    printed = page.locator("table.values .value", has_text="标题").locator("a.origin.printed")
    title = page.locator("h1").inner_text()
    printed.click()

    anchor = page.url.partition("#")[2]
    assert page.url.partition("#")[0].endswith("/sources/mca-2021-cases/")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    expect(page.locator(f"#{anchor}")).to_contain_text(title[:4])


def test_a_reader_chooses_compares_and_compiles(open_page, scripts, tmp_path: Path):
    page = open_page("/cases/?tier=nominee&year=2015")
    for box in page.locator(".pick input").all()[:2]:
        box.check()
    titles = page.locator(".card h3").all_inner_texts()[:2]
    page.get_by_role("button", name="将勾选案例加入已选").click()

    expect(page.locator(".chosen .what > a")).to_have_text(titles)
    page.get_by_role("link", name="并排比较").click()
    expect(page.locator(".compare thead a").first).to_have_text(titles[0])
    page.go_back()
    with page.expect_download() as started:
        page.get_by_role("link", name="生成材料汇编（Word）").click()
    started.value.save_as(tmp_path / "compilation.docx")
    words = [paragraph.text for paragraph in Document(tmp_path / "compilation.docx").paragraphs]
    assert all(any(title in line for line in words) for title in titles)


def test_a_case_joins_the_basket_from_its_page(open_page, scripts):
    page = open_page(f"/cases/{WINNER}/")
    page.get_by_role("button", name="选用").click()
    if scripts:
        expect(page.get_by_role("button", name="已选（点击取消）")).to_have_attribute("aria-pressed", "true")
        page.locator("[data-basket]").click()

    expect(page).to_have_url(re.compile(rf"/selection/\?id={WINNER}$"))
    page.get_by_label("按入库编号添加").fill(NOMINEE)
    page.get_by_role("button", name="添加").click()
    expect(page).to_have_url(re.compile(rf"id={WINNER}&id={NOMINEE}$"))
    page.get_by_role("link", name=re.compile("移除")).first.click()
    expect(page.locator(".chosen li")).to_have_count(1)


def test_a_figure_of_the_statistics_opens_its_cases(open_page):
    page = open_page("/cases/?setting=urban")
    page.get_by_role("link", name=re.compile("分类统计表和图")).click()
    page.get_by_role("link", name="治理机制 × 年度").click()
    figure = page.locator(".crosstab tbody td a").first
    promised = int(figure.inner_text())
    figure.click()

    assert hit_count(page) == promised
    expect(page.locator(".chips")).to_contain_text("城市")


def test_the_files_of_a_list_hold_the_list(open_page, site):
    page = open_page("/cases/?tier=winner")
    address = page.locator('a[href^="/cases.csv"]').get_attribute("href")
    lines = urlopen(site + address).read().decode("utf-8-sig")
    assert lines.count(f"{site}/cases/") == hit_count(page)
    word = page.get_by_role("link", name=re.compile("^Word")).get_attribute("href")
    assert len(Document(BytesIO(urlopen(site + word).read())).paragraphs) > hit_count(page)
