"""Who may what: every address of the admin by role, and every act by role and state of the case.

A new address fails here until somebody says who may open it.
"""

import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.urls import reverse

from cases import models
from cases.choices import State
from cases.curation.care.acts import carry_out, outlook
from cases.curation.care.terms import retiring
from cases.curation.coding_rounds import close, finish
from cases.curation.proposing import proposals, submit
from cases.curation.release import seal
from tests.admin.awards import LIST, accepting, draft, page, state_of, sure, sure_to_delete, told
from tests.admin.forms import page_data
from tests.admin.permitted import (
    CARING,
    DECIDING,
    GENERIC,
    NOBODY,
    ROLES,
    SUPERUSER,
    WITH_GROUP,
    addresses_of,
    client_of,
    may,
)
from tests.admin.tables import REGISTERED
from tests.e2e.kinds import SAME_ON_EVERY_DATABASE
from tests.factories import make_award, make_coding, make_mechanism
from tests.models.samples import SAMPLES
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undrawn_pages")]


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


# --- Addresses ----------------------------------------------------------------------------------


@SAME_ON_EVERY_DATABASE
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_each_page_of_each_table_opens_for_those_who_may(role, model):
    client, row = client_of(role), SAMPLES[model]()
    for act in GENERIC:
        args = [row.pk] if act in ("change", "delete", "history") else []
        status = client.get(reverse(f"admin:cases_{model._meta.model_name}_{act}", args=args)).status_code
        if may(role, model, act) and (model, act) != (models.Award, "delete"):
            assert status in (200, 302), act
        else:
            assert status == 403, act  # 403 of a published case, too: it is withdrawn, never deleted


OTHERS = {  # address → who may open it
    "admin:index": ROLES,
    "admin:password_change": ROLES,
    "admin:password_change_done": ROLES,
    "admin:jsi18n": ROLES,
    "admin:auth_user_changelist": (ADMINISTRATOR, SUPERUSER),
    "admin:auth_user_add": (ADMINISTRATOR, SUPERUSER),
    "admin:auth_group_changelist": (ADMINISTRATOR, SUPERUSER),
    "admin:auth_group_add": (SUPERUSER,),
    "admin:cases_intake_help": WITH_GROUP,
    "admin:cases_review": WITH_GROUP,
    "admin:cases_care": CARING,
    "admin:coding_desk": WITH_GROUP,
    "admin:cases_revision_csv": WITH_GROUP,
    "admin:manual": ROLES,
    "admin:unsaved_form": ROLES,  # says only who is logged in; what forms send: tests/admin/test_drafts.py
}


@pytest.mark.parametrize("role", ROLES)
def test_each_other_page_opens_for_those_who_may(role):
    client = client_of(role)
    for name, roles in OTHERS.items():
        expected = (200,) if role in roles else (403,)
        assert client.get(reverse(name)).status_code in expected, name


def closed_round() -> models.CodingRound:
    """One of two people who both gave the award the same term."""
    made, term = SAMPLES[models.CodingRound](), make_mechanism("一致的")
    award, coders = made.awards.get(), list(made.coders.all())
    for coder in coders:
        make_coding(award, term, coder=coder.name, state="proposed")
        finish(made, award, coder.user)
    close(made, User.objects.create_superuser("closer"))
    return made


def act_of_care(term: models.Mechanism) -> int:
    """The data version in which somebody retired the term."""
    manager, act = account("manager", ADMINISTRATOR), retiring(term)
    with override_settings(ONE_PERSON_OFFICE=True):  # of several it would wait for another
        return carry_out(act, manager, "不用了", outlook(act, manager).digest)


