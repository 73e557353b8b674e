"""The curators' pages under the strict content policy, in a real browser."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

PASSWORD = "a long and secret word"


@pytest.fixture
def curator(transactional_db) -> User:
    return User.objects.create_superuser("curator", password=PASSWORD)


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.fill("#id_username", "curator")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


def test_a_curator_logs_in_and_finds_the_admin_in_chinese(page, curator):
    log_in(page)

    assert page.inner_text("#user-tools").strip().startswith("欢迎")
    assert page.get_attribute("html", "lang") == "zh-hans"


@pytest.mark.parametrize("path", ["auth/user/", "auth/user/add/", "auth/group/add/"])
def test_the_admin_works_under_the_content_policy(page, curator, path):
    log_in(page)
    page.goto(f"/admin/{path}")

    assert page.is_visible("#content")


def test_the_browser_keeps_a_curator_out_without_the_password(page, curator):
    page.goto("/admin/")
    page.fill("#id_username", "curator")
    page.fill("#id_password", "wrong")
    page.click("[type=submit]")

    assert page.is_visible(".errornote")
