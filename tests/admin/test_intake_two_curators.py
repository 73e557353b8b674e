"""Two curators at one import: each is told what the other did, and nothing typed is lost."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from cases.choices import ChangeOutcome
from cases.models import Award, Intake
from tests.admin.awards import told
from tests.admin.conftest import BACKEND
from tests.admin.intakes import act, act_on_row, card, page, press, save, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("readers_library")]


@pytest.fixture
def as_clerk() -> Client:
    """Another curator."""
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_award"))
    clerk = Client()
    clerk.force_login(user, backend=BACKEND)
    return clerk


# --- Two curators ---------------------------------------------------------------------------------


def test_a_stale_page_says_so_at_its_row_and_loses_nothing_typed(as_curator, as_clerk, intake):
    one, two, three = intake.rows.all()
    data = sent(as_curator, intake, (one, {"locality": "小营巷社区"}), (two, {"locality": "清波门社区"}))
    act_on_row(as_clerk, three, "drop")
    act_on_row(as_clerk, two, "drop")
    response = press(as_curator, two, "accept", data)
    assert response.status_code == 200
    assert "“clerk”" in card(response, two).messages[0].text
    assert card(response, one).form["locality"].value() == "小营巷社区"
    assert card(response, three).state == "不收录"
    three.refresh_from_db(), one.refresh_from_db()
    assert (three.outcome, one.proposed["locality"]) == (ChangeOutcome.DROPPED, "小营街道小营巷社区")
    again = data | {"lock": response.context["original"].lock}
    assert "已保存 2 条" in told(save(as_curator, intake, again))


def test_what_two_curators_changed_alike_is_named_and_the_rest_of_the_first_stays(
    as_curator, as_clerk, intake
):
    row = intake.rows.first()
    data = sent(as_curator, intake, (row, {"locality": "小营巷社区"}))
    theirs = {"locality": "小营街道", "title": "小营巷社区"}
    save(as_clerk, intake, sent(as_clerk, intake, (row, theirs)))
    response = save(as_curator, intake, data)
    assert card(response, row).form.conflicts == ["县级以下地名"]
    assert card(response, row).form["title"].value() == "小营巷社区"
    assert card(response, row).form["locality"].value() == "小营巷社区"


def test_what_was_typed_in_a_row_that_is_gone_is_said(as_curator, as_clerk, intake):
    second = intake.rows.all()[1]
    data = sent(as_curator, intake, (second, {"locality": "清波门社区"}))
    act_on_row(as_clerk, second, "join")
    response = save(as_curator, intake, data)
    assert "清波门社区" in told(response) and "已不在这次导入里" in told(response)


# --- Beside each other, given up ------------------------------------------------------------------


def test_what_somebody_else_did_to_another_row_keeps_nobody_from_saving(as_curator, as_clerk, intake):
    one, two, three = intake.rows.all()
    data = sent(as_curator, intake, (one, {"locality": "小营巷社区"}))
    theirs = sent(as_clerk, intake, (two, {"locality": "清波门社区"}))
    save(as_clerk, intake, theirs)
    assert "已保存 1 条" in told(save(as_curator, intake, data))
    assert [row.proposed["locality"] for row in intake.rows.all()][:2] == ["小营巷社区", "清波门社区"]
    assert press(as_clerk, three, "drop", theirs | {f"seen-{two.pk}": ""}).status_code == 200
    assert press(as_clerk, three, "drop", sent(as_clerk, intake)).status_code == 302


def test_who_changed_the_same_row_is_named_at_it_though_other_values(as_curator, as_clerk, intake):
    one, two, _ = intake.rows.all()
    data = sent(as_curator, intake, (one, {"locality": "小营巷社区"}), (two, {"locality": "清波门社区"}))
    save(as_clerk, intake, sent(as_clerk, intake, (one, {"title": "小营巷社区"})))
    response = save(as_curator, intake, data)
    above = told(response)
    assert "您填的都还在页面上，看过下面标出的几条后再按一次保存。" in above and "刷新" not in above
    assert "这一条已由“clerk”改动过" in response.content.decode()
    assert (card(response, one).form.moved_by, card(response, two).form.moved_by) == ("clerk", "")
    assert [each.message for each in response.context["preview"].returned()] == ["小营巷社区"]


def test_a_decision_that_somebody_else_took_on_the_row_is_seen_first(as_curator, as_clerk, intake):
    row = intake.rows.first()
    data = sent(as_curator, intake)
    press(as_clerk, row, "drop", sent(as_clerk, intake))
    assert "改动过" in told(press(as_curator, row, "accept", data))
    row.refresh_from_db()
    assert row.outcome == ChangeOutcome.DROPPED


def test_what_others_did_is_seen_before_all_is_taken_in(as_curator, as_clerk, intake):
    data = sent(as_curator, intake)
    act_on_row(as_clerk, intake.rows.first(), "drop")
    address = reverse("admin:cases_intake_act", args=[intake.pk])
    assert "请看过这一页现在的内容" in told(as_curator.post(address, {**data, "action": "take"}))
    assert not Award.objects.exists()


def test_giving_up_asks_first_and_what_was_done_comes_back(as_curator, intake):
    one, two, _ = intake.rows.all()
    act_on_row(as_curator, two, "drop")
    data = sent(as_curator, intake, (one, {"locality": "小营巷社区"}))
    address = reverse("admin:cases_intake_act", args=[intake.pk])
    asked = as_curator.post(address, {**data, "action": "drop"}).content.decode()
    assert "改过内容的 1 条" in asked and "已决定收录或者不收录的 1 条" in asked
    assert Intake.objects.get().state == "ready"
    assert "恢复这次导入" in told(act(as_curator, intake, "drop", sure="1"))
    assert Intake.objects.get().state == "dropped"
    assert "恢复这次导入" in as_curator.get(page(intake)).content.decode()
    assert "已恢复这次导入" in told(act(as_curator, intake, "redo"))
    assert Intake.objects.get().is_open
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.proposed["locality"], two.outcome) == ("小营巷社区", ChangeOutcome.DROPPED)
