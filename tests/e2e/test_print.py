"""On paper: a page that can be handed out as it is. A list is a 名单 with all its columns on A4."""

from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from tests.e2e.kinds import PAGES, SAME_ON_EVERY_DATABASE

pytestmark = SAME_ON_EVERY_DATABASE
A4_PORTRAIT = (595, 842)  # points
COLUMNS = ["序号", "标题", "申报单位", "地区", "年度", "项目和等次"]
PRINTED_WIDTH = 680  # CSS pixels between the margins of a 名单: 180 mm
CONTROLS = "button, input, select, textarea, details:not([open]) > summary, .chip, .cross, .button, nav"
CUT = """cells => cells.filter(cell => {
    const right = element => element.getBoundingClientRect().right;
    const most = Math.min(right(cell.closest("table")), window.innerWidth);
    return cell.scrollWidth > cell.clientWidth + 1 || right(cell) > most + 1;
}).map(cell => cell.innerText)"""
CONTRAST = """tiles => tiles.map(tile => {
    const style = getComputedStyle(tile);
    const light = colour => {
        const parts = colour.match(/[\\d.]+/g).map(Number);
        if (parts[3] === 0) { return 1; }  // the paper
        const [r, g, b] = parts.map(part => part / 255)
            .map(part => part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const pair = [light(style.color), light(style.backgroundColor)].sort((one, other) => other - one);
    return (pair[0] + .05) / (pair[1] + .05);
})"""


def on_paper(visit, path: str, width: int = 1280):
    page = visit(path, width=width)
    page.emulate_media(media="print")
    return page


def sheets(page) -> PdfReader:
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


def lines(page) -> list[list[str]]:
    rows = page.locator(".printed-list tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_that_only_a_screen_can_use_is_printed(visit, kind):
    page = on_paper(visit, PAGES[kind])
    shown = page.locator(CONTROLS).evaluate_all(
        "found => found.filter(each => each.checkVisibility()).map(each => each.outerHTML.slice(0, 80))"
    )
    assert shown == []


@pytest.mark.parametrize("kind", ["case", "comparison", "statistics", "selection", "list", "home"])
def test_a_printed_page_leaves_out_the_menus(visit, kind):
    page = on_paper(visit, PAGES[kind])
    for menu in (".site-header", ".site-footer", ".no-print"):
        assert not any(element.is_visible() for element in page.locator(menu).all())
    assert page.locator("h1:visible, .printed-title:visible").first.is_visible()


@pytest.mark.parametrize("kind", ["home", "comparison", "statistics", "mechanism"])
def test_a_printed_page_says_where_and_when_it_is_from(visit, kind):
    page = on_paper(visit, PAGES[kind])
    said = page.locator(".printed-from").inner_text()
    assert said.startswith("社区治理创新案例库") and " 年 " in said and PAGES[kind].split("?")[0] in said


def test_a_list_is_printed_with_what_was_asked_the_date_and_the_address(visit):
    page = on_paper(visit, "/cases/?q=社区协商&year=2014&year=2015")
    title, what, where = page.locator(".printed-list > p").all_inner_texts()
    assert title == "入选案例名单"
    assert "检索“社区协商”，年度为2014或2015的案例，共 " in what
    assert where.startswith("社区治理创新案例库") and " 年 " in where
    assert where.endswith("/cases/?q=社区协商&year=2014&year=2015")


@pytest.mark.parametrize("query", ["", "?view=table", "?q=社区", "?year=2015&per_page=50", "?q=三社联动"])
def test_all_columns_of_a_list_are_on_the_paper(visit, query):
    page = on_paper(visit, f"/cases/{query}", PRINTED_WIDTH)
    assert page.locator(".printed-list th").all_inner_texts() == COLUMNS
    assert page.locator(".printed-list :is(th, td)").evaluate_all(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PRINTED_WIDTH
    assert all(
        number and title and place and year and award for number, title, _, place, year, award in lines(page)
    )


def test_a_list_fills_upright_a4_sheets_and_each_has_the_heads_of_the_columns(visit):
    pages = sheets(on_paper(visit, "/cases/")).pages
    assert len(pages) == 2
    for sheet in pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4_PORTRAIT
        text = normalize("NFKC", sheet.extract_text())  # fonts name some signs by their radicals
        assert all(name in text for name in COLUMNS)
        assert not any(name in text for name in ("选用", "全部清除", "×", "导出", "下一页", "每页"))


def test_a_printed_list_says_which_part_it_is_and_goes_on_counting(visit):
    page = on_paper(visit, "/cases/?page=2")
    assert "全部案例，共 46 例，本表列第 21—40 例。" in page.locator(".printed-list").inner_text()
    assert [line[0] for line in lines(page)] == [str(number) for number in range(21, 41)]


def test_the_whole_list_is_a_link_away_from_being_printed(visit):
    page = visit("/cases/")
    page.get_by_role("link", name="每页 46 例再打印").click()
    page.get_by_text("打印本页即为名单，列出全部 46 例。").wait_for()
    page.emulate_media(media="print")
    assert "共 46 例。" in page.locator(".printed-list").inner_text() and len(lines(page)) == 46


def test_a_case_that_is_listed_for_its_mechanism_says_so_on_paper(visit):
    rows = lines(on_paper(visit, "/cases/?q=三社联动"))
    assert [row[1] for row in rows if "三社协作" in row[1]] == [
        "“三社协作”助推社区多元治理\n因机制“三社联动”列入（又称“三社协作”）"
    ]


def test_an_empty_list_is_printed_as_one(visit):
    seen = on_paper(visit, "/cases/?q=区块链").locator("main").inner_text()
    assert "检索“区块链”的案例，共 0 例。" in seen and "没有符合这些条件的案例。" in seen


def test_what_fits_a_part_is_printed_as_rows_and_not_as_a_list_of_results(visit):
    page = on_paper(visit, "/cases/?q=物业 区块链", PRINTED_WIDTH)
    assert page.locator(".printed-title").inner_text() == "没有符合的案例"
    assert page.locator(".card:visible").count() == 0
    rows = page.locator(".partly .printed-list tbody tr")
    assert rows.count() > 1 and rows.first.is_visible()
    assert rows.first.locator("small").all_inner_texts() == ["符合：物业", "未提到：区块链"]
    assert page.locator(".printed-list :is(th, td)").evaluate_all(CUT) == []


def test_the_chosen_cases_are_printed_as_a_list_in_their_order(visit):
    page = on_paper(visit, "/selection/?id=2015-sqzl-n03&id=2014-sqzl-w02")
    assert [row[:2] for row in lines(page)] == [
        ["1", "“捆绑式”物业管理"],
        ["2", "“活化赋权”社区治理法治化建设"],
    ]
    assert page.locator(".printed-list :is(th, td)").evaluate_all(CUT) == []


def test_the_tiles_of_the_home_page_can_be_read_on_paper(visit):
    tiles = on_paper(visit, "/").locator(".tile a")
    contrasts = tiles.evaluate_all(CONTRAST)
    assert len(contrasts) == 34 and min(contrasts) >= 7
    assert tiles.first.inner_text().startswith("北京\n5")


def test_a_case_is_printed_as_its_text_with_source_and_citation(visit):
    page = on_paper(visit, PAGES["case"])
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
    assert len(sheets(page).pages) == 1
