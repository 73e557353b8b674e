"""Who may add and change awards, and nothing else, can work an import and the form of an award."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.admin.conftest import BACKEND
from tests.factories import make_award, make_coding

pytestmark = pytest.mark.django_db
MENUS = (
    ("award", "edition"), ("award", "tier"), ("award", "source"), ("award", "place_then"),
    ("coding", "mechanism"),
)  # fmt: skip


@pytest.fixture
def as_editor(client: Client) -> Client:
    user = User.objects.create_user("editor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_award", "change_award"]))
    client.force_login(user, backend=BACKEND)
    return client


def look_up(client: Client, table: str, field: str):
    data = {"app_label": "cases", "model_name": table, "field_name": field, "term": ""}
    return client.get(reverse("admin:autocomplete"), data)


@pytest.mark.parametrize(("table", "field"), MENUS)
def test_who_edits_awards_looks_up_what_they_refer_to(as_editor, table, field):
    make_coding(make_award())
    answer = look_up(as_editor, table, field)
    assert answer.status_code == 200
    assert answer.json()["results"] or field == "place_then"


@pytest.mark.parametrize(("table", "field"), [*MENUS, ("coding", "award")])
def test_who_may_do_nothing_looks_up_nothing(as_visitor, table, field):
    assert look_up(as_visitor, table, field).status_code == 403


def test_who_edits_awards_gets_the_text_of_a_document(as_editor):
    source = make_award().source
    answer = as_editor.get(reverse("admin:cases_source_text", args=[source.pk]))
    assert answer.json() == {"text": source.text}


def test_what_is_refused_for_want_of_a_right_says_so_and_whom_to_ask(as_visitor):
    source = make_award().source
    answer = as_visitor.get(reverse("admin:cases_source_text", args=[source.pk]))
    assert answer.status_code == 403
    shown = answer.content.decode()
    assert "没有做这件事的权限" in shown and "请管理员在“用户”里" in shown
    assert "超级用户" not in shown and "页面可能已经过期" not in shown
