"""What became of awards, in the preview of an import and in the form of an award."""

import pytest
from django.urls import reverse

from cases.choices import ChangeOutcome
from cases.models import Award, Milestone
from tests.admin.awards import told
from tests.admin.forms import errors_of, send, undrawn
from tests.admin.intakes import act, act_on_row, page, sent
from tests.factories import make_award, make_source
from tests.imports.lists import bring_in, make_readers_library
from tests.imports.test_honoured_before import LOST, NEVER_HELD, NOTICE, WITHOUT_YEAR, hold_another, hold_list

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = "关于2022年复核结果的通知\n下列项目复核合格：\n社区协商共治\n"


@pytest.fixture
def library() -> None:
    make_readers_library()
    hold_list()


def cards(client, intake):
    return undrawn(client, page(intake))["cards"]


# --- The preview ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("library")
def test_the_preview_says_what_is_recorded_on_which_award(as_curator):
    intake = bring_in(NOTICE)
    first, _second, last = cards(as_curator, intake)
    assert first.state == "将补记到 2021-jczl-t01：2022 年复核合格"
    assert last.state == "将补记到 2021-jczl-t03：2022 年撤销称号"
    assert first.printed_year == "2022"
    html = as_curator.get(page(intake)).content.decode()
    assert "后续事项：<strong>2022 年复核合格</strong>" in html
    assert "不是这个案例" in html and f"row-{intake.rows.first().pk}-title" not in html
    assert act(as_curator, intake, "take").status_code == 302
    assert Milestone.objects.count() == 3
    assert cards(as_curator, intake)[0].state == "已补记到 2021-jczl-t01：2022 年复核合格"


@pytest.mark.usefixtures("library")
def test_what_was_never_held_is_left_out_at_once_but_not_taken_at_once(as_curator):
    others = [NEVER_HELD, NEVER_HELD.replace("近江", "始版桥")]
    intake = bring_in("\n".join([*NOTICE.splitlines()[:3], *others, "民政部", "2022年12月3日", ""]))
    [group] = undrawn(as_curator, page(intake))["preview"].alike
    shown = as_curator.get(page(intake)).content.decode()
    assert "库中没有找到" in group.message and "全部不收录" in shown and "全部收录" not in shown
    address = f"{reverse('admin:cases_intake_act', args=[intake.pk])}?kind={group.key}"
    refused = as_curator.post(address, {"lock": intake.lock, "action": "accept-alike"})
    assert "不能一起收录为新案例" in refused.content.decode()
    assert {row.outcome for row in intake.rows} == {ChangeOutcome.PENDING}
    as_curator.post(address, {"lock": intake.lock, "action": "drop-alike"})
    assert {row.outcome for row in intake.rows} == {ChangeOutcome.DROPPED}


@pytest.mark.usefixtures("library")
def test_of_several_one_is_chosen(as_curator):
    hold_another()
    intake = bring_in(NOTICE)
    row = intake.rows.first()
    card = cards(as_curator, intake)[0]
    assert (card.state, {each.accession for each in card.candidates}) == (
        "待处理",
        {"2020-jczl-t01", "2021-jczl-t01"},
    )
    values = sent(as_curator, intake) | {f"held-{row.pk}": "2020-jczl-t01"}
    values.pop("lock")
    assert act_on_row(as_curator, row, "record", **values).status_code == 302
    row.refresh_from_db()
    assert (row.proposed["accession"], row.outcome) == ("2020-jczl-t01", ChangeOutcome.ACCEPTED)
    act_on_row(as_curator, row, "reopen")
    row.refresh_from_db()
    assert (row.thing, row.outcome) == (None, ChangeOutcome.PENDING)
    assert cards(as_curator, intake)[0].can_be_recorded


@pytest.mark.usefixtures("library")
def test_one_that_is_not_held_is_put_on_an_award_by_its_number_or_refused(as_curator):
    intake = bring_in(NOTICE.replace(LOST, NEVER_HELD))
    row = intake.rows.last()
    assert 'placeholder="入库编号"' in as_curator.get(page(intake)).content.decode()
    refused = act_on_row(as_curator, row, "record", **{f"held-{row.pk}": "2021-jczl-t99"})
    assert "没有编号为“2021-jczl-t99”的案例" in refused.content.decode()
    refused = act_on_row(as_curator, row, "record", **{f"held-{row.pk}": ""})
    assert refused.status_code == 200
    row.refresh_from_db()
    assert row.thing is None


@pytest.mark.usefixtures("library")
def test_a_left_out_row_can_be_had_back(as_curator):
    intake = bring_in(NOTICE)
    row = intake.rows.first()
    act_on_row(as_curator, row, "drop")
    act_on_row(as_curator, row, "reopen")
    row.refresh_from_db()
    assert (row.is_milestone, row.outcome) == (True, ChangeOutcome.PENDING)


@pytest.mark.usefixtures("library")
def test_a_year_is_said_once_for_all_rows(as_curator):
    intake = bring_in(WITHOUT_YEAR)
    data = sent(as_curator, intake) | {"year": "2022", "action": "facts"}
    response = as_curator.post(reverse("admin:cases_intake_act", args=[intake.pk]), data)
    assert "重新读取" in told(response)
    assert [card.later for card in cards(as_curator, intake)] == ["2022 年复核合格"] * 2 + ["2022 年撤销称号"]


# --- The form of an award -------------------------------------------------------------------------


def enter(client, award: Award, **values):
    rows = [{"kind": "reviewed", "year": 2022, "words": "社区协商共治", **values}]
    return send(client, f"/admin/cases/award/{award.pk}/change/", {}, inlines={"milestones": rows})


def test_it_is_entered_with_its_document_and_the_words_of_its_year(as_curator):
    award, notice = make_award(), make_source(slug="review", text=LATER)
    response = enter(as_curator, award, source=notice.pk, year_words="2022")
    assert response.status_code == 302, errors_of(response)
    milestone = Milestone.objects.get()
    assert notice.text[milestone.start : milestone.end] == "社区协商共治"
    assert notice.text[milestone.year_start : milestone.year_end] == "2022"
    again = send(as_curator, f"/admin/cases/award/{award.pk}/change/", {"milestones-0-kind": "reviewed"})
    assert again.status_code == 302, errors_of(again)
    assert Milestone.objects.get() == milestone


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"year_words": "2023"}, "找不到这段文字"),
        ({"year_words": ""}, "没有印出 2022 年"),
        ({"year_words": "2022", "words": "社区协商"}, "没有说到这个案例"),
        ({"year_words": "2022", "kind": "withdrawn"}, "没有说到撤销称号"),
    ],
)
def test_what_the_document_does_not_say_is_refused(as_curator, values, said):
    award, notice = make_award(), make_source(slug="review", text=LATER)
    response = enter(as_curator, award, source=notice.pk, **values)
    assert said in errors_of(response) + response.content.decode()
    assert not Milestone.objects.exists()
