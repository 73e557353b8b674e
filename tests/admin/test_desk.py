"""The start page of the admin: what waits for whom, what somebody should look at, each with its list."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.admin.desk import lists
from cases.admin.desk.pages import LISTS
from cases.choices import ChangeOutcome, CodingState, Confidence
from cases.curation.proposing import may_decide, proposals, send_back, submit, to_decide
from cases.index.current import current_index
from cases.models import (
    Attribution,
    Award,
    DistinctCases,
    Division,
    Intake,
    Mechanism,
    Report,
    StoredChange,
    StoredFile,
)  # fmt: skip
from cases.models.writing import writing
from tests.admin.awards import draft
from tests.admin.forms import undrawn
from tests.factories import (
    make_award,
    make_coding,
    make_division,
    make_listed_award,
    make_mechanism,
    make_source,
)
from tests.imports.lists import bring_in
from tests.roles import EDITOR, REVIEWER, account, logged_in
from tests.vocabularies import make_edition, make_tier

pytestmark = pytest.mark.django_db
START = "/admin/"


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


def numbers(client: Client) -> dict[str, int]:
    """The number of each list that the start page shows."""
    groups = undrawn(client, START)["desk"]
    return {line.of.name: line.number for group in groups for line in group.lines}


def listed(client: Client, name: str, query: str = "") -> str:
    return client.get(reverse("admin:desk_list", args=[name]) + query).content.decode()


# --- The work of a day ------------------------------------------------------------------------------


def test_what_waits_is_counted_for_who_may_decide_and_did_not_propose_it():
    editor, reviewer = account("editor", EDITOR), account("reviewer", REVIEWER)
    submit(draft(), editor)
    submit(draft(), reviewer)
    assert numbers(logged_in(reviewer))["reviews"] == 1
    assert "reviews" not in numbers(logged_in(editor))
    assert "等我审核的" in logged_in(reviewer).get(START).content.decode()


def test_every_page_says_how_many_wait_for_who_may_decide():
    editor, reviewer = account("editor", EDITOR), account("reviewer", REVIEWER)
    elsewhere = "/admin/cases/award/"
    assert "待审核 " not in logged_in(reviewer).get(elsewhere).content.decode()
    submit(draft(), editor)
    submit(draft(), reviewer)
    assert "待审核 1</a>" in logged_in(reviewer).get(elsewhere).content.decode()
    assert "待审核 " not in logged_in(editor).get(elsewhere).content.decode()


@pytest.mark.parametrize(
    "permissions",
    [(), ("review_award",), ("publish_award",), ("manage_vocabulary",), ("review_award", "publish_award")],
)
def test_the_database_finds_what_the_rule_lets_somebody_decide(permissions):
    user = account("somebody", "", *permissions)
    submit(draft(), account("editor", EDITOR))
    for table, state in (("award", {"state": "published"}), ("mechanism", {}), ("source", {})):
        for name in ("editor", "somebody"):
            StoredChange.objects.create(
                action="changed", outcome=ChangeOutcome.WAITING, table=table, before=state, proposed=state,
                made_by=name, made_at=timezone.now(),
            )  # fmt: skip
    assert set(to_decide(user)) == {each for each in proposals() if may_decide(each, user)}


def test_my_drafts_are_those_that_i_wrote_in_and_did_not_send():
    editor, other = account("editor", EDITOR), account("other", EDITOR)
    with writing("form", by=editor):
        mine, sent = draft(), draft()
    with writing("form", by=other):
        draft()
    submit(sent, editor)
    client = logged_in(editor)
    assert numbers(client)["drafts"] == 1
    shown = listed(client, "drafts")
    assert reverse("admin:cases_award_change", args=[mine.pk]) in shown and sent.accession not in shown


def test_what_came_back_says_why():
    editor, reviewer = account("editor", EDITOR), account("reviewer", REVIEWER)
    send_back(submit(draft(), editor), reviewer, "说明写清楚")
    assert numbers(logged_in(editor))["returned"] == 1
    assert "reviewer 退回：说明写清楚" in listed(logged_in(editor), "returned")
    assert numbers(logged_in(reviewer))["returned"] == 0


def test_reports_of_readers_say_how_long_the_oldest_waits(as_curator):
    now = timezone.now()
    for days, state in ((3, "new"), (0, "new"), (9, "done")):
        Report.objects.create(message="有错字。", state=state, created_at=now - timedelta(days=days))
    assert numbers(as_curator)["reports"] == 2
    assert "最早的已等 3 天" in as_curator.get(START).content.decode()


def test_imports_that_nobody_finished_are_there_and_others_are_not(as_curator):
    intake = bring_in()
    Intake.objects.create(kind="document", text="别的\n", text_sha256="0" * 64, state="dropped")
    assert numbers(as_curator)["imports"] == 1
    assert reverse("admin:cases_intake_change", args=[intake.pk]) in listed(as_curator, "imports")


def test_changes_that_an_import_brings_wait_for_reviewers():
    intake = bring_in()
    intake.rows.update(outcome=ChangeOutcome.WAITING)
    editor, reviewer = (logged_in(account(name, name)) for name in (EDITOR, REVIEWER))
    assert "waiting-imports" not in numbers(editor)
    assert numbers(reviewer)["waiting-imports"] == 3
    assert "已发布案例的 3 处修改待审" in listed(reviewer, "waiting-imports")


# --- Quality ----------------------------------------------------------------------------------------


def test_it_finds_what_somebody_should_look_at(as_curator):
    award = make_award(rank=1)
    make_coding(award, confidence=Confidence.LOW)
    make_coding(award, make_mechanism("三社联动"), state=CodingState.PROPOSED)
    origins = QuerySet(Attribution).filter(award=draft())  # past the room, which would ask for more
    inferred = {"start": None, "end": None}
    origins.filter(field="year").update(field="setting", rule="setting-from-words", **inferred)
    origins.filter(field="tier").update(
        field="city", rule="place-from-above", note="承前文“苏州市”", **inferred
    )
    make_mechanism("网格化", definition="网格化")
    found = numbers(as_curator)
    assert (found["unsure"], found["unreviewed"], found["undefined"]) == (1, 1, 1)
    assert found["places-from-above"] == 1
    assert "承前文“苏州市”" in listed(as_curator, "places-from-above")
    assert award.title in listed(as_curator, "unsure")
    assert "三社联动" in listed(as_curator, "unreviewed")
    assert f'href="/admin/coding/{award.pk}/">到编码台</a>' in listed(as_curator, "unreviewed")
    assert found["inferred"] >= 1 and "城乡类型：" in listed(as_curator, "inferred")


def test_it_finds_cases_without_coding_and_without_a_place(as_curator):
    coded, bare = make_coding(make_award()).award, make_award(title="无人编码")
    withdrawn = draft()
    withdrawn.publish()
    withdrawn.withdraw()
    found = numbers(as_curator)
    assert (found["uncoded"], found["nowhere"]) == (1, 2)
    shown = listed(as_curator, "uncoded")
    assert bare.accession in shown and coded.accession not in shown
    assert withdrawn.accession not in listed(as_curator, "nowhere")


def test_it_finds_divisions_that_are_no_more_and_awards_that_lie_nowhere_today(as_curator):
    province = make_division("广东省", code="440000")
    zone = make_division("坪山新区", level="zone", parent=province)
    make_award(place_now=zone)
    make_award(place_then=zone, place_now=None)
    assert numbers(as_curator)["abolished"] == 0
    QuerySet(Division).filter(pk=zone.pk).update(last_year=2016)  # past the room, which refuses it
    found = numbers(as_curator)
    assert (found["abolished"], found["without-today"]) == (1, 1)
    shown = listed(as_curator, "abolished")
    assert "坪山新区" in shown and "2017 年撤销" in shown
    [address] = {line.links[0].url for line in LISTS["abolished"].lines(None, 0, 9)}
    assert undrawn(as_curator, address)["cl"].result_count == 1


def test_it_says_how_many_were_announced_and_how_many_are_held(as_curator):
    source = make_source(text="评出27项。\n")
    edition = make_edition(source=source)
    make_award(edition=edition)
    edition.quotas.create(tier=make_tier("winner"), declared=27, start=2, end=5)
    assert numbers(as_curator)["missing"] == 1
    assert "公布 27 个，收录 1 个" in listed(as_curator, "missing")


def test_it_finds_cases_that_one_edition_has_twice(as_curator):
    one, two = make_award(title="三社联动"), make_award(title="三社联动")
    make_award(title="三社联动", year=2015)
    withdrawn = make_award(title="别的"), make_award(title="别的")
    withdrawn[0].withdraw()
    first = make_listed_award()
    second = make_listed_award(place_then=first.place_then)
    make_listed_award(applicant="广东省深圳市宝安区西乡街道", place_then=first.place_then)
    found = numbers(as_curator)
    assert (found["same-title"], found["same-honoured"]) == (1, 1)
    shown = listed(as_curator, "same-title")
    assert one.accession in shown and two.accession in shown and "别的" not in shown
    assert second.accession in listed(as_curator, "same-honoured")


def test_what_is_not_the_same_is_not_listed_again_until_it_is_taken_back(as_curator):
    one, two = make_award(title="三社联动"), make_award(title="三社联动")
    address = reverse("admin:desk_distinct", args=["same-title"])
    assert "确是不同的案例" in listed(as_curator, "same-title")
    sent = {"award": [one.pk, two.pk], "action": "distinct"}
    for _again in range(2):
        assert as_curator.post(address, sent).status_code == 302
    [said] = DistinctCases.objects.all()
    assert (said.first, said.second, said.made_by) == (one, two, "curator")
    assert numbers(as_curator)["same-title"] == 0
    shown = listed(as_curator, "same-title")
    assert "已确认不是重复的" in shown and "curator 在" in shown and one.accession in shown
    third = make_award(title="三社联动")
    assert numbers(as_curator)["same-title"] == 1 and third.accession in listed(as_curator, "same-title")
    third.withdraw()
    assert numbers(as_curator)["same-title"] == 0
    as_curator.post(address, sent | {"action": "undo"})
    said.refresh_from_db()
    assert said.undone_by == "curator" and said.undone_at is not None
    assert numbers(as_curator)["same-title"] == 1 and "已确认不是" not in listed(as_curator, "same-title")


def test_units_without_titles_and_without_places_can_be_told_apart_too(as_curator):
    one, two = (make_listed_award(place_then=None, applicant="某街道") for _each in range(2))
    assert numbers(as_curator)["same-honoured"] == 1
    sent = {"award": [one.pk, two.pk], "action": "distinct"}
    as_curator.post(reverse("admin:desk_distinct", args=["same-honoured"]), sent)
    assert numbers(as_curator)["same-honoured"] == 0


def test_what_is_said_of_nothing_is_refused(as_visitor):
    one = make_award(title="三社联动")
    address = reverse("admin:desk_distinct", args=["same-title"])
    assert as_visitor.post(address, {"award": [one.pk]}).status_code == 403
    User.objects.filter(username="visitor").update(is_superuser=True)
    for pks in ([one.pk], [one.pk, 0], [], ["x", one.pk]):
        assert as_visitor.post(address, {"award": pks}).status_code == 302
    assert not DistinctCases.objects.exists()
    assert as_visitor.post(reverse("admin:desk_distinct", args=["nowhere"]), {}).status_code == 404


def test_it_finds_a_file_that_came_again_with_other_bytes(as_curator):
    make_source(slug="notice", file_name="公告.txt")
    old, new = StoredFile.keep("公告.txt", b"old"), StoredFile.keep("公告.txt", b"new")
    for file, state in ((old, "dropped"), (new, "ready")):
        Intake.objects.create(kind="document", file=file, text="公告\n", text_sha256="0" * 64, state=state)
    assert numbers(as_curator)["changed-files"] == 1
    assert reverse("admin:cases_storedfile_change", args=[new.pk]) in listed(as_curator, "changed-files")


def test_it_says_that_a_version_is_ahead_of_the_library(as_curator):
    award = make_award()
    assert numbers(as_curator)["problems"] == 0
    with connection.cursor() as cursor:
        number = award.version - 1
        cursor.execute("UPDATE cases_dataversion SET number = %s, rebuild = %s", [number, number])
    assert numbers(as_curator)["problems"] == 2
    assert award.accession in listed(as_curator, "problems")


# --- Whoever sees it, and how much of it ------------------------------------------------------------


def test_who_may_do_nothing_sees_no_list(as_visitor):
    assert numbers(as_visitor) == {}
    for name in LISTS:
        assert as_visitor.get(reverse("admin:desk_list", args=[name])).status_code == 403, name


def test_a_list_that_there_is_not_is_not_found(as_curator):
    assert as_curator.get("/admin/desk/nonsense/").status_code == 404


def test_every_list_opens_while_it_is_empty(as_curator):
    for name, each in LISTS.items():
        shown = listed(as_curator, name)
        assert each.label in shown and "没有要处理的" in shown, name


def test_a_long_list_has_pages(as_curator, monkeypatch):
    monkeypatch.setattr("cases.admin.desk.pages.PER_PAGE", 2)
    monkeypatch.setattr(lists, "MOST", 2)
    for at in range(3):
        make_division(f"区{at}")
        make_award(title=f"案例{at}号")
    first, second = (listed(as_curator, "nowhere", f"?page={page}") for page in (1, 2))
    assert "案例0号" in first and "案例2号" not in first and "?page=2" in first
    assert "案例2号" in second and "?page=1" in second and "?page=3" not in second
    assert "2 例以上" in first
    assert "案例0号" in listed(as_curator, "nowhere", "?page=nonsense")


def grow(times: int) -> None:
    for at in range(times):
        award = make_award(title=f"案例{at % 2}号")
        make_coding(award, confidence=Confidence.LOW)
        draft(explained=False)
        Report.objects.create(message="有错字。")
        submit(draft(), account(f"editor{at}{Award.objects.count()}", EDITOR))
        edition = make_edition(year=2000 + Award.objects.count(), source=make_source(text="评出27项。\n"))
        edition.quotas.create(tier=make_tier("winner"), declared=27, start=2, end=5)
    with writing():
        make_mechanism(f"网格{Mechanism.objects.count()}")
    assert current_index() is not None


def test_the_desk_and_its_lists_take_as_many_queries_for_many_things_as_for_few(as_curator):
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_curator.get(address).status_code == 200
        return len(captured)

    addresses = [START, *(reverse("admin:desk_list", args=[name]) for name in LISTS)]
    grow(2)
    few = {address: queries(address) for address in addresses}
    grow(4)
    many = {address: queries(address) for address in addresses}
    assert many == few and max(few.values()) == few[START] <= 32
