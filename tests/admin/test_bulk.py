"""Publishing and withdrawing more than a request takes: asked as ever, done by the worker, told meanwhile."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.admin.reviews import bulk
from cases.choices import BulkAct, BulkState, State
from cases.models import Award, BulkWork, PublicVersion, Revision
from cases.models.intake import SILENT
from tests.admin.awards import LIST, draft, page, state_of, sure, told
from tests.admin.forms import page_data
from tests.factories import make_award
from tests.origins import past_the_room
from tests.roles import EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _short(monkeypatch) -> None:
    monkeypatch.setattr("cases.admin.reviews.release.MOST_AT_ONCE", 2)
    monkeypatch.setattr(bulk, "PAUSE", 0)
    monkeypatch.setattr(bulk, "PIECE", 2)
    monkeypatch.setattr(bulk, "LONGEST", 60)  # whatever else the machine does


@pytest.fixture
def queue(monkeypatch) -> list[int]:
    """The works that wait for a worker, since none runs."""
    found: list[int] = []
    monkeypatch.setattr(type(bulk.do_bulk), "enqueue", lambda task, pk: found.append(pk))
    return found


@pytest.fixture
def reviewer() -> User:
    return account("reviewer", REVIEWER)


@pytest.fixture
def client(reviewer) -> Client:
    return logged_in(reviewer)


class Context:
    """As much of a task's context as the work asks for."""

    class task_result:
        worker_ids = ("one",)


def run(work: BulkWork) -> BulkWork:
    bulk.do_bulk.func(Context(), work.pk)
    return BulkWork.objects.get(pk=work.pk)


def hand_over(reviewer: User, *awards: Award, act: BulkAct = BulkAct.PUBLISH) -> BulkWork:
    seen = Revision.objects.order_by("-pk").values_list("pk", flat=True).first()
    return bulk.hand_over(act, [each.pk for each in awards], seen, reviewer, "核对过")


def confirm(client: Client, action: str, awards: list[Award], **sent: str):
    """The page that asks, and then what it sends."""
    chosen = {"action": action, "_selected_action": [each.pk for each in awards]}
    shown = client.post(LIST, chosen)
    found = shown.context["asked"]
    assert found.is_long and "由后台程序分小批处理" in shown.content.decode()
    asked = {"sure": "1", "_seen": shown.context["seen"], "keys": found.all_keys, "select_across": "1"}
    return client.post(
        LIST, {"action": action, "_selected_action": [awards[0].pk], **asked, **sent}, follow=True
    )


def page_of(work: BulkWork) -> str:
    return reverse("admin:cases_bulkwork_change", args=[work.pk])


def test_more_than_a_request_takes_is_published_by_the_worker(client):
    awards = [draft() for _ in range(5)]
    other = draft()
    answer = confirm(client, "publish", awards, reason="核对过")
    work = BulkWork.objects.get()
    assert answer.redirect_chain[-1][0] == page_of(work)
    assert "已完成：发布了 5 个案例" in answer.content.decode()
    assert [state_of(each) for each in awards] == [State.PUBLISHED] * 5 and state_of(other) == State.DRAFT
    assert (work.state, work.done, work.changed, work.skipped) == (BulkState.DONE, 5, 5, [])
    assert set(Revision.objects.order_by("-pk").values_list("by", flat=True)[:5]) == {"reviewer"}


def test_it_is_withdrawn_with_a_reason(client):
    awards = [make_award() for _ in range(3)]
    refused = client.post(LIST, {"action": "withdraw", "_selected_action": [each.pk for each in awards]})
    assert "将撤回 <strong>3</strong> 个案例" in refused.content.decode()
    confirm(client, "withdraw", awards, reason="重复收录")
    assert [state_of(each) for each in awards] == [State.WITHDRAWN] * 3
    assert "重复收录" in client.get(awards[2].get_absolute_url()).content.decode()


