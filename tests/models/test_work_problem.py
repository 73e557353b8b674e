"""The problems of everyday work: their queries make sense, whoever writes them."""

import pytest
from django.core.exceptions import ValidationError

from cases.models import WorkProblem
from cases.models.writing import writing
from tests.factories import make_mechanism

pytestmark = pytest.mark.django_db


def problem(query: str, **fields: object) -> WorkProblem:
    return WorkProblem(words="社区负担重", query=query, reason="编为社区减负的。", **fields)


def test_a_query_keeps_what_stands_behind_the_question_mark():
    make_mechanism("社区减负", slug="jianfu")
    saved = problem("https://example.cn/cases/?mechanism=jianfu&year=2014")
    saved.save()
    assert saved.query == "mechanism=jianfu&year=2014"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("mechanism=jian-fu", "没有治理机制“jian-fu”"),
        ("mechanisms=jianfu", "mechanisms"),
        ("q=减负&page=2", "page"),
        ("sort=oldest", "空的"),
    ],
)
def test_a_query_that_asks_for_no_list_is_refused_alone_and_in_bulk(query, said):
    with pytest.raises(ValidationError, match=said):
        problem(query).save()
    with pytest.raises(ValidationError, match=f"社区负担重.*{said}"), writing():
        WorkProblem.objects.bulk_create([problem(query)])
