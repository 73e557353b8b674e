"""Who may what, by role and by the state of what it is done to: what readers see, what waits, what is over.

Cases are in tests/admin/test_matrix.py. Statuses and rows alone: no page is drawn.
"""

import itertools

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from cases import models
from cases.choices import ChangeOutcome, IntakeState, ReportState, State
from cases.curation.coding_rounds import begin, call_off, close, finish
from cases.curation.proposing import proposals, submit
from cases.models.writing import writing
from tests.admin.awards import accepting, deleted, draft
from tests.admin.forms import page_data
from tests.admin.permitted import CARING, DECIDING, NOBODY, ROLES, SUPERUSER, WITH_GROUP, client_of, may
from tests.admin.tables import url
from tests.factories import make_award, make_coding, make_figure, make_mechanism, make_scheme, make_source
from tests.roles import EDITOR, account
from tests.vocabularies import make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undrawn_pages")]
each_role = pytest.mark.parametrize("role", ROLES)
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


# --- What there is, in each state -----------------------------------------------------------------------


def source_in(state: str) -> models.Source:
    """Seen by nobody, public by itself, or of a case that was taken back, whose versions are still read."""
    source = make_source(is_published=state == "public", text="关于公布结果的通知\n社区协商共治\n")
    if state == "withdrawn":
        make_award(source=source, text="社区协商共治").withdraw()
    return source


def edition_in(state: str) -> models.Edition:
    is_public = state == "public"
    source = make_source(is_published=is_public, text="关于公布结果的通知\n今年的主题是社区共治。\n")
    year = 1950 + next(_numbers) % 150  # within what an edition may have, however many were made
    edition: models.Edition = make_edition(year=year, source=source)
    with writing():
        models.Edition.objects.filter(pk=edition.pk).update(is_published=is_public)
    edition.refresh_from_db()
    return edition


def scheme_in(state: str) -> models.CodingScheme:
    number = next(_numbers)
    return make_scheme(f"方案 {number}", slug=f"scheme-{number}", is_released=state == "public")


def term_in(state: str) -> models.Mechanism:
    """Of a scheme that readers do not see, or of the mechanisms, where it may be retired."""
    number = next(_numbers)
    more = {"scheme": scheme_in("hidden")} if state == "hidden" else {"is_retired": state == "retired"}
    return make_mechanism(f"做法 {number}", **more)


def coding_in(state: str) -> models.Coding:
    award = draft() if state == State.DRAFT else make_award()
    coding = make_coding(award, make_mechanism(f"做法 {next(_numbers)}"))
    if state == State.WITHDRAWN:
        award.withdraw()
    return coding


def figure_in(state: str) -> models.KeyFigure:
    figure = make_figure()
    if state == State.WITHDRAWN:
        figure.award.withdraw()
    return figure


def round_in(state: str, *, finished: bool = True) -> models.CodingRound:
    """Of two who both gave the award the same term."""
    number = next(_numbers)
    boss = User.objects.create_superuser(f"boss {number}")
    people = [account(f"coder {number} {name}", EDITOR) for name in "ab"]
    award, term = make_award(), make_mechanism(f"做法 {number}")
    made = begin(f"轮 {number}", term.scheme, people, [award], boss)
    for coder in made.coders.all() if finished else ():
        make_coding(award, term, coder=coder.name, state="proposed")
        finish(made, award, coder.user)
    if state == "closed":
        close(made, boss)
    if state == "called off":
        call_off(made, boss, "换人")
    return made


def intake_in(state: str) -> models.Intake:
    return models.Intake.objects.create(kind="document", text="名单\n", state=state)


def report_in(state: str) -> models.Report:
    return models.Report.objects.create(
        message="第二段有错字。", state=state, note="看过" * (state == "done")
    )


def proposal_in(outcome: str) -> models.StoredChange:
    """A draft that an editor sent for review."""
    editor = User.objects.filter(username="proposer").first() or account("proposer", EDITOR)
    made = submit(draft(), editor)
    models.StoredChange.objects.filter(pk=made.pk).update(outcome=outcome)
    made.refresh_from_db()
    return made


