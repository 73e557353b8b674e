"""What a form showed cannot be left out, made up, or taken from elsewhere: such a form is compared."""

import pytest
from django.contrib.auth.models import User

from cases.admin.collisions.noticing import UNKNOWN
from cases.admin.collisions.tokens import last_revision
from cases.choices import State
from cases.models import Award, Coding, Mechanism, Revision
from tests.admin.awards import sure_to_delete
from tests.admin.colliding import address, disputes, shown
from tests.admin.forms import page_data
from tests.admin.tables import url
from tests.admin.test_collisions import CHANGED
from tests.factories import make_award, make_coding, make_mechanism
from tests.models.samples import SAMPLES

pytestmark = pytest.mark.django_db

MADE_UP = ["", "x", "-1", "9" * 40, "²", "0", "999999", "999999:", "999999:x", "1:1:1", "\0"]


def last_of(row: Award | Mechanism) -> int:
    newest = Revision.objects.filter(table=row._meta.model_name, thing=row.pk).order_by("-pk")
    return newest.values_list("pk", flat=True)[0]


@pytest.mark.parametrize("token", [None, *MADE_UP])
def test_a_form_that_has_not_seen_is_compared_and_saved_after_a_look(token, as_curator, second):
    term = make_mechanism(is_featured=False)
    sent = page_data(second, address(term)) | {"definition": "我的话"}
    as_curator.post(address(term), page_data(as_curator, address(term)) | {"definition": "甲说"})
    sent.pop("_seen")
    response = second.post(address(term), sent if token is None else sent | {"_seen": token})
    again = shown(response, UNKNOWN)
    assert [each[2:] for each in disputes(response)] == [("甲说", "我的话")]
    page = response.content.decode()
    assert "现在的内容" in page and "curator 于" in page and "对方" not in page
    term.refresh_from_db()
    assert term.definition == "甲说"

    assert second.post(address(term), again).status_code == 302
    term.refresh_from_db()
    assert term.definition == "我的话"


@pytest.mark.parametrize("model", CHANGED, ids=lambda model: model.__name__)
def test_no_form_of_what_is_public_goes_without_its_token(model, as_curator):
    row = make_award(state=State.DRAFT) if model is Award else SAMPLES[model]()
    column, there, mine = CHANGED[model]
    as_curator.post(address(row), page_data(as_curator, address(row)) | {column: there})
    sent = page_data(as_curator, address(row)) | {column: mine, "_seen": str(10**6)}
    response = as_curator.post(address(row), sent)
    assert shown(response, UNKNOWN)[column] == mine
    row.refresh_from_db()
    assert getattr(row, column) == there


def test_a_number_that_was_shown_to_another_is_none_of_mine(as_curator, second):
    term = make_mechanism()
    sent = page_data(as_curator, address(term)) | {"definition": "我的话"}
    assert second.post(address(term), sent).status_code == 409
    assert as_curator.post(address(term), sent).status_code == 302


def test_what_was_shown_of_another_thing_says_nothing_of_this(as_curator):
    term, other = make_mechanism(), make_mechanism("三社联动")
    token = page_data(as_curator, address(other))["_seen"]
    sent = page_data(as_curator, address(term)) | {"definition": "我的话"}
    assert as_curator.post(address(term), sent | {"_seen": token}).status_code == 409
    award = make_award(state=State.DRAFT)
    coding = make_coding(award, term)
    token = page_data(as_curator, address(award))["_seen"]
    sent = page_data(as_curator, address(coding)) | {"note": "我的话", "_seen": token}
    assert as_curator.post(address(coding), sent).status_code == 409
    assert not Coding.objects.filter(note="我的话").exists()


def test_a_greater_number_under_the_same_signature_is_none(as_curator):
    term = make_mechanism()
    page = page_data(as_curator, address(term)) | {"definition": "我的话"}
    number, _, signature = page["_seen"].partition(":")
    assert int(number) == last_revision(User.objects.get(username="curator"))
    for made_up in (f"{int(number) + 1}:{signature}", f"{number}:{signature}x", f"{number}:{signature[:-1]}"):
        assert as_curator.post(address(term), page | {"_seen": made_up}).status_code == 409
    assert as_curator.post(address(term), page).status_code == 302


def test_a_form_that_was_open_during_the_upgrade_loses_no_word(as_curator, coding):
    """It carried the bare number; its rows are compared as well."""
    award = coding.award
    sent = page_data(as_curator, address(award)) | {"_seen": str(last_of(award)), "locality": "一句很长的话"}
    sent |= {"codings-0-note": "还有一句"}
    response = as_curator.post(address(award), sent)
    again = shown(response, UNKNOWN)
    assert (again["locality"], again["codings-0-note"]) == ("一句很长的话", "还有一句")
    assert {each[3] for each in disputes(response)} == {"一句很长的话", "还有一句"}
    assert as_curator.post(address(award), again).status_code == 302
    assert Coding.objects.get().note == "还有一句"


@pytest.mark.parametrize("deleted", ["on", ""])
def test_a_row_is_neither_deleted_nor_kept_unseen(deleted, as_curator, second, coding):
    award = coding.award
    sent = page_data(second, address(award)) | {"codings-0-DELETE": deleted}
    theirs = page_data(as_curator, address(award)) | {"codings-0-note": "对方的话"}
    assert as_curator.post(address(award), theirs).status_code == 302
    del sent["_seen"]
    assert second.post(address(award), sent).status_code == 409
    assert Coding.objects.get().note == "对方的话"


def test_who_sends_what_is_there_overwrites_nothing(as_curator):
    term = make_mechanism()
    page = page_data(as_curator, address(term))
    del page["_seen"]
    before = last_of(term)
    assert as_curator.post(address(term), page).status_code == 302
    assert last_of(term) == before


@pytest.mark.parametrize("token", [None, "999999"])
def test_what_was_typed_into_what_is_no_more_is_shown_without_a_token_too(token, as_curator, second, coding):
    award = coding.award
    sent = page_data(second, address(award)) | {"locality": "一句很长的话"}
    as_curator.post(url(Award, "delete", award.pk), sure_to_delete(as_curator, award))
    sent.pop("_seen")
    response = second.post(address(award), sent if token is None else sent | {"_seen": token})
    assert response.status_code == 410
    assert "一句很长的话" in response.content.decode()


def test_a_key_that_was_changed_with_care_keeps_the_forms_that_are_open(as_curator, settings):
    term = make_mechanism()
    sent = page_data(as_curator, address(term)) | {"definition": "我的话"}
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    as_curator.force_login(User.objects.get(username="curator"))
    assert as_curator.post(address(term), sent).status_code == 302
