"""Nothing becomes public that nobody but who publishes it has seen, or that was changed since they looked."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from cases.choices import State
from cases.curation.proposing import proposals, submit
from cases.models import Award, Revision
from cases.models.writing import writing
from tests.admin.awards import LIST, draft, page, run, state_of, told
from tests.admin.forms import page_data
from tests.factories import make_award
from tests.roles import EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


def edit_along(award: Award, name: str, by: User) -> None:
    """Another value of what becomes public with the award."""
    thing = getattr(award, name)
    if name == "source":
        thing.note = "自己写的话。"
    else:
        thing.source = award.source
    with writing(by=by):
        thing.save()


def confirmation(client: Client, address: str, sent: dict) -> dict[str, object]:
    """What the page that asks sends when somebody is sure."""
    asked = client.post(address, sent) if sent else client.get(address)
    return sent | {"sure": "1", "_seen": asked.context["seen"], "reason": "核对过"}


# --- Their own words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("thing", "called"), [("source", "来源文献“关于公布结果的通知”"), ("edition", "届次“")]
)
def test_nobody_publishes_along_with_an_award_what_they_edited_last(thing, called):
    award, user = draft(), account("both", REVIEWER)
    edit_along(award, thing, user)
    said = run(logged_in(user), "publish", award)
    assert f"与它一同公开的{called}" in said and "最近一次修改是您自己做的" in said
    assert state_of(award) == State.DRAFT
    assert run(logged_in(account("other", REVIEWER)), "publish", award) == "发布了 1 个案例。"


def test_what_readers_see_already_stands_against_nothing(reviewer):
    award = draft()
    make_award(source=award.source, edition=award.edition, title="共治共享", number=9)
    edit_along(award, "source", account("editor"))
    asked = reviewer.post(LIST, {"action": "publish", "_selected_action": [award.pk]})
    assert not asked.context["asked"].along and "一同公开" not in asked.content.decode()


def test_one_person_publishes_it_and_the_revision_says_so(settings):
    settings.ONE_PERSON_OFFICE = True
    award, user = draft(), account("both", REVIEWER)
    edit_along(award, "source", user)
    assert run(logged_in(user), "publish", award) == "发布了 1 个案例。"
    assert "单人审核" in Revision.objects.filter(table="award").first().note


def test_the_pages_that_ask_name_what_becomes_public_with_it(reviewer):
    award, editor = draft(), logged_in(account("editor", EDITOR))
    asked = reviewer.post(LIST, {"action": "publish", "_selected_action": [award.pk]}).content.decode()
    links = [
        reverse(f"admin:cases_{each._meta.model_name}_change", args=[each.pk])
        for each in (award.source, award.edition)
    ]
    assert "一同公开" in asked and all(f'href="{each}"' in asked for each in links)
    editor.post(page(award), page_data(editor, page(award)) | {"_submit": "1"})
    shown = reviewer.get(reverse("admin:cases_review_page", args=[proposals().get().pk])).content.decode()
    assert "一同公开" in shown and all(f'href="{each}"' in shown for each in links)


# --- Changed since ----------------------------------------------------------------------------------


@pytest.mark.parametrize("changed", ["award", "source", "edition"])
def test_what_was_changed_since_the_page_was_shown_is_not_published(reviewer, changed):
    award, other = draft(), draft(title="另一个")
    sent = confirmation(reviewer, LIST, {"action": "publish", "_selected_action": [award.pk, other.pk]})
    if changed == "award":
        with writing(by=account("editor", EDITOR)):
            award.attributions.all().update(note="又改")
    else:
        edit_along(award, changed, account("editor"))
    said = told(reviewer.post(LIST, sent))
    assert f"{award} 没有发布：您打开确认页以后，editor 在" in said
    assert state_of(award) == State.DRAFT
    if changed != "edition":
        assert "发布了 1 个案例。" in said and state_of(other) == State.PUBLISHED


@pytest.mark.parametrize("is_bulk", [True, False])
def test_what_was_changed_since_the_page_was_shown_is_not_withdrawn(reviewer, is_bulk):
    award = make_award()
    address = LIST if is_bulk else reverse("admin:cases_award_withdraw", args=[award.pk])
    chosen = {"action": "withdraw", "_selected_action": [award.pk]} if is_bulk else {}
    sent = confirmation(reviewer, address, chosen)
    with writing(by=account("editor", EDITOR)):
        award.attributions.all().update(note="又改")
    said = told(reviewer.post(address, sent))
    assert "没有撤回：您打开确认页以后，editor 在" in said and "取值依据" in said
    assert state_of(award) == State.PUBLISHED


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_who_is_sure_without_having_seen_the_page_is_asked(reviewer, action):
    award = draft() if action == "publish" else make_award()
    before = state_of(award)
    chosen = {"action": action, "_selected_action": [award.pk], "sure": "1", "reason": "重复"}
    assert 'name="_seen"' in reviewer.post(LIST, chosen).content.decode()
    assert state_of(award) == before


# --- Accepting --------------------------------------------------------------------------------------


def shown_on_page(client: Client) -> tuple[str, dict[str, object]]:
    """The address to which the page of the only proposal sends, and what it sends to accept it."""
    [change] = proposals()
    context = client.get(reverse("admin:cases_review_page", args=[change.pk])).context
    made_at = context["line"].change.made_at.isoformat()
    return reverse("admin:cases_review_act", args=[change.pk]), {
        "action": "accept", "made_at": made_at, "_seen": context["seen"]
    }  # fmt: skip


def test_a_draft_that_was_sent_again_since_the_page_was_shown_is_not_published(reviewer):
    award, editor = draft(), account("editor", EDITOR)
    submit(award, editor)
    address, sent = shown_on_page(reviewer)
    with writing(by=editor):
        award.attributions.all().update(note="又改")
    submit(award, editor)
    assert "您打开这一页以后，它又有改动" in told(reviewer.post(address, sent))
    assert state_of(award) == State.DRAFT
    address, sent = shown_on_page(reviewer)
    assert "已发布" in told(reviewer.post(address, sent))


def test_a_document_that_was_changed_since_the_page_was_shown_is_not_published(reviewer):
    award, editor = draft(), account("editor", EDITOR)
    submit(award, editor)
    address, sent = shown_on_page(reviewer)
    edit_along(award, "source", editor)
    assert "editor 在" in told(reviewer.post(address, sent))
    assert state_of(award) == State.DRAFT


# --- Published from the form ------------------------------------------------------------------------


@pytest.mark.parametrize("changed", ["source", "edition"])
def test_what_was_changed_since_the_form_was_opened_is_not_published_with_it(reviewer, changed):
    award = draft()
    sent = page_data(reviewer, page(award)) | {"_publish": "1"}
    edit_along(award, changed, account("editor"))
    said = told(reviewer.post(page(award), sent))
    assert f"{award} 没有发布：您打开这一页以后，editor 在" in said and "请看过再发布" in said
    assert state_of(award) == State.DRAFT
    again = page_data(reviewer, page(award)) | {"_publish": "1"}
    assert "发布了 1 个案例" in told(reviewer.post(page(award), again))
    assert state_of(award) == State.PUBLISHED


def test_what_was_typed_is_saved_though_it_is_not_published(reviewer):
    award = draft()
    sent = page_data(reviewer, page(award)) | {"_publish": "1", "locality": "一句很长的话"}
    edit_along(award, "source", account("editor"))
    answered = reviewer.post(page(award), sent)
    assert answered.headers["Location"] == page(award)
    award.refresh_from_db()
    assert (award.locality, award.state) == ("一句很长的话", State.DRAFT)


@pytest.mark.parametrize("token", [None, "999999"])
def test_a_form_that_does_not_say_what_it_showed_publishes_nothing(reviewer, token):
    award = draft()
    sent = page_data(reviewer, page(award)) | {"_publish": "1"}
    sent.pop("_seen")
    said = told(reviewer.post(page(award), sent if token is None else sent | {"_seen": token}))
    assert "看不出您打开这一页时的内容" in said and "发布了" not in said
    assert state_of(award) == State.DRAFT


@pytest.mark.parametrize("act", ["publish", "withdraw"])
@pytest.mark.parametrize("token", ["999999", "999999:x"])
def test_a_made_up_token_of_a_page_that_asks_is_none(reviewer, act, token):
    award = draft() if act == "publish" else make_award()
    before = state_of(award)
    sent = {"action": act, "_selected_action": [award.pk], "sure": "1", "reason": "重复"}
    assert 'name="_seen"' in reviewer.post(LIST, sent | {"_seen": token}).content.decode()
    assert state_of(award) == before


def test_no_other_awards_are_published_than_the_page_named(reviewer):
    award, other = draft(), draft(title="另一个")
    sent = confirmation(reviewer, LIST, {"action": "publish", "_selected_action": [award.pk]})
    for more in ({"_selected_action": [award.pk, other.pk]}, {"_selected_action": [other.pk]}):
        assert reviewer.post(LIST, sent | more).status_code == 200
    assert state_of(award) == state_of(other) == State.DRAFT
    reviewer.post(LIST, sent | {"select_across": "1"})
    assert (state_of(award), state_of(other)) == (State.PUBLISHED, State.DRAFT)


# --- Sealing ------------------------------------------------------------------------------------------


def test_what_was_changed_since_the_page_was_shown_is_not_sealed(reviewer):
    award = make_award()
    address = reverse("admin:cases_award_seal", args=[award.pk])
    sent = confirmation(reviewer, address, {})
    with writing(by=account("editor", EDITOR)):
        award.attributions.all().update(note="又改")
    again = reviewer.post(address, sent)
    assert f"{award} 没有封存：您打开确认页以后，editor 在" in again.content.decode()
    assert 'value="核对过"' in again.content.decode() and state_of(award) == State.PUBLISHED
    reviewer.post(address, sent | {"_seen": again.context["seen"]})
    assert state_of(award) == State.SEALED


@pytest.mark.parametrize("token", [None, "999999"])
def test_nothing_is_sealed_that_was_not_shown(reviewer, token):
    award = make_award()
    address = reverse("admin:cases_award_seal", args=[award.pk])
    sent = {"reason": "隐私"} | ({} if token is None else {"_seen": token})
    assert reviewer.post(address, sent).status_code == 200
    assert state_of(award) == State.PUBLISHED


# --- An office of two -------------------------------------------------------------------------------


def test_who_sends_it_for_review_has_seen_what_comes_along_and_its_author_publishes(settings):
    """A brought in document and edition, B edited the draft: alone, neither may publish."""
    award, first, second = draft(), account("first", REVIEWER), account("second", REVIEWER)
    for thing in ("source", "edition"):
        edit_along(award, thing, first)
    other = logged_in(second)
    other.post(page(award), page_data(other, page(award)) | {"attributions-0-note": "核对过"})
    assert "请他看过以后送审，您再发布" in run(logged_in(first), "publish", award)
    assert "您自己做的" in run(other, "publish", award)
    shown = other.get(page(award)).content.decode()
    assert "送审表示您也看过与它一同公开的" in shown
    other.post(page(award), page_data(other, page(award)) | {"_submit": "1"})
    assert "您自己做的" in run(other, "publish", award)
    assert run(logged_in(first), "publish", award) == "发布了 1 个案例。"


def test_what_was_edited_after_it_was_sent_for_review_was_not_seen():
    award, first = draft(), account("first", REVIEWER)
    other = logged_in(account("second", EDITOR))
    edit_along(award, "source", first)
    other.post(page(award), page_data(other, page(award)) | {"_submit": "1"})
    assert proposals().get().version is not None
    with writing(by=first):
        award.source.note = "又写的话。"
        award.source.save()
    assert "您自己做的" in run(logged_in(first), "publish", award)


def test_what_was_edited_while_the_page_was_open_was_not_seen():
    award, first = draft(), account("first", REVIEWER)
    other = logged_in(account("second", EDITOR))
    sent = page_data(other, page(award)) | {"_submit": "1"}
    edit_along(award, "source", first)
    assert "修改了来源文献" in told(other.post(page(award), sent))
    assert proposals().get().version is None
    assert "您自己做的" in run(logged_in(first), "publish", award)


def test_sending_it_for_review_without_the_page_says_nothing_of_what_comes_along():
    award, first = draft(), account("first", REVIEWER)
    edit_along(award, "source", first)
    submit(award, account("second", EDITOR))
    assert "您自己做的" in run(logged_in(first), "publish", award)
