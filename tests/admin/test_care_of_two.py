"""In an office of two nobody changes the vocabulary for readers alone: an act waits, another accepts it."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.choices import ChangeOutcome, Confidence
from cases.curation.care import acts
from cases.curation.care.acts import NeedsAnother, carry_out, outlook
from cases.curation.care.taking_back import taking_back
from cases.curation.care.terms import merging, renaming
from cases.curation.proposing import accept, to_decide
from cases.models import Coding, CodingScheme, Mechanism, Revision, StoredChange
from tests.admin.awards import told
from tests.factories import make_award, make_coding, make_mechanism
from tests.roles import ADMINISTRATOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


@pytest.fixture
def other_manager() -> Client:
    return logged_in(account("second", ADMINISTRATOR))


def care(term: Mechanism, kind: str) -> str:
    return reverse("admin:cases_mechanism_care", args=[term.pk, kind])


def propose(client: Client, address: str, **sent: object) -> StoredChange:
    """Look at what would be done, then send it for review; what is kept."""
    sent |= {"reason": "同一机制"}
    shown = client.post(address, sent)
    assert shown.context["found"].waits, told(shown)
    assert "提交审核" in shown.content.decode()
    kept = client.post(address, sent | {"sure": "1", "shown": shown.context["found"].digest}, follow=True)
    assert "已提交审核" in told(kept)
    change = StoredChange.objects.latest("made_at")
    assert kept.redirect_chain[-1][0] == reverse("admin:cases_review_page", args=[change.pk])
    return change


def page_of(change: StoredChange) -> str:
    return reverse("admin:cases_review_page", args=[change.pk])


def act(client: Client, change: StoredChange, action: str, words: str = "", **sent: str):
    """Press a button of the page, as the page is by now."""
    page = client.get(page_of(change))
    change = page.context["line"].change
    shown = page.context["care"].found
    data = {
        "action": action,
        "words": words,
        "made_at": change.made_at.isoformat(),
        "_seen": page.context["seen"],
        "shown": shown.digest if shown is not None else "",
    }
    return client.post(reverse("admin:cases_review_act", args=[change.pk]), data | sent, follow=True)


def test_a_merge_waits_until_another_accepts_it_and_so_does_its_undoing(manager, other_manager, client, two):
    kept, other = two
    change = propose(manager, care(other, "merge"), into=kept.pk)
    assert client.get("/mechanisms/yishi/").status_code == 200
    assert Coding.objects.filter(mechanism=other).count() == 2 and not Revision.objects.filter(
        through="vocabulary"
    )
    page = other_manager.get(page_of(change)).content.decode()
    assert "2 个案例（其中已发布 1 个）的 2 条编码改到“社区协商”" in page and "同一机制" in page
    assert "合并：“协商议事”并入“社区协商”：已完成" in told(act(other_manager, change, "accept", "核对过"))
    assert client.get("/mechanisms/yishi/")["Location"] == "/mechanisms/xieshang/"
    assert Coding.objects.filter(mechanism=kept).count() == 2
    [(by, note)] = (
        Revision.objects.filter(through="vocabulary").order_by().values_list("by", "note").distinct()
    )
    assert (by, note) == (
        "second", "合并：“协商议事”并入“社区协商”。原因：同一机制（manager 提出）（核对过）",
    )  # fmt: skip
    log = manager.get(reverse("admin:cases_revision_changelist")).content.decode()
    assert "manager提出，second审核" in log and "（manager 提出）" not in log
    change.refresh_from_db()
    assert (change.outcome, change.decided_by) == (ChangeOutcome.TAKEN, "second")

    undo = reverse("admin:cases_care_undo", args=[change.version])
    assert "提交审核" in manager.get(undo).content.decode()
    assert "已提交审核" in told(manager.post(undo, {"reason": "看错了"}, follow=True))
    assert client.get("/mechanisms/yishi/").status_code == 301
    undoing = StoredChange.objects.latest("made_at")
    again = manager.post(undo, {"reason": "再提一次"}, follow=True)
    assert "已有人提出撤销" in told(again) and again.redirect_chain[-1][0] == page_of(undoing)
    assert StoredChange.objects.latest("made_at") == undoing
    assert "治理机制 yishi：重新建立" in other_manager.get(page_of(undoing)).content.decode()
    assert "已完成" in told(act(other_manager, undoing, "accept"))
    assert client.get("/mechanisms/yishi/").status_code == 200
    done = manager.get(reverse("admin:cases_care")).context["acts"]
    assert [each.is_undone for each in done] == [False, True]


def test_who_proposed_an_act_does_not_accept_it(manager, other_manager, two):
    change = propose(manager, care(two[1], "rename"), name="居民议事", slug="yishi")
    page = manager.get(page_of(change)).content.decode()
    assert "提出时的预览" in page and 'value="accept"' not in page
    assert "要由另一位审核人员接受" in told(act(manager, change, "accept", shown="x"))
    assert Mechanism.objects.get(pk=two[1].pk).name == "协商议事"
    first, second = (User.objects.get(username=name) for name in ("manager", "second"))
    assert list(to_decide(first)) == [] and list(to_decide(second)) == [change]


def test_who_may_not_change_the_vocabulary_accepts_no_act(manager, two):
    change = propose(manager, care(two[1], "retire"))
    reviewer = logged_in(account("reviewer", REVIEWER))
    assert "要同时有“管理词表”和“发布”两项权限" in told(act(reviewer, change, "accept", shown="x"))
    half = account("half", "", "manage_vocabulary", "change_mechanism", "view_mechanism")
    assert list(to_decide(half)) == []
    assert "要同时有“管理词表”和“发布”两项权限" in told(act(logged_in(half), change, "accept", shown="x"))


def test_an_act_of_care_is_accepted_on_its_page_alone(manager, two):
    change = propose(manager, care(two[1], "retire"))
    with pytest.raises(ValidationError, match="请在它的页面上看过预览"):
        accept(change, account("second", ADMINISTRATOR))


def test_what_changed_since_is_told_and_the_new_preview_is_accepted(manager, other_manager, two):
    kept, other = two
    change = propose(manager, care(other, "merge"), into=kept.pk)
    assert not other_manager.get(page_of(change)).context["care"].is_other
    make_coding(make_award(title="丙街道"), other)
    refused = act(other_manager, change, "accept")
    assert "还没有整理" in told(refused) and Coding.objects.filter(mechanism=other).count() == 3
    page = other_manager.get(page_of(change))
    assert page.context["care"].is_other and "与提出者看到的不同" in page.content.decode()
    assert "3 个案例（其中已发布 2 个）的 3 条编码改到" in page.content.decode()
    assert "2 个案例（其中已发布 1 个）的 2 条编码改到" in page.content.decode(), "as it was proposed, too"
    assert "已完成" in told(act(other_manager, change, "accept"))
    assert Coding.objects.filter(mechanism=kept).count() == 3


def test_the_page_of_what_waits_tries_nothing_and_says_what_was_edited_since(
    manager, other_manager, two, monkeypatch
):
    kept, other = two
    change = propose(manager, care(other, "merge"), into=kept.pk)
    coding = Coding.objects.filter(mechanism=other).first()
    award, coding.note = coding.award, "再看过。"
    coding.save()
    monkeypatch.setattr(acts, "_room", None)  # no act can be tried
    with CaptureQueriesContext(connection) as asked:
        page = other_manager.get(page_of(change))
    assert page.context["care"].is_moved and "预览以后有关内容有改动" in page.content.decode()
    assert award.accession in page.content.decode() and 'value="accept"' in page.content.decode()
    assert len(asked) < 40 and not any("INSERT" in each["sql"] for each in asked)


def test_an_act_on_what_is_gone_says_so_and_can_only_be_sent_back(manager, other_manager, two, settings):
    kept, other = two
    change = propose(manager, care(other, "merge"), into=kept.pk)
    by, wanted = account("third", ADMINISTRATOR), merging(other, kept)
    settings.ONE_PERSON_OFFICE = True
    carry_out(wanted, by, "同一机制", outlook(wanted, by).digest)
    settings.ONE_PERSON_OFFICE = False
    page = other_manager.get(page_of(change)).content.decode()
    assert "不能接受" in page and "已经不在" in page and 'value="accept"' not in page
    assert "已退回给 manager" in told(act(other_manager, change, "send-back", "已经并过了"))


def test_what_came_back_is_mended_in_the_form_of_its_act(manager, other_manager, two):
    change = propose(manager, care(two[1], "rename"), name="居民议事", slug="yishi")
    act(other_manager, change, "send-back", "标识也要改")
    address = manager.get(page_of(change)).context["line"].mend_url
    form = manager.get(address)
    assert form.context["form"]["name"].value() == "居民议事" and form.context["found"] is not None
    mended = propose(manager, address, name="居民议事", slug="jumin-yishi")
    assert (mended.pk, mended.outcome) == (change.pk, ChangeOutcome.WAITING)
    act(other_manager, mended, "accept")
    assert Mechanism.objects.get(pk=two[1].pk).slug == "jumin-yishi"
    assert other_manager.get(address).context["form"]["name"].value() == "居民议事"  # of today, not filled in


def test_a_reviewer_reads_the_words_of_new_terms_and_which_coding_goes_where(manager, other_manager, two):
    sent = {"name_1": "楼院议事", "definition_1": "楼院里坐下来谈。", "words_1": "无此词"}
    coding = Coding.objects.filter(mechanism=two[1]).first()
    change = propose(manager, care(two[1], "split"), **sent, **{f"coding_{coding.pk}": "1"})
    page = other_manager.get(page_of(change)).content.decode()
    assert "楼院里坐下来谈。" in page and coding.award.accession in page
    act(other_manager, change, "accept")
    assert Mechanism.objects.get(name="楼院议事").codings.get().award == coding.award


def test_no_way_round_the_page_does_it_alone(manager, two):
    by, wanted = account("alone", ADMINISTRATOR), renaming(two[1], "居民议事", "yishi")
    with pytest.raises(NeedsAnother):
        carry_out(wanted, by, "统一用词", outlook(wanted, by).digest)
    assert Mechanism.objects.get(pk=two[1].pk).name == "协商议事"


def test_terms_that_readers_do_not_see_are_cared_for_at_once(manager):
    scheme = CodingScheme.objects.create(name="动因", slug="dongyin")
    term = make_mechanism("财政压力", slug="yali", scheme=scheme)
    make_coding(make_award(), term, confidence=Confidence.HIGH)
    sent = {"name": "财政紧张", "slug": "yali", "reason": "统一用词"}
    shown = manager.post(care(term, "rename"), sent).context["found"]
    assert not shown.waits
    manager.post(care(term, "rename"), sent | {"sure": "1", "shown": shown.digest})
    assert Mechanism.objects.get(pk=term.pk).name == "财政紧张"
    [note] = (
        Revision.objects.filter(through="vocabulary").order_by().values_list("note", flat=True).distinct()
    )
    assert "单人审核" not in note


def test_who_is_alone_in_the_office_is_told_that_nobody_can_accept(manager, two):
    address, sent = care(two[1], "retire"), {"reason": "不再用"}
    digest = manager.post(address, sent).context["found"].digest
    answer = manager.post(address, sent | {"sure": "1", "shown": digest}, follow=True)
    assert "现在没有别的账号有这两项权限" in told(answer)


def test_one_person_offices_do_it_at_once_and_the_log_says_so(manager, two, settings):
    settings.ONE_PERSON_OFFICE = True
    address, sent = care(two[1], "retire"), {"reason": "不再用"}
    digest = manager.post(address, sent).context["found"].digest
    manager.post(address, sent | {"sure": "1", "shown": digest})
    [revision] = Revision.objects.filter(through="vocabulary")
    assert Mechanism.objects.get(pk=two[1].pk).is_retired and "单人审核" in revision.note
    carry_out(taking_back(revision.number), account("second", ADMINISTRATOR), "看错了", None)
    assert "单人审核" in Revision.objects.first().note
