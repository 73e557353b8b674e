"""A curator codes and publishes a case in a real browser, under the strict content policy."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from cases.choices import State
from cases.models import Award, Coding
from tests.factories import make_award, make_mechanism
from tests.origins import make_attribution

PASSWORD = "a long and secret word"


@pytest.fixture
def draft(transactional_db) -> Award:
    award = make_award(state=State.DRAFT, text="居民议事,居民协商。\n政府购买服务。")
    for name in ("year", "programme", "issuing_body", "tier", "title"):
        make_attribution(award, name)
    return award


def open_as_curator(page: Page, path: str) -> None:
    User.objects.create_superuser("curator", password=PASSWORD)
    page.goto(path)
    page.fill("#id_username", "curator")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_load_state()  # the click returns before the body of the next page is there


def test_it_codes_a_case_by_its_words_and_publishes_it(page, draft):
    make_mechanism("政府购买服务", names=("购买服务",))
    open_as_curator(page, f"/admin/cases/award/{draft.pk}/change/")

    page.click("#codings-group .add-row a")
    page.click("#codings-0 .field-mechanism .select2-selection")
    page.fill(".select2-search__field", "购买")
    page.click(".select2-results__option:has-text('政府购买服务')")
    page.fill("#id_codings-0-words", "政府购买服务")
    page.select_option("#id_codings-0-confidence", "high")
    page.click("[name=_publish]")

    expect(page.locator(".messagelist")).to_contain_text("成功修改")
    coding = Coding.objects.get()
    assert (coding.evidence, coding.coder.user.username) == ("政府购买服务", "curator")
    assert Award.objects.get().state == State.PUBLISHED


@pytest.mark.parametrize(
    "path", ["award/add/", "coding/", "division/add/", "source/add/", "edition/add/", "programme/add/"]
)
def test_the_pages_of_the_curators_work_under_the_content_policy(page, transactional_db, path):
    open_as_curator(page, f"/admin/cases/{path}")
    expect(page.locator("#content")).to_be_visible()
