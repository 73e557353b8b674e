"""The pages of a round of coding: opened, worked through, closed, compared, settled."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from cases.curation.coding_rounds import close, finish
from cases.models import Coder, Coding, CodingRound, FinishedCoding, OfficeChange, Reconciliation, Revision
from tests.factories import make_award, make_coding, make_mechanism, make_scheme
from tests.roles import EDITOR, REVIEWER, account, logged_in

pytestmark = pytest.mark.django_db
ADD = "/admin/cases/codinground/add/"


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


@pytest.fixture
def reviewer() -> User:
    return account("reviewer", REVIEWER)


@pytest.fixture
def round(reviewer) -> CodingRound:
    """Opened by the form: two editors, an award, a scheme with two terms."""
    people = [account(name, EDITOR) for name in ("one", "other")]
    scheme, award = make_scheme(), make_award(title="院落里的议事会")
    make_mechanism("面子", slug="face", scheme=scheme)
    make_mechanism("责任", slug="duty", scheme=scheme)
    sent = {"name": "第一轮", "scheme": scheme.pk, "people": [each.pk for each in people]}
    sent["numbers"] = f"{award.accession}，\n"
    answer = logged_in(reviewer).post(ADD, sent)
    assert answer.status_code == 302
    return CodingRound.objects.get()


def code(round, name: str, slug: str, evidence: str = "政府购买服务") -> Coding:
    coder = Coder.objects.get(user__username=name).name
    term = round.scheme.terms.get(slug=slug)
    return make_coding(round.awards.get(), term, evidence=evidence, coder=coder, state="proposed")


def page(round) -> str:
    return reverse("admin:cases_codinground_change", args=[round.pk])


def act(user: User, round, action: str, **sent: object):
    address = reverse("admin:cases_codinground_act", args=[round.pk])
    return logged_in(user).post(address, {"action": action, **sent})


def user(name: str) -> User:
    return User.objects.get(username=name)


def test_what_is_wrong_with_a_new_round_is_said(reviewer):
    answer = logged_in(reviewer).post(ADD, {"name": "轮", "people": [], "numbers": "2014-sqzl-w99"})
    assert answer.status_code == 200
    assert "没有这些编号的案例：2014-sqzl-w99。" in answer.content.decode()
    assert not CodingRound.objects.exists()


def test_a_coder_marks_their_awards_done_and_sees_nobody_elses(round):
    code(round, "one", "face")
    theirs = logged_in(user("other")).get(page(round)).content.decode()
    assert "<td>0 条</td>" in theirs and "编完 0 / 1" in theirs and "进度" not in theirs
    award = round.awards.get()
    assert act(user("other"), round, "finish", award=award.pk).status_code == 302
    assert FinishedCoding.objects.get().coder.user == user("other")
    assert "已编完" in logged_in(user("other")).get(page(round)).content.decode()
    assert act(user("other"), round, "take-up", award=award.pk).status_code == 302
    assert not FinishedCoding.objects.exists()
    assert act(user("one"), round, "close").status_code == 409
    assert act(user("one"), round, "nothing").status_code == 404


def test_the_pages_of_the_award_tell_a_coder_nothing_either(round):
    code(round, "one", "face")
    award, client = round.awards.get(), logged_in(user("other"))
    for name in ("change", "history"):
        said = client.get(reverse(f"admin:cases_award_{name}", args=[award.pk])).content.decode()
        assert "政府购买服务" in said or name == "history"
        assert "面子" not in said, name
    listed = client.get(reverse("admin:cases_coding_changelist")).content.decode()
    assert "政府购买服务" not in listed
    revision = Revision.objects.filter(table="award", thing=award.pk)[0]
    address = reverse("admin:cases_revision_change", args=[revision.pk])
    assert client.get(address).status_code == 302  # as of a revision that is not there
    assert client.get(reverse("admin:cases_revision_restore", args=[revision.pk])).status_code == 404
    assert (
        "面子"
        in logged_in(user("one")).get(reverse("admin:cases_award_change", args=[award.pk])).content.decode()
    )


def test_a_coding_of_an_open_round_is_not_accepted_in_the_form(round):
    coding = code(round, "one", "face")
    address = reverse("admin:cases_coding_change", args=[coding.pk])
    sent = {
        "mechanism": coding.mechanism.pk, "words": "政府购买服务", "start": coding.start,
        "confidence": "high", "state": "accepted", "coder": coding.coder.pk,
    }  # fmt: skip
    answer = logged_in(user("one")).post(address, sent)
    assert "对账以后才能采纳" in answer.content.decode()
    coding.refresh_from_db()
    assert coding.state == "proposed"


@pytest.fixture
def closed(round, reviewer) -> CodingRound:
    for name in ("one", "other"):
        code(round, name, "face")
        finish(round, round.awards.get(), user(name))
    code(round, "one", "duty", "推动社区协商")
    close(round, reviewer)
    return round


def test_a_closed_round_shows_agreement_and_differences(closed, reviewer):
    said = logged_in(reviewer).get(page(closed)).content.decode()
    assert "0.500" in said and "0.000" in said and "各编码者给出的值全都相同" in said and "—" in said
    assert "“推动社区协商”" in said and "没有标" in said and "采用所选的一条" in said
    assert "采用所选的一条" not in logged_in(user("one")).get(page(closed)).content.decode()
    file = logged_in(reviewer).get(reverse("admin:cases_codinground_csv", args=[closed.pk]))
    lines = file.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("编码项,单元数,") and lines[-1].startswith(
        "全部,2,2,1,0.500000,0.000000,0.000000"
    )


def test_a_difference_is_settled_on_the_page(closed, reviewer):
    coding = Coding.objects.get(mechanism__slug="duty")
    sent = {"award": coding.award_id, "term": coding.mechanism_id, "coding": coding.pk, "outcome": "adopted"}
    wrong = act(reviewer, closed, "reconcile", **sent, reason=" ")
    assert wrong.status_code == 409 and "请写明理由。" in wrong.content.decode()
    assert act(reviewer, closed, "reconcile", **sent, reason="原文写明。").status_code == 302
    coding.refresh_from_db()
    assert coding.state == "accepted" and Reconciliation.objects.get().reason == "原文写明。"
    assert act(reviewer, closed, "accept-agreed").status_code == 302
    acts = OfficeChange.objects.filter(kind="round").order_by("pk").values_list("act", "note", "by")
    assert list(acts)[1:] == [
        ("结束", "", "reviewer"), ("对账", "原文写明。", "reviewer"), ("对账", "", "reviewer"),
    ]  # fmt: skip
    said = logged_in(reviewer).get(page(closed)).content.decode()
    assert "没有还要对账的分歧" in said and "原文写明。" in said and "没有待采纳的" in said


def test_a_round_that_leads_nowhere_is_called_off_and_its_codings_stay(round, reviewer):
    coding = code(round, "one", "face")
    refused = act(user("one"), round, "call-off", reason="换人")
    assert refused.status_code == 409 and "要有“审核”或“管理词表”的权限" in refused.content.decode()
    assert "请写明原因" in act(reviewer, round, "call-off", reason=" ").content.decode()
    finish(round, round.awards.get(), user("one"))
    assert act(reviewer, round, "call-off", reason="一位编码者调走了").status_code == 302
    assert Coding.objects.get() == coding
    kept = FinishedCoding.objects.get()
    assert kept.coder.user == user("one") and [each["words"] for each in kept.codings] == ["政府购买服务"]
    said = logged_in(reviewer).get(page(round)).content.decode()
    assert "已取消" in said and "一位编码者调走了" in said and "编完 1 / 1" in said
    assert "不比较" in said and "Krippendorff" not in said
    listed = logged_in(reviewer).get(reverse("admin:cases_codinground_changelist")).content.decode()
    assert "已取消" in listed


def test_nothing_is_counted_of_a_round_that_was_called_off(round, reviewer):
    for name in ("one", "other"):
        code(round, name, "face")
        finish(round, round.awards.get(), user(name))
    act(reviewer, round, "call-off", reason="换人")
    assert logged_in(reviewer).get(reverse("admin:cases_codinground_csv", args=[round.pk])).status_code == 404
    for action in ("accept-agreed", "reconcile", "close", "call-off"):
        sent = {"outcome": "refused", "reason": "一", "award": round.awards.get().pk, "term": 1}
        assert act(reviewer, round, action, **sent).status_code == 409, action
    assert {each.state for each in Coding.objects.all()} == {"proposed"}
    assert act(user("one"), round, "take-up", award=round.awards.get().pk).status_code == 409


def test_what_became_of_a_round_is_recorded(round, reviewer):
    act(reviewer, round, "call-off", reason="换人")
    begun, ended = OfficeChange.objects.filter(kind="round").order_by("pk")
    assert (begun.act, begun.by, begun.key) == ("开始", "reviewer", "第一轮")
    assert "案例 1 个" in begun.said
    assert (ended.act, ended.by, ended.note) == ("取消", "reviewer", "换人")


def test_a_round_that_is_over_or_has_something_finished_is_not_deleted(round):
    boss = User.objects.create_superuser("boss")
    finish(round, round.awards.get(), user("one"))
    address = reverse("admin:cases_codinground_delete", args=[round.pk])
    assert logged_in(boss).post(address, {"post": "yes"}).status_code == 403
    assert CodingRound.objects.exists() and FinishedCoding.objects.exists()
