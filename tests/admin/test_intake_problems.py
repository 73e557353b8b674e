"""What has to be looked at in an import can be emptied: taken up by rows, seen, decided many at once."""

import pytest
from django.urls import reverse

from cases.admin.intakes.preview import PER_PAGE
from cases.choices import ChangeAction, ChangeOutcome, IntakeState
from cases.imports.facts import Said
from cases.models import Intake, ProgrammeTier
from cases.models.intake import problem_at
from tests.admin.awards import told
from tests.admin.forms import undrawn
from tests.admin.intakes import act, doubtful, page
from tests.imports.lists import ENTRIES, LIST, bring_in, make_readers_library
from tests.imports.test_carrying import UNSAID

pytestmark = pytest.mark.django_db
MISSED = "联系人王𠮷的项目"


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


@pytest.fixture
def intake() -> Intake:
    """Four awards are declared, of which one was not read."""
    text = LIST + MISSED + "\n"
    made = bring_in(text)
    start = text.index(MISSED)
    made.declared = 4
    made.problems = [
        problem_at("文中说有 4 个，读到 3 个。", 0, 4),
        problem_at("名单中的这一行没有读懂。", start, start + len(MISSED)),
    ]
    made.save()
    return made


def problems(client, intake: Intake) -> list[str]:
    return [each.message for each in undrawn(client, page(intake))["preview"].problems]


def decide_alike(client, intake: Intake, action: str, key: str, **values):
    data = {"lock": Intake.objects.get(pk=intake.pk).lock, "action": action, **values}
    return client.post(f"{reverse('admin:cases_intake_act', args=[intake.pk])}?kind={key}", data)


def test_a_problem_says_with_which_words_its_line_begins(as_curator, intake):
    assert f"名单中的这一行没有读懂。（{MISSED}）" in problems(as_curator, intake)


def test_a_row_that_is_added_by_hand_answers_the_problem_of_its_line_and_is_counted(as_curator, intake):
    intake.declared = 5
    intake.problems[0]["message"] = "文中说有 5 个，读到 3 个。"
    intake.save()
    start = intake.text.index(MISSED)
    act(as_curator, intake, "add", start=start, end=start + len(MISSED))
    said = problems(as_curator, intake)
    assert "文中说有 5 个，读到 4 个。" in said
    assert not [each for each in said if "没有读懂" in each]


def test_the_count_is_no_problem_once_all_are_read(as_curator, intake):
    start = intake.text.index(MISSED)
    act(as_curator, intake, "add", start=start, end=start + len(MISSED))
    assert not [each for each in problems(as_curator, intake) if "文中说有" in each]


def test_a_problem_of_the_document_is_marked_as_seen(as_curator, intake):
    address = reverse("admin:cases_intake_act", args=[intake.pk])
    assert "看过" in as_curator.get(page(intake)).content.decode()
    as_curator.post(f"{address}?problem=1", {"lock": 0, "action": "see"})
    assert not [each for each in problems(as_curator, intake) if "没有读懂" in each]
    assert "已经不在" in told(as_curator.post(f"{address}?problem=7", {"lock": 1, "action": "see"}))


def test_what_was_seen_of_the_document_is_not_asked_again_when_it_is_taken_in(as_curator):
    intake = bring_in()
    intake.problems = [problem_at("名单中的这一行没有读懂。", 0, 4)]
    intake.save()
    assert "文献的 1 个问题" in as_curator.get(page(intake)).content.decode()
    address = reverse("admin:cases_intake_act", args=[intake.pk])
    as_curator.post(f"{address}?problem=0", {"lock": 0, "action": "see"})
    assert "intake-sure" not in as_curator.get(page(intake)).content.decode()
    act(as_curator, intake, "take")
    assert Intake.objects.get().state == IntakeState.TAKEN


def test_what_only_a_fact_answers_leads_to_the_fact_and_cannot_be_seen_away(as_curator):
    intake = bring_in(UNSAID, Said())
    [asks] = [
        each
        for each in undrawn(as_curator, page(intake))["preview"].problems
        if "评选项目，请" in each.message
    ]
    assert (asks.number, asks.address.partition("#")[2]) == (None, "id_facts_programme")
    html = as_curator.get(page(intake)).content.decode()
    assert 'id="id_facts_programme"' in html and 'class="intake-facts" open' in html
    number = [each["message"] for each in intake.problems].index("没有读到评选项目，请写明。")
    address = reverse("admin:cases_intake_act", args=[intake.pk])
    refused = as_curator.post(f"{address}?problem={number}", {"lock": 0, "action": "see"})
    assert "看过不能代替" in refused.content.decode()


