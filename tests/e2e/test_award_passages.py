"""A curator fills the form of an award by choosing words in the text that stands beside it."""

import pytest
from playwright.sync_api import Page, expect

from cases.choices import State
from cases.models import Attestation, Attribution, Award, Coding, Source
from tests.e2e.folds import open_group, open_row
from tests.e2e.selecting import TEXT, select
from tests.e2e.test_barriers import refuse_barriers
from tests.e2e.test_curation import open_as_curator
from tests.factories import make_award, make_coding, make_mechanism, make_source
from tests.origins import make_attribution

HEADING = "民政部关于𠮷祥、如意两社区\u00a02014年度中国社区治理十大创新成果的通知\n"
BODY = "居民议事,居民协商。\n𠮷祥社区由政府购买服务,居民协商。"
WINDOWS = "𠮷公布\r\n名单：\r\n一等奖\u00a0三等奖\r\n"


@pytest.fixture
def draft(transactional_db) -> Award:
    return make_award(state=State.DRAFT, text=BODY, source=make_source(text=HEADING))


def open_form(page: Page, award: Award) -> None:
    open_as_curator(page, f"/admin/cases/award/{award.pk}/change/")
    expect(page.locator(TEXT)).to_contain_text("居民议事")
    page.wait_for_load_state(
        "networkidle"
    )  # what is drawn anew takes a selection away that no hand makes so soon


def take(page: Page, words: str, button: str, number: int = 1) -> None:
    select(page, words, number)
    page.locator(".passages").get_by_role("button", name=button, exact=True).click()


def test_origins_are_chosen_with_a_selection_and_a_click_each_and_the_award_is_published(page, draft):
    open_form(page, draft)
    take(page, "2014", "年度")
    take(page, "中国社区治理十大创新成果", "评选项目")
    take(page, "十大创新成果", "等次")
    take(page, "民政部", "发布机关")
    take(page, draft.title, "标题")
    expect(page.locator("#attributions-group .inline-related:not(.empty-form)")).to_have_count(5)
    page.click("[name=_publish]")

    expect(page.locator(".messagelist")).to_contain_text("发布了 1 个案例")
    text = Source.objects.get(pk=draft.source_id).text
    printed = {row.field: text[row.start : row.end] for row in Attribution.objects.all()}
    assert printed["year"] == "2014"
    assert printed["programme"] == "中国社区治理十大创新成果"
    assert printed["title"] == draft.title


def test_the_same_words_are_taken_where_they_were_selected(page, draft):
    make_mechanism("居民协商", names=("协商",))
    open_form(page, draft)
    take(page, "居民协商", "机制编码", number=2)
    page.click("#codings-0 .field-mechanism .select2-selection")
    page.click(".select2-results__option:has-text('居民协商')")
    page.select_option("#id_codings-0-confidence", "high")
    page.click("[name=_continue]")

    expect(page.locator(".messagelist")).to_contain_text("成功修改")
    coding, text = Coding.objects.get(), draft.source.text
    assert (coding.start, coding.evidence) == (text.rindex("居民协商"), "居民协商")


def test_the_row_in_hand_is_filled_and_a_second_choice_replaces_the_first(page, draft):
    open_form(page, draft)
    open_group(page, "attributions")
    page.click("#attributions-group .add-row a")
    page.select_option("#id_attributions-0-field", "tier")
    page.select_option("#id_attributions-0-rule", "curated")
    page.focus("#id_attributions-0-words")
    take(page, "十大创新成果", "填入“取值依据：等次”")
    expect(page.locator("#id_attributions-0-rule")).to_have_value("")
    take(page, "十大创新", "✓ 等次")

    expect(page.locator("#id_attributions-0-words")).to_have_value("十大创新")
    expect(page.locator("#id_attributions-0-start")).to_have_value(str(HEADING.index("十大创新")))
    expect(page.locator("#attributions-group .inline-related:not(.empty-form)")).to_have_count(1)


def test_the_bounds_of_the_award_are_chosen(page, draft):
    open_form(page, draft)
    page.locator(TEXT).evaluate("box => getSelection().selectAllChildren(box)")
    expect(page.locator("[data-chosen]")).to_contain_text("已选“民政部")
    page.locator(".passages").get_by_role("button", name="本案例起止").click()

    expect(page.locator("#id_start")).to_have_value("0")
    expect(page.locator("#id_end")).to_have_value(str(len(draft.source.text.rstrip())))