VISIBLE = ("hidden", "public")
ROUNDS = ("open", "closed", "called off")
IMPORTS = (IntakeState.READING, IntakeState.READY, IntakeState.TAKEN, IntakeState.UNDONE, IntakeState.DROPPED)
OUTCOMES = (ChangeOutcome.WAITING, ChangeOutcome.DECLINED, ChangeOutcome.TAKEN, ChangeOutcome.DROPPED)
THINGS = (
    *((source_in, state) for state in (*VISIBLE, "withdrawn")),
    *((edition_in, state) for state in VISIBLE),
    *((scheme_in, state) for state in VISIBLE),
    *((term_in, state) for state in (*VISIBLE, "retired")),
    *((coding_in, state) for state in (State.DRAFT, State.PUBLISHED, State.WITHDRAWN)),
    *((figure_in, state) for state in (State.PUBLISHED, State.WITHDRAWN)),
    *((round_in, state) for state in ROUNDS),
    *((intake_in, state) for state in IMPORTS),
    *((report_in, state) for state in (ReportState.NEW, ReportState.DONE)),
)


# --- Pages ----------------------------------------------------------------------------------------------


@each_role
def test_no_state_opens_or_shuts_a_page(role):
    """But that of deleting a round: what was finished in it stays."""
    client = client_of(role)
    for make, state in THINGS:
        row = make(state)
        for act in ("change", "history", "delete"):
            is_open = may(role, type(row), act) and (make is not round_in or act != "delete")
            status = client.get(url(type(row), act, row.pk)).status_code
            assert status in ((200, 302) if is_open else (403,)), (make.__name__, state, act)


@each_role
def test_a_round_that_nothing_was_finished_in_is_deleted_by_a_superuser(role):
    client = client_of(role)
    for state in ("open", "called off"):
        row = round_in(state, finished=False)
        status = client.get(url(models.CodingRound, "delete", row.pk)).status_code
        assert status == (200 if role == SUPERUSER and state == "open" else 403), state


@each_role
def test_pages_of_proposals_and_figures_of_rounds(role):
    client = client_of(role)
    for outcome in OUTCOMES:
        address = reverse("admin:cases_review_page", args=[proposal_in(outcome).pk])
        assert client.get(address).status_code == (200 if role in WITH_GROUP else 403), outcome
    for state in ROUNDS:
        address = reverse("admin:cases_codinground_csv", args=[round_in(state).pk])
        is_open = state == "closed" and role in WITH_GROUP
        assert (client.get(address).status_code == 200) is is_open, state


# --- Changes and deletions ------------------------------------------------------------------------------

NOTED = {  # what is written into which column, by whom; what readers see waits for a second person
    source_in: ({"note": "核对过"}, WITH_GROUP),
    edition_in: ({"theme": "社区共治"}, WITH_GROUP),
    scheme_in: ({"description": "核对过"}, CARING),
    term_in: ({"definition": "核对过"}, CARING),
}


@each_role
def test_what_readers_see_is_changed_by_two_and_the_rest_at_once(role):
    client = client_of(role)
    for make, state in THINGS:
        if make not in NOTED:
            continue
        (values, roles), row, waiting = NOTED[make], make(state), proposals().count()
        address = url(type(row), "change", row.pk)
        [(column, value)] = values.items()
        if role not in roles:
            assert client.post(address, values).status_code == 403, (make.__name__, state)
        else:
            sent = page_data(client, address) | values | {"_why": "补充内容"}
            assert client.post(address, sent).status_code == 302, (make.__name__, state)
        row.refresh_from_db()
        is_seen, allowed = state != "hidden", role in roles
        found = (getattr(row, column) == value, proposals().count() - waiting)
        assert found == (allowed and not is_seen, int(allowed and is_seen)), (make.__name__, state)


@each_role
def test_what_readers_see_is_deleted_by_two_and_the_rest_at_once(role):
    client = client_of(role)
    for make, state in THINGS:
        if make not in NOTED or state == "withdrawn":  # whose case keeps its document
            continue
        row, waiting = make(state), proposals().count()
        allowed, is_seen = may(role, type(row), "delete"), state != "hidden"
        found = (deleted(client, row), proposals().count() - waiting)
        assert found == (allowed and not is_seen, int(allowed and is_seen)), (make.__name__, state)


