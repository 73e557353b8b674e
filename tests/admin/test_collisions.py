"""The second of two who change one thing is told of the first; nothing is overwritten, no word is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cases.admin.collisions.merging import DELETED
from cases.admin.collisions.noticing import COLLIDED
from cases.choices import Confidence, State, Through
from cases.models import (
    Award,
    Coding,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    Revision,
    Source,
    SourceFact,
    Succession,
    Tier,
)
from cases.models.writing import writing
from tests.admin.conftest import BACKEND
from tests.admin.forms import errors_of, page_data
from tests.admin.tables import url
from tests.factories import make_award, make_coding, make_mechanism
from tests.models.samples import SAMPLES

pytestmark = pytest.mark.django_db

CHANGED = {  # of each kind of form: a field that both change, and what each writes into it
    Award: ("locality", "甲地", "乙地"),
    Edition: ("theme", "甲主题", "乙主题"),
    Source: ("note", "甲注", "乙注"),
    Mechanism: ("definition", "甲说", "乙说"),
    Programme: ("short_name", "甲称", "乙称"),
    Tier: ("short_name", "甲称", "乙称"),
    IssuingBody: ("short_name", "甲称", "乙称"),
    Division: ("note", "甲注", "乙注"),
}


@pytest.fixture
def second(db) -> Client:
    """Another curator, at another machine."""
    client = Client()
    user = User.objects.create_superuser("second", last_name="李", first_name="四")
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def coding() -> Coding:
    return make_coding(make_award(state=State.DRAFT), make_mechanism())


def address(row: Any) -> str:
    return url(type(row), "change", row.pk)


def shown(response: Any) -> dict[str, str]:
    """What the page that was refused would send again, the choices left as they stand."""
    assert response.status_code == 200, "nothing was refused"
    assert COLLIDED in errors_of(response)
    context = response.context
    found: dict[str, str] = {"_seen": context["seen"]}
    bound = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        bound += [inline.formset.management_form, *inline.formset.forms]
    for form in bound:
        for each in form:
            value = each.value()
            if value is not None and value is not False:
                found[each.html_name] = str(value)
    for dispute in context["collision"].disputes:
        found |= {dispute.name: "mine", **dict(dispute.values)}
    return found


def disputes(response: Any) -> list[tuple[str, str, str, str]]:
    found = response.context["collision"].disputes
    return [(each.label, each.before, each.theirs, each.mine) for each in found]


# --- Each kind of form ---------------------------------------------------------------------------


@pytest.mark.parametrize("model", CHANGED, ids=lambda model: model.__name__)
def test_the_second_of_two_does_not_win_silently(model, as_curator, second):
    row = make_award(state=State.DRAFT) if model is Award else SAMPLES[model]()
    column, first, later = CHANGED[model]
    before = str(getattr(row, column))
    pages = [page_data(client, address(row)) for client in (as_curator, second)]
    assert as_curator.post(address(row), pages[0] | {column: first}).status_code == 302

    response = second.post(address(row), pages[1] | {column: later})
    again = shown(response)
    assert again[column] == later
    assert [each[1:] for each in disputes(response)] == [(before, first, later)]
    row.refresh_from_db()
    assert getattr(row, column) == first
    page = response.content.decode()
    assert "curator 于" in page
    assert Revision.objects.filter(by="second").count() == 0

    choice = response.context["collision"].disputes[0].name
    assert second.post(address(row), again | {choice: "theirs"}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, column) == first
    assert second.post(address(row), page_data(second, address(row)) | {column: later}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, column) == later


def test_what_is_mine_is_saved_when_that_is_chosen(as_curator, second):
    term = make_mechanism()
    pages = [page_data(client, address(term)) for client in (as_curator, second)]
    as_curator.post(address(term), pages[0] | {"definition": "甲说"})
    again = shown(second.post(address(term), pages[1] | {"definition": "乙说"}))
    assert second.post(address(term), again).status_code == 302
    term.refresh_from_db()
    assert term.definition == "乙说"
    last = Revision.objects.filter(table="mechanism").first()
    assert (last.by, last.before["definition"], last.after["definition"]) == ("second", "甲说", "乙说")


def test_what_each_changed_alone_comes_together(as_curator, second):
    term = make_mechanism(is_featured=False)
    pages = [page_data(client, address(term)) for client in (as_curator, second)]
    as_curator.post(address(term), pages[0] | {"definition": "甲说", "is_featured": "on"})
    response = second.post(address(term), pages[1] | {"position": "77"})
    assert disputes(response) == []
    assert len(response.context["collision"].taken) == 2
    assert second.post(address(term), shown(response)).status_code == 302
    term.refresh_from_db()
    assert (term.definition, term.is_featured, term.position) == ("甲说", True, 77)


def test_who_presses_twice_is_told_nothing(as_curator, coding):
    page = page_data(as_curator, address(coding.award))
    sent = page | {"codings-0-note": "再看", "locality": "某地"}
    assert as_curator.post(address(coding.award), sent).status_code == 302
    assert as_curator.post(address(coding.award), sent).status_code == 302
    assert Coding.objects.get().note == "再看"


def test_a_third_change_is_told_as_well(as_curator, second):
    term = make_mechanism()
    page = page_data(second, address(term))
    as_curator.post(address(term), page_data(as_curator, address(term)) | {"definition": "一"})
    again = shown(second.post(address(term), page | {"definition": "我的"}))
    as_curator.post(address(term), page_data(as_curator, address(term)) | {"definition": "二"})
    response = second.post(address(term), again)
    assert [each[1:] for each in disputes(response)] == [("一", "二", "我的")]


def test_a_form_that_is_wrong_by_itself_keeps_what_it_has_seen(as_curator, second):
    term = make_mechanism()
    page = page_data(second, address(term))
    response = second.post(address(term), page | {"name": "", "definition": "我的"})
    as_curator.post(address(term), page_data(as_curator, address(term)) | {"definition": "甲说"})
    again = page | {"_seen": response.context["seen"], "definition": "我的"}
    assert [each[1:] for each in disputes(second.post(address(term), again))] == [
        ("社区协商的定义。", "甲说", "我的")
    ]


def test_a_form_without_a_token_is_one_of_today(as_curator):
    term = make_mechanism()
    page = page_data(as_curator, address(term))
    with writing(Through.LOADER):
        Mechanism.objects.update(definition="甲说")
    del page["_seen"]
    assert as_curator.post(address(term), page | {"definition": "我的"}).status_code == 302


@pytest.mark.parametrize("token", ["x", "-1", "9" * 40, "²"])
def test_a_token_that_cannot_be_is_none(token, as_curator):
    term = make_mechanism()
    page = page_data(as_curator, address(term)) | {"_seen": token}
    assert as_curator.post(address(term), page).status_code == 302


def test_a_change_by_a_command_is_told_too(as_curator):
    term = make_mechanism()
    page = page_data(as_curator, address(term))
    with writing(Through.LOADER):
        Mechanism.objects.update(definition="甲说")
    response = as_curator.post(address(term), page | {"definition": "我的"})
    assert "程序 于" in response.content.decode()
    assert disputes(response)[0][2:] == ("甲说", "我的")


# --- Rows of inlines -----------------------------------------------------------------------------


def collide(
    first: Client, second: Client, award: Any, theirs: dict[str, str], mine: dict[str, str]
) -> tuple[Any, dict[str, str]]:
    pages = [page_data(client, address(award)) for client in (first, second)]
    response = first.post(address(award), pages[0] | theirs)
    assert response.status_code == 302, errors_of(response)
    response = second.post(address(award), pages[1] | mine)
    return response, shown(response)


def test_a_row_that_one_deletes_and_the_other_edits_is_asked_for(as_curator, second, coding):
    award, term = coding.award, coding.mechanism
    theirs, mine = {"codings-0-DELETE": "on"}, {"codings-0-note": "一句很长的话"}
    response, again = collide(as_curator, second, award, theirs, mine)
    (dispute,) = disputes(response)
    assert dispute[2] == DELETED
    assert "一句很长的话" in dispute[3]
    assert not Coding.objects.exists()
    assert again["codings-INITIAL_FORMS"] == "0"

    assert second.post(address(award), again).status_code == 302
    kept = Coding.objects.get()
    assert (kept.mechanism, kept.note) == (term, "一句很长的话")
    assert (kept.start, kept.end) == (coding.start, coding.end)


def test_a_row_that_the_other_deleted_can_be_given_up(as_curator, second, coding):
    theirs, mine = {"codings-0-DELETE": "on"}, {"codings-0-note": "一句话", "locality": "乙地"}
    response, again = collide(as_curator, second, coding.award, theirs, mine)
    choice = response.context["collision"].disputes[0].name
    assert second.post(address(coding.award), again | {choice: "theirs"}).status_code == 302
    assert not Coding.objects.exists()
    assert Award.objects.get().locality == "乙地"


def test_a_row_that_i_delete_and_the_other_edits_is_asked_for(as_curator, second, coding):
    theirs, mine = {"codings-0-note": "对方的话"}, {"codings-0-DELETE": "on"}
    response, again = collide(as_curator, second, coding.award, theirs, mine)
    (dispute,) = disputes(response)
    assert "对方的话" in dispute[2]
    assert dispute[3] == DELETED
    choice = response.context["collision"].disputes[0].name
    assert second.post(address(coding.award), again | {choice: "theirs"}).status_code == 302
    assert Coding.objects.get().note == "对方的话"


def test_a_row_that_i_delete_and_nobody_edits_goes(as_curator, second, coding):
    theirs, mine = {"locality": "甲地"}, {"codings-0-DELETE": "on"}
    response, again = collide(as_curator, second, coding.award, theirs, mine)
    assert disputes(response) == []
    assert second.post(address(coding.award), again).status_code == 302
    assert not Coding.objects.exists()
    assert Award.objects.get().locality == "甲地"


def test_one_row_edited_by_both_has_three_columns(as_curator, second, coding):
    theirs = {"codings-0-confidence": "low", "codings-0-note": "对方的话"}
    response, again = collide(as_curator, second, coding.award, theirs, {"codings-0-note": "我的话"})
    (dispute,) = disputes(response)
    assert dispute[0].startswith("机制编码 社区协商：")
    assert dispute[1:] == ("", "对方的话", "我的话")
    assert again["codings-0-confidence"] == "low"
    assert second.post(address(coding.award), again).status_code == 302
    saved = Coding.objects.get()
    assert (saved.confidence, saved.note) == (Confidence.LOW, "我的话")


def test_the_words_of_a_passage_go_with_their_place(as_curator, second, coding):
    award = coding.award
    lines = award.passage.split("\n")
    theirs = {"codings-0-words": lines[-1][:4], "codings-0-start": ""}
    mine = {"codings-0-words": lines[-1][:3], "codings-0-start": ""}
    response, again = collide(as_curator, second, award, theirs, mine)
    (dispute,) = disputes(response)
    assert dispute[2:] == (lines[-1][:4], lines[-1][:3])
    choice = response.context["collision"].disputes[0].name
    there = Coding.objects.get()
    assert second.post(address(award), again | {choice: "theirs"}).status_code == 302
    saved = Coding.objects.get()
    assert (saved.start, saved.end) == (there.start, there.end)


def test_rows_that_both_add_are_both_there(as_curator, second, coding):
    award = coding.award
    page = page_data(as_curator, address(award))

    def added(term: str) -> dict[str, Any]:
        values = {"mechanism": make_mechanism(term).pk, "words": page["codings-0-words"], "start": ""}
        values |= {"confidence": "high", "state": page["codings-0-state"]}
        return {"codings-TOTAL_FORMS": "2", **{f"codings-1-{key}": each for key, each in values.items()}}

    response, again = collide(as_curator, second, award, added("三社联动"), added("居民自治"))
    assert disputes(response) == []
    assert (again["codings-INITIAL_FORMS"], again["codings-TOTAL_FORMS"]) == ("2", "3")
    assert second.post(address(award), again).status_code == 302
    terms = {"社区协商", "三社联动", "居民自治"}
    assert set(Coding.objects.values_list("mechanism__name", flat=True)) == terms


def test_a_row_that_the_other_deleted_and_i_left_is_gone(as_curator, second, coding):
    theirs, mine = {"codings-0-DELETE": "on"}, {"locality": "乙地"}
    response, again = collide(as_curator, second, coding.award, theirs, mine)
    assert disputes(response) == []
    assert second.post(address(coding.award), again).status_code == 302
    assert not Coding.objects.exists()


def test_facts_of_a_source_are_rows_like_others(as_curator, second):
    fact = SAMPLES[SourceFact]()
    theirs, mine = {"facts-0-label": "甲"}, {"facts-0-label": "乙"}
    response, again = collide(as_curator, second, fact.source, theirs, mine)
    assert [each[2:] for each in disputes(response)] == [("甲", "乙")]
    assert second.post(address(fact.source), again).status_code == 302
    fact.refresh_from_db()
    assert fact.label == "乙"


# --- Rows on pages of their own ------------------------------------------------------------------


def test_a_coding_on_its_own_page_collides_with_the_page_of_its_award(as_curator, second, coding):
    page = page_data(second, address(coding))
    sent = page_data(as_curator, address(coding.award)) | {"codings-0-note": "对方的话"}
    assert as_curator.post(address(coding.award), sent).status_code == 302
    response = second.post(address(coding), page | {"note": "我的话"})
    assert [each[1:] for each in disputes(response)] == [("", "对方的话", "我的话")]
    assert second.post(address(coding), shown(response)).status_code == 302
    coding.refresh_from_db()
    assert coding.note == "我的话"


def test_another_row_of_the_award_is_in_nobodys_way(as_curator, second, coding):
    other = make_coding(coding.award, make_mechanism("三社联动"))
    page = page_data(second, address(coding))
    sent = page_data(as_curator, address(other)) | {"note": "对方的话"}
    assert as_curator.post(address(other), sent).status_code == 302
    assert second.post(address(coding), page | {"note": "我的话"}).status_code == 302


def test_a_division_and_what_follows_it(as_curator, second):
    succession = SAMPLES[Succession]()
    division = succession.predecessor
    response, again = collide(
        as_curator, second, division, {"later-0-DELETE": "on", "note": "甲"}, {"aliases": "别称"}
    )
    assert disputes(response) == []
    assert second.post(address(division), again).status_code == 302
    division.refresh_from_db()
    assert (division.note, division.aliases) == ("甲", "别称")
    assert not Succession.objects.exists()


# --- What was deleted meanwhile ------------------------------------------------------------------


def test_what_was_typed_into_what_is_no_more_is_shown(as_curator, second, coding):
    award = coding.award
    page = page_data(second, address(award))
    assert as_curator.post(url(Award, "delete", award.pk), {"post": "yes"}).status_code == 302
    sent = page | {"locality": "一句很长的话", "codings-0-note": "还有一句"}
    response = second.post(address(award), sent)
    assert response.status_code == 410
    said = response.content.decode()
    for words in ("一句很长的话", "还有一句", "社区协商", "curator 于"):
        assert words in said


def test_a_row_that_is_no_more_shows_what_was_typed_on_its_page(as_curator, second, coding):
    opened = address(coding)
    page = page_data(second, opened)
    coding.delete()
    response = second.post(opened, page | {"note": "一句很长的话"})
    assert response.status_code == 410
    assert "一句很长的话" in response.content.decode()


def test_what_never_was_is_not_found(as_curator):
    response = as_curator.post(url(Mechanism, "change", 987654), {"name": "x"})
    assert response.status_code == 302
