"""Rows of the preview: values and decisions are two things, nothing typed is lost, messages stand at rows."""

import pytest
from django.urls import reverse

from cases.choices import ChangeAction, ChangeOutcome
from cases.models import Award, Intake, StoredChange
from tests.admin.awards import told
from tests.admin.forms import undrawn
from tests.admin.intakes import act, act_on_row, card, doubtful, page, press, save, sent
from tests.factories import make_mechanism
from tests.imports.lists import ENTRIES, LIST, TITLE, bring_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("readers_library")]


# --- Saving ---------------------------------------------------------------------------------------


def test_all_edited_rows_are_saved_together(as_curator, intake):
    one, two, three = intake.rows.all()
    data = sent(as_curator, intake, (one, {"locality": "小营巷社区"}), (three, {"locality": "彩霞岭社区"}))
    assert "已保存 2 条的改动" in told(save(as_curator, intake, data))
    assert [row.proposed["locality"] for row in intake.rows.all()] == [
        "小营巷社区", two.proposed["locality"], "彩霞岭社区",
    ]  # fmt: skip
    assert Intake.objects.get().lock == 1


def test_of_rows_of_which_one_is_refused_none_is_saved_and_all_that_was_typed_comes_back(as_curator, intake):
    one, two, _ = intake.rows.all()
    data = sent(as_curator, intake, (one, {"locality": "小营巷社区"}), (two, {"title": "社区之光"}))
    response = save(as_curator, intake, data)
    assert "没有保存：1 条有误" in told(response)
    assert card(response, one).form["locality"].value() == "小营巷社区"
    assert card(response, two).form["title"].value() == "社区之光"
    assert "不是原文" in str(card(response, two).form.errors) and card(response, two).is_shown
    assert not card(response, one).form.errors
    assert [(each.message, each.address) for each in response.context["preview"].returned()] == [
        (ENTRIES[1], f"#row-{two.pk}")
    ]
    assert Intake.objects.get().lock == 0


def test_deciding_one_row_saves_what_was_typed_in_another(as_curator, intake):
    one, two, _ = intake.rows.all()
    data = sent(as_curator, intake, (one, {"locality": "小营巷社区"}))
    response = press(as_curator, two, "drop", data)
    assert response.headers["Location"].endswith(f"#row-{two.pk}")
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.proposed["locality"], two.outcome) == ("小营巷社区", ChangeOutcome.DROPPED)


def test_what_is_refused_of_another_row_keeps_a_row_from_being_decided(as_curator, intake):
    one, two, _ = intake.rows.all()
    response = press(as_curator, two, "drop", sent(as_curator, intake, (one, {"title": "社区之光"})))
    assert "没有保存" in card(response, two).messages[0].text
    two.refresh_from_db()
    assert two.outcome == ChangeOutcome.PENDING


def test_taking_in_saves_what_was_typed(as_curator, intake):
    data = sent(as_curator, intake, (intake.rows.first(), {"locality": "小营巷社区"}))
    as_curator.post(reverse("admin:cases_intake_act", args=[intake.pk]), {**data, "action": "take"})
    assert Award.objects.get(accession="2021-jczl-t01").locality == "小营巷社区"


def test_a_page_on_which_nothing_was_typed_changes_nothing(as_curator, intake):
    assert "没有改动" in told(save(as_curator, intake, sent(as_curator, intake)))
    assert Intake.objects.get().lock == 0


def test_words_that_were_selected_are_the_value_and_its_origin(as_curator, intake):
    row, start = intake.rows.first(), LIST.index("小营巷社区")
    marks = {"title": "小营巷社区", "title_start": start, "title_end": start + 5}
    save(as_curator, intake, sent(as_curator, intake, (row, marks)))
    row.refresh_from_db()
    origin = next(each for each in row.proposed["attributions"] if each["field"] == "title")
    assert (row.proposed["title"], origin["start"]) == ("小营巷社区", start)


# --- Decisions ------------------------------------------------------------------------------------


