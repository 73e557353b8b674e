"""Who else has a form open: told to who has it open too, gone when they are, and not between blind coders."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from cases.admin.drafts.keeping import new_page
from cases.admin.drafts.presence import at
from cases.models import Award, CodingRound, DataVersion, FormVisit, Mechanism, Revision
from cases.models.form_draft import OPEN
from tests.factories import make_award, make_mechanism
from tests.models.samples import SAMPLES
from tests.roles import EDITOR, account, logged_in

pytestmark = pytest.mark.django_db


def beat(client: Client, row: Any) -> str:
    """What a page with the form of the row hears each minute."""
    data = {"action": "beat", "form": f"{row._meta.model_name}/{row.pk}", "page": new_page()}
    response = client.post(reverse("admin:unsaved_form"), data)
    assert response.status_code == 200, response.content
    return response.json()["others"]


def age(by: timedelta) -> None:
    for visit in FormVisit.objects.all():
        visit.opened_at -= by
        visit.beat_at -= by
        visit.save()


def test_two_who_have_one_form_open_are_told_of_each_other(as_curator, second):
    award, term = make_award(), make_mechanism()
    before = DataVersion.current(), Revision.objects.count()
    assert beat(second, award) == ""
    since = at(FormVisit.objects.get().opened_at)
    assert beat(as_curator, award) == f"李四（second） 也打开着这一页（{since} 起）。"
    assert beat(second, award) == f"curator 也打开着这一页（{since} 起）。"
    assert beat(as_curator, term) == "", "another page is another page"
    assert (DataVersion.current(), Revision.objects.count()) == before


def test_several_stand_in_the_order_in_which_they_came(as_curator, second):
    award = make_award()
    beat(second, award)
    age(timedelta(seconds=30))
    beat(logged_in(account("third", EDITOR)), award)
    said = beat(as_curator, award)
    assert said.startswith("李四（second）（") and "、third（" in said and said.endswith("也打开着这一页。")


def test_who_is_gone_is_gone_from_it(as_curator, second):
    award = make_award()
    beat(second, award)
    age(OPEN + timedelta(seconds=1))
    assert beat(as_curator, award) == ""
    assert FormVisit.objects.count() == 1, "what is past is not kept"


def test_who_comes_back_is_there_since_then(as_curator, second):
    award = make_award()
    beat(second, award)
    first = FormVisit.objects.get().opened_at
    beat(second, award)
    assert FormVisit.objects.get().opened_at == first
    age(timedelta(minutes=5))
    beat(second, award)
    assert FormVisit.objects.get().opened_at >= first


def test_nobody_else_has_a_new_thing_open(as_curator, second):
    data = {"action": "beat", "form": "award/add", "page": new_page()}
    for client in (second, as_curator):
        assert client.post(reverse("admin:unsaved_form"), data).json() == {"others": ""}
    assert not FormVisit.objects.exists()


def test_what_was_deleted_is_open_to_nobody(as_curator):
    data = {"action": "beat", "form": "award/999999", "page": new_page()}
    response = as_curator.post(reverse("admin:unsaved_form"), data)
    assert response.status_code == 404 and "已被删除" in response.json()["said"]


def test_coders_of_an_open_round_do_not_see_each_other(as_curator):
    made: CodingRound = SAMPLES[CodingRound]()
    award = made.awards.get()
    coders = [logged_in(account_of(user)) for user in User.objects.filter(coder__rounds=made)]
    beat(coders[0], award)
    assert beat(coders[1], award) == ""
    said = beat(as_curator, award)
    assert said.count("甲") and said.count("乙"), "who does not code in it sees both"
    assert "curator" in beat(coders[0], award)
    other = make_award()
    beat(coders[0], other)
    assert "甲" in beat(coders[1], other), "of what the round does not have nothing is hidden"
    CodingRound.objects.filter(pk=made.pk).update(closed_at=made.opened_at, closed_by="boss")
    assert "甲" in beat(coders[1], award)


def account_of(user: User) -> User:
    """The user with the rights of an editor."""
    user.is_staff = True
    user.save()
    user.groups.add(account(f"model of {user}", EDITOR).groups.get())
    return User.objects.get(pk=user.pk)


def test_it_is_on_the_page_of_who_may_edit_alone(as_curator, as_visitor):
    term = make_mechanism()
    page = logged_in(account("reading", EDITOR)).get(reverse("admin:cases_mechanism_change", args=[term.pk]))
    assert page.status_code == 200 and Mechanism._meta.model_name
    assert "data-long-form" not in page.content.decode(), "editors look at terms"
    assert Award._meta.model_name
