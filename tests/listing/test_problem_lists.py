"""Where a reader types a problem of the home page and no case says it so, its list is offered."""

import pytest
from django.http import QueryDict

from cases.listing.alternatives import alternative_links
from cases.listing.result_list import result_list_of
from cases.models import WorkProblem
from cases.models.writing import writing
from tests.factories import make_award, make_coding, make_mechanism

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def problem() -> WorkProblem:
    with writing():
        term = make_mechanism("物业管理", slug="wuye")
        make_coding(make_award(), term)
    return WorkProblem.objects.create(
        words="老旧小区没有物业", query="mechanism=wuye", reason="编为物业管理的。"
    )


def offered(typed: str) -> list[tuple[str, int]]:
    data = QueryDict(mutable=True)
    data["q"] = typed
    links = alternative_links(result_list_of(data))
    return [(link.label, link.count) for link in links if "工作难题" in link.label]


@pytest.mark.parametrize("typed", ["老旧小区没有物业", "老小区没有物业怎么办", "老旧小区，没有物业"])
def test_what_nearly_says_a_problem_leads_to_its_list(problem: WorkProblem, typed: str) -> None:
    assert offered(typed) == [("工作难题“老旧小区没有物业”", 1)]


@pytest.mark.parametrize("typed", ["区块链", "加装电梯", "小区里的停车位不够用", "没有"])
def test_what_says_something_else_does_not(problem: WorkProblem, typed: str) -> None:
    assert offered(typed) == []


def test_a_problem_without_cases_is_not_offered(problem: WorkProblem) -> None:
    with writing():
        make_mechanism("老年食堂", slug="shitang")
    WorkProblem.objects.create(words="老人吃饭没有着落", query="mechanism=shitang", reason="编为老年食堂的。")

    assert offered("老人吃饭没有着落") == []
