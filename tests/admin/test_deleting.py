"""Deleting says why where readers saw it, and what waited of a thing that is gone goes back."""

import pytest
from django.urls import reverse

from cases.admin.histories.why import NO_WHY
from cases.choices import ChangeOutcome
from cases.curation.proposing import proposals, submit
from cases.models import Award, Coding
from tests.admin.awards import draft, told
from tests.admin.forms import page_data, undrawn
from tests.factories import make_award, make_coding, make_mechanism
from tests.roles import ADMINISTRATOR, EDITOR, account, logged_in

pytestmark = pytest.mark.django_db
CODINGS = "/admin/cases/coding/"


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


@pytest.mark.parametrize("is_bulk", [True, False])
def test_a_published_coding_is_not_deleted_without_a_word(is_bulk):
    editor, coding = logged_in(account("editor", EDITOR)), make_coding(make_award(), make_mechanism())
    address = CODINGS if is_bulk else reverse("admin:cases_coding_delete", args=[coding.pk])
    chosen = {"action": "delete_selected", "_selected_action": [coding.pk]} if is_bulk else {}
    asked = (editor.post(address, chosen) if is_bulk else editor.get(address)).content.decode()
    assert 'name="_why_said"' in asked and "删除要先送审核" in asked
    assert NO_WHY in told(editor.post(address, chosen | {"post": "yes"}))
    assert not proposals().exists()
    said = told(editor.post(address, chosen | {"post": "yes", "_why_said": "编错了"}))
    assert "已提交审核" in said and proposals().get().note == "编错了"
    assert Coding.objects.filter(pk=coding.pk).exists()


@pytest.mark.parametrize("is_bulk", [True, False])
def test_a_draft_that_waits_is_deleted_with_a_hint_and_leaves_the_queue(is_bulk):
    award, other = draft(), logged_in(account("other", EDITOR))
    change = submit(award, account("editor", EDITOR))
    address = "/admin/cases/award/" if is_bulk else reverse("admin:cases_award_delete", args=[award.pk])
    chosen = {"action": "delete_selected", "_selected_action": [award.pk]} if is_bulk else {}
    asked = (other.post(address, chosen) if is_bulk else other.get(address)).content.decode()
    assert "这里有 1 项修改待审核" in asked and "editor 在" in asked
    other.post(address, chosen | {"post": "yes"})
    assert not Award.objects.exists()
    change.refresh_from_db()
    assert (change.outcome, change.decided_by) == (ChangeOutcome.DECLINED, "other")
    assert "已经删除" in change.reason


def test_a_new_term_is_asked_why():
    manager, address = logged_in(account("manager", ADMINISTRATOR)), "/admin/cases/mechanism/add/"
    assert undrawn(manager, address)["why"] is not None
    data = page_data(manager, address) | {"name": "清单制度", "slug": "qingdan", "definition": "列成清单。"}
    manager.post(address, data | {"_why": "补充内容"})
    assert proposals().get().note == "补充内容"
