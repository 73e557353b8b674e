"""Whatever writes is recorded: each work of the worker with an import (`tests/curation/recording.py`)."""

import pytest
from django.contrib.auth.models import User

from cases.choices import IntakeState, IntakeWork, Through
from cases.imports import work
from cases.imports.reading import keep_pasted
from cases.models import Award, Intake
from tests.curation.recording import recorded
from tests.imports.lists import LIST, SAID, bring_in, make_readers_library, publish_without_locality
from tests.roles import EDITOR, REVIEWER, account

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(db) -> User:
    make_readers_library()
    return account("curator", EDITOR)


def do(
    intake: Intake,
    what: IntakeWork,
    by: User,
    leaves: set[str],
    through: str = Through.IMPORT,
    **said: object,
) -> Intake:
    """Have it done, as the immediate backend of the tests does at once; what revisions that leaves."""
    with recorded(through, by.username) as tables:
        work.hand_over(intake, what, intake.lock, by=by, **said)
    intake = Intake.objects.get(pk=intake.pk)
    assert (intake.work, intake.work_refused, tables) == ("", "", leaves)
    return intake


def test_every_work_is_walked():
    of_this_file = {
        *(IntakeWork.READ, IntakeWork.READ_AGAIN, IntakeWork.TAKE, IntakeWork.UNDO, IntakeWork.REDO),
        IntakeWork.TAKE_WAITING,
    }
    assert set(work.WORKS) == of_this_file


def test_reading_leaves_no_revision_and_what_is_taken_in_undone_and_taken_in_again_does(curator):
    said, written = work.said_to_keep(SAID), {"award", "edition", "source"}
    intake = do(keep_pasted(LIST, by="curator"), IntakeWork.READ, curator, set(), **said)
    intake = do(intake, IntakeWork.READ_AGAIN, curator, set(), **said)
    intake = do(intake, IntakeWork.TAKE, curator, written)
    intake = do(intake, IntakeWork.UNDO, curator, written, Through.UNDO)
    intake = do(intake, IntakeWork.REDO, curator, written, Through.UNDO)
    assert (intake.state, Award.objects.count()) == (IntakeState.TAKEN, 3)


def test_what_waited_is_recorded_when_a_reviewer_accepts_it(curator, settings):
    settings.ONE_PERSON_OFFICE = False
    award, reviewer = publish_without_locality(), account("reviewer", REVIEWER)
    intake = do(bring_in(), IntakeWork.TAKE, curator, set())
    do(intake, IntakeWork.TAKE_WAITING, reviewer, {"award"})
    award.refresh_from_db()
    assert award.locality
