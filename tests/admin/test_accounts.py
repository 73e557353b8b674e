"""Who wrote is deactivated: no way deletes the account, its entries or its name."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from cases.choices import Through
from cases.models import Revision
from cases.models.writing import writing
from tests.admin.forms import add, page_data
from tests.curation.rows import change
from tests.factories import make_mechanism

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    """Who changed a term, once."""
    user = User.objects.create_user("writer", is_staff=True, last_name="王")
    term = make_mechanism("协商")
    with writing(Through.FORM, by=user):
        change(term, name="议事")
    return user


def page(name: str, *args: object) -> str:
    return reverse(f"admin:auth_user_{name}", args=args)


def test_the_shell_deletes_nobody_who_wrote(writer):
    for delete in (writer.delete, User.objects.filter(pk=writer.pk).delete):
        with pytest.raises(ProtectedError, match="请取消“有效”"), transaction.atomic():
            delete()
    assert User.objects.filter(username="writer", pk=writer.pk).exists()
    assert Revision.objects.filter(by="writer").exists()


def test_who_has_entries_in_the_log_is_not_deleted_with_them(as_curator, curator):
    add(as_curator, "mechanism", {"name": "协商", "slug": "xieshang", "definition": "定义。"})
    count = LogEntry.objects.count()
    with pytest.raises(ProtectedError), transaction.atomic():
        curator.delete()
    assert LogEntry.objects.count() == count > 0


def test_who_never_wrote_can_be_deleted(as_curator):
    user = User.objects.create_user("new")
    assert as_curator.post(page("delete", user.pk), {"post": "yes"}).status_code == 302
    assert not User.objects.filter(username="new").exists()


def test_its_page_refuses_and_says_what_to_do(as_curator, writer):
    shown = as_curator.get(page("delete", writer.pk)).content.decode()
    assert "账号“writer”留有修订或操作记录，不能删除：请取消“有效”，停用账号。" in shown
    as_curator.post(page("delete", writer.pk), {"post": "yes"})
    assert User.objects.filter(pk=writer.pk).exists()


def test_the_action_refuses_all_of_the_chosen(as_curator, writer):
    new = User.objects.create_user("new")
    data = {"action": "delete_selected", "_selected_action": [writer.pk, new.pk], "post": "yes"}
    as_curator.post(page("changelist"), data)
    assert User.objects.filter(pk__in=[writer.pk, new.pk]).count() == 2


def test_chosen_accounts_are_deactivated_but_not_ones_own(as_curator, curator, writer):
    data = {"action": "deactivate", "_selected_action": [writer.pk, curator.pk]}
    answer = as_curator.post(page("changelist"), data, follow=True)
    assert "停用了 1 个账号" in answer.content.decode()
    assert not User.objects.get(pk=writer.pk).is_active
    assert User.objects.get(pk=curator.pk).is_active


def test_the_name_on_the_record_stays(as_curator, writer):
    writer.username = "another"
    with pytest.raises(ValidationError, match="登录名不能改"):
        writer.save()
    address = page("change", writer.pk)
    data = page_data(as_curator, address) | {"username": "another", "last_name": "李"}
    data = {name: value for name, value in data.items() if not isinstance(value, list)}
    data |= {"date_joined_0": "2026-11-27", "date_joined_1": "08:00:00"}
    assert as_curator.post(address, data).status_code == 302
    writer.refresh_from_db()
    assert (writer.username, writer.last_name) == ("writer", "李")


def test_who_never_wrote_can_be_called_otherwise():
    user = User.objects.create_user("new")
    user.username = "newer"
    user.save()
    assert User.objects.filter(username="newer").exists()