def test_rows_that_wait_for_the_same_reason_are_decided_at_once(as_curator):
    intake = bring_in()
    for number, row in enumerate(intake.rows.all(), 1):
        row.action = ChangeAction.DOUBTFUL
        row.problems = [problem_at(f"可能与 2021-jczl-t0{number} 重复：标题相同，年度或批次不同（2021）。")]
        row.save()
    (group,) = undrawn(as_curator, page(intake))["preview"].alike
    assert len(group.rows) == 3
    shown = as_curator.get(page(intake)).content.decode()
    assert "全部收录" in shown and "全部不收录" in shown
    assert "3 条不收录" in told(
        decide_alike(as_curator, intake, "drop-alike", group.key, **{"reason-alike": "往届"})
    )
    assert {(row.outcome, row.reason) for row in intake.rows.all()} == {(ChangeOutcome.DROPPED, "往届")}


def test_one_row_that_waits_alone_is_not_decided_with_others(as_curator):
    intake = bring_in()
    doubtful(intake)
    assert undrawn(as_curator, page(intake))["preview"].alike == []


def test_what_keeps_it_from_being_taken_in_says_so(as_curator):
    intake = bring_in()
    doubtful(intake)
    assert told(act(as_curator, intake, "take")).startswith("还不能收录：第 1 条")


def test_a_notice_without_a_row_is_not_offered_to_be_taken_in(as_curator):
    intake = bring_in()
    assert "收录为草稿</button>" in as_curator.get(page(intake)).content.decode()
    intake.rows.all().delete()
    assert "收录为草稿</button>" not in as_curator.get(page(intake)).content.decode()


def test_names_that_have_quotation_marks_get_others_around_them(as_curator):
    row = bring_in().rows.first()
    assert row.quoted == f"“{ENTRIES[0]}”"
    row.proposed["title"] = "“双报到”"
    assert row.quoted == "『“双报到”』"


def test_the_tiers_of_the_programme_are_offered_first(as_curator):
    intake = bring_in()
    own = set(ProgrammeTier.objects.filter(programme__slug="jczl").values_list("tier__slug", flat=True))
    offered = [slug for slug, _ in undrawn(as_curator, page(intake))["cards"][0].form["tier"].field.choices]
    assert own and set(offered[1 : len(own) + 1]) == own


def test_a_row_that_is_made_is_shown_on_the_page_where_it_is(as_curator, intake):
    first = intake.rows.first()
    for number in range(2, PER_PAGE + 2):  # enough for another page behind those that are read
        intake.rows.filter(pk=first.pk).update(order=0)
        first.pk, first.order = None, number + 3
        first.save()
        first = intake.rows.order_by("order").first()
    start = intake.text.index(MISSED)
    address = reverse("admin:cases_intake_act", args=[intake.pk])
    data = {"lock": 0, "action": "add", "start": start, "end": start + len(MISSED)}
    led_to = as_curator.post(f"{address}?page=1", data).headers["Location"]
    added = intake.rows.order_by("-pk").first()
    at = list(intake.rows.order_by("order", "pk").values_list("pk", flat=True)).index(added.pk)
    assert led_to == f"{page(intake)}?page={at // PER_PAGE + 1}#row-{added.pk}"


def test_drafts_are_spoken_of_only_where_there_are_any(as_curator):
    intake = bring_in()
    act(as_curator, intake, "take")
    assert "还有草稿" in as_curator.get(page(intake)).content.decode()
    Intake.objects.get().rows.update(outcome=ChangeOutcome.UNDONE)
    assert Intake.objects.get().state == IntakeState.TAKEN
    assert "还有草稿" not in as_curator.get(page(intake)).content.decode()


# --- What is told elsewhere -----------------------------------------------------------------------


def test_the_start_page_leads_to_what_waits_for_a_reviewer(as_curator):
    intake, listed = bring_in(), "/admin/desk/waiting-imports/"
    assert "处修改待审" not in as_curator.get(listed).content.decode()
    intake.rows.update(outcome=ChangeOutcome.WAITING)
    assert f'<a href="{listed}">' in as_curator.get("/admin/").content.decode()
    shown = as_curator.get(listed).content.decode()
    assert "已发布案例的 3 处修改待审" in shown and f'<a href="{page(intake)}">' in shown


def test_the_same_notice_that_waits_in_another_import_is_named_with_a_link(as_curator):
    first = bring_in(by="甲")
    data = {"text": LIST, "programme": "", "year": "", "batch": ""}
    response = as_curator.post("/admin/cases/intake/add/", data, follow=True)
    assert f'<a href="{page(first)}">' in response.content.decode()
    assert "同样的条目另有一次导入还没有收录" in response.content.decode()
