"""Two people code the same awards without seeing each other's, and a third settles what differs."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.admin.coding.visible import visible_codings as at_the_desk
from cases.choices import CodingState
from cases.curation import coding_rounds
from cases.curation.coding_acts import ACCEPT, code, decide
from cases.curation.coding_rounds import (
    begin,
    blinded,
    close,
    finish,
    finished_by_all,
    take_up,
    visible_codings,
)
from cases.curation.coding_states import CodingKey
from cases.curation.library import problems_of_library
from cases.curation.reconciling import Comparison, accept_agreed, reconcile
from cases.models import Coder, Coding, Reconciliation, Revision
from tests.factories import make_award, make_coder, make_coding, make_mechanism, make_scheme
from tests.roles import EDITOR, REVIEWER, account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _several_people(settings) -> None:
    settings.ONE_PERSON_OFFICE = False


class Round:
    """Two coders, a reviewer, two awards, two terms of a scheme, and one of the mechanisms."""

    def __init__(self) -> None:
        self.one, self.other = account("one", EDITOR), account("other", EDITOR)
        self.reviewer = account("reviewer", REVIEWER)
        self.scheme = make_scheme()
        self.face = make_mechanism("面子", slug="face", scheme=self.scheme)
        self.duty = make_mechanism("责任", slug="duty", scheme=self.scheme)
        self.first, self.second = make_award(), make_award()
        self.row = begin(
            "第一轮", self.scheme, [self.one, self.other], [self.first, self.second], self.reviewer
        )

    def code(self, user: User, award, term, evidence: str = "政府购买服务") -> Coding:
        coder = Coder.of(user).name
        return make_coding(award, term, evidence=evidence, coder=coder, state="proposed")

    def finish_all(self) -> None:
        for user in (self.one, self.other):
            for award in (self.first, self.second):
                finish(self.row, award, user)


@pytest.fixture
def work() -> Round:
    return Round()


def seen(award, user, scheme=None) -> set[str]:
    return {row.coder.name for row in visible_codings(award, user, scheme)}


def test_a_coder_sees_their_own_alone_until_the_round_is_closed(work):
    mine, theirs = work.code(work.one, work.first, work.face), work.code(work.other, work.first, work.face)
    make_coding(work.first, work.duty, coder="方法")
    make_coding(work.first, make_mechanism("社区协商"), coder="方法")  # of another scheme
    assert seen(work.first, work.one, work.scheme) == {mine.coder.name}
    assert seen(work.first, work.other) == {theirs.coder.name, "方法"}
    assert seen(work.first, work.reviewer, work.scheme) == {mine.coder.name, theirs.coder.name, "方法"}
    elsewhere = make_award()
    make_coding(elsewhere, work.face, coder="方法")
    assert seen(elsewhere, work.one) == {"方法"}
    work.finish_all()
    close(work.row, work.reviewer)
    assert seen(work.first, work.one, work.scheme) == {mine.coder.name, theirs.coder.name, "方法"}


def test_revisions_do_not_tell_a_coder_either(work):
    work.code(work.one, work.first, work.face)
    work.code(work.other, work.first, work.duty)
    rows = Revision.objects.filter(table="award", thing=work.first.pk)
    [last, *_older] = blinded(rows, work.one)
    assert {row["mechanism"] for row in last.after["codings"]} == {"face"}
    [last, *_older] = blinded(rows.all(), work.reviewer)
    assert {row["mechanism"] for row in last.after["codings"]} == {"face", "duty"}


def test_coded_with_nothing_is_not_uncoded(work):
    work.code(work.one, work.first, work.face)
    finish(work.row, work.first, work.one)
    finish(work.row, work.second, work.one)
    finish(work.row, work.second, work.other)
    assert finished_by_all(work.row) == {work.second.pk}
    take_up(work.row, work.second, work.other)
    assert finished_by_all(work.row) == set()
    with pytest.raises(ValidationError, match="不能结束"):
        close(work.row, work.reviewer)
    finish(work.row, work.second, work.other)
    close(work.row, work.reviewer)
    found = Comparison(work.row)
    assert found.awards == [work.second] and found.disagreements() == []
    assert (found.overall().units, found.overall().alpha) == (2, None)
    with pytest.raises(ValidationError, match="已经结束"):
        finish(work.row, work.first, work.other)


def test_who_may_what(work):
    for people, awards, wrong in (
        ([work.one], [work.first], "两位"),
        ([work.one, work.other], [], "一个案例"),
    ):
        with pytest.raises(ValidationError, match=wrong):
            begin("轮", work.scheme, people, awards, work.reviewer)
    with pytest.raises(ValidationError, match="权限"):
        begin("轮", work.scheme, [work.one, work.other], [work.first], work.one)
    with pytest.raises(ValidationError, match="权限"):
        close(work.row, work.one)
    with pytest.raises(ValidationError, match="不是这一轮"):
        finish(work.row, work.first, work.reviewer)
    with pytest.raises(ValidationError, match="不是这一轮"):
        finish(work.row, make_award(), work.one)
    with pytest.raises(ValidationError, match="还没有结束"):
        accept_agreed(work.row, work.reviewer)


def compared(work: Round) -> Round:
    """Both gave the first award 面子; one alone gave it 责任, the other alone gave 面子 to the second."""
    for user in (work.one, work.other):
        work.code(user, work.first, work.face)
    work.code(work.one, work.first, work.duty, "推动社区协商")
    work.code(work.other, work.second, work.face)
    work.finish_all()
    close(work.row, work.reviewer)
    return work


def test_agreement_is_counted_of_what_each_had_at_the_end(work):
    compared(work)
    Coding.objects.get(award=work.second).delete()
    found = Comparison(work.row)
    assert (found.overall().units, found.overall().observed) == (4, 0.5)
    terms = {each.name: (each.coded, each.differing, each.found.observed) for each in found.by_term()}
    assert terms == {"面子": (2, 1, 0.5), "责任": (1, 1, 0.5)}
    assert found.overall().kappa == 0
    told = [
        (each.award, each.name, [[c["words"] for c in s.codings] for s in each.said])
        for each in found.disagreements()
    ]
    assert told == [
        (work.first, "责任", [["推动社区协商"], []]),
        (work.second, "面子", [[], ["政府购买服务"]]),
    ]


def test_a_difference_is_settled_with_a_reason_that_stays(work):
    compared(work)
    key = (work.first.pk, work.duty.pk)
    row = Coding.objects.get(mechanism=work.duty)
    with pytest.raises(ValidationError, match="理由"):
        reconcile(work.row, key, work.reviewer, "adopted", "", row.pk)
    with pytest.raises(ValidationError, match="权限"):
        reconcile(work.row, key, work.one, "adopted", "写明了", row.pk)
    with pytest.raises(ValidationError, match="采用哪一条"):
        reconcile(work.row, key, work.reviewer, "adopted", "写明了")
    reconcile(work.row, key, work.reviewer, "adopted", "原文写明了责任。", row.pk)
    row.refresh_from_db()
    assert row.state == CodingState.ACCEPTED
    last = Revision.objects.filter(table="award", thing=work.first.pk)[0]
    assert last.by == "reviewer" and "采用“责任”。理由：原文写明了责任。" in last.note
    with pytest.raises(ValidationError, match="已经对过账"):
        reconcile(work.row, key, work.reviewer, "refused", "又想了想")
    reconcile(work.row, (work.second.pk, work.face.pk), work.reviewer, "refused", "只是说法。")
    assert Coding.objects.get(award=work.second).state == CodingState.REJECTED
    kept = list(Reconciliation.objects.values_list("term", "outcome", "by"))
    assert kept == [("责任", "adopted", "reviewer"), ("面子", "refused", "reviewer")]
    assert problems_of_library() == []


def test_what_all_gave_is_accepted_at_once(work):
    compared(work)
    assert accept_agreed(work.row, work.reviewer) == 2
    accepted = Coding.objects.filter(state=CodingState.ACCEPTED)
    assert set(accepted.values_list("mechanism__slug", "award")) == {("face", work.first.pk)}
    with pytest.raises(ValidationError, match="没有还待采纳"):
        accept_agreed(work.row, work.reviewer)


def test_a_reviewer_who_coded_settles_nothing_unless_alone(work, settings):
    reviewing = account("third", REVIEWER)
    row = begin("第二轮", work.scheme, [reviewing, work.one], [work.first], work.reviewer)
    work.code(reviewing, work.first, work.face)
    for user in (reviewing, work.one):
        finish(row, work.first, user)
    close(row, work.reviewer)
    key, coding = (work.first.pk, work.face.pk), Coding.objects.get()
    with pytest.raises(ValidationError, match="另一位审核人员"):
        reconcile(row, key, reviewing, "adopted", "是的", coding.pk)
    settings.ONE_PERSON_OFFICE = True
    reconcile(row, key, reviewing, "adopted", "是的", coding.pk)
    assert "单人审核" in Revision.objects.filter(table="award")[0].note


def test_a_term_that_is_merged_later_stays_in_what_was_compared(work):
    compared(work)
    reconcile(work.row, (work.first.pk, work.duty.pk), work.reviewer, "refused", "只是说法。")
    Coding.objects.filter(mechanism=work.duty).first().delete()
    work.duty.delete()
    found = Comparison(work.row)
    assert [each.name for each in found.by_term()] == ["责任", "面子"]
    assert [each.settled is not None for each in found.disagreements()] == [True, False]
    assert Reconciliation.objects.get().term == "责任"


def test_nobody_but_coders_is_asked_about_rounds(work, django_assert_num_queries):
    rows = visible_codings(work.first, None)
    with django_assert_num_queries(1):
        assert not list(rows)
    assert coding_rounds.open_round(work.first, work.scheme.pk, make_coder("方法")) is None


def test_the_desk_keeps_to_the_round_as_well(work):
    theirs = work.code(work.other, work.first, work.face)
    text, words = work.first.source.text, "推动社区协商"
    start = text.index(words, work.first.start)
    passage = (start, start + len(words))
    done = code(work.first.pk, work.one, work.duty, passage, "high", words=words)
    mine = Coding.objects.get(mechanism=work.duty)
    assert mine.state == CodingState.PROPOSED  # readers would not see it, and it would count at once
    assert list(at_the_desk(work.first, work.one, work.scheme)) == [mine]

    def rows(award):
        return at_the_desk(award, work.one)

    with pytest.raises(ValidationError, match="对账以后才能采纳"):
        decide(work.first.pk, work.one, done.key, ACCEPT, rows)
    key = CodingKey(theirs.mechanism_id, theirs.start, theirs.end, theirs.coder_id)
    with pytest.raises(ValidationError, match="已经不在了"):
        decide(work.first.pk, work.one, key, ACCEPT, rows)
