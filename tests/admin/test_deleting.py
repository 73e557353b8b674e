"""Deleting says why where readers saw it, and what waited of a thing that is gone goes back."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from cases.admin import deleting
from cases.admin.deleting import NOT_ASKED
from cases.admin.histories.why import NO_WHY
from cases.choices import ChangeOutcome
from cases.curation.proposing import proposals, submit
from cases.models import Award, Coding
from cases.models.writing import writing
from tests.admin.awards import draft, sure_to_delete, told
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
    sent = chosen | sure_to_delete(editor, coding)
    refused = editor.post(address, sent, follow=True).content.decode()
    assert NO_WHY in refused and "成功删除" not in refused
    assert not proposals().exists()
    said = told(editor.post(address, sent | {"_why_said": "编错了"}))
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
    other.post(address, chosen | sure_to_delete(other, award))
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


# --- What the page that asks showed -----------------------------------------------------------------


def confirmation(client: Client, rows: list[Model], *, is_bulk: bool) -> tuple[str, dict[str, object]]:
    """The address of the page that asks, and what its form sends."""
    name, keys = f"admin:cases_{rows[0]._meta.model_name}", [row.pk for row in rows]
    address = reverse(f"{name}_changelist") if is_bulk else reverse(f"{name}_delete", args=keys)
    chosen = {"action": "delete_selected", "_selected_action": keys} if is_bulk else {}
    asked = client.post(address, chosen) if is_bulk else client.get(address)
    assert f'name="_seen" value="{asked.context["seen"]}"' in asked.content.decode()
    return address, chosen | {"post": "yes", "_seen": asked.context["seen"]}


@pytest.mark.parametrize("is_bulk", [True, False])
def test_what_another_changed_since_the_page_asked_is_not_deleted_before_it_is_asked_again(is_bulk):
    award, editor = draft(), logged_in(account("editor", EDITOR))
    address, sent = confirmation(editor, [award], is_bulk=is_bulk)
    with writing(by=account("other", EDITOR)):
        award.locality = "一句很长的话"
        award.save()
    again = editor.post(address, sent | {"_why_said": "重复的草稿"})
    page = again.content.decode()
    assert again.status_code == 409 and Award.objects.filter(pk=award.pk).exists()
    assert "您打开确认页以后，other 在" in page and "修改了案例" in page
    assert 'value="重复的草稿"' in page
    editor.post(address, sent | {"_seen": again.context["seen"]})
    assert not Award.objects.exists()


@pytest.mark.parametrize("is_bulk", [True, False])
@pytest.mark.parametrize("token", [None, "999999", "x"])
def test_nothing_is_deleted_that_was_not_shown(is_bulk, token):
    award, editor = draft(), logged_in(account("editor", EDITOR))
    address, sent = confirmation(editor, [award], is_bulk=is_bulk)
    sent.pop("_seen")
    asked = editor.post(address, sent if token is None else sent | {"_seen": token})
    assert asked.status_code == 409 and NOT_ASKED in asked.content.decode()
    assert Award.objects.filter(pk=award.pk).exists()


def test_no_more_is_deleted_than_the_page_named(as_curator):
    drafts = [draft(title=title) for title in ("甲", "乙", "丙")]
    address, sent = confirmation(as_curator, drafts[:2], is_bulk=True)
    for more in ({"_selected_action": [each.pk for each in drafts]}, {"select_across": "1"}):
        assert as_curator.post(address, sent | more).status_code == 409
        assert Award.objects.count() == 3
    assert as_curator.post(address, sent).status_code == 302
    assert Award.objects.get() == drafts[2]


def test_what_came_to_hang_on_it_since_is_told(as_curator):
    award = draft()
    address, sent = confirmation(as_curator, [award], is_bulk=False)
    with writing(by=account("other", EDITOR)):
        make_coding(award, make_mechanism())
    again = as_curator.post(address, sent)
    assert again.status_code == 409 and "修改了案例：机制编码" in again.content.decode()
    assert Award.objects.filter(pk=award.pk).exists()


def test_what_others_changed_elsewhere_is_in_nobodys_way(as_curator):
    award, other = draft(), draft(title="另一个")
    address, sent = confirmation(as_curator, [award], is_bulk=False)
    with writing(by=account("other", EDITOR)):
        other.locality = "别的话"
        other.save()
    assert as_curator.post(address, sent).status_code == 302
    assert Award.objects.get() == other


@pytest.mark.parametrize("across", ["0", "1"])
def test_no_more_is_deleted_than_a_request_takes_and_the_list_says_so(as_curator, monkeypatch, across):
    drafts = [draft(title=title) for title in ("甲", "乙", "丙")]
    address, sent = confirmation(as_curator, drafts, is_bulk=True)
    monkeypatch.setattr(deleting, "MOST_AT_ONCE", 2)
    refused = as_curator.post(address, sent | {"select_across": across}, follow=True)
    assert deleting.TOO_MANY in told(refused) and Award.objects.count() == 3
    for chosen in ([each.pk for each in drafts], [drafts[0].pk]):
        data = {"action": "delete_selected", "_selected_action": chosen, "select_across": across}
        is_refused = len(chosen) == 3 or across == "1"
        assert (deleting.TOO_MANY in told(as_curator.post(address, data, follow=True))) is is_refused
