"""The pages of the curators have no barrier in either scheme and fit a window of 1280 px."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from cases.models import Award
from tests.e2e.test_barriers import RULES, report
from tests.e2e.test_curation import open_as_curator
from tests.factories import make_award, make_coding, make_division

WHOLE = {"exclude": [[".select2-container"]]}  # what Select2 draws is not ours
LISTS = ("award", "coding", "edition", "source", "mechanism", "division", "intake", "revision", "report")
OTHERS = ("intake/add/", "intake/help/", "storedchange/review/", "mechanism/add/")


@pytest.fixture
def award(transactional_db) -> Award:
    county = make_division("太仓市", parent=make_division("江苏省"))
    award = make_award(applicant="江苏省太仓市", place_then=county, place_now=county)
    make_coding(award)
    return award


def refuse_barriers_anywhere(page: Page, named: str) -> None:
    violations = Axe().run(page, context=WHOLE, options={**RULES, "preload": False}).response["violations"]
    assert violations == [], report(violations, named)


def test_lists_and_pages_have_no_barrier_and_fit(page, award):
    open_as_curator(page, "/admin/")
    page.emulate_media(reduced_motion="reduce")
    for path in (*(f"{name}/" for name in LISTS), *OTHERS):
        page.goto(f"/admin/cases/{path}")
        table = page.locator("#result_list")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            refuse_barriers_anywhere(page, f"{path} {scheme}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path
        for box in table.all():
            assert box.evaluate("table => table.getBoundingClientRect().right") <= 1280, path


def test_the_pages_of_accounts_and_groups_have_no_barrier(page, award):
    open_as_curator(page, "/admin/")
    page.emulate_media(reduced_motion="reduce")
    user, group = User.objects.get(), Group.objects.create(name="编目组")
    for path in (
        "auth/user/",
        "auth/user/add/",
        f"auth/user/{user.pk}/change/",
        f"auth/user/{user.pk}/password/",
        f"auth/user/{user.pk}/history/",
        "auth/group/",
        f"auth/group/{group.pk}/change/",
        "password_change/",
        "manual/",
    ):
        page.goto(f"/admin/{path}")
        page.wait_for_load_state()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            refuse_barriers_anywhere(page, f"{path} {scheme}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path


def test_the_page_to_log_in_has_no_barrier(page, live_server):
    page.goto("/admin/login/")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        refuse_barriers_anywhere(page, scheme)


def test_a_menu_closes_when_another_opens_and_by_escape(page, award):
    open_as_curator(page, "/admin/cases/award/")
    menus = page.locator("[data-menus] details")
    menus.nth(0).locator("summary").click()
    menus.nth(1).locator("summary").click()
    expect(menus.nth(0)).not_to_have_attribute("open", "")
    expect(menus.nth(1).locator("a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(menus.nth(1)).not_to_have_attribute("open", "")
    expect(menus.nth(1).locator("summary")).to_be_focused()
