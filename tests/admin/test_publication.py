"""Awards in the admin: published when every check passes, withdrawn, and never deleted once public."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from cases.choices import State
from cases.models import Award, Coding, DataVersion
from cases.models.writing import writing
from tests.admin.awards import LIST, draft, page, run, state_of, sure, sure_to_delete, told
from tests.admin.conftest import BACKEND
from tests.admin.forms import errors_of, page_data
from tests.factories import make_award, make_coding, make_listed_award
from tests.origins import explain, past_the_room

pytestmark = pytest.mark.django_db


# --- Publishing ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_publishes_what_passes_every_check(as_curator):
    first, second = draft(), draft()
    before = DataVersion.current().number
    assert run(as_curator, "publish", first, second) == "发布了 2 个案例。"
    assert {state_of(first), state_of(second)} == {State.PUBLISHED}
    assert DataVersion.current().number == before + 1, "one action is one change"
    assert set(Award.objects.values_list("version", flat=True)) == {before + 1}


@pytest.mark.slow
def test_it_says_why_an_award_is_not_published_and_publishes_the_others(as_curator):
    good, bad = draft(), draft(explained=False)
    message = run(as_curator, "publish", bad, good)
    assert (
        f"{bad} 没有发布：下列取值没有依据，请补充取值依据：年度、评选项目、发布机关、等次、标题。" in message
    )
    assert "发布了 1 个案例。" in message
    assert (state_of(good), state_of(bad)) == (State.PUBLISHED, State.DRAFT)


@pytest.mark.slow
def test_it_does_not_publish_words_that_the_source_does_not_print(as_curator):
    award = draft()
    past_the_room(Award).filter(pk=award.pk).update(text=award.text.replace("推动", "促进"))
    assert "正文与来源文献不一致" in run(as_curator, "publish", award)
    assert state_of(award) == State.DRAFT


@pytest.mark.slow
def test_it_publishes_an_award_without_title_and_text(as_curator):
    award = make_listed_award(locality="西乡街道桃源村")
    past_the_room(Award).update(state=State.DRAFT)
    assert run(as_curator, "publish", award) == "发布了 1 个案例。"


@pytest.mark.slow
def test_it_does_not_publish_an_award_of_nobody_and_nowhere(as_curator):
    award = make_listed_award(state=State.DRAFT, applicant="桃源村")
    past_the_room(Award).update(applicant="", place_then=None)
    assert "至少要有标题、申报单位或者获评时区划" in run(as_curator, "publish", award)
    assert state_of(award) == State.DRAFT


@pytest.mark.slow
def test_it_does_not_publish_a_village_that_lies_in_no_division(as_curator):
    award = make_listed_award(state=State.DRAFT)
    past_the_room(Award).update(locality="桃源村", place_then=None)
    assert "须选定它所在的获评时区划" in run(as_curator, "publish", award)


@pytest.mark.slow
def test_it_does_not_publish_a_village_that_the_source_does_not_print(as_curator):
    award = make_listed_award(state=State.DRAFT, locality="桃源村")
    explain(award)
    past_the_room(Award).update(locality="别的村")
    assert "县级以下地名“别的村”与原文“桃源村”不符" in run(as_curator, "publish", award)


def test_it_does_not_publish_twice(as_curator):
    award = make_award()
    before = DataVersion.current()
    assert run(as_curator, "publish", award) == "发布了 0 个案例。"
    assert DataVersion.current() == before


@pytest.mark.slow
def test_it_publishes_again_what_was_withdrawn(as_curator):
    award = draft()
    run(as_curator, "publish", award)
    run(as_curator, "withdraw", award)
    run(as_curator, "publish", award)
    assert state_of(award) == State.PUBLISHED
    entries = LogEntry.objects.filter(object_id=str(award.pk)).order_by("pk")
    assert [entry.get_change_message() for entry in entries] == ["发布", "撤回：重复收录", "发布"]


@pytest.mark.slow
def test_it_publishes_none_when_something_breaks_halfway(as_curator, monkeypatch):
    first, second = draft(), draft()
    publish = Award.publish

    def break_on_second(award: Award) -> None:
        if award.pk == second.pk:
            raise RuntimeError("the disk is full")
        publish(award)

    monkeypatch.setattr(Award, "publish", break_on_second)
    with pytest.raises(RuntimeError, match="disk"):
        run(as_curator, "publish", first, second)
    assert state_of(first) == State.DRAFT


@pytest.mark.slow
def test_it_withdraws_what_is_public_and_nothing_else(as_curator):
    public, unpublished = make_award(), draft()
    before = DataVersion.current().number
    assert run(as_curator, "withdraw", public, unpublished) == "撤回了 1 个案例。"
    assert (state_of(public), state_of(unpublished)) == (State.WITHDRAWN, State.DRAFT)
    assert DataVersion.current().number == before + 1


@pytest.mark.slow
def test_it_lets_those_who_may_only_look_publish_nothing(client):
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_award"))
    client.force_login(reader, backend=BACKEND)
    award = draft()
    assert "发布所选案例" not in client.get(LIST).content.decode()
    run(client, "publish", award)
    assert state_of(award) == State.DRAFT
    assert client.get(page(award)).status_code == 200
    assert client.post(page(award), {"_publish": "1"}).status_code == 403


@pytest.mark.slow
def test_it_lets_those_who_may_only_add_and_change_publish_nothing(client):
    made = draft()
    writer = User.objects.create_user("writer", is_staff=True)
    may = ["add_award", "change_award", "view_award"]
    writer.user_permissions.add(*Permission.objects.filter(codename__in=may))
    request = RequestFactory().post("/", {"_publish": "1"})
    request.user, request.session = writer, {}
    request._messages = FallbackStorage(request)
    admin.site.get_model_admin(Award).response_add(request, made)
    assert state_of(made) == State.DRAFT


# --- Buttons on the page of an award ------------------------------------------------------------


@pytest.mark.slow
def test_it_publishes_from_the_page(as_curator):
    award = draft()
    assert "保存并发布" in as_curator.get(page(award)).content.decode()
    data = page_data(as_curator, page(award)) | {"setting": "urban", "_publish": "1"}
    row = "attributions-5-"
    data |= {"attributions-TOTAL_FORMS": 6, f"{row}field": "setting", f"{row}rule": "setting-from-words"}
    data[f"{row}award"] = award.pk
    response = as_curator.post(page(award), data)
    assert response.status_code == 302, errors_of(response)
    assert f"发布了 1 个案例：{award.accession}。" in told(response)
    award.refresh_from_db()
    assert (award.state, award.setting) == (State.PUBLISHED, "urban")


@pytest.mark.slow
def test_it_stays_on_the_page_when_the_award_cannot_be_published(as_curator):
    award = draft()
    data = page_data(as_curator, page(award)) | {"applicant": "太仓市人民政府", "_publish": "1"}
    response = as_curator.post(page(award), data)
    assert response.headers["Location"] == page(award)
    assert "请补充取值依据：申报单位。" in told(response) and "发布了" not in told(response)
    award.refresh_from_db()
    assert (award.state, award.applicant) == (State.DRAFT, "太仓市人民政府")


@pytest.mark.slow
def test_it_withdraws_from_the_page(as_curator):
    award = make_award()
    shown, address = as_curator.get(page(award)).content.decode(), f"/admin/cases/award/{award.pk}/withdraw/"
    assert f'href="{address}"' in shown and "保存并发布" not in shown
    asked = as_curator.get(address).content.decode()
    assert "将撤回 <strong>1</strong> 个案例" in asked and "读者在这个案例的网址上看得到" in asked
    assert "请写明撤回的原因。" in as_curator.post(address, {"reason": " "}).content.decode()
    assert state_of(award) == State.PUBLISHED
    sent = sure(as_curator, "withdraw", award.pk) | {"reason": "与另一案例重复"}
    assert as_curator.post(address, sent).headers["Location"] == page(award)
    assert state_of(award) == State.WITHDRAWN
    gone = as_curator.get(award.get_absolute_url())
    assert gone.status_code == 410
    assert f"{timezone.localdate():%Y-%m-%d} 撤回：与另一案例重复" in gone.content.decode()


# --- The page that asks -------------------------------------------------------------------------


def test_nothing_is_withdrawn_before_one_says_so_with_a_reason(as_curator):
    public, unpublished = make_award(), draft()
    chosen = {"action": "withdraw", "_selected_action": [public.pk, unpublished.pk], "select_across": "1"}
    asked = as_curator.post(LIST, chosen).content.decode()
    assert "将撤回 <strong>1</strong> 个案例" in asked and "所选的另外 1 个没有发布" in asked
    assert public.accession in asked and unpublished.accession not in asked
    token = sure(as_curator, "withdraw", public.pk, unpublished.pk)
    again = as_curator.post(LIST, chosen | token | {"reason": " "}).content.decode()
    assert "请写明撤回的原因。" in again
    assert state_of(public) == State.PUBLISHED


def test_it_shows_what_stands_against_publishing_before_one_says_so(as_curator):
    bad, good = draft(explained=False), draft()
    chosen = {"action": "publish", "_selected_action": [bad.pk, good.pk]}
    asked = as_curator.post(LIST, chosen).content.decode()
    assert "将发布 <strong>1</strong> 个案例" in asked and "现在不能发布的 1 个" in asked
    assert f"{bad.accession}：下列取值没有依据" in asked
    assert {state_of(bad), state_of(good)} == {State.DRAFT}
    none = as_curator.post(LIST, {"action": "publish", "_selected_action": [bad.pk]}).content.decode()
    assert "所选的案例现在都不能发布，原因见下。" in none and "确认发布" not in none


def test_it_asks_to_look_at_what_is_open_before_anything_is_published(as_curator):
    without, placed = draft(), make_listed_award(state=State.DRAFT)
    chosen = {"action": "publish", "_selected_action": [without.pk, placed.pk]}
    asked = as_curator.post(LIST, chosen).content.decode()
    assert "发布前请再看一看" in asked
    link = f'<a href="{page(without)}">{without.accession}</a>'
    assert f"没有地区：文献印有地名的，请选定获评时区划。（1 个：{link}）" in asked
    assert "没有机制编码。（2 个：" in asked
    assert asked.index("没有地区") < asked.index("没有机制编码")


def test_who_publishes_from_the_page_is_told_of_a_missing_place(as_curator):
    award = draft()
    data = page_data(as_curator, page(award)) | {"_publish": "1"}
    said = told(as_curator.post(page(award), data))
    assert f"{award.accession}已经发布，读者看得到，请再看一看：没有地区" in said
    assert "没有机制编码" not in said


def test_the_reason_of_a_program_is_not_told_to_readers(as_curator):
    award = make_award()
    with writing(note="内部说明"):
        award.withdraw()
    gone = as_curator.get(award.get_absolute_url()).content.decode()
    assert "撤回</p>" in gone and "内部说明" not in gone


@pytest.mark.slow
def test_it_does_not_take_the_state_from_the_form(as_curator):
    award = draft(explained=False)
    as_curator.post(page(award), page_data(as_curator, page(award)) | {"state": "published"})
    assert state_of(award) == State.DRAFT


@pytest.mark.slow
@pytest.mark.parametrize(("state", "linked"), [("draft", False), ("published", True), ("withdrawn", False)])
def test_it_links_to_the_public_page_of_what_is_public(as_curator, state, linked):
    award = make_award(state=state)
    assert ("在站点上查看" in as_curator.get(page(award)).content.decode()) is linked


# --- Deleting -----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("state", [State.PUBLISHED, State.WITHDRAWN])
def test_it_never_deletes_what_was_public(as_curator, state):
    award = make_award(state=state)
    sent = sure_to_delete(as_curator, award)
    response = as_curator.post(reverse("admin:cases_award_delete", args=[award.pk]), sent)
    assert response.status_code == 403
    data = sent | {"action": "delete_selected", "_selected_action": [award.pk]}
    response = as_curator.post(LIST, data)
    assert f"{award}：公布过的编号永久有效，只能撤回。" in response.content.decode()
    assert state_of(award) == state


@pytest.mark.slow
def test_it_deletes_a_draft_with_what_hangs_on_it(as_curator):
    coding = make_coding(draft())
    run(as_curator, "delete_selected", coding.award)
    data = {"action": "delete_selected", "_selected_action": [coding.award_id]}
    as_curator.post(LIST, data | sure_to_delete(as_curator, coding.award))
    assert not Award.objects.exists() and not Coding.objects.exists()
