"""An unseen list from paper to readers and back out again, in a browser under the strict content policy."""

import io

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from cases.imports.files.bounds import MOST_BYTES
from cases.models import Award, Intake
from tests.e2e.selecting import TEXT, select
from tests.e2e.test_barriers import refuse_barriers
from tests.e2e.test_curation import open_as_curator
from tests.imports.lists import ENTRIES, LIST, make_readers_library

MISREAD = LIST.replace(ENTRIES[2], f"{ENTRIES[2]}\n联系人：王𠮷")


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_file(text: str) -> dict:
    """What the browser sends of a Word file with these paragraphs."""
    document, written = Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(written)
    return {"name": "名单.docx", "mimeType": WORD, "buffer": written.getvalue()}


@pytest.fixture
def start(page, transactional_db) -> Page:
    """The page where a notice is pasted or uploaded."""
    make_readers_library()
    open_as_curator(page, "/admin/cases/intake/add/")
    page.get_by_label("民政部", exact=True).check()
    return page


@pytest.fixture
def preview(start) -> Page:
    """The list as a curator pasted it."""
    start.get_by_label("粘贴全文").fill(MISREAD)
    return read(start)


def read(page: Page) -> Page:
    page.get_by_role("button", name="读取并预览").click()
    expect(page.locator(".intake-numbers")).to_contain_text("读到 3")
    expect(page.locator(TEXT)).to_contain_text("小营巷社区")
    return page


def row(page: Page, words: str):
    return page.locator(".intake-row", has_text=words)


def open_row(page: Page, words: str):
    row(page, words).locator("summary").click()
    expect(row(page, words)).to_have_attribute("open", "")
    return row(page, words)


def test_a_word_file_is_read_corrected_taken_in_published_found_and_taken_back(start):
    start.get_by_label("或上传文件").set_input_files(word_file(LIST))
    page = read(start)
    open_row(page, ENTRIES[0])
    select(page, "小营巷社区")
    page.locator("[data-use=title]").click()
    open_row(page, ENTRIES[1])
    select(page, "清波门社区")
    page.locator("[data-use=locality]").click()
    expect(page.locator("[data-unsaved]")).to_have_text("2 条有改动，还没有保存")
    page.get_by_role("button", name="保存全部改动").click()
    expect(page.locator(".messagelist")).to_contain_text("已保存 2 条的改动")

    page.get_by_role("button", name="收录为草稿").click()
    expect(page.locator(".messagelist")).to_contain_text("已收录 3 个案例，均为草稿")
    page.get_by_role("link", name="到案例列表核对、发布").click()
    page.locator("#action-toggle").check()
    page.get_by_label("动作").select_option("publish")
    page.get_by_role("button", name="执行").click()
    expect(page.locator("#content")).to_contain_text("将发布 3 个案例")
    page.get_by_role("button", name="确认发布").click()
    expect(page.locator(".messagelist")).to_contain_text("发布了 3 个案例")
    first = Award.objects.get(title="小营巷社区")
    assert (first.locality, Award.objects.get(applicant=ENTRIES[1]).locality) == (
        "小营街道小营巷社区",
        "清波门社区",
    )

    page.goto("/cases/?q=小营巷")
    expect(page.locator(".card").first).to_contain_text("小营巷社区")
    page.goto("/admin/cases/intake/")
    page.get_by_role("link", name="关于公布2021年").click()
    page.get_by_role("button", name="整批撤销").click()
    expect(page.locator("#content")).to_contain_text("3 个已发布的案例撤回")
    page.get_by_label("撤销的原因").fill("重复导入")
    page.get_by_role("button", name="确认撤销").click()
    expect(page.locator(".messagelist")).to_contain_text("已整批撤销")
    page.goto(f"/cases/{first.accession}/")
    expect(page.locator("h1")).to_contain_text("撤回")


def test_a_file_over_the_bound_is_refused_before_it_is_sent_and_nothing_is_lost(start, tmp_path):
    film = tmp_path / "大名单.docx"
    film.write_bytes(b"\0" * (MOST_BYTES + 512 * 1024))
    start.get_by_label("批次").fill("第三批")
    start.get_by_label("或上传文件").set_input_files(film)
    said = start.locator(".errorlist")
    expect(said).to_contain_text("“大名单.docx”有 20.5 MB，上传的文件不能超过 20 MB，还没有上传。")
    start.get_by_role("button", name="读取并预览").click()
    expect(said).to_be_visible()
    expect(start.get_by_label("批次")).to_have_value("第三批")
    start.get_by_label("或上传文件").set_input_files(word_file(LIST))
    expect(said).to_have_count(0)
    read(start)


def test_a_row_and_its_passage_find_each_other(preview):
    page = preview
    page.locator(f"{TEXT} mark", has_text="清波门").click(delay=100)  # milliseconds
    expect(row(page, ENTRIES[1])).to_have_attribute("open", "")
    expect(page.locator(f"{TEXT} .lit-current")).to_have_text(ENTRIES[1])
    row(page, ENTRIES[2]).locator("summary").click()
    expect(page.locator(f"{TEXT} .lit-current")).to_contain_text(ENTRIES[2])


def test_a_missed_row_is_added_by_selecting_it_and_left_out_again(preview):
    page = preview
    select(page, "联系人：王𠮷")
    page.get_by_role("button", name="用选中的文字新增一条").click()
    expect(row(page, "王𠮷")).to_have_attribute("open", "")
    expect(page.locator(".intake-problems")).to_contain_text("请核对各项")
    row(page, "王𠮷").get_by_role("button", name="不收录").click()
    expect(page.locator(".intake-numbers")).to_contain_text("不收录 1")


