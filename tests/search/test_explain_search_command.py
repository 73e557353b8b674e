"""`manage.py explain_search QUERY ACCESSION`: it explains a hit, and says what is wrong otherwise."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cases.choices import State
from cases.models import FormerAccession
from tests.factories import make_award

pytestmark = pytest.mark.django_db


def explain_search(*arguments: str) -> str:
    out = StringIO()
    call_command("explain_search", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.slow
def test_it_explains_a_hit():
    make_award(title="社区协商共治")
    said = explain_search("协商", "2014-sqzl-w01").splitlines()
    assert said[:2] == ["检索“协商”，案例 2014-sqzl-w01 社区协商共治", "第 1 位，共 1 例"]
    assert "  计作：字面，标题（位置分 4）" in said


@pytest.mark.slow
def test_a_number_may_be_typed_in_any_form():
    make_award(title="社区协商共治")
    assert explain_search("协商", " 2014-SQZL-W01 ") == explain_search("协商", "2014-sqzl-w01")


def test_a_former_number_leads_to_the_present_one():
    FormerAccession.objects.create(award=make_award(title="社区协商共治"), accession="2014-sqzl-n09")
    assert "案例 2014-sqzl-w01 " in explain_search("协商", "2014-sqzl-n09")


def test_a_case_outside_the_result_fails_and_says_which_term_it_does_not_match():
    make_award(title="社区协商共治")
    with pytest.raises(CommandError) as failure:
        explain_search("协商 火星", "2014-sqzl-w01")
    assert str(failure.value) == "检索“协商 火星”没有列出案例 2014-sqzl-w01：不匹配全文含“火星”。"
    assert failure.value.returncode == 1


@pytest.mark.parametrize("given", ["2014-sqzl-w99", "协商", "", "2014-sqzl-w01,2014-sqzl-w02"])
def test_an_unknown_number_fails(given):
    make_award()
    with pytest.raises(CommandError, match="^没有入库编号为 .* 的案例。$"):
        explain_search("协商", given)


def test_a_withdrawn_case_fails_and_says_so():
    make_award(state=State.WITHDRAWN)
    with pytest.raises(CommandError, match="已撤回"):
        explain_search("协商", "2014-sqzl-w01")
