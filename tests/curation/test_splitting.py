"""A term is split into narrower ones: names that move with it, and what is said or refused beforehand."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases.curation.care.acts import Act, carry_out, outlook
from cases.curation.care.splitting import TermPart, splitting
from cases.curation.care.taking_back import take_back
from cases.curation.library import problems_of_library
from cases.curation.states import own_values, states
from cases.models import Coding, Mechanism, MechanismName
from tests.factories import make_award, make_coding, make_mechanism
from tests.roles import ADMINISTRATOR, account

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return account("manager", ADMINISTRATOR)


@pytest.fixture
def coding() -> Coding:
    """An award coded with 居民提案, also called 提案大赛."""
    return make_coding(make_award(), make_mechanism("居民提案", slug="tian", names=("提案大赛", "议案")))


def do(act: Act, by: User) -> int:
    return carry_out(act, by, "含义不同", outlook(act, by).digest)


def terms() -> dict:
    found = states(Mechanism, Mechanism.objects.values_list("pk", flat=True))
    return {pk: own_values(Mechanism, state, state) for pk, state in found.items()}


def refusal(act: Act, by: User) -> str:
    with pytest.raises(ValidationError) as refused:
        outlook(act, by)
    return "".join(refused.value.messages)


def test_another_name_becomes_a_narrower_term_and_goes_back(coding, manager):
    before, term = terms(), coding.mechanism
    act = splitting(term, [TermPart("提案大赛", "居民比提案。")], {coding.pk: 0})
    assert (
        "“提案大赛”不再是“居民提案”的其他名称，从此检索到的是这个下级机制。"
        in outlook(act, manager).sentences
    )
    assert terms() == before
    number = do(act, manager)
    new = Mechanism.objects.get(name="提案大赛")
    assert (new.broader, new.codings.count()) == (term, 1)
    assert [each.name for each in term.names.all()] == ["议案"]
    assert problems_of_library() == []
    back = take_back(number, manager, "看错了")
    assert terms() == before
    assert Coding.objects.get().mechanism == term
    take_back(back, manager, "没有看错")
    assert Mechanism.objects.get(name="提案大赛").codings.count() == 1
    assert [each.name for each in MechanismName.objects.all()] == ["议案"]
    assert problems_of_library() == []


def test_a_name_of_another_term_is_refused_with_that_term(coding, manager):
    make_mechanism("社区协商", names=("议事会",))
    said = refusal(splitting(coding.mechanism, [TermPart("议事会", "定义。")], {coding.pk: 0}), manager)
    assert "“议事会”是治理机制“社区协商”的其他名称" in said


def test_codings_that_go_to_a_retired_term_are_told(coding, manager):
    make_mechanism("微提案", broader=coding.mechanism, is_retired=True)
    act = splitting(coding.mechanism, [TermPart("微提案")], {coding.pk: 0})
    assert "“微提案”已停用：归入的编码保留，新的编码不能用它。" in outlook(act, manager).sentences
    do(act, manager)
    assert Coding.objects.get().mechanism.name == "微提案"


def test_a_split_that_moves_nothing_to_a_narrower_term_is_refused(coding, manager):
    make_mechanism("微提案", broader=coding.mechanism)
    said = refusal(splitting(coding.mechanism, [TermPart("微提案", words=("没有",))], {}), manager)
    assert "没有编码归入“微提案”" in said
