"""Acts of care on more awards than a request takes: counted, and done by the worker, whole or not at all."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.admin.reviews import bulk
from cases.choices import BulkState, ChangeOutcome
from cases.curation.care import acts, taking_back
from cases.models import BulkWork, Coding, Mechanism, Revision, StoredChange
from tests.admin.awards import told
from tests.admin.test_bulk import Context
from tests.factories import make_award, make_coding
from tests.roles import ADMINISTRATOR, EDITOR, account, logged_in

pytestmark = pytest.mark.django_db
REASON = "同一机制"


@pytest.fixture(autouse=True)
def _short(monkeypatch) -> None:
    monkeypatch.setattr(acts, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(taking_back, "MOST_AT_ONCE", 1)
    monkeypatch.setattr("cases.admin.vocabulary.done.MOST_AT_ONCE", 1)


@pytest.fixture
def queue(monkeypatch) -> list[int]:
    """The works that wait for a worker, since none runs."""
    found: list[int] = []
    monkeypatch.setattr(type(bulk.do_bulk), "enqueue", lambda task, pk: found.append(pk))
    return found


@pytest.fixture
def other_manager() -> Client:
    return logged_in(account("second", ADMINISTRATOR))


def care(term: Mechanism, kind: str = "merge") -> str:
    return reverse("admin:cases_mechanism_care", args=[term.pk, kind])


def confirm(client: Client, two: tuple[Mechanism, Mechanism]):
    """Merge the second term into the first: look, and confirm what was shown."""
    sent = {"into": two[0].pk, "reason": REASON}
    shown = client.post(care(two[1]), sent)
    assert shown.context["found"].is_long and "由后台程序先逐个核对" in shown.content.decode()
    return client.post(
        care(two[1]), sent | {"sure": "1", "shown": shown.context["found"].digest}, follow=True
    )


def run(work: BulkWork) -> BulkWork:
    bulk.do_bulk.func(Context(), work.pk)
    return BulkWork.objects.get(pk=work.pk)


def page_of(work: BulkWork) -> str:
    return reverse("admin:cases_bulkwork_change", args=[work.pk])


def test_a_merge_of_many_is_done_by_the_worker_as_one_revision_and_so_is_its_undoing(manager, client, two):
    kept, other = two
    before = list(Coding.objects.order_by("award").values_list("award", "mechanism"))
    answer = confirm(manager, two)
    work = BulkWork.objects.get()
    assert answer.redirect_chain[-1][0] == page_of(work)
    assert "已完成：改动了 2 个案例" in answer.content.decode()
    assert (work.state, work.done, work.changed, str(work)) == (
        BulkState.DONE, 2, 2, "合并：“协商议事”并入“社区协商”",
    )  # fmt: skip
    assert Coding.objects.filter(mechanism=kept).count() == 2
    rows = Revision.objects.filter(through="vocabulary")
    assert set(rows.values_list("by", "note")) == {
        ("manager", "合并：“协商议事”并入“社区协商”。原因：同一机制（单人审核）")
    }
    [number] = set(rows.values_list("number", flat=True))
    assert rows.filter(table="award", before__isnull=False).count() == 2

    undo = reverse("admin:cases_care_undo", args=[number])
    page = manager.get(undo).content.decode()
    assert "2 个案例恢复到" in page and "治理机制 yishi：重新建立" in page and "由后台程序先逐个核对" in page
    done = manager.post(undo, {"reason": "看错了"}, follow=True)
    assert "已完成：改动了 2 个案例" in done.content.decode()
    assert list(Coding.objects.order_by("award").values_list("award", "mechanism")) == before
    assert client.get("/mechanisms/yishi/").status_code == 200
    assert "manager" in {each.by for each in taking_back.done_acts() if not each.is_undone}


def test_the_preview_counts_without_reading_or_checking_the_awards(manager, two):
    make_coding(make_award(title="丙街道"), two[1])
    with CaptureQueriesContext(connection) as asked:
        found = manager.post(care(two[1]), {"into": two[0].pk, "reason": REASON}).context["found"]
    assert (found.is_long, found.count, found.published) == (True, 3, 2)
    assert found.sentences[0].startswith("3 个案例（其中已发布 2 个）的 3 条编码改到")
    assert all(each.model._meta.model_name != "award" for each in found.changes)
    assert not any('FROM "cases_attribution"' in each["sql"] for each in asked)
    assert Coding.objects.filter(mechanism=two[1]).count() == 3


def test_what_changed_since_the_preview_refuses_it_whole(manager, two, queue):
    confirm(manager, two)
    make_coding(make_award(title="丙街道"), two[1])
    work = run(BulkWork.objects.get())
    assert (work.state, work.changed) == (BulkState.FAILED, 0)
    assert "与预览时不同，什么都没有改" in work.refused
    assert Coding.objects.filter(mechanism=two[1]).count() == 3
    page = manager.get(page_of(work)).content.decode()
    assert "什么都没有改" in page and care(two[1]) in page


def test_what_the_library_refuses_is_said_and_nothing_is_half_written(manager, two, queue, monkeypatch):
    confirm(manager, two)
    before = Revision.objects.count()

    def refused(changes, room):
        return ["案例 2014-x：不对。"] if room.number and len(changes) > 1 else []

    monkeypatch.setattr("cases.curation.keeper.coded_with_retired", refused)
    work = run(BulkWork.objects.get())
    assert work.state == BulkState.FAILED and "什么都没有改：案例 2014-x：不对。" in work.refused
    assert Mechanism.objects.filter(pk=two[1].pk).exists() and Revision.objects.count() == before


def test_who_lost_the_right_meanwhile_does_nothing(manager, two, queue):
    confirm(manager, two)
    work = BulkWork.objects.get()
    account("editor", EDITOR)
    BulkWork.objects.update(made_by="editor")
    work = run(work)
    assert "要同时有“管理词表”和“发布”两项权限" in work.refused
    assert Coding.objects.filter(mechanism=two[1]).count() == 2


def test_it_is_stopped_before_it_is_written(manager, two, queue):
    confirm(manager, two)
    work = BulkWork.objects.get()
    assert "排队等候" in manager.get(page_of(work)).content.decode()
    BulkWork.objects.update(state=BulkState.RUNNING, worker="one", done=1)
    assert "正在核对 1 / 2 个案例" in manager.get(page_of(work)).content.decode()
    BulkWork.objects.update(done=2)
    writes = manager.get(page_of(work)).content.decode()
    assert "正在写入 2 个案例" in writes and 'value="stop"' not in writes
    begun = BulkWork.objects.get()
    bulk.stop(BulkWork.objects.get())
    bulk._try_whole(begun, manager_of(manager))
    assert BulkWork.objects.get().state == BulkState.STOPPED
    assert Coding.objects.filter(mechanism=two[1]).count() == 2


def manager_of(client: Client):
    return client.get(reverse("admin:index")).wsgi_request.user


def test_what_two_have_to_see_is_handed_over_when_the_second_accepts(
    manager, other_manager, two, settings, queue
):
    settings.ONE_PERSON_OFFICE = False
    confirm(manager, two)
    change = StoredChange.objects.get()
    assert not BulkWork.objects.exists() and change.outcome == ChangeOutcome.WAITING
    answer = accept(other_manager, change)
    work = BulkWork.objects.get()
    assert answer.redirect_chain[-1][0] == page_of(work)
    assert "正在照这一项整理" in told(accept(other_manager, change))
    assert run(work).state == BulkState.DONE
    change.refresh_from_db()
    revision = Revision.objects.filter(through="vocabulary").first()
    assert (change.outcome, change.decided_by) == (ChangeOutcome.TAKEN, "second")
    assert (change.version, revision.by) == (revision.number, "second")
    assert revision.note == "合并：“协商议事”并入“社区协商”。原因：同一机制（manager 提出）（核对过）"

    undo = reverse("admin:cases_care_undo", args=[revision.number])
    assert "已提交审核" in told(manager.post(undo, {"reason": "看错了"}, follow=True))
    undoing = StoredChange.objects.latest("made_at")
    assert "另一位审核人员接受" in told(accept(manager, undoing)) and BulkWork.objects.count() == 1
    accept(other_manager, undoing)
    assert run(BulkWork.objects.first()).state == BulkState.DONE
    assert Coding.objects.filter(mechanism=two[1].pk).count() == 2


def test_what_changed_since_it_was_proposed_is_shown_again_to_who_accepts(
    manager, other_manager, two, settings, queue
):
    settings.ONE_PERSON_OFFICE = False
    confirm(manager, two)
    change = StoredChange.objects.get()
    accept(other_manager, change)
    make_coding(make_award(title="丙街道"), two[1])
    work = run(BulkWork.objects.get())
    assert "与提出者看到的不同" in work.refused
    change.refresh_from_db()
    assert change.outcome == ChangeOutcome.WAITING
    page = other_manager.get(reverse("admin:cases_review_page", args=[change.pk]))
    assert page.context["care"].is_other and page.context["care"].found.count == 3
    accept(other_manager, change)
    assert run(BulkWork.objects.first()).state == BulkState.DONE


def accept(client: Client, change: StoredChange):
    page = client.get(reverse("admin:cases_review_page", args=[change.pk]))
    data = {
        "action": "accept",
        "words": "核对过",
        "made_at": change.made_at.isoformat(),
        "_seen": page.context["seen"],
        "shown": getattr(page.context["care"].found, "digest", "x"),
    }
    return client.post(reverse("admin:cases_review_act", args=[change.pk]), data, follow=True)


def test_an_act_of_many_that_was_edited_since_is_not_undone(manager, two):
    confirm(manager, two)
    number = Revision.objects.filter(through="vocabulary").first().number
    two[0].refresh_from_db()
    two[0].definition = "另一个定义。"
    two[0].save()
    page = manager.get(reverse("admin:cases_care_undo", args=[number])).content.decode()
    assert "现在不能撤销" in page
    manager.post(reverse("admin:cases_care_undo", args=[number]), {"reason": "看错了"})
    work = BulkWork.objects.first()
    assert work.state == BulkState.FAILED and "不能一并撤销" in work.refused
    assert not Mechanism.objects.filter(slug="yishi").exists()


def test_a_room_that_only_counted_records_nothing(manager, two):
    by = manager_of(manager)
    with pytest.raises(RuntimeError), acts._room("试", by) as room:
        room.most[type(Coding.objects.first().award)] = 1
        Coding.objects.filter(mechanism=two[1]).update(mechanism=two[0])
    assert Coding.objects.filter(mechanism=two[1]).count() == 2
    with pytest.raises(ValidationError, match="请写明原因"):
        acts.carry_out(taking_back.Act("试", list), by, "", None)
