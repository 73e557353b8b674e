"""A merge of terms by two people in real browsers: proposed, accepted, undone by both; readers see each."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_barriers import refuse_barriers
from tests.factories import make_award, make_coding, make_mechanism
from tests.roles import ADMINISTRATOR


@pytest.fixture
def other(transactional_db, settings):
    """A term that is another one's, with two cases."""
    settings.ONE_PERSON_OFFICE = False
    make_mechanism("社区协商", slug="xieshang")
    other = make_mechanism("协商议事", slug="yishi")
    make_coding(make_award(title="院落里的议事会"), other)
    make_coding(make_award(title="楼栋里的议事会"), other)
    return other


def accept(page: Page, seen: str) -> None:
    """What waits is opened from the list, read and accepted."""
    page.goto("/admin/cases/storedchange/review/")
    page.get_by_role("link", name="查看并审核", exact=True).click()
    expect(page.locator("#content")).to_contain_text(seen)
    refuse_barriers(page, seen)
    page.get_by_role("button", name="接受").click(delay=100)
    expect(page.locator(".messagelist")).to_contain_text("已完成")


def test_a_merge_and_its_undoing_take_two_and_readers_see_each(other, log_in, page):
    proposer, second, reader = log_in("first", ADMINISTRATOR), log_in("second", ADMINISTRATOR), page
    proposer.goto(f"/admin/cases/mechanism/{other.pk}/change/")
    proposer.get_by_role("link", name="合并…").click()
    proposer.get_by_label("并入").select_option(label="社区协商")
    proposer.get_by_label("原因").fill("同一机制")
    proposer.get_by_role("button", name="预览").click(delay=100)
    shown = proposer.locator(".care-outlook")
    expect(shown).to_contain_text("2 个案例（其中已发布 2 个）的 2 条编码改到“社区协商”")
    refuse_barriers(proposer, "the outlook of a merge")
    proposer.get_by_role("button", name="提交审核").click(delay=100)
    expect(proposer.locator(".messagelist")).to_contain_text("已提交审核")
    expect(proposer.get_by_role("button", name="接受")).to_have_count(0)
    refuse_barriers(proposer, "the act that waits, for who proposed it")
    reader.goto("/mechanisms/yishi/")
    expect(reader.locator("h1")).to_have_text("协商议事")

    accept(second, "的 2 条编码改到“社区协商”")
    reader.goto("/mechanisms/yishi/")
    expect(reader).to_have_url("/mechanisms/xieshang/")
    expect(reader.locator("main")).to_contain_text("院落里的议事会")

    proposer.goto("/admin/cases/mechanism/care/")
    refuse_barriers(proposer, "the list of what was done")
    proposer.get_by_role("link", name="撤销").click()
    expect(proposer.locator("#content")).to_contain_text("治理机制 yishi：重新建立")
    refuse_barriers(proposer, "the page that takes a merge back")
    proposer.get_by_label("撤销的原因").fill("是两回事")
    proposer.get_by_role("button", name="提交审核").click(delay=100)
    expect(proposer.locator(".messagelist")).to_contain_text("已提交审核")
    reader.goto("/mechanisms/yishi/")
    expect(reader).to_have_url("/mechanisms/xieshang/")

    accept(second, "治理机制 yishi：重新建立")
    reader.goto("/mechanisms/yishi/")
    expect(reader.locator("h1")).to_have_text("协商议事")
    expect(reader.locator("main")).to_contain_text("院落里的议事会")
    reader.goto("/mechanisms/xieshang/")
    expect(reader.locator("main")).to_contain_text("还没有案例标注这一机制")
