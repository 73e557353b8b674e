"""What is typed in a long form and not saved: kept for who typed it, offered, restored, let go."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.admin.drafts.content import MOST_CHARACTERS, fields_of
from cases.admin.drafts.keeping import new_page
from cases.admin.drafts.waiting import waiting_briefly
from cases.curation.proposing import proposals
from cases.management.commands import run_worker
from cases.models import Award, Coding, DataVersion, FormDraft, Mechanism, Revision, Source
from cases.models.form_draft import KEPT, MOST_DRAFTS
from tests.admin.awards import draft
from tests.admin.drafting import AT, content, keep, name_of
from tests.admin.forms import errors_of, page_data
from tests.admin.tables import url
from tests.factories import make_mechanism
from tests.roles import EDITOR, account, logged_in

pytestmark = pytest.mark.django_db


def age(draft: FormDraft, by: timedelta) -> None:
    FormDraft.objects.filter(pk=draft.pk).update(updated_at=draft.updated_at - by)


@pytest.fixture
def award(coding: Coding) -> Award:
    return coding.award


@pytest.fixture
def address(award: Award) -> str:
    return url(Award, "change", award.pk)


def with_a_coding(data: dict[str, Any], term: Mechanism) -> dict[str, Any]:
    """The form with a row that was added to it."""
    row = {
        "mechanism": term.pk,
        "words": "政府购买服务",
        "confidence": "low",
        "state": "accepted",
        "note": "我加的",
    }
    return data | {f"codings-1-{name}": value for name, value in row.items()} | {"codings-TOTAL_FORMS": 2}


# --- It comes back ----------------------------------------------------------------------------------


def test_what_was_typed_is_offered_and_comes_back_with_the_row_that_was_added(as_curator, award, address):
    term = make_mechanism("购买服务")
    typed = with_a_coding(page_data(as_curator, address), term) | {
        "locality": "我的地方",
        "codings-0-note": "改",
    }
    before = DataVersion.current(), Revision.objects.count()
    assert keep(as_curator, address, typed).status_code == 200
    assert (DataVersion.current(), Revision.objects.count()) == before, "it is no change of the library"

    offer = as_curator.get(address).context["long_form"].offer
    assert "在这里输入过、还没有保存的内容" in offer.said and offer.since == ""
    restored = as_curator.get(offer.address)
    drawn = restored.content.decode()
    assert "还没有保存，请核对后保存" in drawn and restored.context["errors"] == []
    assert "errornote" not in drawn and "请更正" not in drawn, "nothing is wrong"
    assert restored.context["long_form"].page == offer.page, "what is typed on goes on in the same draft"
    form = restored.context["adminform"].form
    rows = restored.context["inline_admin_formsets"]
    codings = next(each.formset for each in rows if each.formset.prefix == "codings")
    assert form["locality"].value() == "我的地方"
    assert [each["note"].value() for each in codings.forms] == ["改", "我加的"]
    assert codings.forms[1]["mechanism"].value() == str(term.pk)
    assert Award.objects.get().locality != "我的地方"

    draft = FormDraft.objects.get()
    saved = as_curator.post(offer.address, {**fields_of(draft).dict(), "_page": draft.page})
    assert saved.status_code == 302, errors_of(saved)
    assert Award.objects.get().locality == "我的地方" and Coding.objects.count() == 2
    assert not FormDraft.objects.exists()
    assert as_curator.get(address).context["long_form"].offer is None


def test_a_new_thing_is_kept_as_well(as_curator):
    address = url(Source, "add")
    keep(as_curator, address, {"title": "新通知", "text": "第一行\r\n第二行"})
    offer = as_curator.get(address).context["long_form"].offer
    form = as_curator.get(offer.address).context["adminform"].form
    assert (form["title"].value(), form["text"].value()) == ("新通知", "第一行\r\n第二行")
    assert not Source.objects.filter(title="新通知").exists()


def test_what_somebody_else_changed_meanwhile_is_told_and_collides(as_curator, second, award, address):
    typed = page_data(as_curator, address) | {"locality": "我的地方"}
    keep(as_curator, address, typed)
    theirs = page_data(second, address) | {"locality": "对方的地方"}
    assert second.post(address, theirs).status_code == 302

    offer = as_curator.get(address).context["long_form"].offer
    assert "李四（second） 又有改动" in offer.since
    restored = as_curator.get(offer.address)
    disputes = restored.context["collision"].disputes
    assert [(each.theirs, each.mine) for each in disputes] == [("对方的地方", "我的地方")]
    assert restored.context["adminform"].form["locality"].value() == "我的地方"
    assert Award.objects.get().locality == "对方的地方"


def test_a_row_that_another_deleted_meanwhile_does_not_stop_it(as_curator, second, award, address):
    typed = page_data(as_curator, address) | {"codings-0-note": "我的话"}
    keep(as_curator, address, typed)
    theirs = page_data(second, address) | {"codings-0-DELETE": "on"}
    assert second.post(address, theirs).status_code == 302 and not Coding.objects.exists()
    restored = as_curator.get(as_curator.get(address).context["long_form"].offer.address)
    assert restored.status_code == 200
    assert restored.context["collision"].disputes, "it is asked whether the row comes back"


def test_saving_another_page_of_the_form_leaves_it(as_curator, award, address):
    keep(as_curator, address, page_data(as_curator, address) | {"locality": "我的地方"})
    other = page_data(as_curator, address) | {"note": "别的窗口", "_page": new_page()}
    assert as_curator.post(address, other).status_code == 302
    assert fields_of(FormDraft.objects.get())["locality"] == "我的地方"


def test_a_form_that_is_refused_keeps_it(as_curator, address):
    page = new_page()
    typed = page_data(as_curator, address) | {"edition": ""}
    keep(as_curator, address, typed, page)
    refused = as_curator.post(address, typed | {"_page": page})
    assert refused.status_code == 200 and refused.context["long_form"].page == page
    assert refused.context["long_form"].offer is None, "the form has it"
    assert FormDraft.objects.exists()


def test_a_proposal_lets_it_go_like_a_saved_form(settings):
    settings.ONE_PERSON_OFFICE = False
    award = draft()
    award.publish()
    address = url(Award, "change", award.pk)
    editor, page = logged_in(account("editor", EDITOR)), new_page()
    typed = page_data(editor, address) | {"attributions-0-note": "另一种说明", "_page": page}
    keep(editor, address, typed, page)
    assert editor.post(address, typed).status_code == 302
    assert proposals().count() == 1 and not FormDraft.objects.exists()


# --- Whose it is ------------------------------------------------------------------------------------


def test_nobody_else_sees_it(as_curator, second, address):
    keep(as_curator, address, page_data(as_curator, address) | {"locality": "我的地方"})
    shown = second.get(f"{address}?_restore=1")
    assert "我的地方" not in shown.content.decode()
    assert shown.context["long_form"].offer is None
    keep(second, address, page_data(second, address) | {"locality": "李四的地方"})
    assert FormDraft.objects.count() == 2
    second.post(AT, {"action": "discard", "form": name_of(address), "page": FormDraft.objects.first().page})
    assert FormDraft.objects.filter(user__username="curator").exists()


def test_who_lost_the_right_to_edit_is_refused(address, award):
    user = account("editor", EDITOR)
    editor = logged_in(user)
    typed = page_data(editor, address) | {"locality": "我的地方"}
    assert keep(editor, address, typed).status_code == 200
    user.groups.clear()
    user.user_permissions.clear()
    editor = logged_in(User.objects.get(pk=user.pk))
    assert keep(editor, address, typed).status_code == 403
    assert (
        editor.post(AT, {"action": "beat", "form": name_of(address), "page": new_page()}).status_code == 403
    )
    assert editor.get(f"{address}?_restore=1").status_code == 403


def test_nobody_who_is_not_logged_in_keeps_anything(client, address):
    response = keep(client, address, {"title": "一"})
    assert response.status_code == 302 and response.headers["Location"].startswith(reverse("admin:login"))
    assert not FormDraft.objects.exists()


def test_a_page_that_another_account_opened_is_not_kept_for_this_one(as_curator, second, address):
    other = User.objects.get(username="second")
    response = keep(as_curator, address, {"locality": "谁的"}, user=str(other.pk))
    assert response.status_code == 409 and "现在登录的是另一个账号" in response.json()["said"]
    assert not FormDraft.objects.exists()


def test_a_form_of_another_site_is_refused(curator, address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(curator, backend="django.contrib.auth.backends.ModelBackend")
    assert keep(strict, address, {"title": "一"}).status_code == 403
    token = strict.get(AT).json()["token"]
    assert keep(strict, address, {"title": "一"}, csrfmiddlewaretoken=token).status_code == 200


@pytest.mark.parametrize(
    "form",
    ["user/1", "user/add", "report/1", "datadesk/1", "award", "award/0x1", "award/01", "award/-1", "/", ""],
)
def test_only_long_forms_are_kept(as_curator, form):
    data = {"action": "keep", "form": form, "page": new_page(), "content": content({"title": "一"})}
    assert as_curator.post(AT, data).status_code == 400


def test_passwords_are_never_kept(as_curator):
    assert keep(as_curator, url(Source, "add"), {"title": "一", "password1": "秘密"}).status_code == 400
    assert not FormDraft.objects.exists()


# --- What is not kept -------------------------------------------------------------------------------


def test_a_second_window_does_not_overwrite_the_first(as_curator, address):
    typed = page_data(as_curator, address)
    first = new_page()
    keep(as_curator, address, typed | {"locality": "甲"}, first)
    refused = keep(as_curator, address, typed | {"locality": "乙"})
    assert refused.status_code == 409 and refused.json()["page"] == first
    assert fields_of(FormDraft.objects.get())["locality"] == "甲"

    discard = {"action": "discard", "form": name_of(address), "page": first}
    assert as_curator.post(AT, discard).headers["Location"] == address
    assert not FormDraft.objects.exists()
    assert keep(as_curator, address, typed | {"locality": "乙"}).status_code == 200


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("x" * (MOST_CHARACTERS + 1), 413),
        ("{", 400),
        ("[]", 400),
        ('{"query": "", "fields": [["a"]]}', 400),
        ('{"query": "", "fields": [["a", 1]]}', 400),
        ('{"query": 1, "fields": []}', 400),
        ("[" * 100_000, 400),
        ('{"query": "", "fields": [["a", "\\u0000\\ud800"]]}', 200),
    ],
)
def test_what_is_too_long_or_no_form_is_refused_in_words(as_curator, address, sent, status):
    response = keep(as_curator, address, {}, content=sent)
    assert response.status_code == status
    assert response.json()["said"]
    assert FormDraft.objects.exists() is (status == 200)


def test_one_person_keeps_so_many_forms(as_curator, curator, address):
    now = timezone.now()
    kept = [
        FormDraft(user=curator, form=f"award/{key}", page=new_page(), content=content({}), updated_at=now)
        for key in range(10_000, 10_000 + MOST_DRAFTS)
    ]
    FormDraft.objects.bulk_create(kept)
    response = keep(as_curator, address, {"title": "一"})
    assert response.status_code == 429 and "案例 10000" in response.json()["said"]


def test_a_page_that_sends_without_end_is_slowed(as_curator, address):
    page = new_page()
    assert keep(as_curator, address, {"title": "一"}, page).status_code == 200
    assert keep(as_curator, address, {"title": "二"}, page).status_code == 429
    age(FormDraft.objects.get(), timedelta(seconds=1))
    assert keep(as_curator, address, {"title": "二"}, page).status_code == 200


def test_what_nobody_came_back_to_is_gone_after_a_month(as_curator, address):
    keep(as_curator, address, page_data(as_curator, address))
    age(FormDraft.objects.get(), KEPT + timedelta(minutes=1))
    assert as_curator.get(address).context["long_form"].offer is None
    run_worker.let_go_of_drafts()
    assert not FormDraft.objects.exists()
    keep(as_curator, address, page_data(as_curator, address))
    run_worker.let_go_of_drafts()
    assert FormDraft.objects.exists()


def test_where_the_database_is_busy_it_says_so_and_nothing_fails(as_curator, address, monkeypatch):
    def locked(*_args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("cases.models.form_draft.FormDraftQuerySet.keep", locked)
    response = keep(as_curator, address, {"title": "一"})
    assert response.status_code == 503 and response.headers["Retry-After"]
    assert "过一会儿再存" in response.json()["said"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite")
def test_it_waits_for_a_lock_a_second_and_forms_as_long_as_before():
    def wait() -> int:
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    before = wait()
    with waiting_briefly():
        assert wait() == 1000
    assert wait() == before > 1000


def test_it_is_in_no_page_of_readers(as_curator):
    award = draft()
    award.publish()
    address = url(Award, "change", award.pk)
    keep(as_curator, address, page_data(as_curator, address) | {"title": "绝无此题名"})
    stranger = Client()
    for path in (award.get_absolute_url(), "/cases.json", "/cases.csv", "/feed.atom"):
        answer = stranger.get(path)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "绝无此题名" not in text.decode(errors="replace")
