"""A list of acceptances, reviews or withdrawals makes milestones of awards that are held."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.choices import ChangeAction, ChangeOutcome, IntakeState, State
from cases.curation.library import problems_of_library
from cases.curation.undoing import EditedSince
from cases.imports.duplicates import held_numbers
from cases.imports.facts import Said
from cases.imports.honoured_before import record
from cases.imports.reading import read_again
from cases.imports.receiving import ImportRefused
from cases.imports.reviewing import take_waiting
from cases.imports.rows import attest, decide
from cases.imports.taking import take
from cases.imports.undoing import redo_intake, undo_intake
from cases.models import Award, Edition, Intake, Milestone, Source, StoredChange
from tests.imports.lists import ENTRIES, LIST, SAID, bring_in, make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEPT, LOST = ENTRIES[:2], ENTRIES[2]
NEVER_HELD = "浙江省杭州市上城区望江街道近江社区"
NOTICE = "\n".join(
    [
        "关于公布2022年全国基层治理创新典型案例复核结果的通知",
        "各省民政厅：",
        "经复核，下列单位复核合格：",
        *KEPT,
        "下列单位不再符合条件，撤销称号：",
        LOST,
        "民政部",
        "2022年12月3日",
        "",
    ]
)
WITHOUT_YEAR = NOTICE.replace("2022年全国", "全国").replace("\n2022年12月3日", "")
OF_2022 = ["2022 复核合格", "2022 复核合格", "2022 撤销称号"]


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()
    hold_list()


def hold_list() -> None:
    """The awards of 2021, all drafts."""
    intake = bring_in()
    take(intake, intake.lock)


def actions(intake: Intake) -> list[str]:
    return [row.action for row in intake.rows]


def hold_another() -> None:
    """The first entry was honoured in the year before as well."""
    intake = bring_in(
        LIST.replace("2021年", "2020年").replace(ENTRIES[1], NEVER_HELD).replace(LOST, NEVER_HELD)
    )
    decide(intake.rows.last(), ChangeOutcome.DROPPED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    take(intake, intake.lock)


def milestones() -> list[str]:
    return [str(each) for each in Milestone.objects.order_by("award__accession", "year")]


def publish() -> User:
    for award in Award.objects.order_by("accession"):
        award.publish()
    return User.objects.create_superuser("boss")


def test_each_row_is_proposed_as_a_change_of_the_held_award():
    intake = bring_in(NOTICE)
    assert actions(intake) == [ChangeAction.CHANGED] * 3
    assert all(row.is_milestone and not row.is_attestation for row in intake.rows)
    assert [row.proposed["accession"] for row in intake.rows] == [f"2021-jczl-t0{n}" for n in (1, 2, 3)]
    assert [(row.milestone["kind"], row.milestone["year"]) for row in intake.rows] == [
        ("reviewed", 2022), ("reviewed", 2022), ("withdrawn", 2022),
    ]  # fmt: skip
    (added,) = intake.rows.last().proposed["milestones"]
    assert NOTICE[added["start"] : added["end"]] == LOST
    assert NOTICE[added["year_start"] : added["year_end"]] == "2022"
    assert not intake.changes.filter(table="edition").exists()
    assert not [each for each in intake.problems if "复核" in each["message"]]


def test_taken_in_each_award_has_what_became_of_it_and_nothing_is_new():
    intake = bring_in(NOTICE)
    taken = take(intake, intake.lock)
    assert (taken.new, taken.changed, Award.objects.count(), Edition.objects.count()) == (0, 3, 3, 1)
    assert milestones() == OF_2022
    one = Milestone.objects.first()
    assert one.source.text[one.start : one.end] == ENTRIES[0]
    assert one.source != one.award.source
    assert problems_of_library() == []


def test_published_awards_wait_for_a_reviewer():
    reviewer = publish()
    intake = bring_in(NOTICE)
    assert take(intake, intake.lock).waiting == 3
    assert not Milestone.objects.exists()
    assert not Source.objects.filter(title__contains="复核").exists()
    take_waiting(intake, intake.lock, by=reviewer, reason="核对过")
    assert milestones() == OF_2022
    assert problems_of_library() == []
    assert Source.objects.shown().filter(title__contains="复核").exists()
    undo_intake(intake, intake.lock, by=reviewer, reason="测试")
    assert not Milestone.objects.exists()
    assert {award.state for award in Award.objects.all()} == {State.PUBLISHED}


def test_a_doubtful_change_of_a_published_award_waits_too():
    publish()
    signed = NOTICE.replace("2022年全国", "全国")
    intake = bring_in(signed)
    for row in intake.rows:
        decide(row, ChangeOutcome.ACCEPTED, lock=intake.lock, by="甲")
        intake.refresh_from_db()
    assert take(intake, intake.lock).waiting == 3
    assert not Milestone.objects.exists()


def test_it_is_taken_back_whole_and_that_as_well():
    before = {award.pk: award.text for award in Award.objects.all()}
    intake = bring_in(NOTICE)
    take(intake, intake.lock)
    undo_intake(intake, intake.lock, reason="测试")
    assert not Milestone.objects.exists()
    assert Source.objects.count() == 1
    assert {award.pk: award.text for award in Award.objects.all()} == before
    redo_intake(intake, intake.lock)
    assert milestones() == OF_2022
    assert problems_of_library() == []


def test_what_was_edited_since_is_not_taken_back():
    intake = bring_in(NOTICE)
    take(intake, intake.lock)
    Milestone.objects.first().delete()
    with pytest.raises(EditedSince):
        undo_intake(intake, intake.lock, reason="测试")
    assert Milestone.objects.count() == 2


def test_the_same_notice_again_is_unchanged():
    intake = bring_in(NOTICE)
    take(intake, intake.lock)
    again = bring_in(NOTICE)
    assert actions(again) == [ChangeAction.UNCHANGED] * 3
    taken = take(again, again.lock)
    assert (taken.changed, taken.unchanged) == (0, 3)
    assert milestones() == OF_2022


def test_another_notice_of_the_same_review_changes_nothing():
    intake = bring_in(NOTICE)
    take(intake, intake.lock)
    assert actions(bring_in(NOTICE.replace("各省民政厅", "各市民政局"))) == [ChangeAction.UNCHANGED] * 3


def test_of_two_imports_of_one_notice_the_second_is_refused():
    first, second = bring_in(NOTICE), bring_in(NOTICE)
    take(first, first.lock)
    with pytest.raises(ImportRefused):
        take(second, second.lock)
    assert milestones() == OF_2022


def test_an_award_that_was_changed_or_published_meanwhile_is_not_written_over():
    intake = bring_in(NOTICE)
    Award.objects.get(accession="2021-jczl-t01").publish()
    with pytest.raises(ImportRefused, match="在读取之后又改动过"):
        take(intake, intake.lock)
    assert not Milestone.objects.exists()


# --- The year ------------------------------------------------------------------------------------


def test_the_year_of_the_signature_asks_to_be_confirmed():
    signed = NOTICE.replace("2022年全国", "全国")
    intake = bring_in(signed)
    assert actions(intake) == [ChangeAction.DOUBTFUL] * 3
    (problem,) = intake.rows.first().problems
    assert "按成文日期记为 2022 年" in problem["message"]
    with pytest.raises(ImportRefused):
        take(intake, intake.lock)


def test_a_year_that_nothing_says_is_asked_for_and_then_kept_with_its_reason():
    intake = bring_in(WITHOUT_YEAR)
    assert [row.thing for row in intake.rows] == [None] * 3
    row = intake.rows.first()
    assert "没有读到复核合格的年份" in row.problems[-2]["message"]
    with pytest.raises(ValidationError, match="没有读到复核合格的年份"):
        record(row, "2021-jczl-t01", lock=intake.lock, by="甲")
    intake.refresh_from_db()
    read_again(intake, intake.lock, Said(issuers=("mca",), year=2022), by="甲")
    assert actions(intake) == [ChangeAction.CHANGED] * 3
    take(intake, intake.lock)
    assert milestones() == OF_2022
    assert Milestone.objects.first().year_note
    assert problems_of_library() == []


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("关于公布2022年全国基层治理创新典型案例复核结果的通知", 2022),
        ("关于公布二〇二二年全国基层治理创新典型案例复核结果的通知", 2022),
        ("关于2021年确认的全国基层治理创新典型案例复核结果的通知", None),
        ("关于2021年、2022年全国基层治理创新典型案例复核结果的通知", None),
    ],
)
def test_the_year_of_the_honour_is_not_that_of_the_review(title, year):
    text = WITHOUT_YEAR.replace(WITHOUT_YEAR.split("\n")[0], title)
    assert {row.milestone["year"] for row in bring_in(text).rows} == {year}


def test_a_printed_year_beside_another_signature_is_asked_about():
    intake = bring_in(NOTICE.replace("2022年12月", "2024年12月"))
    assert actions(intake) == [ChangeAction.DOUBTFUL] * 3
    assert "成文日期是 2024 年" in intake.rows.first().problems[0]["message"]


# --- Of which award ------------------------------------------------------------------------------


def test_of_several_a_person_chooses():
    hold_another()
    intake = bring_in(NOTICE)
    row = intake.rows.first()
    assert (row.needs_decision, row.thing) == (True, None)
    assert set(held_numbers(row)) == {"2020-jczl-t01", "2021-jczl-t01"}
    record(row, "2020-jczl-t01", lock=intake.lock, by="甲")
    intake.refresh_from_db()
    take(intake, intake.lock)
    assert Milestone.objects.get(award__accession="2020-jczl-t01").year == 2022
    assert not Milestone.objects.filter(award__accession="2021-jczl-t01").exists()


def test_one_that_is_not_held_says_so_and_is_left_out():
    intake = bring_in(NOTICE.replace(LOST, NEVER_HELD), Said(issuers=("mca",), tier="typical"))
    row = intake.rows.last()
    assert (row.action, row.thing, held_numbers(row)) == (ChangeAction.DOUBTFUL, None, [])
    assert row.problems[-1]["message"].startswith("2022 年撤销称号：库中没有找到这个案例")
    decide(row, ChangeOutcome.DROPPED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    taken = take(intake, intake.lock)
    assert (taken.new, taken.changed, taken.dropped) == (0, 2, 1)


def test_or_made_an_award_where_a_person_decides():
    intake = bring_in(NOTICE.replace(LOST, NEVER_HELD), Said(issuers=("mca",), tier="typical"))
    decide(intake.rows.last(), ChangeOutcome.ACCEPTED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    assert take(intake, intake.lock).new == 1
    assert Award.objects.get(applicant=NEVER_HELD).edition.year == 2022


def test_it_is_no_other_award_by_a_person_either():
    intake = bring_in(NOTICE.replace(LOST, NEVER_HELD))
    row = intake.rows.last()
    for number, reason in [
        ("2021-jczl-t09", "没有编号为"),
        ("2021-jczl-t01", "已有一条补记"),
    ]:
        with pytest.raises(ValidationError, match=reason):
            record(row, number, lock=intake.lock, by="甲")
        intake.refresh_from_db()
    first = intake.rows.first()
    decide(first, ChangeOutcome.PENDING, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    first.refresh_from_db()
    assert (first.thing, held_numbers(first)) == (None, ["2021-jczl-t01"])
    with pytest.raises(ValidationError, match="没有与库中的案例对上"):
        attest(first, "2021-jczl-t01", lock=intake.lock, by="甲")
    intake.refresh_from_db()
    decide(intake.rows.all()[1], ChangeOutcome.DROPPED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    StoredChange.objects.filter(pk=row.pk).update(start=0, end=5)
    row = StoredChange.objects.get(pk=row.pk)
    with pytest.raises(ValidationError, match="没有说到案例 2021-jczl-t03"):
        record(row, "2021-jczl-t03", lock=intake.lock, by="甲")


def test_a_withdrawn_award_and_one_of_a_later_year_get_no_milestone():
    Award.objects.get(accession="2021-jczl-t02").publish()
    Award.objects.get(accession="2021-jczl-t02").withdraw()
    intake = bring_in(NOTICE.replace("2022年", "2020年"))
    assert [row.thing for row in intake.rows] == [None] * 3
    with pytest.raises(ValidationError, match="晚于所说的 2020 年"):
        record(intake.rows.first(), "2021-jczl-t01", lock=intake.lock, by="甲")
    intake.refresh_from_db()
    with pytest.raises(ValidationError, match="已经撤回"):
        record(intake.rows.all()[1], "2021-jczl-t02", lock=intake.lock, by="甲")


def test_one_award_named_twice_is_asked_about_the_second_time():
    intake = bring_in(NOTICE.replace(KEPT[1], KEPT[0]))
    first, second, _lost = intake.rows
    assert (first.thing is not None, second.thing) == (True, None)
    assert "前面已有一条补记在 2021-jczl-t01 上" in second.problems[-1]["message"]


def test_what_a_person_chose_outlives_another_reading():
    hold_another()
    intake = bring_in(NOTICE)
    record(intake.rows.first(), "2020-jczl-t01", lock=intake.lock, by="甲")
    intake.refresh_from_db()
    decide(intake.rows.all()[1], ChangeOutcome.DROPPED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    report = read_again(intake, intake.lock, Said(issuers=("mca",), note="再读"), by="甲")
    assert (report.carried, report.asks) == (2, ())
    first, second, third = intake.rows
    assert (first.proposed["accession"], first.outcome) == ("2020-jczl-t01", ChangeOutcome.ACCEPTED)
    assert second.outcome == ChangeOutcome.DROPPED
    assert (third.is_milestone, third.outcome) == (True, ChangeOutcome.PENDING)
    take(intake, intake.lock)
    assert milestones() == ["2022 复核合格", "2022 撤销称号"]
    intake.refresh_from_db()
    assert intake.state == IntakeState.TAKEN


def test_a_list_that_also_honours_makes_awards_of_those_alone():
    text = NOTICE.replace("民政部\n", f"新认定下列单位为典型案例：\n{NEVER_HELD}\n民政部\n")
    intake = bring_in(text, SAID)
    *before, new = intake.rows
    assert all(row.is_milestone for row in before)
    assert (new.milestone, new.proposed["applicant"]) == (None, NEVER_HELD)


def test_a_second_withdrawal_of_one_award_is_asked_for_and_a_second_review_is_not():
    first = bring_in(NOTICE)
    take(first, first.lock)
    again = bring_in(NOTICE.replace("2022年", "2023年"))
    assert actions(again) == [ChangeAction.CHANGED, ChangeAction.CHANGED, ChangeAction.DOUBTFUL]
    (problem,) = again.rows.last().problems
    assert "已经记有2022 年撤销称号，请核对说的是不是同一次" in problem["message"]
