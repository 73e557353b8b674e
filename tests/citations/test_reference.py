"""Who wrote what is cited, as far as it says so."""

import pytest

from cases.citations.reference import authors, persons, reference_of, with_references
from cases.models import Award
from tests.citations.test_gbt7714 import READ, URL
from tests.factories import make_award, make_source


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("陈 平 彭 雷", ("陈平", "彭雷")),
        ("陈平 彭雷", ("陈平", "彭雷")),
        ("陈 平 欧阳建国", ("陈平", "欧阳建国")),
        ("陈 平、彭雷", ("陈平", "彭雷")),
        ("陈\u3000平；彭雷;", ("陈平", "彭雷")),
        ("陈 平 彭", ("陈 平 彭",)),
        (" 本刊评论员 ", ("本刊评论员",)),
    ],
)
def test_names_are_told_apart_as_printed(printed, names):
    assert persons(printed) == names


@pytest.mark.django_db
def test_a_document_that_names_nobody_has_no_author():
    assert authors(make_source(publisher="民政部")) == ()


@pytest.mark.django_db
def test_what_many_cite_is_read_in_a_fixed_number_of_queries(django_assert_num_queries):
    for _ in range(3):
        make_award(source=make_source(kind="repost"))
    with django_assert_num_queries(4):
        for award in with_references(Award.objects.all()):
            assert reference_of(award, "甲", URL, READ).id == award.accession
