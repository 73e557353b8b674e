"""A merge of terms in a real browser: shown, done, taken back, and the public sees each."""

import pytest
from playwright.sync_api import expect

from tests.e2e.test_barriers import refuse_barriers
from tests.e2e.test_curation import open_as_curator
from tests.factories import make_award, make_coding, make_mechanism


@pytest.fixture
def terms(transactional_db):
    kept, other = make_mechanism("社区协商", slug="xieshang"), make_mechanism("协商议事", slug="yishi")
    make_coding(make_award(title="院落里的议事会"), other)
    make_coding(make_award(title="楼栋里的议事会"), other)
    return kept, other


def test_a_merge_is_done_and_undone_and_readers_see_each(terms, page, context):
    other, curator, reader = terms[1], page, context.new_page()
    open_as_curator(curator, f"/admin/cases/mechanism/{other.pk}/change/")
    curator.get_by_role("link", name="合并…").click()
    curator.get_by_label("并入").select_option(label="社区协商")
    curator.get_by_label("原因").fill("同一机制")
    curator.get_by_role("button", name="预览").click(delay=100)
    shown = curator.locator(".care-outlook")
    expect(shown).to_contain_text("2 个案例（其中已发布 2 个）的 2 条编码改到“社区协商”")
    refuse_barriers(curator, "the outlook of a merge")
    curator.get_by_role("button", name="确认合并").click(delay=100)
    expect(curator.locator(".messagelist")).to_contain_text("已完成：合并：“协商议事”并入“社区协商”")
    refuse_barriers(curator, "the list of what was done")

    reader.goto("/mechanisms/yishi/")
    expect(reader).to_have_url("/mechanisms/xieshang/")
    expect(reader.locator("main")).to_contain_text("院落里的议事会")

    curator.get_by_role("link", name="撤销").click()
    expect(curator.locator("#content")).to_contain_text("治理机制 yishi：重新建立")
    refuse_barriers(curator, "the page that takes a merge back")
    curator.get_by_label("撤销的原因").fill("是两回事")
    curator.get_by_role("button", name="确认撤销").click(delay=100)
    expect(curator.locator(".messagelist")).to_contain_text("已撤销")

    reader.goto("/mechanisms/yishi/")
    expect(reader.locator("h1")).to_have_text("协商议事")
    expect(reader.locator("main")).to_contain_text("院落里的议事会")
    reader.goto("/mechanisms/xieshang/")
    expect(reader.locator("main")).to_contain_text("还没有案例标注这一机制")