def test_a_row_lights_its_passage_and_a_click_on_the_passage_finds_its_row(page, draft):
    open_form(page, draft)
    take(page, "2014", "年度")
    take(page, "十大创新成果", "等次")
    page.focus("#id_attributions-0-words")
    expect(page.locator(f"{TEXT} .lit-current")).to_have_text("2014")

    page.locator(f"{TEXT} mark", has_text="十大创新成果").click(delay=100)  # milliseconds
    expect(page.locator("#id_attributions-1-words")).to_be_focused()
    expect(page.locator(f"{TEXT} .lit-current")).to_have_text("十大创新成果")


def test_words_are_chosen_by_the_keyboard_alone(page, draft):
    open_form(page, draft)
    page.get_by_label("在原文中查找").focus()
    page.keyboard.type("居民协商")
    expect(page.locator("[data-chosen]")).to_contain_text("已选“居民协商”（第 1 处，共 2 处）")
    page.keyboard.press("Enter")
    expect(page.locator("[data-chosen]")).to_contain_text("第 2 处，共 2 处")
    expect(page.locator("[data-chosen]")).to_have_attribute("role", "status")
    page.locator("[data-use=codings]").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#id_codings-0-words")).to_have_value("居民协商")
    expect(page.locator("#id_codings-0-start")).to_have_value(str(draft.source.text.rindex("居民协商")))


def test_offsets_count_characters_beyond_the_first_plane_and_line_ends_of_windows(page, draft):
    page.route("**/source/*/text/", lambda route: route.fulfill(json={"text": WINDOWS}))
    open_as_curator(page, f"/admin/cases/award/{draft.pk}/change/")
    take(page, "三等奖", "等次")
    expect(page.locator("#id_attributions-0-start")).to_have_value(str(WINDOWS.index("三等奖")))

    page.locator(TEXT).evaluate("box => getSelection().selectAllChildren(box)")
    expect(page.locator("[data-chosen]")).to_contain_text("已选“𠮷公布 名单： 一等奖 三等奖”")
    page.locator("[data-use=award]").click()
    expect(page.locator("#id_end")).to_have_value(str(len(WINDOWS.rstrip())))


def test_another_document_of_the_award_is_chosen_from(page, draft):
    other = make_source(text="简报：𠮷祥社区入选。\n")
    Attestation.objects.create(award=draft, source=other, start=0, end=2)
    open_form(page, draft)
    open_row(page, "attestations-0")
    page.focus("#id_attestations-0-words")
    expect(page.locator(f"{TEXT} .lit-current")).to_have_text("简报")
    take(page, "入选", "等次")

    expect(page.locator("#id_attributions-0-source")).to_have_value(str(other.pk))
    expect(page.locator("#id_attributions-0-start")).to_have_value(str(other.text.index("入选")))


def test_a_value_shows_its_origin_and_its_origin_lights_the_passage(page, draft):
    make_attribution(draft, "tier")
    open_form(page, draft)
    origin = page.locator("[data-origins=tier] a")
    expect(origin).to_contain_text("原文十大创新成果")
    origin.click()
    expect(page.locator(f"{TEXT} .lit-current")).to_have_text("十大创新成果")
    expect(page.locator("#attributions-0 > details")).not_to_have_attribute("open", "")
    take(page, "十大创新", "填入“取值依据：等次”")
    expect(origin).to_have_text("原文十大创新")

    origin.click()
    expect(page.locator("#id_attributions-0-words")).to_be_focused()
    expect(page.locator("#attributions-0 .fold-words")).to_have_text("十大创新")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_form_has_no_barrier(page, draft, width):
    make_coding(draft, make_mechanism("居民协商"))
    page.set_viewport_size({"width": width, "height": 900})
    open_form(page, draft)
    take(page, "2014", "年度")
    take(page, "居民协商", "机制编码")
    page.emulate_media(reduced_motion="reduce")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        refuse_barriers(page, f"{scheme}, {width} px")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
