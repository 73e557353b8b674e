"""What changes between the check and the lock, while somebody accepts, is not accepted unseen."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from cases.choices import ChangeOutcome, State
from cases.curation import proposing
from cases.curation.proposing import proposals, submit
from cases.models import StoredChange
from cases.models.writing import writing
from tests.admin.awards import accepting, draft, state_of, told
from tests.roles import EDITOR, account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


@pytest.fixture
def meanwhile(monkeypatch):
    """What is done once the page was checked and before the writers' lock is taken."""
    done, accept = [], proposing.accept

    def late(*args, **more):
        for act in done:
            act()
        return accept(*args, **more)

    monkeypatch.setattr(proposing, "accept", late)
    return done


def press(client, change: StoredChange) -> str:
    address = reverse("admin:cases_review_act", args=[change.pk])
    return told(client.post(address, accepting(client, change)))


def test_a_document_that_comes_along_and_was_edited_just_now(reviewer, meanwhile):
    award = draft()
    change = submit(award, account("proposer", EDITOR))

    def edit() -> None:
        with writing(by=User.objects.create_user("another")):
            award.source.note = "刚刚写的"
            award.source.save()

    meanwhile.append(edit)
    assert "another" in press(reviewer, change)
    assert state_of(award) == State.DRAFT and proposals().get().outcome == ChangeOutcome.WAITING


@pytest.mark.parametrize("action", ["accept", "send-back"])
def test_a_proposal_that_was_mended_just_now(reviewer, meanwhile, monkeypatch, action):
    award = draft()
    change = submit(award, account("proposer", EDITOR))

    def mend() -> None:
        StoredChange.objects.filter(pk=change.pk).update(made_at=timezone.now(), note="改好了")

    if action == "accept":
        meanwhile.append(mend)
        said = press(reviewer, change)
    else:
        send_back = proposing.send_back
        monkeypatch.setattr(proposing, "send_back", lambda *args: (mend(), send_back(*args)))
        address = reverse("admin:cases_review_act", args=[change.pk])
        said = told(reviewer.post(address, {"action": action, "words": "不对"}))
    assert "刚刚又改过" in said
    assert state_of(award) == State.DRAFT and proposals().get().outcome == ChangeOutcome.WAITING


def test_where_nothing_happens_meanwhile_it_is_accepted(reviewer, meanwhile):
    award = draft()
    assert "已发布" in press(reviewer, submit(award, account("proposer", EDITOR)))
    assert state_of(award) == State.PUBLISHED
