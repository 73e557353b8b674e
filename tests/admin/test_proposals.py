"""A change of what readers see is a proposal: it waits until another person accepts it or sends it back."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.choices import ChangeOutcome, State
from cases.curation.proposing import proposals
from cases.models import Award, Coder, Mechanism, Revision, StoredChange
from cases.models.writing import writing
from tests.admin.awards import accepting, draft, page, state_of, sure_to_delete, told
from tests.admin.forms import page_data, undrawn
from tests.factories import make_mechanism
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
LIST = "/admin/cases/storedchange/review/"
WHY = {"_why": "改正录入错误"}


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


@pytest.fixture
def public(db) -> Award:
    award = draft()
    award.publish()
    return award


def note_in_form(client: Client, award: Award, note: str, **more: str):
    """Send the form of the award with another note at its first origin."""
    data = page_data(client, page(award)) | {"attributions-0-note": note} | WHY | more
    return client.post(page(award), data)


def note_of(award: Award) -> str:
    return award.attributions.order_by("pk")[0].note


def act(client: Client, change: StoredChange, action: str, words: str = "") -> str:
    address = reverse("admin:cases_review_act", args=[change.pk])
    token = accepting(client, change) if action == "accept" else {}
    return told(client.post(address, token | {"action": action, "words": words}))


# --- Proposing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", [EDITOR, REVIEWER, "superuser"])
def test_a_change_of_a_published_award_changes_nothing_that_readers_see(public, group):
    user = User.objects.create_superuser("boss") if group == "superuser" else account("who", group)
    client, before = logged_in(user), Revision.objects.count()
    assert "保存以后先送审核" in client.get(page(public)).content.decode()
    response = note_in_form(client, public, "核对过")
    assert "改动已提交审核，读者看到的还是原来的内容。" in told(response)
    assert (note_of(public), Revision.objects.count()) == ("", before)
    [change] = proposals()
    assert (change.made_by, change.note, change.outcome) == (user.username, "改正录入错误", "waiting")
    assert response.headers["Location"] == reverse("admin:cases_review_page", args=[change.pk])


@pytest.mark.parametrize(
    ("state", "is_said"), [(State.PUBLISHED, True), (State.WITHDRAWN, False), (State.SEALED, False)]
)
def test_what_readers_do_not_see_is_not_called_new_to_them(public, editor, reviewer, state, is_said):
    if state != State.PUBLISHED:
        with writing():
            Award.objects.filter(pk=public.pk).update(state=state)
    note_in_form(editor, public, "核对过")
    said = act(reviewer, proposals().get(), "accept")
    assert note_of(public) == "核对过" and "已接受" in said
    assert ("读者看到的已是新的内容" in said) == is_said and ("已接受。" in said) != is_said


def test_the_form_says_what_waits(public, editor):
    note_in_form(editor, public, "核对过")
    shown = editor.get(page(public)).content.decode()
    assert "这里有 1 项修改待审核" in shown and "提出：改正录入错误" in shown


def test_a_form_that_changes_nothing_proposes_nothing(public, editor):
    response = editor.post(page(public), page_data(editor, page(public)) | WHY)
    assert response.status_code == 302 and not proposals().exists()


def test_what_is_wrong_is_refused_and_not_proposed(public, editor):
    data = page_data(editor, page(public)) | {"title": "别的标题"} | WHY
    assert editor.post(page(public), data).status_code == 200
    assert not proposals().exists()


def test_a_draft_is_changed_at_once(editor):
    award = draft()
    note_in_form(editor, award, "核对过")
    assert note_of(award) == "核对过" and not proposals().exists()


def test_who_may_propose_nothing_changes_nothing(public, editor):
    Group.objects.get(name=EDITOR).permissions.remove(Permission.objects.get(codename="propose_award"))
    assert "您没有提出修改的权限" in told(note_in_form(editor, public, "核对过"))
    assert note_of(public) == "" and not proposals().exists()


def test_the_page_of_a_part_is_no_way_round(public, editor):
    origin = public.attributions.order_by("pk")[0]
    address = f"/admin/cases/attribution/{origin.pk}/change/"
    data = page_data(editor, address) | {"note": "核对过"} | WHY
    assert "已提交审核" in told(editor.post(address, data))
    assert note_of(public) == "" and proposals().count() == 1
    sent = sure_to_delete(editor, origin) | {"_why_said": "编错了"}
    deleted = editor.post(f"/admin/cases/attribution/{origin.pk}/delete/", sent)
    assert deleted.status_code in (200, 302) and public.attributions.filter(pk=origin.pk).exists()


def test_who_codes_for_the_first_time_proposes_too(public, editor, reviewer):
    term = make_mechanism("社区协商")
    data = page_data(editor, page(public)) | WHY | {"codings-TOTAL_FORMS": 1}
    row = {"mechanism": term.pk, "words": public.title, "confidence": "high", "state": "accepted"}
    data |= {f"codings-0-{name}": value for name, value in row.items()} | {"codings-0-award": public.pk}
    assert "已提交审核" in told(editor.post(page(public), data))
    assert not public.codings.exists() and Coder.objects.get().user.username == "editor"
    act(reviewer, proposals().get(), "accept")
    assert public.codings.get().coder.user.username == "editor"


def test_a_new_term_is_not_there_before_it_is_accepted():
    one, other = (logged_in(account(name, ADMINISTRATOR)) for name in ("one", "other"))
    address = "/admin/cases/mechanism/add/"
    data = page_data(one, address) | {"name": "清单制度", "slug": "qingdan", "definition": "列成清单。"}
    assert "已提交审核" in told(one.post(address, data | WHY))
    assert not Mechanism.objects.exists()
    assert "由另一位审核人员" in act(one, proposals().get(), "accept")
    assert "已接受" in act(other, proposals().get(), "accept")
    assert Mechanism.objects.get().name == "清单制度"
    assert Revision.objects.filter(table="mechanism").first().by == "other"


# --- Deciding ---------------------------------------------------------------------------------------


def test_the_list_leads_to_the_page_where_alone_a_reviewer_accepts(public, editor, reviewer):
    note_in_form(editor, public, "核对过")
    [change] = proposals()
    listed = reviewer.get(LIST).content.decode()
    address = reverse("admin:cases_review_act", args=[change.pk])
    assert reverse("admin:cases_review_page", args=[change.pk]) in listed and address not in listed
    assert "等我审核的（1）" in listed and public.title in listed
    assert "请看过现在的内容" in told(reviewer.post(address, {"action": "accept"}))
    assert note_of(public) == ""
    assert "已接受" in act(reviewer, change, "accept")
    assert note_of(public) == "核对过" and state_of(public) == State.PUBLISHED
    written = Revision.objects.filter(table="award").first()
    assert (written.by, written.note) == ("reviewer", "editor 提出；改正录入错误")
    assert proposals().get().outcome == ChangeOutcome.TAKEN


def test_its_page_shows_the_difference_and_what_is_still_open(public, editor, reviewer):
    note_in_form(editor, public, "核对过")
    shown = reviewer.get(reverse("admin:cases_review_page", args=[proposals().get().pk])).content.decode()
    assert "<ins>核对过</ins>" in shown and "没有机制编码" in shown and "没有地区" in shown


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_accepts_their_own(public, is_superuser):
    user = User.objects.create_superuser("boss") if is_superuser else account("reviewer", REVIEWER)
    client = logged_in(user)
    note_in_form(client, public, "核对过")
    [change] = proposals()
    assert "等别人审核的（1）" in client.get(LIST).content.decode()
    assert "这是您自己提出的" in act(client, change, "accept")
    assert note_of(public) == ""


def test_an_editor_decides_nothing(public, editor):
    note_in_form(editor, public, "核对过")
    other = logged_in(account("other", EDITOR))
    for action in ("accept", "send-back"):
        assert "没有审核" in act(other, proposals().get(), action, "不对")
    assert proposals().get().outcome == ChangeOutcome.WAITING


def test_what_was_changed_since_is_refused_by_name(public, editor, reviewer):
    note_in_form(editor, public, "核对过")
    third = account("third", REVIEWER)
    with writing(by=third):
        public.attributions.all().update(note="别的")
    [change] = proposals()
    assert "“third”在" in act(reviewer, change, "accept")
    assert note_of(public) == "别的" and proposals().get().outcome == ChangeOutcome.WAITING
    shown = reviewer.get(reverse("admin:cases_review_page", args=[change.pk])).content.decode()
    assert "不能接受" in shown and 'value="accept"' not in shown


def test_what_came_back_is_on_the_list_of_the_editor_and_goes_again(public, editor, reviewer):
    note_in_form(editor, public, "核对过")
    [change] = proposals()
    assert "退回的，请写明理由。" in act(reviewer, change, "send-back")
    act(reviewer, change, "comment", "第二段呢")
    assert "已退回给 editor" in act(reviewer, change, "send-back", "与原文不符")
    listed = editor.get(LIST).content.decode()
    assert "退回给我的（1）" in listed and "与原文不符" in listed
    shown = editor.get(reverse("admin:cases_review_page", args=[change.pk])).content.decode()
    assert "第二段呢" in shown and "再次送审" in shown
    act(editor, change, "send-again", "原文第三页")
    assert [each["text"] for each in proposals().get().comments] == ["第二段呢", "原文第三页"]
    assert proposals().get().outcome == ChangeOutcome.WAITING
    act(reviewer, change, "accept")
    assert note_of(public) == "核对过"
    said = [(each["by"], each["text"]) for each in proposals().get().comments]
    assert said[2:] == [("reviewer", "退回：与原文不符")]  # which the acceptance took the place of


def test_of_two_reviewers_the_second_is_told(public, editor, reviewer):
    note_in_form(editor, public, "核对过")
    [change] = proposals()
    act(reviewer, change, "accept")
    assert "已经处理过了" in act(logged_in(account("second", REVIEWER)), change, "send-back", "不对")


def test_who_proposed_it_takes_it_back(public, editor, reviewer):
    note_in_form(editor, public, "核对过")
    [change] = proposals()
    assert "已经处理过了" in act(reviewer, change, "take-back")
    act(editor, change, "take-back")
    assert proposals().get().outcome == ChangeOutcome.DROPPED


def test_one_person_writes_at_once_and_accepts_what_an_editor_proposed(public, editor, reviewer, settings):
    settings.ONE_PERSON_OFFICE = True
    note_in_form(reviewer, public, "核对过")
    assert note_of(public) == "核对过" and not proposals().exists()
    note_in_form(editor, public, "再核对")
    assert note_of(public) == "核对过" and proposals().count() == 1


# --- Drafts that are ready --------------------------------------------------------------------------


def test_a_draft_is_sent_for_review_sent_back_mended_and_published(editor, reviewer):
    award = draft()
    assert "保存并送审" in editor.get(page(award)).content.decode()
    assert "已送审" in told(note_in_form(editor, award, "草稿", _submit="1"))
    [change] = proposals()
    assert state_of(award) == State.DRAFT
    assert "已退回" in act(reviewer, change, "send-back", "说明写清楚")
    note_in_form(editor, award, "说明清楚", _submit="1")
    waiting = proposals().get(outcome=ChangeOutcome.WAITING)
    assert "已发布" in act(reviewer, waiting, "accept")
    assert state_of(award) == State.PUBLISHED
    assert Revision.objects.filter(table="award").first().by == "reviewer"


def test_a_draft_that_was_edited_since_is_not_published_unseen(editor, reviewer):
    award = draft()
    note_in_form(editor, award, "草稿", _submit="1")
    note_in_form(editor, award, "又改")
    assert "“editor”在" in act(reviewer, proposals().get(), "accept")
    assert state_of(award) == State.DRAFT


def test_who_edited_a_draft_last_does_not_publish_it_by_way_of_review(editor, reviewer):
    award = draft()
    note_in_form(reviewer, award, "审核人员改的")
    editor.post(page(award), page_data(editor, page(award)) | {"_submit": "1"})
    assert "最近一次修改是您自己做的" in act(reviewer, proposals().get(), "accept")
    assert state_of(award) == State.DRAFT


def test_what_stands_against_a_draft_is_on_its_page(editor, reviewer):
    award = draft(explained=False)
    editor.post(page(award), page_data(editor, page(award)) | {"_submit": "1"})
    shown = reviewer.get(reverse("admin:cases_review_page", args=[proposals().get().pk])).content.decode()
    assert "现在不能发布" in shown and "下列取值没有依据" in shown


# --- Who sees it ------------------------------------------------------------------------------------


def test_only_who_has_to_do_with_it_sees_it(public, editor):
    note_in_form(editor, public, "核对过")
    visitor = logged_in(account("visitor"))
    address = reverse("admin:cases_review_page", args=[proposals().get().pk])
    assert [visitor.get(each).status_code for each in (LIST, address)] == [403, 403]
    assert "待审核" not in visitor.get("/admin/").content.decode()
    assert LIST in editor.get("/admin/").content.decode()


def test_to_restore_a_revision_of_what_is_published_is_a_proposal_too(public, editor):
    award = public
    with writing():
        award.attributions.all().update(note="新")
    first = Revision.objects.filter(table="award", thing=award.pk)[1]
    address = reverse("admin:cases_revision_restore", args=[first.pk])
    sent = {"reason": "改回去", "_seen": undrawn(editor, address)["seen"]}
    assert "已提交审核" in told(editor.post(address, sent))
    assert note_of(award) == "新" and proposals().get().note == "改回去"


def test_a_definition_of_the_only_administrator_is_accepted_by_a_reviewer(reviewer):
    term = make_mechanism()
    administrator = logged_in(account("administrator", ADMINISTRATOR))
    address = reverse("admin:cases_mechanism_change", args=[term.pk])
    administrator.post(address, page_data(administrator, address) | WHY | {"definition": "新的定义。"})
    change = proposals().get()
    assert [each.change for each in reviewer.get(LIST).context["to_decide"]] == [change]
    act(reviewer, change, "accept")
    assert Mechanism.objects.get(pk=term.pk).definition == "新的定义。"


def test_the_list_takes_as_many_queries_for_many_as_for_few(editor, reviewer, public):
    counted = []
    for number in range(2):
        for each in range(1 if number == 0 else 6):
            note_in_form(editor, public, f"说明{number}{each}")
        with CaptureQueriesContext(connection) as asked:
            reviewer.get(LIST)
        counted.append(len(asked))
    assert counted[0] == counted[1] and proposals().count() == 7
