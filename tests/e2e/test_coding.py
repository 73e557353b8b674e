"""A coder reads an award at the desk and codes it, by the keyboard alone or with the mouse."""

import pytest
from playwright.sync_api import Page, expect

from cases.choices import CodingState, State
from cases.models import Award, Coding
from tests.e2e.selecting import TEXT, select
from tests.e2e.test_barriers import refuse_barriers
from tests.e2e.test_curation import open_as_curator
from tests.factories import make_award, make_coding, make_mechanism

CLAUSES = {  # clause → what is typed for its term, and the term
    "建立居民议事会": ("sqxs", "社区协商"),
    "由政府向社会组织购买服务": ("zfgm", "政府购买服务"),
    "党员进楼栋": ("dangjian", "党建引领"),
    "网格员每天走访": ("网格", "网格化管理"),
    "志愿者结对帮扶": ("zhiyuan", "志愿服务"),
    "楼长调解纠纷": ("mdtj", "矛盾调解"),
    "居民公约上墙": ("gongyue", "村规民约"),
    "热线收集诉求": ("sqmy", "社情民意收集"),
    "三社一起干": ("ssld", "三社联动"),
    "年底由居民打分": ("民主", "民主监督"),
}
OTHER_NAMES = {"村规民约": ("居民公约",), "社情民意收集": ("收民意",)}
SURE = ("high", "medium", "low")


@pytest.fixture
def award(transactional_db) -> Award:
    for number, (_typed, name) in enumerate(CLAUSES.values()):
        make_mechanism(name, names=OTHER_NAMES.get(name, ()), position=number)
    return make_award(state=State.DRAFT, title="𠮷祥社区", text="，".join(CLAUSES) + "。")


def open_desk(page: Page, award: Award) -> None:
    open_as_curator(page, f"/admin/coding/{award.pk}/")
    expect(page.locator(TEXT)).to_be_focused()


def said(page: Page, words: str) -> None:
    expect(page.locator("[data-said]")).to_have_text(words)


def test_a_coder_codes_ten_passages_by_keyboard(page, award):
    open_desk(page, award)
    page.keyboard.press("ArrowDown")  # the heading
    for number, (clause, (typed, name)) in enumerate(CLAUSES.items()):
        page.keyboard.press("ArrowDown")
        expect(page.locator("[data-chosen]")).to_have_text(f"已选“{clause}”")
        page.keyboard.type(typed)
        expect(page.locator("[data-options] [aria-selected=true]")).to_contain_text(name)
        page.keyboard.press("Enter")
        page.keyboard.press(str(number % 3 + 1))
        said(page, f"已标为“{name}”，把握{'高中低'[number % 3]}。")
        expect(page.locator(TEXT)).to_be_focused()

    rows = Coding.objects.select_related("mechanism", "award__source").order_by("start")
    found = [(row.evidence, row.mechanism.name, row.confidence, row.state) for row in rows]
    assert found == [
        (clause, name, SURE[number % 3], CodingState.ACCEPTED)
        for number, (clause, (_typed, name)) in enumerate(CLAUSES.items())
    ]
    assert {row.coder.user.username for row in rows} == {"curator"}


def test_words_are_chosen_to_the_character_by_keys(page, award):
    open_desk(page, award)
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowRight", "]", "]"):
        page.keyboard.press(key)
    expect(page.locator("[data-chosen]")).to_have_text("已选“居民议事”")
    page.keyboard.press("[")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-chosen]")).to_have_text("已选“立居民议事会”")
    page.keyboard.press("Escape")
    expect(page.locator("[data-chosen]")).to_contain_text("在原文中选中文字")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-chosen]")).to_contain_text("已选“建立居民议事会，由政府向社会组织购买服务")


def test_proposals_are_decided_with_a_key_each(page, award):
    make_coding(award, evidence="党员进楼栋", state=CodingState.PROPOSED)
    own = make_coding(award, evidence="网格员每天走访", state=CodingState.PROPOSED)
    open_desk(page, award)
    page.keyboard.press("j")
    expect(page.locator(f"{TEXT} .lit-current")).to_have_text("党员进楼栋")
    page.keyboard.press("a")
    page.keyboard.press("r")  # the next one, once the first is saved
    said(page, f"“{own.mechanism.name}”：不采纳。")
    page.keyboard.press("u")
    said(page, f"“{own.mechanism.name}”：改回待审。")
    page.keyboard.press("2")
    said(page, f"“{own.mechanism.name}”：把握中。")
    page.keyboard.press("?")
    expect(page.locator("#coding-keys")).to_be_visible()
    found = Coding.objects.order_by("start").values_list("state", "confidence")
    assert list(found) == [(CodingState.ACCEPTED, "high"), (CodingState.PROPOSED, "medium")]


def test_words_are_chosen_with_the_mouse_and_the_term_in_its_tree(page, award):
    open_desk(page, award)
    select(page, "网格员")
    term = page.locator("[data-tree] button", has_text="网格化管理")
    term.click(delay=100)  # milliseconds
    expect(page.locator("[data-shown]")).to_contain_text("网格化管理的定义。")
    page.locator("[data-sure]").get_by_role("button", name="中").click(delay=100)
    said(page, "已标为“网格化管理”，把握中。")
    expect(page.locator(f"{TEXT} .lit-coding")).to_have_text("网格员")
    assert Coding.objects.get().evidence == "网格员"


def test_who_comes_second_is_told_what_became_of_it(page, award, complaints):
    row = make_coding(award, evidence="党员进楼栋", state=CodingState.PROPOSED)
    open_desk(page, award)
    row.state = CodingState.REJECTED
    row.save()
    page.keyboard.press("j")
    page.keyboard.press("2")
    expect(page.locator("[data-said].is-wrong")).to_contain_text("这条编码刚才变了")
    expect(page.locator(".coding.is-refused")).to_be_visible()
    assert [each for each in complaints if "409" not in each] == []
    complaints.clear()  # that the act was refused, which the console says of any answer but 200


@pytest.mark.parametrize("width", [1280, 390])
def test_the_desk_has_no_barrier_and_fits_a_phone(page, award, width):
    make_coding(award, evidence="党员进楼栋", state=CodingState.PROPOSED)
    make_coding(award, evidence="热线收集诉求", state=CodingState.REJECTED)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    open_desk(page, award)
    for key in ("?", "j", "Escape", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.type("ss")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        refuse_barriers(page, f"{scheme}, {width} px")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/admin/coding/")
    refuse_barriers(page, f"list, {width} px")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
