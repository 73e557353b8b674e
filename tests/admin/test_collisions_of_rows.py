"""Two who change rows of one thing, in its form and on pages of their own: each row is merged by itself."""

from typing import Any

import pytest

from cases.admin.collisions.merging import DELETED
from cases.choices import Confidence
from cases.models import Award, Coding, SourceFact, Succession
from tests.admin.colliding import address, collide, disputes, shown
from tests.admin.forms import page_data
from tests.factories import make_coding, make_mechanism
from tests.models.samples import SAMPLES

pytestmark = pytest.mark.django_db


# --- Rows of inlines -----------------------------------------------------------------------------


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
