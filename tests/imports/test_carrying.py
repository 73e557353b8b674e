"""Facts of a document are said after its rows were looked over: what persons decided stands."""

import pytest

from cases.choices import ChangeAction, ChangeOutcome
from cases.imports import row_passages, rows
from cases.imports.facts import Said
from cases.imports.reading import read_again
from cases.imports.row_values import RowCorrection
from cases.imports.taking import take
from cases.models import Award, Intake, StoredChange
from tests.imports.lists import ENTRIES, LIST, SAID, bring_in, make_readers_library

pytestmark = pytest.mark.django_db
UNSAID = "\n".join(["先进社区名单", *ENTRIES, ""])
NOW = Said(programme="jczl", tier="typical", year=2019, issuers=("mca",))


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


def decide(row: StoredChange, outcome: ChangeOutcome) -> None:
    rows.decide(row, outcome, lock=row.intake.lock, by="甲")


def again(intake: Intake, said: Said):
    intake.refresh_from_db()
    return read_again(intake, intake.lock, said, by="乙")


def test_decided_rows_take_the_year_and_the_batch_that_are_said_later():
    intake = bring_in()
    first, second, third = intake.rows.all()
    decide(first, ChangeOutcome.ACCEPTED)
    intake.refresh_from_db()
    decide(StoredChange.objects.get(pk=third.pk), ChangeOutcome.DROPPED)
    report = again(intake, Said(year=2020, batch="第三批", issuers=("mca",)))
    assert (report.carried, report.asks) == (2, ())
    there = list(intake.rows.all())
    assert [row.pk for row in there] == [first.pk, second.pk, third.pk]
    assert [row.outcome for row in there] == ["accepted", "pending", "dropped"]
    assert {(row.proposed["year"], row.proposed["batch"]) for row in there} == {(2020, "第三批")}
    assert [row.proposed["accession"] for row in there] == [f"2020-jczl-t0{n}" for n in (1, 2, 3)]
    again(intake, Said(year=2020, issuers=("mca",)))
    intake.refresh_from_db()
    take(intake, intake.lock, sure=True)  # the document prints another year
    assert set(Award.objects.values_list("edition__year", "edition__batch")) == {(2020, "")}


def test_a_row_corrected_before_the_programme_was_said_is_refused_no_longer():
    intake = bring_in(UNSAID, Said())
    row = intake.rows.first()
    assert row.action == ChangeAction.REFUSED
    rows.correct(row, RowCorrection(values={"locality": "小营巷社区"}), lock=intake.lock, by="甲")
    assert again(intake, NOW).asks == ()
    row = intake.rows.first()
    assert (row.proposed["locality"], row.proposed["accession"]) == ("小营巷社区", "2019-jczl-t01")
    assert (row.action, row.problems) == (ChangeAction.NEW, [])


def test_the_tier_that_a_person_chose_for_one_row_stays():
    intake = bring_in(UNSAID, Said())
    rows.correct(intake.rows.first(), RowCorrection(tier="pilot"), lock=intake.lock, by="甲")
    again(intake, NOW)
    assert [row.proposed["tier"] for row in intake.rows.all()] == ["pilot", "typical", "typical"]


def test_rows_that_were_cut_and_added_have_the_facts_of_the_others():
    intake = bring_in()
    joined = row_passages.join(intake.rows.all()[1], lock=intake.lock, by="甲")
    again(intake, Said(year=2020, issuers=("mca",)))
    there = list(intake.rows.all())
    assert [row.pk for row in there][0] == joined.pk
    assert len(there) == 2
    assert {row.proposed["year"] for row in there} == {2020}
    assert {row.proposed["accession"] for row in there} == {"2020-jczl-t01", "2020-jczl-t02"}


def test_what_is_doubtful_of_it_only_now_asks_a_person_again():
    first = bring_in()
    take(first, first.lock)
    intake = bring_in(LIST.replace("2021", "2020").replace("关于公布", "关于表扬"))
    row = intake.rows.first()
    decide(row, ChangeOutcome.ACCEPTED)
    report = again(intake, Said(year=2021, issuers=("mca",)))
    row.refresh_from_db()
    assert (report.asks, row.outcome) == ((ENTRIES[0],), ChangeOutcome.PENDING)


def test_a_further_source_of_a_held_award_stays_one_under_the_new_name_of_its_document():
    first = bring_in()
    take(first, first.lock)
    intake = bring_in(LIST.replace("关于公布", "关于表扬"), SAID)
    rows.attest(intake.rows.first(), "2021-jczl-t01", lock=intake.lock, by="甲")
    for row in intake.rows.all()[1:]:
        intake.refresh_from_db()
        row.intake = intake
        decide(row, ChangeOutcome.DROPPED)
    report = again(intake, Said(issuers=("mca",), slug="biaoyang", batch="第二批"))
    assert report.asks == ()
    intake.refresh_from_db()
    take(intake, intake.lock, sure=True)  # the batch is not printed
    award = Award.objects.get(accession="2021-jczl-t01")
    assert [each.source.slug for each in award.attestations.all()] == ["biaoyang"]