@pytest.mark.parametrize("role", ROLES)
def test_each_page_about_something_opens_for_those_who_may(role):
    client, award, other = client_of(role), draft(), account("other", EDITOR)
    award.publish()
    change = submit(draft(), account("third", EDITOR))
    revision = models.Revision.objects.filter(table="award")[0]
    group = Group.objects.get(name=EDITOR)
    term = SAMPLES[models.Mechanism]()
    number = act_of_care(term)
    about = {
        reverse("admin:cases_care_undo", args=[number]): CARING,
        **{
            reverse("admin:cases_mechanism_care", args=[term.pk, kind]): CARING
            for kind in ("merge", "split", "rename", "move", "retire")
        },
        **{
            reverse(f"admin:cases_{model._meta.model_name}_care", args=[SAMPLES[model]().pk, kind]): CARING
            for model in (models.Programme, models.Tier, models.IssuingBody)
            for kind in ("merge", "split", "rename", "retire")
        },
        reverse("admin:cases_division_care", args=[SAMPLES[models.Division]().pk, "change"]): CARING,
        reverse("admin:cases_award_withdraw", args=[award.pk]): DECIDING,
        reverse("admin:cases_award_seal", args=[award.pk]): DECIDING,
        reverse("admin:cases_award_unseal", args=[award_in(State.SEALED).pk]): DECIDING,
        reverse("admin:cases_codinground_csv", args=[closed_round().pk]): WITH_GROUP,
        reverse("admin:cases_review_page", args=[change.pk]): WITH_GROUP,
        reverse("admin:coding_award", args=[award.pk]): WITH_GROUP,
        reverse("admin:award_conflicts", args=[award.pk]): WITH_GROUP,
        reverse("admin:cases_revision_restore", args=[revision.pk]): WITH_GROUP,
        reverse("admin:cases_source_text", args=[award.source_id]): WITH_GROUP,
        reverse("admin:desk_list", args=["reviews"]): DECIDING,
        reverse("admin:desk_list", args=["drafts"]): WITH_GROUP,
        reverse("admin:auth_user_change", args=[other.pk]): (ADMINISTRATOR, SUPERUSER),
        reverse("admin:auth_user_password_change", args=[other.pk]): (ADMINISTRATOR, SUPERUSER),
        reverse("admin:auth_user_history", args=[other.pk]): (ADMINISTRATOR, SUPERUSER),
        reverse("admin:auth_user_delete", args=[other.pk]): (SUPERUSER,),
        reverse("admin:auth_group_change", args=[group.pk]): (ADMINISTRATOR, SUPERUSER),
        reverse("admin:auth_group_history", args=[group.pk]): (ADMINISTRATOR, SUPERUSER),
        reverse("admin:auth_group_delete", args=[group.pk]): (SUPERUSER,),
    }
    for address, roles in about.items():
        assert client.get(address).status_code == (200 if role in roles else 403), address


@pytest.mark.parametrize("role", ROLES)
def test_what_only_takes_posts_is_refused_to_those_who_may_not(role):
    client, intake, other = client_of(role), SAMPLES[models.Intake](), account("other", EDITOR)
    row = models.StoredChange.objects.create(intake=intake, order=1, action="new", start=0, end=1)
    change = submit(draft(), account("third", EDITOR))
    addresses = {
        reverse("admin:cases_intake_act", args=[intake.pk]): (WITH_GROUP, "save"),
        reverse("admin:cases_intake_row", args=[intake.pk, row.pk]): (WITH_GROUP, "drop"),
        reverse("admin:cases_review_act", args=[change.pk]): (WITH_GROUP, "comment"),
        reverse("admin:coding_act", args=[draft().pk]): (WITH_GROUP, ""),
        reverse("admin:desk_distinct", args=["same-title"]): (WITH_GROUP, ""),
        reverse("admin:cases_codinground_act", args=[closed_round().pk]): (DECIDING, "accept-agreed"),
        reverse("admin:auth_user_reset_link", args=[other.pk]): ((ADMINISTRATOR, SUPERUSER), ""),
        reverse("admin:cases_mechanism_care", args=[SAMPLES[models.Mechanism]().pk, "retire"]): (CARING, ""),
    }
    for address, (roles, action) in addresses.items():
        status = client.post(address, {"action": action}).status_code
        assert (status in (200, 302)) == (role in roles), address
    columns = client.get(reverse("admin:cases_intake_columns", args=[intake.pk])).status_code
    assert (columns in (200, 302)) == (role in WITH_GROUP)
    sheet = models.Intake.objects.create(kind="spreadsheet", text="a\n")
    of_sheet = reverse("admin:cases_intake_sheet_act", args=[sheet.pk])
    asked = client.post(of_sheet, {"action": "drop"}).status_code  # which asks first
    assert asked == (200 if role in WITH_GROUP else 403)
    row = models.StoredChange.objects.create(intake=sheet, order=1, action="changed", start=0, end=1)
    of_row = reverse("admin:cases_intake_sheet_row", args=[sheet.pk, row.pk])
    assert client.post(of_row, {"action": "drop"}).status_code == (302 if role in WITH_GROUP else 403)
    of_file = reverse("admin:cases_intake_sheet_file", args=[sheet.pk])
    assert client.get(of_file).status_code == (302 if role in WITH_GROUP else 403)


