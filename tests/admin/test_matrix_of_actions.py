"""Who may what: each action of a list that `tests/admin/test_matrix.py` does not try, by role.

Publishing and withdrawing are there, by role and state of the case.
"""

import pytest
from django.contrib.auth.models import User

from cases import models
from cases.choices import ReportState, State
from cases.curation.proposing import proposals
from tests.admin.awards import deleted, draft, state_of
from tests.admin.permitted import CARING, NOBODY, ROLES, SUPERUSER, WITH_GROUP, client_of, may
from tests.admin.tables import url
from tests.factories import make_award, make_coding, make_mechanism
from tests.models.samples import SAMPLES
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account

pytestmark = pytest.mark.django_db
each_role = pytest.mark.parametrize("role", ROLES)


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


@each_role
def test_who_closes_the_reports_of_readers(role):
    report = SAMPLES[models.Report]()
    sent = {"action": "mark_done", "_selected_action": [report.pk], "sure": "1", "note": "原文如此。"}
    client_of(role).post(url(models.Report, "changelist"), sent)
    report.refresh_from_db()
    assert (report.state == ReportState.DONE) is (role in WITH_GROUP)


@each_role
def test_who_deactivates_accounts(role):
    """管理员 touches nobody who may what they may not; nobody their own account."""
    client = client_of(role)
    others = [account(f"other {group}", group) for group in (EDITOR, REVIEWER, ADMINISTRATOR)]
    root = User.objects.create_superuser("root")
    own = User.objects.get(pk=client.session["_auth_user_id"])
    everybody = {*others, root, own}
    sent = {"action": "deactivate", "_selected_action": [each.pk for each in everybody]}
    client.post("/admin/auth/user/", sent)
    gone = {*others} if role in CARING else set()
    gone |= {root} if role == SUPERUSER else set()
    assert everybody & set(User.objects.filter(is_active=True)) == everybody - gone


@each_role
def test_who_deletes_cases_and_what_is_coded_of_them(role):
    """Of a draft at once; a case that readers saw nobody, its coding nobody alone."""
    client, term = client_of(role), make_mechanism()
    for state in (State.DRAFT, State.PUBLISHED, State.WITHDRAWN):
        award = draft() if state == State.DRAFT else make_award()
        coding, is_allowed = make_coding(award, term), role != NOBODY
        if state == State.WITHDRAWN:
            award.withdraw()
        assert deleted(client, coding) is (is_allowed and state == State.DRAFT), state
        assert proposals().filter(table="award", thing=award.pk).exists() is (
            is_allowed and state != State.DRAFT
        ), state
        assert deleted(client, award) is (is_allowed and state == State.DRAFT), state
        assert state == State.DRAFT or state_of(award) == state


@each_role
def test_who_deletes_several_of_other_tables(role):
    """As test_matrix.py has it of their pages; what readers see, when a second person agrees."""
    client = client_of(role)
    for model in (
        *(models.Source, models.Tier, models.WorkProblem, models.Report, models.FormerAccession),
        *(models.ColumnMapping, models.ZeroResultSearch, models.Intake, models.StoredFile),
    ):
        row, waiting = SAMPLES[model](), proposals().count()
        is_deleted, waits = deleted(client, row), proposals().count() > waiting
        assert (is_deleted or waits) is may(role, model, "delete"), model
        assert not (is_deleted and waits), model
