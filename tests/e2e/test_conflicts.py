"""The page that decides which of two documents is followed has no barrier, and is reached from the form."""

from playwright.sync_api import expect

from tests.curation.conftest import make_full_award
from tests.curation.witnesses import attest, make_article
from tests.e2e.test_curation import open_as_curator
from tests.e2e.test_history import pages_without_barriers


def test_from_the_form_to_a_decision(page, transactional_db):
    award = make_full_award()
    attest(award, make_article(), applicant="太仓市政府")
    open_as_curator(page, f"/admin/cases/award/{award.pk}/change/")
    page.get_by_role("link", name="说法不同，待核定").click(delay=100)
    expect(page.get_by_role("heading", name="不同的说法：政社互动")).to_be_visible()
    pages_without_barriers(page, f"/admin/conflicts/{award.pk}/", "/admin/desk/conflicts/")
    page.goto(f"/admin/conflicts/{award.pk}/")
    page.get_by_label("太仓市政府").check()
    page.get_by_label("理由").fill("后来的文章写得完整。")
    page.get_by_role("button", name="核定申报单位").click(delay=100)
    expect(page.locator(".messagelist")).to_contain_text("已核定")
    page.goto(award.get_absolute_url())
    expect(page.locator("table.values")).to_contain_text("理由：后来的文章写得完整。")