HERE = "admin/test_matrix.py"
OF_NAMED = ("programme", "tier", "issuingbody")
ELSEWHERE = {  # address → the module of tests that tries it
    "login": "upgrade/test_upgrade.py",
    "autocomplete": "admin/test_rights_of_editors.py",
    **dict.fromkeys(("logout", "view_on_site", "app_list"), HERE),
    "auth_user_reset": "admin/test_user_management.py",
    **dict.fromkeys(("cases_care_undo", "cases_mechanism_care", "cases_division_care"), HERE),
    **{f"cases_{name}_care": HERE for name in OF_NAMED},
    **dict.fromkeys(("cases_codinground_act", "cases_codinground_csv"), "admin/test_matrix_of_states.py"),
    **dict.fromkeys(("cases_award_withdraw", "cases_award_seal", "cases_award_unseal"), HERE),
    **dict.fromkeys(("cases_review_page", "cases_review_act"), "admin/test_matrix_of_states.py"),
    "cases_review_corrections": "admin/test_corrections.py",
    **dict.fromkeys(("cases_revision_restore", "cases_source_text"), HERE),
    **dict.fromkeys(("desk_list", "desk_distinct", "coding_award", "coding_act", "award_conflicts"), HERE),
    "cases_intake_act": "admin/test_matrix_of_states.py",
    **{f"cases_intake_{name}": HERE for name in ("row", "sheet_act", "sheet_row", "sheet_file", "columns")},
    **dict.fromkeys(("auth_user_reset_link", "auth_user_password_change"), HERE),
    **{f"auth_{row}_{act}": HERE for row in ("user", "group") for act in ("change", "delete", "history")},
}


MENTIONED = {  # how that module writes it, where it is not by its name alone
    "login": "/admin/login/",
    "auth_user_reset": "/admin/auth/user/reset/",
    **{f"cases_{name}_care": "admin:cases_{model._meta.model_name}_care" for name in OF_NAMED},
}


@pytest.mark.parametrize("role", ROLES)
def test_what_is_open_to_everybody_who_logs_in(role):
    client, award = client_of(role), make_award()
    of_app = client.get(reverse("admin:app_list", args=["cases"])).status_code
    assert of_app == (200 if role in WITH_GROUP else 404)
    kind = ContentType.objects.get_for_model(award)
    assert client.get(reverse("admin:view_on_site", args=[kind.pk, award.pk])).status_code == 302
    client.post(reverse("admin:logout"))
    assert client.get(reverse("admin:index")).status_code == 302


@SAME_ON_EVERY_DATABASE
@pytest.mark.parametrize(("name", "module"), ELSEWHERE.items())
def test_the_module_that_tries_an_address_mentions_it(name, module):
    text = (Path(__file__).parents[1] / module).read_text(encoding="utf-8")
    if name not in MENTIONED:
        assert re.search(rf"admin:{name}\b", text), module
    else:
        assert MENTIONED[name] in text, module


def test_no_address_is_left_out():
    generic = {f"cases_{model._meta.model_name}_{act}" for model in REGISTERED for act in GENERIC}
    known = generic | {name.removeprefix("admin:") for name in OTHERS} | set(ELSEWHERE)
    names = {name for name in addresses_of(admin.site.get_urls()) if not name.startswith("axes_")}
    assert names <= known


