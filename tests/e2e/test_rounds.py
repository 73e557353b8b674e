"""A round of coding in a real browser: its pages have no barriers, fit, and settle a difference."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from cases.curation.coding_rounds import begin, close, finish
from cases.models import Coder
from tests.e2e.test_barriers import refuse_barriers
from tests.e2e.test_curation import open_as_curator
from tests.factories import make_award, make_coding, make_mechanism, make_scheme


@pytest.fixture
def work(transactional_db):
    people = [User.objects.create_superuser(name, last_name=name) for name in ("王芳", "李敏")]
    scheme = make_scheme("参与动机", description="居民为何参与。")
    face, duty = make_mechanism("面子", scheme=scheme), make_mechanism("责任", scheme=scheme)
    awards = [make_award(title="院落里的议事会"), make_award(title="楼栋里的议事会")]
    row = begin("第一轮", scheme, people, awards, people[0])
    names = [Coder.of(each).name for each in people]
    for name in names:
        make_coding(awards[0], face, coder=name, state="proposed", evidence="政府购买服务")
    make_coding(awards[0], duty, coder=names[0], state="proposed", evidence="推动社区协商")
    for user in people:
        for award in awards:
            finish(row, award, user)
    return row, people


def fits(page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_round_is_closed_and_a_difference_settled(work, page):
    row, people = work
    open_as_curator(page, f"/admin/cases/codinground/{row.pk}/change/")
    expect(page.locator("#content")).to_contain_text("王芳：编完 2 / 2")
    refuse_barriers(page, "an open round")
    assert fits(page, 390) and fits(page, 1280)
    page.get_by_role("button", name="结束这一轮").click(delay=100)
    expect(page.locator("#content")).to_contain_text("分歧（还有 1 项）")
    refuse_barriers(page, "a closed round")
    assert fits(page, 390) and fits(page, 1280)
    page.get_by_label("理由").fill("原文写明了责任。")
    page.get_by_role("button", name="采用所选的一条").click(delay=100)
    expect(page.locator("#content")).to_contain_text("已对账（1 项）")


def test_the_page_of_a_coder_and_the_form_for_a_new_round(work, page):
    row, people = work
    close(row, people[0])
    curator = User.objects.create_superuser("third", last_name="赵")
    open_as_curator(page, "/admin/cases/codinground/add/")
    refuse_barriers(page, "a new round")
    assert fits(page, 390) and fits(page, 1280)
    again = begin(
        "第二轮", row.scheme, [User.objects.get(username="curator"), curator], list(row.awards.all()), curator
    )
    page.goto(page.url.replace("add/", f"{again.pk}/change/"))
    refuse_barriers(page, "a round of one's own")
    assert fits(page, 390) and fits(page, 1280)
    page.get_by_role("button", name="编码完毕").first.click(delay=100)
    expect(page.locator("#content")).to_contain_text("编完 1 / 2")
