"""Whatever writes is recorded: a walk through every action of the admin's lists.

An action that is new fails here until somebody says what revisions it leaves. Commands, tasks and ways of
writing in bulk: tests/curation/test_recorded.py.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client, RequestFactory

from cases import models
from cases.admin.reviews import bulk
from cases.choices import State, Through
from cases.models.writing import Public
from tests.admin.awards import LIST, draft, state_of, sure, sure_to_delete
from tests.admin.tables import REGISTERED, WRITABLE, url
from tests.curation.recording import recorded
from tests.factories import make_award
from tests.models.samples import SAMPLES
from tests.roles import EDITOR, account

pytestmark = pytest.mark.django_db
ACTIONS = {  # each driven below
    (models.Award, "publish"),
    (models.Award, "withdraw"),
    (models.Report, "mark_done"),
    (User, "deactivate"),
}
NOT_PUBLIC = {User, Group}  # and the refused logins of django-axes: no part of the library


def actions_of(model: type, user: User) -> set[str]:
    request = RequestFactory().get("/")
    request.user = user
    return set(admin.site._registry[model].get_actions(request))


def test_every_action_is_walked(curator):
    ours = [model for model in admin.site._registry if not model._meta.app_label.startswith("axes")]
    assert set(ours) == {*REGISTERED, *NOT_PUBLIC}
    found = {(model, action) for model in ours for action in actions_of(model, curator)}
    assert {each for each in found if each[1] != "delete_selected"} == ACTIONS
    assert {each for each in REGISTERED if (each, "delete_selected") in found} == set(DELETED)


# --- Deleting ------------------------------------------------------------------------------------

DELETED = [*WRITABLE, models.ColumnMapping, models.ZeroResultSearch, models.CodingRound]


@pytest.mark.parametrize("model", DELETED, ids=lambda model: model.__name__)
def test_deleting_what_was_chosen_is_recorded(as_curator, model):
    row = draft() if model is models.Award else SAMPLES[model]()
    sent = {"action": "delete_selected", "_selected_action": [row.pk], "_why_said": "重复收录"}
    with recorded(Through.FORM, "curator") as tables:
        as_curator.post(url(model, "changelist"), sent | sure_to_delete(as_curator, row))
    assert not model._default_manager.filter(pk=row.pk).exists()
    assert tables == ({model.thing()._meta.model_name} if issubclass(model, Public) else set())


# --- Publishing and withdrawing --------------------------------------------------------------------


@pytest.mark.parametrize("action", ["publish", "withdraw"])
@pytest.mark.parametrize("is_long", [False, True])
def test_publishing_and_withdrawing_is_recorded(as_curator, monkeypatch, action, is_long):
    monkeypatch.setattr(bulk, "PAUSE", 0)
    awards = [draft() if action == "publish" else make_award() for _ in range(2)]
    keys = [award.pk for award in awards]
    chosen = {"action": action, "_selected_action": keys, "reason": "重复收录"}
    if is_long:  # than a request takes: the worker does it
        monkeypatch.setattr("cases.admin.reviews.release.MOST_AT_ONCE", 1)
        asked = as_curator.post(LIST, chosen)
        sent = {"sure": "1", "_seen": asked.context["seen"], "keys": asked.context["asked"].all_keys}
    else:
        sent = sure(as_curator, action, *keys)
    with recorded(Through.FORM, "curator") as tables:
        as_curator.post(LIST, chosen | sent)
    assert tables == {"award"}
    after = State.PUBLISHED if action == "publish" else State.WITHDRAWN
    assert [state_of(award) for award in awards] == [after] * 2
    said = models.Revision.objects.filter(table="award", thing__in=keys)[:2]
    assert {each.note for each in said} == {"重复收录"}
    assert models.BulkWork.objects.exists() is is_long


# --- What changes nothing that readers see -----------------------------------------------------------


def logged(client: Client, address: str, action: str, pk: int, **sent: str) -> None:
    with recorded(Through.FORM) as tables:
        client.post(address, {"action": action, "_selected_action": [pk], **sent})
    assert not tables
    entries = admin.models.LogEntry.objects.filter(object_id=str(pk), user__username="curator")
    assert entries.count() == 1  # who did it is in Django's own log


def test_closing_a_report_changes_nothing_of_the_library(as_curator):
    report = SAMPLES[models.Report]()
    logged(as_curator, url(models.Report, "changelist"), "mark_done", report.pk, sure="1", note="原文如此。")
    report.refresh_from_db()
    assert report.state == "done"


def test_deactivating_an_account_changes_nothing_of_the_library(as_curator):
    user = account("editor", EDITOR)
    logged(as_curator, "/admin/auth/user/", "deactivate", user.pk)
    user.refresh_from_db()
    assert not user.is_active