def test_saving_leaves_the_decision_as_it_is(as_curator, intake):
    row, dropped = doubtful(intake), intake.rows.all()[1]
    act_on_row(as_curator, dropped, "drop")
    edits = [(each, {"locality": ""}) for each in (row, dropped)]
    save(as_curator, intake, sent(as_curator, intake, *edits))
    row.refresh_from_db(), dropped.refresh_from_db()
    assert (row.outcome, row.action) == (ChangeOutcome.PENDING, ChangeAction.DOUBTFUL)
    assert dropped.outcome == ChangeOutcome.DROPPED
    assert "地名不止一处" in told(act(as_curator, intake, "take"))


@pytest.mark.slow
def test_a_duplicate_that_is_saved_becomes_no_case(as_curator, intake):
    act(as_curator, intake, "take")
    again = bring_in(LIST.replace("关于公布", "关于表扬"))
    row = again.rows.first()
    save(as_curator, again, sent(as_curator, again, (row, {"locality": "小营巷社区"})))
    assert "已收录：2021-jczl-t01" in told(act(as_curator, again, "take"))
    assert Award.objects.count() == 3


@pytest.mark.slow
def test_each_row_says_what_becomes_of_it(as_curator, intake):
    act(as_curator, intake, "take")
    again = bring_in(LIST.replace("关于公布", "关于表扬"))
    one, two, three = again.rows.all()
    act_on_row(as_curator, one, "attest")
    act_on_row(as_curator, two, "accept")
    cards = undrawn(as_curator, page(again))["cards"]
    assert [each.state for each in cards] == ["将记为 2021-jczl-t01 的其他出处", "将收录为新案例", "待处理"]
    act_on_row(as_curator, three, "drop")
    assert undrawn(as_curator, page(again))["cards"][2].state == "不收录"
    shown = as_curator.get(page(intake)).content.decode()
    assert "已收录" in shown


@pytest.mark.slow
def test_a_row_that_attests_offers_no_values_and_can_be_a_row_again(as_curator, intake):
    act(as_curator, intake, "take")
    again = bring_in(LIST.replace("关于公布", "关于表扬"))
    row = again.rows.first()
    act_on_row(as_curator, row, "attest")
    assert f"row-{row.pk}-title" not in as_curator.get(page(again)).content.decode()
    assert "已改回待处理" in told(act_on_row(as_curator, row, "reopen"))
    row.refresh_from_db()
    assert (row.thing, row.proposed["source"]) == (None, again.fact("slug"))
    assert (row.action, row.outcome) == (ChangeAction.DOUBTFUL, ChangeOutcome.PENDING)
    assert f"row-{row.pk}-title" in as_curator.get(page(again)).content.decode()


def test_what_was_done_to_a_row_is_told_with_how_to_take_it_back(as_curator, intake):
    _one, two, three = intake.rows.all()
    assert "改回待处理" in told(act_on_row(as_curator, three, "drop"))
    assert "从此处拆成两条" in told(act_on_row(as_curator, two, "join"))
    one = intake.rows.first()
    assert "与上一条合并" in told(act_on_row(as_curator, one, "split", at=LIST.index(ENTRIES[1])))
    assert "不收录" in told(act(as_curator, intake, "add", start=0, end=len(TITLE)))
    assert intake.rows.get(start=0).proposed["applicant"] == TITLE


def test_a_message_of_a_row_stands_at_it_and_not_above(as_curator, intake):
    row = intake.rows.all()[1]
    response = as_curator.get(act_on_row(as_curator, row, "drop").headers["Location"])
    assert [each.text for each in card(response, row).messages] == [
        f"“{row.called}”不收录。要改回：按“改回待处理”。"
    ]
    assert response.context["said"] == []


@pytest.mark.parametrize("values", [{"start": "x", "end": ""}, {"start": "5", "end": "2"}, {}])
def test_a_row_is_added_only_by_words_that_were_selected(as_curator, intake, values):
    assert "选中" in told(act(as_curator, intake, "add", **values))
    assert intake.rows.count() == 3


