"""The pages of the curators that are our own, each as one meets it, have no barrier and fit a phone."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from cases.choices import BulkAct, BulkState, State
from cases.curation.proposing import send_back
from cases.models import Award, BulkWork, IssuingBody, Programme, Report, Revision, Tier
from cases.models.writing import writing
from tests.admin.awards import draft
from tests.admin.awards import page as form_of
from tests.admin.test_care_of_two import care, propose
from tests.admin.test_mending import proposed, review_page
from tests.e2e.test_barriers import RULES, refuse_barriers
from tests.factories import make_award, make_coding, make_division, make_mechanism
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account, logged_in

# What the width and the colour scheme change: the structure is the same.
OF_SIZE_AND_SCHEME = {
    **RULES,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]},
}
LIST = "/admin/cases/award/"


@pytest.fixture(autouse=True)
def _several_people(transactional_db, settings) -> None:
    settings.ONE_PERSON_OFFICE = False


def refuse_everywhere(page: Page, named: str) -> None:
    """On a desk and on a phone, there in dark colours."""
    page.wait_for_load_state()
    for width, scheme, rules in ((1280, "light", RULES), (390, "dark", OF_SIZE_AND_SCHEME)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        refuse_barriers(page, f"{named} {width} px {scheme}", rules)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{named} {width} px"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def choose(page: Page, listed: str, action: str, *keys: int) -> None:
    """Ask for an action on these rows of a list."""
    page.goto(listed)
    for key in keys:
        page.locator(f"input.action-select[value='{key}']").check()
    page.locator("select[name=action]").select_option(action)
    page.get_by_role("button", name="执行").click(delay=100)
    expect(page.locator("#result_list")).to_have_count(0)


def works(award: Award) -> list[BulkWork]:
    """One at work, one that was not done whole, one that no worker takes up."""
    seen = Revision.objects.latest("pk").pk
    skipped = [{"award": award.pk, "called": str(award), "why": "取值没有依据。"}]
    common = {"act": BulkAct.PUBLISH, "awards": [award.pk], "seen": seen, "made_by": "second", "total": 10}
    return [
        BulkWork.objects.create(**common, state=BulkState.RUNNING, done=3, worker="one"),
        BulkWork.objects.create(
            **common, state=BulkState.DONE, done=10, changed=9, skipped=skipped, reason="核对过"
        ),
    ]


def test_acts_on_cases_have_no_barrier(log_in):
    public, other, draft_1, draft_2 = make_award(rank=1), make_award(rank=2), draft(), draft()
    sealed = make_award(title="封存的")
    with writing():
        sealed.withdraw()
        Award.objects.filter(pk=sealed.pk).update(state=State.SEALED)
    report = Report.objects.create(award=public, message="第二段有错字。")
    bulk = works(draft_1)
    page = log_in("reviewer", REVIEWER)
    for path in (
        f"{LIST}{public.pk}/withdraw/",
        f"{LIST}{public.pk}/seal/",
        f"{LIST}{sealed.pk}/unseal/",
        "/admin/cases/bulkwork/",
        *(f"/admin/cases/bulkwork/{each.pk}/change/" for each in bulk),
    ):
        page.goto(path)
        refuse_everywhere(page, path)
    choose(page, LIST, "withdraw", public.pk, other.pk)
    refuse_everywhere(page, "withdrawing many")
    choose(page, LIST, "publish", draft_1.pk, draft_2.pk)
    refuse_everywhere(page, "publishing many")
    choose(page, "/admin/cases/report/", "mark_done", report.pk)
    refuse_everywhere(page, "closing a report")


def test_deleting_and_what_is_gone_have_no_barrier(log_in):
    one, two = draft(), draft()
    page = log_in("editor", EDITOR)
    page.goto(f"{LIST}{one.pk}/delete/")
    refuse_everywhere(page, "deleting a draft")
    choose(page, LIST, "delete_selected", one.pk, two.pk)
    refuse_everywhere(page, "deleting drafts")
    page.goto(form_of(one))
    page.route("**/admin/unsaved/", lambda route: route.fulfill(status=204))  # there is nothing to keep it of
    page.fill("#id_locality", "一句很长的话")
    one.delete()
    page.locator("[name=_save]").click()
    expect(page.locator("#content")).to_contain_text("一句很长的话")
    refuse_everywhere(page, "what was deleted meanwhile")


def test_what_came_back_and_was_changed_since_has_no_barrier(log_in):
    award = draft()
    make_coding(award, make_mechanism())
    award.publish()
    page = log_in("editor", EDITOR)
    change = proposed(
        logged_in(User.objects.get(username="editor")), award, **{"attributions-0-note": "核对过"}
    )
    send_back(change, account("reviewer", REVIEWER), "再看")
    with writing(by=account("third", REVIEWER)):
        award.codings.update(note="别人的")
        award.attributions.filter(pk=award.attributions.order_by("pk")[0].pk).update(note="也改了")
    page.goto(review_page(change))
    refuse_everywhere(page, "the page of what came back")
    page.get_by_role("link", name="打开修改").click()
    expect(page.locator("#content")).to_contain_text("提出以后的改动")
    refuse_everywhere(page, "the form in which it is mended")


def test_acts_of_care_and_what_waits_of_them_have_no_barrier(log_in):
    term, other = make_mechanism("社区协商"), make_mechanism("协商议事")
    make_coding(make_award(year=2014), term)
    make_award(year=2015)
    county = make_division("太仓市", parent=make_division("江苏省"))
    page = log_in("first", ADMINISTRATOR)
    for path in (
        *(f"/admin/cases/mechanism/{term.pk}/care/{act}/" for act in ("split", "rename", "move")),
        f"/admin/cases/division/{county.pk}/care/change/",
        *(
            f"/admin/cases/{model._meta.model_name}/{model.objects.earliest('pk').pk}/care/split/"
            for model in (Programme, Tier, IssuingBody)
        ),
    ):
        page.goto(path)
        refuse_everywhere(page, path)
    change = propose(logged_in(account("second", ADMINISTRATOR)), care(other, "merge"), into=term.pk)
    page.goto(review_page(change))
    refuse_everywhere(page, "an act of care that waits")


def test_a_programme_is_split_by_its_editions(log_in):
    make_award(year=2014)
    make_award(year=2015)
    programme = Programme.objects.get()
    page = log_in("first", ADMINISTRATOR)
    page.goto(f"/admin/cases/programme/{programme.pk}/change/")
    page.get_by_role("link", name="拆分…").click()
    page.get_by_label("新条目的全称").fill("地方成果")
    page.get_by_label("新条目的标识").fill("difang")
    page.get_by_label("新项目的编号代码").fill("dfzl")
    page.get_by_role("group", name="分给新条目的届次").get_by_label("2015 ").check()
    page.get_by_label("原因").fill("是两个项目")
    page.get_by_role("button", name="预览").click(delay=100)
    expect(page.locator(".care-outlook")).to_contain_text("2015-sqzl-w01 → 2015-dfzl-w01")
    expect(page.get_by_label("2015 ")).to_be_checked()
    refuse_everywhere(page, "the outlook of a split")