def test_a_refused_row_comes_back_in_sight_with_what_was_typed_in_all(preview):
    page = preview
    open_row(page, ENTRIES[0]).get_by_label("县级以下地名").fill("小营巷社区")
    open_row(page, ENTRIES[2]).get_by_label("标题").fill("社区之光")
    page.get_by_role("button", name="保存全部改动").click()
    expect(row(page, ENTRIES[2]).locator(".errorlist")).to_contain_text("不是原文")
    expect(row(page, ENTRIES[2]).locator(".errorlist")).to_be_in_viewport()
    expect(row(page, ENTRIES[2]).get_by_label("标题")).to_have_value("社区之光")
    open_row(page, ENTRIES[0])
    expect(row(page, ENTRIES[0]).get_by_label("县级以下地名")).to_have_value("小营巷社区")


def test_what_is_said_of_a_row_is_in_sight_at_the_row(preview):
    page = preview
    open_row(page, ENTRIES[2]).get_by_role("button", name="不收录").click()
    said = row(page, ENTRIES[2]).locator("[data-said]")
    expect(said).to_contain_text("要改回：按“改回待处理”")
    expect(said).to_be_in_viewport()


def test_leaving_the_page_asks_first_while_something_is_not_saved(preview):
    page, asked = preview, []
    open_row(page, ENTRIES[0]).get_by_label("县级以下地名").fill("小营巷社区")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="首页").click()
    expect(row(page, ENTRIES[0]).get_by_label("县级以下地名")).to_have_value("小营巷社区")
    page.get_by_role("button", name="保存全部改动").click()
    expect(row(page, ENTRIES[0]).locator("[data-said]")).to_contain_text("已保存 1 条")
    assert asked == ["beforeunload"]
    page.get_by_role("link", name="首页").click()
    expect(page.locator("h1")).to_contain_text("编目")


def test_the_enter_key_saves(preview):
    field = open_row(preview, ENTRIES[0]).get_by_label("县级以下地名")
    field.fill("小营巷社区")
    field.press("Enter")
    expect(row(preview, ENTRIES[0]).locator("[data-said]")).to_contain_text("已保存 1 条")


def test_a_row_is_split_where_the_chosen_words_begin(preview):
    page = preview
    open_row(page, ENTRIES[2])
    select(page, "彩霞岭社区")
    page.get_by_role("button", name="从此处拆成两条").click()
    said = page.locator(".intake-row[open] [data-said]")
    expect(said).to_contain_text("与上一条合并")
    expect(page.locator(".intake-row").nth(3).locator("summary strong")).to_have_text("彩霞岭社区")


def test_a_place_is_chosen_among_those_of_its_name(preview):
    page = preview
    open_row(page, ENTRIES[0]).locator(".select2-selection").click()
    page.locator(".select2-search__field").fill("上城")
    expect(page.locator(".select2-results__option").first).to_have_text("浙江省杭州市上城区")


def test_the_pages_around_the_preview_have_no_barrier(preview):
    page = preview
    page.get_by_role("button", name="收录为草稿").click()
    expect(page.locator(".messagelist")).to_contain_text("已收录 3")
    refuse_barriers(page, "taken in")
    page.get_by_role("button", name="整批撤销").click()
    expect(page.locator("h1")).to_contain_text("整批撤销")
    refuse_barriers(page, "before it is undone")
    for path in ("help", "add"):
        page.goto(f"/admin/cases/intake/{path}/")
        refuse_barriers(page, path)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_preview_has_no_barrier_and_fits_its_window(preview, width):
    page = preview
    page.set_viewport_size({"width": width, "height": 900})
    open_row(page, ENTRIES[0])
    refuse_barriers(page, f"{width} px")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_one_press_leads_to_the_text_and_back_to_the_row(preview):
    page = preview
    page.set_viewport_size({"width": 390, "height": 800})
    opened = open_row(page, ENTRIES[2])
    page.get_by_role("link", name="原文").click()
    expect(page.locator(f"{TEXT} .lit-current")).to_be_in_viewport()
    page.get_by_role("link", name="条目").click()
    expect(opened.locator("summary")).to_be_in_viewport()


def test_a_number_that_is_selected_with_its_sign_is_the_rank(start):
    start.get_by_label("粘贴全文").fill(LIST.replace(ENTRIES[0], f"1.{ENTRIES[0]}"))
    page = read(start)
    opened = open_row(page, ENTRIES[0])
    select(page, "1.")
    page.locator("[data-use=rank]").click()
    expect(opened.get_by_label("序号")).to_have_value("1")


def test_a_page_that_waits_for_the_worker_counts_on_and_becomes_the_preview(preview):
    waits = {"work": "take", "work_worker": "one", "work_beat_at": timezone.now()}
    address = preview.url
    preview.goto("about:blank")  # an open form that reports meanwhile would be refused, and says so
    Intake.objects.update(**waits, progress_done=1, progress_total=3000)
    preview.goto(address)
    expect(preview.locator("#intake-work h2")).to_have_text("正在收录 1 / 3,000")
    refuse_barriers(preview, "at work")
    Intake.objects.update(progress_done=1200)
    expect(preview.locator("#intake-work h2")).to_have_text("正在收录 1,200 / 3,000")
    Intake.objects.update(work="", work_worker="", progress_done=0, progress_total=0)
    expect(preview.locator(".intake-numbers")).to_contain_text("读到 3")
