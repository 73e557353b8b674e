"""Taking in: all or nothing, as drafts; what nobody decided on is in the way; what is refused is told."""

import pytest
from django.contrib.auth.models import User
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.choices import ChangeAction, ChangeOutcome, IntakeState, State, Through
from cases.curation.library import problems_of_library
from cases.imports.facts import Said
from cases.imports.reading import read_pasted
from cases.imports.receiving import ImportRefused
from cases.imports.reviewing import take_waiting
from cases.imports.taking import Unconfirmed, Undecided, take
from cases.imports.undoing import undo_intake
from cases.models import (
    Award,
    DataVersion,
    Edition,
    Intake,
    IssuingBody,
    Programme,
    ProgrammeIssuer,
    Revision,
    Source,
    StaleIntake,
    StoredChange,
)
from tests.imports.lists import LIST, OTHERS, SAID, bring_in, make_readers_library, publish_without_locality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library() -> None:
    make_readers_library()


def library_is_empty() -> bool:
    return not (Award.objects.exists() or Source.objects.exists() or Edition.objects.exists())


def test_the_rows_become_drafts_of_one_document_and_one_edition():
    intake = bring_in()
    taken = take(intake, intake.lock, by=User.objects.create_user("curator"))
    assert (taken.new, taken.changed, taken.dropped) == (3, 0, 0)
    assert set(Award.objects.values_list("state", flat=True)) == {State.DRAFT}
    assert str(Edition.objects.get()) == "2021 全国基层治理创新典型案例"
    assert (intake.state, intake.source) == (IntakeState.TAKEN, Source.objects.get())
    assert intake.taken_version == DataVersion.current().number
    assert problems_of_library() == []


def test_a_list_that_prints_no_issuer_is_of_the_usual_one_of_its_programme():
    programme, body = Programme.objects.get(slug="jczl"), IssuingBody.objects.get(slug="mca")
    ProgrammeIssuer.objects.create(programme=programme, body=body)
    intake = bring_in(said=Said())
    assert intake.fact("issuers") == ["mca"]
    assert take(intake, intake.lock).new == 3
    assert list(Edition.objects.values_list("issuers__body__slug", flat=True)) == ["mca"]
    assert problems_of_library() == []


def test_it_is_recorded_as_one_change_by_who_took_it_in():
    intake = bring_in()
    take(intake, intake.lock, by=User.objects.create_user("curator"))
    revisions = Revision.objects.filter(number=intake.taken_version)
    assert set(revisions.values_list("through", "by")) == {(Through.IMPORT, "curator")}
    assert revisions.filter(table="award").count() == 3
    assert set(intake.changes.values_list("outcome", "version")) == {("taken", intake.taken_version)}


def test_what_is_dropped_is_left_out():
    intake = bring_in()
    StoredChange.objects.filter(pk=intake.rows.first().pk).update(outcome=ChangeOutcome.DROPPED)
    assert take(intake, intake.lock).dropped == 1
    assert list(Award.objects.values_list("accession", flat=True)) == ["2021-jczl-t02", "2021-jczl-t03"]


def test_what_is_doubtful_and_undecided_is_in_the_way_by_name():
    intake = bring_in()
    row = intake.rows.first()
    problem = {"message": "地名有几种可能。", "start": row.start, "end": row.end}
    StoredChange.objects.filter(pk=row.pk).update(action=ChangeAction.DOUBTFUL, problems=[problem])
    with pytest.raises(Undecided) as refused:
        take(intake, intake.lock)
    assert refused.value.messages == [f"第 1 条“{row.called}”：地名有几种可能。"]
    assert library_is_empty()
    StoredChange.objects.filter(pk=row.pk).update(outcome=ChangeOutcome.ACCEPTED)
    assert take(intake, intake.lock).new == 3


def test_what_is_odd_about_the_document_is_taken_in_only_by_who_has_seen_it():
    intake = bring_in(LIST.replace("典型案例名单\n", "典型案例名单（30个）\n"))
    with pytest.raises(Unconfirmed) as refused:
        take(intake, intake.lock)
    assert "文中说有 30 个，读到 3 个。" in refused.value.messages
    assert library_is_empty()
    assert take(intake, intake.lock, sure=True).new == 3