# --- Acts ---------------------------------------------------------------------------------------


def award_in(state: str) -> models.Award:
    award = draft()
    if state != State.DRAFT:
        award.publish()
    if state == State.WITHDRAWN:
        award.withdraw()
    if state == State.SEALED:
        seal(award, User.objects.filter(username="sealer").first() or account("sealer", REVIEWER), "隐私")
    return award


each_role = pytest.mark.parametrize("role", ROLES)
each_state = pytest.mark.parametrize("state", State.values)


@each_role
@each_state
def test_who_changes_a_case(role, state):
    """A draft at once; what readers see or saw, nobody without another person."""
    client, award = client_of(role), award_in(state)
    if role == NOBODY:
        assert client.post(page(award), {"title": "别的"}).status_code == 403
        return
    data = page_data(client, page(award)) | {"attributions-0-note": "核对过", "_why": "改正录入错误"}
    assert client.post(page(award), data).status_code == 302
    note = award.attributions.order_by("pk")[0].note
    assert (note, proposals().count()) == (("核对过", 0) if state == State.DRAFT else ("", 1))
    assert state_of(award) == state


@each_role
@each_state
def test_who_publishes_and_withdraws_a_case(role, state):
    client = client_of(role)
    for action, before, after in (
        ("publish", (State.DRAFT, State.WITHDRAWN), State.PUBLISHED),
        ("withdraw", (State.PUBLISHED,), State.WITHDRAWN),
    ):
        award = award_in(state)
        sent = {"action": action, "_selected_action": [award.pk], "reason": "重复"}
        client.post(LIST, sent | sure(client, action, award.pk))
        done = role in DECIDING and state in before
        assert state_of(award) == (after if done else state), action
        if action == "withdraw" and state == State.PUBLISHED:
            award = award_in(state)
            sent = sure(client, "withdraw", award.pk) | {"reason": "重复"}
            client.post(reverse("admin:cases_award_withdraw", args=[award.pk]), sent)
            assert state_of(award) == (after if done else state)


@each_role
@each_state
def test_who_seals_a_case_and_unseals_it(role, state):
    client = client_of(role)
    public = (State.PUBLISHED, State.WITHDRAWN)
    for act, before, after in (("seal", public, State.SEALED), ("unseal", (State.SEALED,), State.WITHDRAWN)):
        award = award_in(state)
        sent = sure(client, act, award.pk) | {"reason": "隐私"}
        status = client.post(reverse(f"admin:cases_award_{act}", args=[award.pk]), sent).status_code
        done = role in DECIDING and state in before
        assert (state_of(award), status == 302) == (after if done else state, done), act


@each_role
@each_state
def test_who_deletes_a_case(role, state):
    """Drafts alone, by those who work on cases."""
    client, award = client_of(role), award_in(state)
    client.post(reverse("admin:cases_award_delete", args=[award.pk]), sure_to_delete(client, award))
    gone = role != NOBODY and state == State.DRAFT
    assert models.Award.objects.filter(pk=award.pk).exists() != gone


@each_role
@each_state
def test_who_sends_a_case_for_review_and_who_decides(role, state):
    client = client_of(role)
    may_be_sent = state not in (State.PUBLISHED, State.SEALED)
    if may_be_sent and role != NOBODY:
        award = award_in(state)
        client.post(page(award), page_data(client, page(award)) | {"_submit": "1"})
        assert proposals().count() == 1
        address = reverse("admin:cases_review_act", args=[proposals().get().pk])
        assert told(client.post(address, accepting(client, proposals().get())))
        assert state_of(award) == state, "nobody accepts their own"
    if not may_be_sent:
        with pytest.raises(ValidationError):
            submit(award_in(state), account("other", EDITOR))
    else:
        award = award_in(state)
        change = submit(award, account("other", EDITOR))
        client.post(reverse("admin:cases_review_act", args=[change.pk]), accepting(client, change))
        assert state_of(award) == (State.PUBLISHED if role in DECIDING else state)