def test_who_comes_second_is_told_and_overwrites_nothing(as_curator, intake):
    row = intake.rows.first()
    act_on_row(as_curator, row, "drop")
    assert "您的改动还没有保存" in told(act_on_row(as_curator, row, "reopen", lock=0))
    row.refresh_from_db()
    assert row.outcome == ChangeOutcome.DROPPED


# --- Facts ----------------------------------------------------------------------------------------


def test_facts_that_were_typed_are_saved_with_the_rows_and_what_was_carried_over_is_told(as_curator):
    intake = bring_in("\n".join(["先进社区名单", *ENTRIES, ""]))
    row = intake.rows.first()
    data = sent(as_curator, intake, (row, {"locality": "小营巷社区"}))
    data |= {"programme": "jczl", "tier": "typical", "year": 2019, "action": "facts"}
    said = told(as_curator.post(reverse("admin:cases_intake_act", args=[intake.pk]), data))
    assert "已保存文献信息，并重新读取；处理过的 1 条照旧" in said
    row.refresh_from_db()
    assert (row.proposed["locality"], row.proposed["year"]) == ("小营巷社区", 2019)


def test_facts_that_cannot_be_come_back_with_what_was_typed_in_rows(as_curator, intake):
    row = intake.rows.first()
    data = sent(as_curator, intake, (row, {"locality": "小营巷社区"})) | {"year": 1066}
    response = save(as_curator, intake, data)
    assert response.context["facts"].errors
    assert card(response, row).form["locality"].value() == "小营巷社区"
    assert Intake.objects.get().lock == 0


# --- Mechanisms -----------------------------------------------------------------------------------


def with_mechanisms(intake: Intake) -> StoredChange:
    """A row whose words propose a mechanism."""
    make_mechanism("居民自治", slug="jumin-zizhi")
    row = intake.rows.first()
    row.proposed["codings"] = [
        {
            "mechanism": "jumin-zizhi", "start": row.start, "end": row.start + 3, "confidence": "low",
            "state": "proposed", "coder": "按词语提议", "note": "按名称。",
        }
    ]  # fmt: skip
    row.save()
    return row


def test_each_proposed_mechanism_is_shown_with_its_words_and_can_be_left_out(as_curator, intake):
    row = with_mechanisms(intake)
    shown = undrawn(as_curator, page(intake))
    key = f"jumin-zizhi-{row.start}-{row.start + 3}"
    assert shown["cards"][0].mechanisms.field.choices == [(key, "居民自治：“浙江省”")]
    lit = [each for each in shown["preview"].passages()["passages"] if each["kind"] == "coding"]
    assert [(each["key"], each["start"]) for each in lit] == [(f"coding-{row.pk}-{key}", row.start)]

    data = sent(as_curator, intake)
    del data[f"row-{row.pk}-mechanisms"]  # as a browser sends none
    save(as_curator, intake, data)
    row.refresh_from_db()
    assert row.proposed["codings"] == []
    save(as_curator, intake, sent(as_curator, intake, (row, {"mechanisms": [key]})))
    row.refresh_from_db()
    assert [each["mechanism"] for each in row.proposed["codings"]] == ["jumin-zizhi"]


# --- Addresses ------------------------------------------------------------------------------------


def test_the_links_of_a_page_that_was_refused_lead_to_the_import(as_curator, intake):
    row = doubtful(intake)
    data = sent(as_curator, intake, (row, {"title": "社区之光"}))
    shown = save(as_curator, intake, data).content.decode()
    assert f'<a href="{page(intake)}?page=1#row-{row.pk}">' in shown
    assert 'href="?' not in shown


@pytest.mark.parametrize("name", ["act", "rows"])
def test_who_comes_to_the_address_of_an_act_without_acting_is_led_to_the_import(as_curator, intake, name):
    if name == "act":
        address = reverse("admin:cases_intake_act", args=[intake.pk])
    else:
        address = reverse("admin:cases_intake_row", args=[intake.pk, intake.rows.first().pk])
    assert as_curator.get(f"{address}?page=2").headers["Location"] == f"{page(intake)}?page=2"
    assert as_curator.get(address).headers["Location"] == page(intake)