def test_what_cannot_be_published_is_passed_over_with_the_reason(reviewer, queue):
    good, bad, changed, gone = draft(), draft(explained=False), draft(), draft()
    work = hand_over(reviewer, good, bad, changed, gone)
    editor = logged_in(account("editor", EDITOR))
    editor.post(page(changed), page_data(editor, page(changed)) | {"attributions-0-note": "改"})
    past_the_room(Award).filter(pk=gone.pk).update(state=State.PUBLISHED)
    work = run(work)
    assert (work.state, work.done, work.changed) == (BulkState.DONE, 4, 1)
    why = {each["award"]: each["why"] for each in work.skipped}
    assert why.keys() == {bad.pk, changed.pk, gone.pk}
    assert "下列取值没有依据" in why[bad.pk] and "editor 在" in why[changed.pk]
    assert [state_of(each) for each in (good, bad, changed)] == [State.PUBLISHED, State.DRAFT, State.DRAFT]
    shown = logged_in(reviewer).get(page_of(work)).content.decode()
    assert "没有发布的 3 个" in shown and "下列取值没有依据" in shown


def test_a_piece_is_checked_together_and_only_what_it_refuses_by_itself(reviewer, queue, monkeypatch):
    monkeypatch.setattr(bulk, "PIECE", 4)
    good, bad, other, last = draft(), draft(explained=False), draft(), draft()
    work, publish, alone = hand_over(reviewer, good, bad, other, last), bulk.release.publish, list[int]()

    def by_itself(award, by, reason):
        alone.append(award.pk)
        publish(award, by, reason)

    monkeypatch.setattr(bulk.release, "publish", by_itself)
    work = run(work)
    assert alone == [bad.pk] and [each["award"] for each in work.skipped] == [bad.pk]
    numbers = Revision.objects.filter(table="award", thing__in=[good.pk, other.pk, last.pk])
    assert len(set(numbers.values_list("number", flat=True).filter(note="核对过"))) == 1
    assert numbers.filter(note="核对过").count() == 3


def test_all_its_pieces_are_one_public_version(reviewer, queue, monkeypatch):
    monkeypatch.setattr(bulk, "PIECE", 1)
    make_award(number=90)
    work = run(hand_over(reviewer, draft(), draft(), draft()))

    assert (work.state, work.changed) == (BulkState.DONE, 3)
    assert list(PublicVersion.objects.values_list("number", "awards")) == [(2, 4), (1, 1)]


def test_what_is_stopped_is_one_public_version_as_well(reviewer, queue, monkeypatch):
    monkeypatch.setattr(bulk, "PIECE", 1)
    make_award(number=90)
    work = hand_over(reviewer, draft(), draft(), draft())
    bulk.write_piece(work, reviewer)
    assert PublicVersion.objects.count() == 1
    bulk.stop(BulkWork.objects.get())

    assert list(PublicVersion.objects.values_list("number", "awards")) == [(2, 2), (1, 1)]


def test_publishing_many_asks_the_database_less_than_each_by_itself(reviewer, queue, monkeypatch):
    monkeypatch.setattr(bulk, "PIECE", 20)
    first, others = hand_over(reviewer, draft()), [draft() for _ in range(8)]
    with CaptureQueriesContext(connection) as of_one:
        run(first)
    work = hand_over(reviewer, *others)
    with CaptureQueriesContext(connection) as of_many:
        assert run(work).changed == 8
    assert len(of_many) < len(of_one) + 7 * 15


def test_nobody_publishes_their_own_last_edits_in_this_way(reviewer, queue, settings):
    settings.ONE_PERSON_OFFICE = False
    award, other = draft(), draft()
    own = logged_in(reviewer)
    own.post(page(award), page_data(own, page(award)) | {"attributions-0-note": "改"})
    work = run(hand_over(reviewer, award, other))
    assert [state_of(award), state_of(other)] == [State.DRAFT, State.PUBLISHED]
    assert "您自己做的" in work.skipped[0]["why"]


def test_the_page_says_how_far_it_is_and_stops_it(client, reviewer, queue):
    awards = [draft() for _ in range(3)]
    work = hand_over(reviewer, *awards)
    assert "排队等候" in client.get(page_of(work)).content.decode()
    BulkWork.objects.update(state=BulkState.RUNNING, worker="one", done=2, changed=2)
    assert "正在发布 2 / 3" in client.get(page_of(work)).content.decode()
    listed = client.get(reverse("admin:cases_bulkwork_changelist")).content.decode()
    assert "发布 3 个案例" in listed and "2 / 3" in listed
    answer = client.post(page_of(work), {"action": "stop"}, follow=True)
    assert "已停止：发布了 2 个案例，还有 1 个没有处理" in answer.content.decode()
    assert run(work).state == BulkState.STOPPED and state_of(awards[2]) == State.DRAFT
    assert bulk.NOT_OPEN in told(client.post(page_of(work), {"action": "stop"}, follow=True))


