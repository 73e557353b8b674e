"""What is typed survives a login that is lost and a page that is closed; who else is there is said."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from cases.choices import State
from cases.models import Award, Coding, FormDraft
from tests.e2e.conftest import watched
from tests.e2e.test_curation import PASSWORD, open_as_curator
from tests.factories import make_award, make_coding, make_mechanism


@pytest.fixture
def coding(transactional_db) -> Coding:
    return make_coding(make_award(state=State.DRAFT), make_mechanism("社区协商"))


@pytest.fixture
def elsewhere(browser, live_server):
    """A page in another browser."""
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(10_000)  # milliseconds
    complaints = watched(context, live_server.url)
    yield context.new_page()
    context.close()
    assert complaints == []


def log_in(page: Page, path: str, name: str) -> None:
    page.goto(path)
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_load_state()


def add_a_coding(page: Page, note: str) -> None:
    page.click("#codings-group .add-row a")
    page.click("#codings-1 .field-mechanism .select2-selection")
    page.fill(".select2-search__field", "购买")
    page.click(".select2-results__option:has-text('购买服务')")
    page.fill("#id_codings-1-words", "政府购买服务")
    page.select_option("#id_codings-1-confidence", "low")
    page.fill("#id_codings-1-note", note)


def test_what_was_typed_outlives_the_login_and_the_page(page, context, elsewhere, coding):
    make_mechanism("购买服务")
    path = f"/admin/cases/award/{coding.award_id}/change/"
    User.objects.create_superuser("second", password=PASSWORD, last_name="王", first_name="某")
    open_as_curator(page, path)
    log_in(elsewhere, path, "second")
    expect(elsewhere.locator("[data-others]")).to_contain_text("curator 也打开着这一页")
    page.reload()
    expect(page.locator("[data-others]")).to_contain_text("王某（second） 也打开着这一页")

    page.fill("#id_locality", "我的地方")
    add_a_coding(page, "我加的")
    expect(page.locator("[data-kept]")).to_contain_text("已经留底")

    other = context.new_page()
    other.goto("/admin/")
    other.click("#logout-form button")
    page.fill("#id_locality", "最后写的地方")
    page.click("[name=_continue]")
    expect(page.locator("[data-warning]")).to_contain_text("登录已经失效，输入的都还在这一页")
    expect(page.locator("#id_locality")).to_have_value("最后写的地方")
    log_in(other, "/admin/login/?next=/admin/", "curator")
    expect(page.locator("[data-warning]")).to_contain_text("已重新登录")  # it has sent what it could not send
    page.close()

    other.goto(path)
    expect(other.locator("[data-offer]")).to_contain_text("在这里输入过、还没有保存的内容")
    assert Award.objects.get().locality != "最后写的地方"
    other.click("[data-restore]")
    expect(other.locator("#id_locality")).to_have_value("最后写的地方")
    expect(other.locator("#id_codings-1-note")).to_have_value("我加的")
    other.click("[name=_continue]")
    expect(other.locator(".messagelist")).to_contain_text("成功修改")
    expect(other.locator("[data-offer]")).to_be_hidden()
    assert Award.objects.get().locality == "最后写的地方"
    assert Coding.objects.filter(mechanism__name="购买服务", note="我加的").exists()
    assert not FormDraft.objects.filter(user__username="curator").exists()
