"""Two people and a case in real browsers: drafted, sent back with a comment, mended, published, read."""

import pytest
from playwright.sync_api import expect

from cases.choices import State
from cases.models import Award
from tests.e2e.folds import open_row
from tests.factories import make_award
from tests.origins import make_attribution
from tests.roles import EDITOR, REVIEWER


@pytest.fixture
def draft(transactional_db, settings) -> Award:
    settings.ONE_PERSON_OFFICE = False
    award = make_award(state=State.DRAFT)
    for name in ("year", "programme", "issuing_body", "tier", "title"):
        make_attribution(award, name)
    return award


def test_a_draft_is_sent_back_mended_published_and_read(draft, log_in, page):
    editor, reviewer = log_in("editor", EDITOR), log_in("reviewer", REVIEWER)
    editor.goto(f"/admin/cases/award/{draft.pk}/change/")
    editor.get_by_role("button", name="保存并送审").click()
    expect(editor.locator(".messagelist")).to_contain_text("已送审")

    reviewer.goto("/admin/cases/storedchange/review/")
    expect(reviewer.locator("#content")).to_contain_text("等我审核的（1）")
    reviewer.get_by_role("link", name="查看并审核", exact=True).click()
    reviewer.fill("#review-words", "说明写清楚")
    reviewer.get_by_role("button", name="退回").click()
    expect(reviewer.locator(".messagelist")).to_contain_text("已退回给 editor")

    editor.goto("/admin/cases/storedchange/review/")
    expect(editor.locator("#content")).to_contain_text("说明写清楚")
    editor.goto(f"/admin/cases/award/{draft.pk}/change/")
    open_row(editor, "attributions-0")
    editor.fill("#id_attributions-0-note", "与原文核对过")
    editor.get_by_role("button", name="保存并送审").click()
    expect(editor.locator(".messagelist")).to_contain_text("已送审")
    page.goto(draft.get_absolute_url())
    expect(page.locator("body")).not_to_contain_text(draft.title)

    reviewer.goto("/admin/cases/storedchange/review/")
    reviewer.get_by_role("link", name="查看并审核", exact=True).click()
    reviewer.get_by_role("button", name="发布", exact=True).click()
    expect(reviewer.locator(".messagelist")).to_contain_text("已发布")
    page.goto(draft.get_absolute_url())
    expect(page.locator("h1")).to_contain_text(draft.title)


def test_a_published_case_changes_for_readers_when_a_reviewer_accepts(draft, log_in, page):
    draft.publish()
    editor, reviewer = log_in("editor", EDITOR), log_in("reviewer", REVIEWER)
    editor.goto(f"/admin/cases/award/{draft.pk}/change/")
    expect(editor.locator(".messagelist")).to_contain_text("保存以后先送审核")
    open_row(editor, "attributions-0")
    editor.fill("#id_attributions-0-note", "与原文核对过")
    editor.select_option("[name=_why]", index=1)
    editor.locator("[name=_save]").click()
    expect(editor.locator(".messagelist")).to_contain_text("已提交审核")
    assert not draft.attributions.exclude(note="").exists()

    reviewer.goto("/admin/cases/storedchange/review/")
    reviewer.get_by_role("link", name="查看并审核", exact=True).click()
    reviewer.get_by_role("button", name="接受").click()
    expect(reviewer.locator(".messagelist")).to_contain_text("已接受")
    assert draft.attributions.filter(note="与原文核对过").exists()
