"""A curator reads the history of a case and restores a revision; readers see what was changed."""

import pytest
from playwright.sync_api import Page, expect

from cases.choices import Confidence
from cases.models import Award, Coding, Revision
from tests.e2e.folds import open_row
from tests.e2e.test_barriers import refuse_barriers
from tests.e2e.test_curation import open_as_curator
from tests.factories import make_award, make_coding, make_mechanism


@pytest.fixture
def coding(transactional_db) -> Coding:
    """An accepted coding of a published award whose confidence was changed."""
    coding = make_coding(make_award(), make_mechanism("社区协商"), evidence="推动社区协商")
    coding.confidence = Confidence.LOW
    coding.save()
    return coding


def pages_without_barriers(page: Page, *paths: str) -> None:
    for path in paths:
        page.goto(path)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            refuse_barriers(page, f"{path} {width} px")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.set_viewport_size({"width": 1280, "height": 900})


def test_it_restores_a_revision_after_a_look_at_what_that_changes(page, coding):
    history = f"/admin/cases/award/{coding.award_id}/history/"
    open_as_curator(page, history)
    changed = page.locator(".revisions > li").first
    expect(changed).to_contain_text("修改了机制编码")
    expect(changed.locator("del")).to_have_text("高")
    expect(changed.locator("ins")).to_have_text("低")

    page.locator(".revisions > li").nth(1).get_by_role("link", name="恢复到这一版").click()
    expect(page.locator(".differences ins")).to_have_text("高")
    page.fill("#restore-reason", "改错了")
    page.get_by_role("button", name="恢复", exact=True).click()

    expect(page.locator(".messagelist")).to_contain_text("已恢复到所选的版本")
    expect(page.locator(".revisions > li").first).to_contain_text("为什么：改错了")
    assert Coding.objects.get().confidence == Confidence.HIGH
    assert Award.objects.get().pk == coding.award_id


def test_its_pages_have_no_barrier_and_fit_a_phone(page, coding):
    revision = Revision.objects.first()
    open_as_curator(page, "/admin/cases/revision/")
    pages_without_barriers(
        page,
        "/admin/cases/revision/",
        f"/admin/cases/revision/{revision.pk}/change/",
        f"/admin/cases/revision/{revision.pk - 1}/restore/",
        f"/admin/cases/award/{coding.award_id}/history/",
    )


def test_a_form_of_a_published_award_asks_why(page, coding):
    open_as_curator(page, f"/admin/cases/award/{coding.award_id}/change/")
    open_row(page, "codings-0")
    page.select_option("#id_codings-0-confidence", "medium")
    page.click("[name=_continue]")
    expect(page.locator(".errornote + .errorlist")).to_contain_text("为什么改")
    expect(page.locator("#id_codings-0-confidence")).to_have_value("medium")
    page.select_option("#id_why", "改正录入错误")
    page.click("[name=_continue]")
    expect(page.locator(".messagelist")).to_contain_text("成功修改")
    assert Revision.objects.first().note == "改正录入错误"


def test_readers_are_told_what_was_changed(page, coding):
    page.goto(coding.award.get_absolute_url())
    expect(page.locator("body")).to_contain_text("修改了机制编码。")
    page.get_by_role("link", name="历次修改").click()
    expect(page.locator(".changes del").nth(1)).to_have_text("高")
    page.get_by_role("link", name="看这一版的内容").first.click()
    expect(page.locator(".notice")).to_contain_text("可能已不是现在的内容")
