"""Which award an accession number means, in whatever form it is written."""

import pytest

from cases.choices import State
from cases.models import FormerAccession
from cases.models.numbered import accession_of
from tests.factories import make_award

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "written", ["2014-sqzl-w07", "2014SQZLW07", "w7 2014", "sqzl-w07", "２０１４ sqzl w7", "2014/w07"]
)
def test_an_award_is_known_by_its_number_in_any_form(written):
    make_award(number=7)
    assert accession_of(written) == "2014-sqzl-w07"


@pytest.mark.slow
def test_a_number_without_its_year_means_none_where_two_years_have_it():
    make_award(number=7)
    make_award(year=2015, number=7)
    assert accession_of("sqzl-w07") == ""
    assert accession_of("w07 2015") == "2015-sqzl-w07"


def test_a_former_number_means_the_award_that_had_it():
    FormerAccession.objects.create(accession="2014-sqzl-n77", award=make_award(number=7))
    assert accession_of("2014sqzlN77") == accession_of("n77 2014") == "2014-sqzl-w07"


@pytest.mark.parametrize(
    "written", ["", "2014", "2014-sqzl-w", "2014-sqzl-w08", "社区", "2014-sqzl-w07 2014-sqzl-w09"]
)
def test_what_is_no_number_of_an_award_means_none(written):
    make_award(number=7)
    assert accession_of(written) == ""


def test_drafts_are_not_known():
    make_award(number=7, state=State.DRAFT)
    assert accession_of("2014sqzlw07") == ""
