"""The second of two who change one thing is told of the first; nothing is overwritten, no word is lost."""

import pytest

from cases.choices import State, Through
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
    Tier,
)
from cases.models.writing import writing
from tests.admin.awards import sure_to_delete
from tests.admin.colliding import address, disputes, shown
from tests.admin.forms import page_data
from tests.admin.tables import url
from tests.factories import make_award, make_mechanism
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


def test_a_change_by_a_command_is_told_too(as_curator):
    term = make_mechanism()
    page = page_data(as_curator, address(term))
    with writing(Through.LOADER):
        Mechanism.objects.update(definition="甲说")
    response = as_curator.post(address(term), page | {"definition": "我的"})
    assert "程序 于" in response.content.decode()
    assert disputes(response)[0][2:] == ("甲说", "我的")


# --- What was deleted meanwhile ------------------------------------------------------------------


def test_what_was_typed_into_what_is_no_more_is_shown(as_curator, second, coding):
    award = coding.award
    page = page_data(second, address(award))
    assert (
        as_curator.post(url(Award, "delete", award.pk), sure_to_delete(as_curator, award)).status_code == 302
    )
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
