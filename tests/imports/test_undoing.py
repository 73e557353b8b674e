"""A whole intake is taken back, unless anything of it was edited since, and can be taken in again."""

import pytest
from django.contrib.auth.models import User

from cases.choices import ChangeOutcome, IntakeState, State
from cases.curation.library import problems_of_library
from cases.curation.undoing import EditedSince, look
from cases.imports.receiving import ImportRefused
from cases.imports.taking import take
from cases.imports.undoing import going_of, redo_intake, undo_intake
from cases.models import Award, Edition, Intake, Revision, Source, StaleIntake
from cases.models.writing import writing
from tests.factories import make_source
from tests.imports.lists import OTHERS, bring_in, make_readers_library
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db


def without_locality(award: Award) -> None:
    """A curator takes a value away, with where it came from."""
    with writing():
        award.attributions.filter(field__in=["locality", "township"]).delete()
        award.locality = ""
        award.save()


@pytest.fixture
def taken_in() -> Intake:
    make_readers_library()
    intake = bring_in()
    take(intake, intake.lock)
    return intake


def test_everything_that_it_made_goes(taken_in):
    curator = User.objects.create_user("curator")
    undo_intake(taken_in, taken_in.lock, by=curator, reason="名单读错了")
    assert not (Award.objects.exists() or Source.objects.exists() or Edition.objects.exists())
    there = Intake.objects.get()
    assert (there.state, there.source, there.changed_by) == (IntakeState.UNDONE, None, "curator")
    assert set(there.changes.values_list("outcome", flat=True)) == {ChangeOutcome.UNDONE}
    assert Revision.objects.filter(number=there.undone_version, note__contains="名单读错了").exists()
    assert problems_of_library() == []


def test_of_many_things_the_page_tells_by_their_revisions(taken_in, monkeypatch):
    """Trying it takes as long as doing it."""
    tried = going_of(taken_in)
    monkeypatch.setattr("cases.imports.undoing.MOST_TRIED", 2)
    told = going_of(taken_in)
    assert (tried.drafts, tried.refusals, tried.is_tried) == (3, (), True)
    assert (told.drafts, told.refusals, told.is_tried) == (3, (), False)
    without_locality(Award.objects.first())
    monkeypatch.undo()
    tried = going_of(taken_in)
    monkeypatch.setattr("cases.imports.undoing.MOST_TRIED", 2)
    assert going_of(taken_in).refusals == tried.refusals != ()


def test_what_was_edited_while_it_was_compared_is_seen(taken_in, monkeypatch):
    def interrupted(versions):
        looked = look(versions)
        without_locality(Award.objects.first())
        return looked

    monkeypatch.setattr("cases.imports.undoing.look", interrupted)
    with pytest.raises(EditedSince):
        undo_intake(taken_in, taken_in.lock)
    assert Award.objects.count() == 3


def test_what_was_published_since_is_withdrawn(taken_in):
    award = Award.objects.first()
    award.publish()
    undo_intake(taken_in, taken_in.lock)
    assert list(Award.objects.values_list("accession", "state")) == [(award.accession, State.WITHDRAWN)]
    assert problems_of_library() == []


def test_it_comes_back_as_it_was(taken_in):
    Award.objects.first().publish()
    before = list(Award.objects.order_by("pk").values("pk", "accession", "state", "text", "created_at"))
    undo_intake(taken_in, taken_in.lock)
    redo_intake(taken_in, taken_in.lock)
    assert list(Award.objects.order_by("pk").values(*before[0])) == before
    there = Intake.objects.get()
    assert (there.state, there.undone_version) == (IntakeState.TAKEN, None)
    assert there.source == Source.objects.get()
    assert problems_of_library() == []
    undo_intake(there, there.lock)
    assert set(Award.objects.values_list("state", flat=True)) == {State.WITHDRAWN}


def test_what_was_edited_since_is_named_and_nothing_is_done(taken_in):
    award = Award.objects.first()
    without_locality(award)
    with pytest.raises(EditedSince, match=award.accession):
        undo_intake(taken_in, taken_in.lock)
    there = Intake.objects.get()
    assert (there.state, there.lock, Award.objects.count()) == (IntakeState.TAKEN, taken_in.lock, 3)


def test_another_intake_of_the_same_edition_keeps_it(taken_in):
    more = bring_in(OTHERS)
    take(more, more.lock)
    with pytest.raises(EditedSince, match="此后用于"):
        undo_intake(taken_in, taken_in.lock)
    undo_intake(more, more.lock)
    undo_intake(taken_in, Intake.objects.get(pk=taken_in.pk).lock)
    assert not Edition.objects.exists()


def test_it_does_not_come_back_where_its_numbers_were_given_on(taken_in):
    undo_intake(taken_in, taken_in.lock)
    other = bring_in(OTHERS)
    take(other, other.lock)
    with pytest.raises(ImportRefused, match="编号 2021-jczl-t01.*已经给了别的案例，不能恢复。"):
        redo_intake(taken_in, taken_in.lock)
    assert Intake.objects.get(pk=taken_in.pk).state == IntakeState.UNDONE


def test_it_does_not_come_back_where_its_words_came_again(taken_in):
    undo_intake(taken_in, taken_in.lock)
    again = bring_in()
    take(again, again.lock)
    with pytest.raises(ImportRefused, match="现在是案例 2021-jczl-t01、.*先整批撤销后来的那次导入"):
        redo_intake(taken_in, taken_in.lock)
    undo_intake(again, again.lock)
    redo_intake(taken_in, Intake.objects.get(pk=taken_in.pk).lock)
    assert Intake.objects.get(pk=taken_in.pk).state == IntakeState.TAKEN


def test_it_is_undone_once_and_by_who_knows_its_state(taken_in):
    with pytest.raises(StaleIntake):
        undo_intake(taken_in, taken_in.lock - 1)
    undo_intake(taken_in, taken_in.lock)
    with pytest.raises(ImportRefused, match="已经撤销"):
        undo_intake(taken_in, taken_in.lock)
    with pytest.raises(ImportRefused, match="没有撤销过"):
        fresh = bring_in()
        redo_intake(fresh, fresh.lock)


def test_it_does_not_come_back_over_another_edition_or_slug_of_today_and_says_which(taken_in):
    slug = taken_in.source.slug
    undo_intake(taken_in, taken_in.lock)
    make_source(slug=slug, text="另一份文献。")
    make_edition(programme="jczl", year=2021)
    with pytest.raises(ImportRefused) as refused:
        redo_intake(taken_in, taken_in.lock)
    said = "\n".join(refused.value.messages)
    assert (
        "恢复不了：现在已有届次“2021 全国基层治理创新典型案例”，评选项目、年度、批次、届与要恢复的重复。"
        in said
    )
    assert f"恢复不了：标识“{slug}”与现在的来源文献“" in said and said.endswith("再恢复。")
    assert Intake.objects.get(pk=taken_in.pk).state == IntakeState.UNDONE
    assert not Award.objects.exists()
