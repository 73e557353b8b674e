"""What came back is mended in the form of its thing, with what was proposed filled in, and sent again."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.choices import ChangeOutcome
from cases.curation.proposing import accept, proposals, send_back
from cases.models import Award, StoredChange
from cases.models.writing import writing
from tests.admin.awards import draft, page, told
from tests.admin.forms import page_data
from tests.factories import make_coding, make_mechanism
from tests.roles import EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


@pytest.fixture
def reviewer(db):
    return account("reviewer", REVIEWER)


@pytest.fixture
def public(db) -> Award:
    award = draft()
    make_coding(award, make_mechanism(), note="原来的")
    award.publish()
    return award


def review_page(change: StoredChange) -> str:
    return reverse("admin:cases_review_page", args=[change.pk])


def proposed(client: Client, award: Award, **values: object) -> StoredChange:
    """What this client proposes to change."""
    data = page_data(client, page(award)) | {"_why": "补充内容", "_why_said": "第二段"}
    assert "已提交审核" in told(client.post(page(award), data | values))
    return proposals().filter(outcome=ChangeOutcome.WAITING).last()


def mending(client: Client, change: StoredChange) -> tuple[str, dict[str, object]]:
    """The address to which the page of the proposal leads, and what its form has."""
    address = client.get(review_page(change)).context["line"].mend_url
    return address, page_data(client, address)


def test_what_came_back_is_filled_in_mended_and_sent_again(public, editor, reviewer):
    """Values of the award, a row that was changed, one that came, and one that went."""
    before = page_data(editor, page(public))
    origin = before["attributions-1-field"]
    row = {"field": "setting", "rule": "setting-from-words", "note": "新的一行", "award": public.pk}
    count = int(before["attributions-TOTAL_FORMS"])
    change = proposed(
        editor, public,
        setting="urban", **{
            "attributions-0-note": "核对过", "codings-0-DELETE": "on", "attributions-TOTAL_FORMS": count + 1,
            **{f"attributions-{count}-{name}": value for name, value in row.items()},
        },
    )  # fmt: skip
    send_back(change, reviewer, "说明写清楚")
    shown = editor.get(review_page(change)).content.decode()
    assert "打开修改" in shown
    address, data = mending(editor, change)
    drawn = editor.get(address).content.decode()
    assert "reviewer 退回的理由：说明写清楚" in drawn and "下面已经填入提出的改动" in drawn
    assert "errornote" not in drawn and "请更正" not in drawn, "nothing is wrong"
    assert 'value="第二段"' in drawn and "提出以后的改动" not in drawn
    assert (data["setting"], data["attributions-0-note"]) == ("urban", "核对过") and data["codings-0-DELETE"]
    assert data[f"attributions-{count}-note"] == "新的一行" and data["attributions-1-field"] == origin
    wanted = data | {"attributions-0-note": "核对得更细", "_why": "补充内容"}
    assert "已提交审核" in told(editor.post(address, wanted))
    again = proposals().get()
    assert (again.pk, again.outcome) == (change.pk, ChangeOutcome.WAITING)
    accept(again, reviewer)
    public.refresh_from_db()
    assert public.setting == "urban" and not public.codings.exists()
    notes = list(public.attributions.order_by("pk").values_list("note", flat=True))
    assert "核对得更细" in notes and "新的一行" in notes


def test_what_was_changed_since_is_said_and_merged(public, editor, reviewer):
    change = proposed(editor, public, **{"attributions-0-note": "核对过"})
    send_back(change, reviewer, "再看")
    with writing(by=account("third", REVIEWER)):
        public.codings.all().update(note="别人的")
        public.attributions.filter(pk=public.attributions.order_by("pk")[0].pk).update(note="也改了")
    act = reverse("admin:cases_review_act", args=[change.pk])
    said = told(editor.post(act, {"action": "send-again"}))
    assert "“third”在" in said and "没有再次送审" in said
    assert proposals().get().outcome == ChangeOutcome.DECLINED
    shown = editor.get(review_page(change)).content.decode()
    assert 'value="send-again"' not in shown and "请打开修改" in shown
    address, data = mending(editor, change)
    drawn = editor.get(address).content.decode()
    assert "提出以后的改动" in drawn and "third" in drawn and "也改了" in drawn
    assert data["codings-0-note"] == "别人的" and data["attributions-0-note"] == "核对过"
    assert "已提交审核" in told(editor.post(address, data | {"_why": "补充内容"}))
    accept(proposals().get(), reviewer)
    assert public.attributions.order_by("pk")[0].note == "核对过" and public.codings.get().note == "别人的"


def test_nobody_mends_what_another_proposed(public, editor, reviewer):
    change = proposed(editor, public, **{"attributions-0-note": "核对过"})
    other = logged_in(account("other", EDITOR))
    assert other.get(review_page(change)).context["line"].mend_url == ""
    address = f"{page(public)}?proposal={change.pk}"
    assert page_data(other, address)["attributions-0-note"] == ""
    proposed(other, public, **{"attributions-0-note": "我的"})
    assert proposals().filter(outcome=ChangeOutcome.WAITING).count() == 2


def test_what_was_accepted_meanwhile_is_not_replaced(public, editor, reviewer):
    change = proposed(editor, public, **{"attributions-0-note": "核对过"})
    address, data = mending(editor, change)
    accept(change, reviewer)
    editor.post(address, data | {"attributions-0-note": "更细", "_why": "补充内容"})
    change.refresh_from_db()
    assert change.outcome == ChangeOutcome.TAKEN


def test_who_opens_or_saves_what_waits_is_told_whose_it_is(public, editor):
    change = proposed(editor, public, **{"attributions-0-note": "核对过"})
    other = logged_in(account("other", EDITOR))
    shown = other.get(page(public)).content.decode()
    assert f'<a href="{review_page(change)}">editor 在 2' in shown and "提出：补充内容：第二段</a>" in shown
    data = page_data(other, page(public)) | {"_why": "补充内容", "attributions-1-note": "我的"}
    said = told(other.post(page(public), data))
    assert "这里有 1 项修改待审核" in said and review_page(change) in said


def test_a_draft_that_came_back_is_one_proposal_when_it_is_sent_again(editor, reviewer):
    award = draft()
    editor.post(page(award), page_data(editor, page(award)) | {"_submit": "1"})
    send_back(proposals().get(), reviewer, "说明写清楚")
    address = editor.get(review_page(proposals().get())).context["line"].mend_url
    assert address == page(award)
    data = page_data(editor, address) | {"attributions-0-note": "说明清楚", "_submit": "1"}
    assert "已送审" in told(editor.post(address, data))
    assert proposals().get().outcome == ChangeOutcome.WAITING