def test_a_piece_that_is_being_written_when_it_is_stopped_is_not_written(reviewer, queue):
    awards = [draft() for _ in range(3)]
    hand_over(reviewer, *awards)
    BulkWork.objects.update(state=BulkState.RUNNING, worker="one")
    begun = BulkWork.objects.get()
    bulk.stop(BulkWork.objects.get())
    with pytest.raises(bulk.Stopped):
        bulk.write_piece(begun, reviewer)
    assert [state_of(each) for each in awards] == [State.DRAFT] * 3


def test_a_worker_that_died_is_told_and_the_next_goes_on_where_it_was(client, reviewer, queue):
    awards = [draft() for _ in range(3)]
    work = hand_over(reviewer, *awards)
    past = timezone.now() - 2 * SILENT
    BulkWork.objects.update(state=BulkState.RUNNING, worker="dead", done=1, changed=1, beat_at=past)
    assert "没有后台程序在处理" in client.get(page_of(work)).content.decode()
    assert run(work).state == BulkState.RUNNING  # it is another's
    client.post(page_of(work), {"action": "start-again"})
    assert queue == [work.pk, work.pk]
    work = run(work)
    assert (work.state, work.done, work.changed) == (BulkState.DONE, 3, 3)
    assert [state_of(each) for each in awards] == [State.DRAFT, State.PUBLISHED, State.PUBLISHED]
    with pytest.raises(ValidationError, match="已经结束"):
        bulk.start_again(work)


def test_a_worker_that_is_there_is_not_begun_again(client, reviewer, queue):
    work = hand_over(reviewer, draft(), draft(), draft())
    assert bulk.NOT_SILENT in told(client.post(page_of(work), {"action": "start-again"}, follow=True))


def test_the_worker_answers_for_what_waits_and_puts_what_was_lost_into_the_queue_again(reviewer, queue):
    work = hand_over(reviewer, draft())
    past = timezone.now() - 2 * SILENT
    BulkWork.objects.update(beat_at=past)
    bulk.beat("one")
    assert queue == [work.pk, work.pk] and not BulkWork.objects.get().is_silent
    BulkWork.objects.update(state=BulkState.RUNNING, worker="one", beat_at=past)
    bulk.beat("one")  # which does nothing
    assert BulkWork.objects.get().state == BulkState.WAITING and len(queue) == 3


def test_what_breaks_is_said_and_what_was_done_stays(reviewer, queue, monkeypatch):
    awards = [draft() for _ in range(3)]
    work, publish = hand_over(reviewer, *awards), bulk.release.publish_with_others

    def broken(award):
        if award.pk == awards[2].pk:
            raise RuntimeError("the disk is full")
        return publish(award)

    monkeypatch.setattr(bulk.release, "publish_with_others", broken)
    work = run(work)
    assert (work.state, work.done, work.refused) == (BulkState.FAILED, 2, bulk.BROKEN)


def test_whose_account_is_no_longer_active_does_nothing(reviewer, queue):
    award = draft()
    work = hand_over(reviewer, award)
    User.objects.update(is_active=False)
    assert run(work).refused == bulk.NOBODY and state_of(award) == State.DRAFT


def test_who_may_not_withdraw_stops_no_withdrawal(reviewer, queue):
    work = hand_over(reviewer, make_award(), act=BulkAct.WITHDRAW)
    half = logged_in(account("half", "", "publish_award"))
    assert half.get(page_of(work)).status_code == 200
    assert half.post(page_of(work), {"action": "stop"}).status_code == 403
    assert BulkWork.objects.get().is_open


def test_what_the_page_did_not_show_is_left_out(client, queue):
    awards = [draft() for _ in range(3)]
    chosen = {"action": "publish", "_selected_action": [awards[0].pk], "select_across": "1"}
    first = sure(client, "publish", awards[0].pk, awards[1].pk)
    client.post(LIST, chosen | first | {"keys": f"{awards[0].pk},{awards[1].pk}"})
    assert BulkWork.objects.get().awards == [awards[0].pk, awards[1].pk]
    client.post(LIST, chosen | first | {"keys": f"{awards[0].pk},{awards[2].pk}"})
    assert BulkWork.objects.count() == 1, "the token is of other awards: it asks again"
    none = sure(client, "publish", "")
    answer = client.post(LIST, chosen | none | {"keys": ""}, follow=True)
    assert "没有要处理的" in told(answer) and BulkWork.objects.count() == 1
