"""What somebody got past the import who had not built it, each tried in the shell."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.choices import ChangeAction, ChangeOutcome, IntakeState, State
from cases.curation.library import problems_of_library
from cases.curation.states import states
from cases.curation.undoing import EditedSince, undo
from cases.imports import row_passages, rows
from cases.imports.facts import said_in
from cases.imports.reading import read_again, read_file, read_pasted
from cases.imports.receiving import ImportRefused
from cases.imports.reviewing import decline_waiting, take_waiting
from cases.imports.row_values import RowCorrection
from cases.imports.taking import take
from cases.imports.undoing import redo_intake, undo_intake
from cases.models import Award, Coder, DataVersion, Intake, Source
from cases.models.former_accession import FormerAccession
from cases.models.writing import writing
from tests.factories import make_coding
from tests.imports.lists import ENTRIES, LIST, OTHERS, SAID, bring_in, make_readers_library

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NUMBERED = LIST.replace("浙江省", "{}.浙江省").format(1, 2, 3)


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk", is_staff=True)


@pytest.fixture
def reviewer() -> User:
    return User.objects.create_superuser("boss")


def taken() -> Intake:
    intake = bring_in()
    take(intake, intake.lock)
    return intake


def test_a_numbered_list_is_taken_in_and_published_with_its_numbers():
    intake = read_pasted(NUMBERED, SAID)
    take(intake, intake.lock)
    for award in Award.objects.all():
        award.publish()
    assert sorted(Award.objects.values_list("rank", flat=True)) == [1, 2, 3]
    assert Award.objects.get(rank=2).passage == f"2.{ENTRIES[1]}"
    assert problems_of_library() == []


def test_what_was_published_is_taken_back_and_restored_by_a_reviewer_alone(clerk, reviewer):
    intake = taken()
    Award.objects.first().publish()
    with pytest.raises(ImportRefused, match="要由有"):
        undo_intake(intake, intake.lock, by=clerk)
    undo_intake(intake, intake.lock, by=reviewer)
    with pytest.raises(ImportRefused, match="要由有"):
        redo_intake(intake, intake.lock, by=clerk)
    redo_intake(intake, intake.lock, by=reviewer)
    assert Award.objects.published().count() == 1


def test_drafts_are_taken_back_and_restored_by_whoever_brings_in(clerk):
    intake = taken()
    undo_intake(intake, intake.lock, by=clerk)
    redo_intake(intake, intake.lock, by=clerk)
    assert Award.objects.count() == 3


def test_what_somebody_withdrew_is_not_published_by_an_undoing(reviewer):
    intake = taken()
    award = Award.objects.first()
    award.publish()
    undo_intake(intake, intake.lock, by=reviewer)
    redo_intake(intake, intake.lock, by=reviewer)
    Award.objects.get(pk=award.pk).withdraw()
    undo_intake(intake, intake.lock, by=reviewer)
    redo_intake(intake, intake.lock, by=reviewer)
    assert Award.objects.get(pk=award.pk).state == State.WITHDRAWN


def test_a_document_that_came_in_meanwhile_is_not_written_over():
    first, second = bring_in(), bring_in()
    for intake, left_out in ((first, 0), (second, 1)):
        row = intake.rows.all()[left_out]
        rows.decide(row, ChangeOutcome.DROPPED, lock=intake.lock, by="甲")
        intake.refresh_from_db()
    take(first, first.lock)
    source = Source.objects.get()
    source.note = "编者的说明"
    source.save()
    with pytest.raises(ImportRefused, match="已由另一次导入收录"):
        take(second, second.lock)
    assert Source.objects.get().note == "编者的说明"


def test_one_document_attests_an_award_once():
    taken()
    again = bring_in(LIST.replace("关于公布", "关于表扬") + f"{ENTRIES[0]}\n")
    one, *_rest = again.rows.all()
    rows.attest(one, "2021-jczl-t01", lock=again.lock, by="甲")
    again.refresh_from_db()
    other = again.rows.all()[1]
    other.problems = [{"message": "像是同一荣誉。", "held": ["2021-jczl-t01"]}]
    other.save()
    with pytest.raises(ValidationError, match="只记一处"):
        rows.attest(other, "2021-jczl-t01", lock=again.lock, by="甲")


def test_a_row_that_a_person_put_in_place_of_another_stays_when_it_is_read_again():
    intake = bring_in()
    row = intake.rows.all()[1]
    rows.decide(row, ChangeOutcome.DROPPED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    added = row_passages.add(intake, (row.start, row.end), lock=intake.lock, by="甲")
    intake.refresh_from_db()
    rows.decide(added, ChangeOutcome.ACCEPTED, lock=intake.lock, by="甲")
    intake.refresh_from_db()
    read_again(intake, intake.lock, SAID, by="甲")
    assert [each.outcome for each in intake.rows.order_by("order", "pk")] == [
        "pending", "dropped", "accepted", "pending",
    ]  # fmt: skip


def test_an_unchanged_row_that_is_corrected_is_a_change():
    taken()
    again = bring_in()
    row = again.rows.first()
    assert row.action == ChangeAction.UNCHANGED
    rows.correct(row, RowCorrection(values={"locality": "小营街道"}), lock=again.lock, by="甲")
    assert again.rows.first().action == ChangeAction.CHANGED


def test_what_waits_is_not_taken_in_once_all_was_taken_back(reviewer, clerk):
    intake = taken()
    Award.objects.first().publish()
    undo_intake(intake, intake.lock, by=reviewer)
    with pytest.raises(ImportRefused, match="已经撤销"):
        take_waiting(intake, intake.lock, by=reviewer)
    assert intake.state == IntakeState.UNDONE


def test_words_that_do_not_name_an_award_are_no_further_source_of_it():
    taken()
    again = bring_in(LIST.replace("关于公布", "关于表扬"))
    row = again.rows.first()
    start = again.text.index(ENTRIES[1])
    row.start, row.end = start, start + len(ENTRIES[1])
    row.save()
    with pytest.raises(ValidationError, match="没有说到案例 2021-jczl-t01"):
        rows.attest(row, "2021-jczl-t01", lock=again.lock, by="甲")
    assert not again.rows.filter(thing__isnull=False).exists()


def test_a_row_added_behind_a_further_source_is_of_its_own_document():
    taken()
    Award.objects.get(accession="2021-jczl-t01").publish()
    again = bring_in(LIST.replace("关于公布", "关于表扬") + "联系人：王某\n")
    first, second, *_ = again.rows.all()
    rows.attest(first, "2021-jczl-t01", lock=again.lock, by="甲")
    again.refresh_from_db()
    rows.decide(second, ChangeOutcome.DROPPED, lock=again.lock, by="甲")
    again.refresh_from_db()
    added = row_passages.add(again, (second.start, second.end), lock=again.lock, by="甲")
    assert added.proposed["source"] == again.fact("slug")
    assert (added.proposed["state"], added.proposed["attestations"]) == (State.DRAFT, [])


def test_a_further_source_changes_nothing_else_of_its_award(reviewer):
    first = bring_in()
    rows.correct(first.rows.first(), RowCorrection(values={"title": "小营巷社区"}), lock=first.lock, by="甲")
    first.refresh_from_db()
    take(first, first.lock)
    award = Award.objects.get(accession="2021-jczl-t01")
    make_coding(award, evidence="小营巷社区", coder="某人")
    before = states(Award, [award.pk])[award.pk]
    again = bring_in(LIST.replace("关于公布", "关于表扬"))
    for row in again.rows.all()[1:]:
        rows.decide(row, ChangeOutcome.DROPPED, lock=again.lock, by="甲")
        again.refresh_from_db()
    coders = set(Coder.objects.values_list("name", flat=True))
    rows.attest(again.rows.first(), "2021-jczl-t01", lock=again.lock, by="甲")
    again.refresh_from_db()
    take(again, again.lock, by=reviewer)
    after = states(Award, [award.pk])[award.pk]
    assert {name for name in before if own(before, name) != own(after, name)} == {"attestations"}
    assert set(Coder.objects.values_list("name", flat=True)) == coders


def own(state: dict, name: str) -> object:
    """A value of an award; its parts without the keys that each writing gives anew."""
    value = state[name]
    if not isinstance(value, list):
        return value
    return [{k: v for k, v in each.items() if k not in ("id", "version")} for each in value]


def test_an_intake_of_nothing_but_changes_that_wait_is_given_up(clerk):
    taken()
    for award in Award.objects.all():
        award.publish()
    again = bring_in(LIST.replace("关于公布", "关于表扬"))
    for row in again.rows.all():
        rows.attest(row, f"2021-jczl-t0{row.order}", lock=again.lock, by="甲")
        again.refresh_from_db()
    take(again, again.lock, by=clerk)
    assert (again.taken_version, again.state) == (None, IntakeState.TAKEN)
    undo_intake(again, again.lock, by=clerk, reason="导错了")
    again.refresh_from_db()
    assert again.state == IntakeState.DROPPED
    assert set(again.rows.values_list("outcome", flat=True)) == {"undone"}


def test_a_change_that_the_room_refuses_still_waits_with_the_reason_and_can_be_declined(reviewer, clerk):
    taken()
    award = Award.objects.get(accession="2021-jczl-t01")
    award.publish()
    again = bring_in(LIST.replace("关于公布", "关于表扬"))
    first, *others = again.rows.all()
    rows.attest(first, "2021-jczl-t01", lock=again.lock, by="甲")
    for row in others:
        again.refresh_from_db()
        rows.decide(row, ChangeOutcome.DROPPED, lock=again.lock, by="甲")
    again.refresh_from_db()
    take(again, again.lock, by=clerk)
    with writing():
        award.attributions.filter(field__in=["locality", "township"]).delete()
        award.locality = ""
        award.save()
    with pytest.raises(ImportRefused, match="可以“不接受”"):
        take_waiting(again, again.lock, by=reviewer)
    again.refresh_from_db()
    decline_waiting(again, again.lock, by=reviewer, reason="已另行改动")
    assert again.rows.get(pk=first.pk).outcome == ChangeOutcome.DECLINED


def test_a_former_number_is_not_given_again_though_it_was_given_after_the_reading():
    intake = bring_in()
    other = bring_in(OTHERS)
    take(other, other.lock)
    award = Award.objects.get(accession="2021-jczl-t01")
    award.publish()
    with writing():
        Award.objects.exclude(pk=award.pk).delete()
        award.accession = "2021-jczl-t09"
        award.save()
    assert FormerAccession.objects.filter(accession="2021-jczl-t01").exists()
    take(intake, intake.lock)
    assert set(Award.objects.values_list("accession", flat=True)) == {
        f"2021-jczl-t{number:02}" for number in (2, 3, 9, 10)
    }


def test_long_file_names_with_one_end_do_not_clash():
    one, other = (
        read_file(f"{begin}{'名' * 130}.txt", text.encode(), SAID)
        for begin, text in (("甲", LIST), ("乙", OTHERS))
    )
    take(one, one.lock)
    read_again(other, other.lock, said_in(other.facts), by="甲")
    take(other, other.lock)
    names = set(Source.objects.values_list("file_name", flat=True))
    assert len(names) == 2 and all(len(name) == 120 for name in names)


def test_what_somebody_else_changed_between_two_versions_is_not_lost_with_them():
    source, versions = taken().source, []
    for note in ("一", "二", "三"):
        with writing():
            source.note = note
            source.save()
        versions.append(DataVersion.current().number)
    with pytest.raises(EditedSince, match="来源文献"):
        undo([versions[0], versions[2]])
    assert Source.objects.get().note == "三"
    undo(versions)
    assert Source.objects.get().note == ""
