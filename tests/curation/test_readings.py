"""Codings are proposed by the terms as the curators have them in the database."""

import pytest

from cases.curation.readings import coding_proposer
from cases.models import MechanismContrast
from cases.models.writing import writing
from cases.readers.proposed_codings import MechanismWords
from tests.factories import make_mechanism

pytestmark = pytest.mark.django_db


def test_the_terms_are_those_of_the_curators(django_assert_num_queries) -> None:
    with writing():
        above = make_mechanism("居民自治", slug="jumin-zizhi", position=1)
        below = make_mechanism(slug="shequ-xieshang", names=("民主恳谈",), position=2, broader=above)
        MechanismContrast.objects.create(mechanism=below, text="联席会议", why="不是居民协商。")

    with django_assert_num_queries(3):
        terms = coding_proposer().terms

    assert terms == (
        MechanismWords("jumin-zizhi", ("居民自治",)),
        MechanismWords("shequ-xieshang", ("社区协商", "民主恳谈"), ("联席会议",), "jumin-zizhi"),
    )