def test_what_the_room_refuses_stands_at_its_row_and_nothing_is_written():
    intake = bring_in()
    row = intake.rows.all()[1]
    row.proposed["applicant"] = "没有印出的单位"
    row.save()
    version = DataVersion.current().number
    with pytest.raises(ImportRefused, match="与原文"):
        take(intake, intake.lock)
    row.refresh_from_db()
    assert (row.action, row.outcome) == (ChangeAction.DOUBTFUL, ChangeOutcome.PENDING)
    assert any("与原文" in problem["message"] for problem in row.problems)
    assert (library_is_empty(), DataVersion.current().number) == (True, version)
    assert Intake.objects.get().state == IntakeState.READY
    assert "applicant" not in {origin["field"] for origin in row.proposed["attributions"]}
    intake.rows.filter(pk=row.pk).update(outcome=ChangeOutcome.ACCEPTED)
    assert take(intake, intake.lock).new == 3  # as a draft that lacks an origin


def test_it_is_taken_in_once():
    intake = bring_in()
    stale = Intake.objects.get()
    take(intake, intake.lock)
    with pytest.raises(ImportRefused, match="已经收录"):
        take(intake, intake.lock)
    with pytest.raises(StaleIntake):
        take(stale, stale.lock)
    assert Award.objects.count() == 3


def test_two_intakes_with_the_same_numbers_get_numbers_of_their_own():
    one, other = bring_in(), bring_in(OTHERS)
    take(one, one.lock)
    take(other, other.lock)
    assert Award.objects.count() == 6
    assert Award.objects.order_by("accession").last().accession == "2021-jczl-t06"


@pytest.fixture
def changed_and_published() -> Award:
    """An award that reads otherwise than curators keep it, and that readers see."""
    return publish_without_locality()


@pytest.mark.parametrize("is_superuser", [False, True])
def test_a_changed_row_of_a_published_award_waits_for_a_superuser(is_superuser, changed_and_published):
    award = changed_and_published
    second, user = bring_in(), User.objects.create_user("someone", is_superuser=is_superuser)
    taken = take(second, second.lock, by=user)
    assert (taken.changed, taken.waiting) == ((1, 0) if is_superuser else (0, 1))
    award.refresh_from_db()
    assert bool(award.locality) == is_superuser
    assert award.state == State.PUBLISHED
    assert problems_of_library() == []


def test_what_waits_is_taken_in_later_by_a_superuser_alone_and_goes_with_the_rest(changed_and_published):
    award, second = changed_and_published, bring_in()
    take(second, second.lock)
    curator, reviewer = (
        User.objects.create_user(name, is_superuser=name == "reviewer") for name in ("c", "reviewer")
    )
    with pytest.raises(ImportRefused, match="审核权限"):
        take_waiting(second, second.lock, by=curator)
    assert take_waiting(second, second.lock, by=reviewer).changed == 1
    award.refresh_from_db()
    assert award.locality
    undo_intake(second, second.lock)
    award.refresh_from_db()
    assert (award.locality, award.state) == ("", State.PUBLISHED)


@pytest.mark.slow
@settings(max_examples=30)
@given(start=st.integers(0, len(LIST)), end=st.integers(0, len(LIST)), garbage=st.text(max_size=8))
def test_a_garbled_document_never_leaves_a_half_written_library(start, end, garbage):
    garbled = LIST[: min(start, end)] + garbage + LIST[max(start, end) :]
    try:
        intake = read_pasted(garbled, SAID)
        taken = take(intake, intake.lock)
    except ImportRefused as refusal:
        assert refusal.messages
        assert library_is_empty()
    else:
        assert Award.objects.count() == taken.new
        assert problems_of_library() == []
        undo_intake(intake, intake.lock)
        assert library_is_empty()


def test_a_document_with_nothing_in_it_is_not_taken_in():
    intake = read_pasted("今天天气很好。\n", Said())
    with pytest.raises(ImportRefused, match="没有可以收录的条目"):
        take(intake, intake.lock)
