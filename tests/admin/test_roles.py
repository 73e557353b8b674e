"""Who may publish and withdraw, by whatever way; and that nobody approves their own last edit."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError

from cases.choices import State
from cases.curation import release
from cases.curation.proposing import proposals
from cases.imports.receiving import ImportRefused
from cases.imports.reviewing import take_waiting
from cases.imports.taking import take
from cases.models import Award, Revision
from cases.models.writing import writing
from tests.admin.awards import LIST, draft, page, run, state_of, told
from tests.admin.forms import page_data
from tests.factories import make_award, make_mechanism
from tests.imports.lists import bring_in, make_readers_library, publish_without_locality
from tests.roles import ADMINISTRATOR, EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
OWN_EDIT = "最近一次修改是您自己做的"


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


# --- The groups -----------------------------------------------------------------------------------


def test_each_group_may_what_its_name_says():
    may = {
        name: {each.partition(".")[2] for each in account(name, name).get_all_permissions()}
        for name in (EDITOR, REVIEWER, ADMINISTRATOR)
    }
    own = {"propose_award", "review_award", "publish_award", "withdraw_award"}
    assert may[EDITOR] & own == {"propose_award"}
    assert may[REVIEWER] & own == own and "manage_vocabulary" not in may[REVIEWER]
    assert {"manage_vocabulary", "manage_users", "change_mechanism"} <= may[ADMINISTRATOR]
    assert "delete_user" not in may[ADMINISTRATOR], "accounts that wrote are deactivated"
    assert may[EDITOR] < may[REVIEWER] < may[ADMINISTRATOR]


def test_a_group_that_is_there_keeps_what_it_may():
    Group.objects.filter(name=EDITOR).delete()
    Group.objects.create(name=EDITOR)
    import_module("cases.migrations.0028_roles").make_groups(apps)
    assert account("editor", EDITOR).has_perm("cases.change_award")


def test_who_could_change_awards_may_propose_after_the_upgrade_and_publish_no_longer():
    old = account("old", "", "change_award", "change_mechanism")
    import_module("cases.migrations.0028_roles").carry_over(apps, None)
    old = User.objects.get(pk=old.pk)
    assert old.has_perms(["cases.propose_award", "cases.manage_vocabulary"])
    assert not old.has_perm("cases.publish_award") and not old.has_perm("cases.withdraw_award")


# --- Publishing and withdrawing ---------------------------------------------------------------------


@pytest.mark.parametrize("permissions", [("change_award",), ("add_award",), ("propose_award",)])
def test_who_may_only_add_or_change_neither_publishes_nor_withdraws(permissions):
    client, made, public = logged_in(account("e", "", "view_award", *permissions)), draft(), make_award()
    shown = client.get(LIST).content.decode()
    assert "发布所选案例" not in shown and "撤回所选案例" not in shown
    run(client, "publish", made)
    run(client, "withdraw", public)
    assert (state_of(made), state_of(public)) == (State.DRAFT, State.PUBLISHED)


def test_buttons_that_were_not_shown_do_nothing():
    client, made = logged_in(account("editor", EDITOR)), draft()
    data = page_data(client, page(made))
    assert "保存并发布" not in client.get(page(made)).content.decode()
    client.post(page(made), data | {"_publish": "1"})
    assert state_of(made) == State.DRAFT
    public = make_award()
    assert "/withdraw/" not in client.get(page(public)).content.decode()
    assert client.post(f"/admin/cases/award/{public.pk}/withdraw/", {"reason": "重复"}).status_code == 403
    assert state_of(public) == State.PUBLISHED


def withdraw(award: Award, by: User) -> None:
    release.withdraw(award, by, "重复")


@pytest.mark.parametrize("act", [release.publish, withdraw])
def test_no_way_round_the_admin_publishes_without_permission(act):
    award = draft()
    with pytest.raises(ValidationError, match="您没有"):
        act(award, account("editor", EDITOR))
    assert state_of(award) == State.DRAFT


def test_a_reviewer_publishes_what_somebody_else_edited_and_withdraws_it():
    reviewer, award = account("reviewer", REVIEWER), draft()
    client = logged_in(reviewer)
    assert run(client, "publish", award) == "发布了 1 个案例。"
    assert state_of(award) == State.PUBLISHED
    run(client, "withdraw", award)
    assert state_of(award) == State.WITHDRAWN


# --- Four eyes --------------------------------------------------------------------------------------


def edited(award: Award, by: User) -> Award:
    with writing(by=by):
        award.attributions.all().update(note="核对过")
    return award


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_publishes_what_they_edited_last(is_superuser):
    user = User.objects.create_superuser("boss") if is_superuser else account("reviewer", REVIEWER)
    award = edited(draft(), user)
    assert OWN_EDIT in run(logged_in(user), "publish", award)
    assert state_of(award) == State.DRAFT
    assert run(logged_in(account("second", REVIEWER)), "publish", award) == "发布了 1 个案例。"


def test_what_is_edited_and_published_at_once_is_ones_own_edit():
    client, award = logged_in(account("reviewer", REVIEWER)), draft()
    data = page_data(client, page(award)) | {"attributions-0-note": "核对过", "_publish": "1"}
    assert OWN_EDIT in told(client.post(page(award), data))
    assert state_of(award) == State.DRAFT
    assert Revision.objects.filter(table="award")[0].by == "reviewer"


def test_to_withdraw_is_no_edit():
    reviewer, award = account("reviewer", REVIEWER), draft()
    client = logged_in(reviewer)
    run(client, "publish", award)
    run(client, "withdraw", award)
    run(client, "publish", award)
    assert state_of(award) == State.PUBLISHED


def test_in_a_one_person_office_one_publishes_ones_own_and_the_record_says_so(settings):
    settings.ONE_PERSON_OFFICE = True
    user = account("reviewer", REVIEWER)
    award = edited(draft(), user)
    run(logged_in(user), "publish", award)
    assert state_of(award) == State.PUBLISHED
    assert Revision.objects.filter(table="award")[0].note == "单人审核"


def test_what_somebody_else_edited_is_not_said_to_be_of_one_person(settings):
    settings.ONE_PERSON_OFFICE = True
    award = edited(draft(), account("editor", EDITOR))
    run(logged_in(account("reviewer", REVIEWER)), "publish", award)
    assert Revision.objects.filter(table="award")[0].note == ""


# --- Imports ----------------------------------------------------------------------------------------


@pytest.fixture
def changed() -> Award:
    """A published award that its list reads otherwise."""
    make_readers_library()
    return publish_without_locality()


def test_an_import_of_a_reviewer_waits_for_another_one(changed):
    one, other = account("one", REVIEWER), account("other", REVIEWER)
    intake = bring_in()
    assert take(intake, intake.lock, by=one).waiting == 1
    with pytest.raises(ImportRefused, match="是您自己导入或者处理的"):
        take_waiting(intake, intake.lock, by=one)
    changed.refresh_from_db()
    assert changed.locality == ""
    assert take_waiting(intake, intake.lock, by=other).changed == 1


def test_an_import_in_a_one_person_office_says_so(changed, settings):
    settings.ONE_PERSON_OFFICE = True
    intake = bring_in()
    assert take(intake, intake.lock, by=account("one", REVIEWER)).changed == 1
    assert "单人审核" in Revision.objects.filter(table="award", thing=changed.pk)[0].note


# --- The vocabulary ---------------------------------------------------------------------------------


def test_the_vocabulary_needs_a_permission_of_its_own():
    term = make_mechanism("清单制度")
    address = f"/admin/cases/mechanism/{term.pk}/change/"
    editor = logged_in(account("old", "", "view_mechanism", "change_mechanism", "add_mechanism"))
    assert editor.post(address, {"name": "清单"}).status_code == 403
    assert editor.get("/admin/cases/mechanism/add/").status_code == 403
    manager = logged_in(account("manager", ADMINISTRATOR))
    data = page_data(manager, address) | {"definition": "把权力和责任列成清单。"}
    assert manager.post(address, data).status_code == 302
    assert proposals().get().proposed["definition"] == "把权力和责任列成清单。"