@each_role
def test_a_document_whose_case_was_taken_back_is_not_deleted(role):
    assert not deleted(client_of(role), source_in("withdrawn"))
    assert not proposals().exists()


# --- Proposals ------------------------------------------------------------------------------------------


def review(client: Client, change: models.StoredChange, action: str, **sent: str) -> str:
    """What became of it."""
    address = reverse("admin:cases_review_act", args=[change.pk])
    client.post(address, {"action": action, **sent})
    change.refresh_from_db()
    return change.outcome


@each_role
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_who_decides_on_a_proposal(role, outcome):
    """What waits alone; whoever did not propose it takes nothing back."""
    client, change = client_of(role), proposal_in(outcome)
    decides = role in DECIDING and outcome == ChangeOutcome.WAITING
    for action in ("take-back", "send-again"):
        assert review(client, change, action) == outcome, action
    review(client, change, "comment", words="页码呢？")
    assert len(change.comments) == (role in WITH_GROUP)
    sent = {name: value for name, value in accepting(client, change).items() if name != "action"}
    assert review(client, change, "accept", **sent) == (ChangeOutcome.TAKEN if decides else outcome)
    other = proposal_in(outcome)
    assert review(client, other, "send-back", words="不对") == (
        ChangeOutcome.DECLINED if decides else outcome
    )


# --- Rounds, imports, reports, accounts -----------------------------------------------------------------


@each_role
@pytest.mark.parametrize("state", ROUNDS)
def test_who_ends_a_round_and_settles_it(role, state):
    client = client_of(role)
    for action, at in (("close", "open"), ("call-off", "open"), ("accept-agreed", "closed")):
        row = round_in(state)
        address = reverse("admin:cases_codinground_act", args=[row.pk])
        status = client.post(address, {"action": action, "reason": "换人"}).status_code
        assert (status == 302) is (role in DECIDING and state == at), action
        row.refresh_from_db()
        assert row.is_open is (state == "open" and not (role in DECIDING and action != "accept-agreed"))
        assert row.finished.count() == 2, action


@each_role
@pytest.mark.parametrize(
    ("state", "action", "after"),
    [
        (IntakeState.READY, "drop", IntakeState.DROPPED),
        (IntakeState.READY, "redo", IntakeState.READY),
        (IntakeState.DROPPED, "redo", IntakeState.READY),
        (IntakeState.UNDONE, "drop", IntakeState.UNDONE),
        (IntakeState.UNDONE, "take", IntakeState.UNDONE),
        (IntakeState.TAKEN, "redo", IntakeState.TAKEN),
        (IntakeState.TAKEN, "take", IntakeState.TAKEN),
    ],
)
def test_what_becomes_of_an_import(role, state, action, after):
    intake = intake_in(state)
    sent = {"action": action, "lock": intake.lock, "sure": "1"}
    client_of(role).post(reverse("admin:cases_intake_act", args=[intake.pk]), sent)
    intake.refresh_from_db()
    assert intake.state == (state if role == NOBODY else after)


@each_role
def test_a_report_that_is_done_is_not_done_again(role):
    row = report_in(ReportState.DONE)
    sent = {"action": "mark_done", "_selected_action": [row.pk], "sure": "1", "note": "再看"}
    client_of(role).post(url(models.Report, "changelist"), sent)
    row.refresh_from_db()
    assert row.note == "看过"


@each_role
def test_an_account_that_is_not_active_stays_as_it_is(role):
    other = account("other", EDITOR)
    User.objects.filter(pk=other.pk).update(is_active=False)
    count = models.OfficeChange.objects.filter(thing=other.pk, act="停用").count()
    client_of(role).post("/admin/auth/user/", {"action": "deactivate", "_selected_action": [other.pk]})
    assert models.OfficeChange.objects.filter(thing=other.pk, act="停用").count() == count
