"""Two curators change one case at two machines: the second is told, chooses, and loses nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from cases.choices import State
from cases.models import Award, Coding, Revision
from tests.e2e.conftest import watched
from tests.e2e.folds import open_row
from tests.e2e.test_barriers import RULES, report
from tests.e2e.test_curation import PASSWORD, open_as_curator
from tests.factories import make_award, make_coding, make_mechanism


@pytest.fixture
def coding(transactional_db) -> Coding:
    return make_coding(make_award(state=State.DRAFT), make_mechanism("社区协商"))


@pytest.fixture
def elsewhere(browser, live_server):
    """A page in another browser."""
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    context.set_default_timeout(10_000)  # milliseconds
    complaints = watched(context, live_server.url)
    yield context.new_page()
    context.close()
    assert complaints == []


def open_as_second(page: Page, path: str) -> None:
    User.objects.create_superuser("second", password=PASSWORD)
    page.goto(path)
    page.fill("#id_username", "second")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


def test_two_curators_collide_and_nothing_is_lost(page, elsewhere, coding):
    path = f"/admin/cases/award/{coding.award_id}/change/"
    open_as_curator(page, path)
    open_as_second(elsewhere, path)

    page.fill("#id_locality", "甲地")
    open_row(page, "codings-0")
    page.fill("#id_codings-0-note", "甲的话")
    page.select_option("#id_codings-0-confidence", "low")
    page.click("[name=_continue]")
    expect(page.locator(".messagelist")).to_contain_text("成功修改")

    elsewhere.fill("#id_locality", "乙地")
    open_row(elsewhere, "codings-0")
    elsewhere.fill("#id_codings-0-note", "乙的话")
    elsewhere.click("[name=_continue]")
    told = elsewhere.locator(".collision")
    expect(told).to_contain_text("curator 于")
    expect(told.locator("tbody tr")).to_have_count(2)
    expect(told.locator("tbody tr").first).to_contain_text("甲地")
    expect(elsewhere.locator("#id_locality")).to_have_value("乙地")
    expect(elsewhere.locator("#id_codings-0-note")).to_have_value("乙的话")
    expect(elsewhere.locator("#id_codings-0-confidence")).to_have_value("low")
    assert Award.objects.get().locality == "甲地"

    told.locator("tbody tr").first.get_by_label("取对方的").check()
    elsewhere.click("[name=_continue]")
    expect(elsewhere.locator(".messagelist")).to_contain_text("成功修改")
    saved = Coding.objects.select_related("award").get()
    assert (saved.award.locality, saved.note, saved.confidence) == ("甲地", "乙的话", "low")
    assert list(Revision.objects.filter(through="form").values_list("by", flat=True)) == ["second", "curator"]


def test_what_is_told_has_no_barrier(page, coding):
    path = f"/admin/cases/mechanism/{coding.mechanism_id}/change/"
    open_as_curator(page, path)
    term = coding.mechanism
    term.definition = "别人的定义"
    term.save()
    page.fill("#id_definition", "我的定义")
    page.click("[name=_continue]")
    expect(page.locator(".collision")).to_contain_text("程序 于")
    ours = {"include": [[".collision"]]}  # the tables of inlines are Django's
    violations = Axe().run(page, context=ours, options={**RULES, "preload": False}).response["violations"]
    assert violations == [], report(violations, "a collision")
