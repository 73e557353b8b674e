"""Accession numbers in the search box: any form, several at once, former ones; and while typing."""

import pytest

from cases.search.suggestions.suggester import Suggester
from cases.search.text.document import SearchDocument
from tests.search.asked import accessions, reasons
from tests.search.memory import real_library


@pytest.mark.parametrize(
    "typed",
    [
        "2015-sqzl-w06",
        "2015sqzlw06",
        "2015-SQZL-W6",
        "W06 2015",
        "２０１５－ｓｑｚｌ－ｗ０６",
        "2015-sqzl-w06，2015sqzlw6",
    ],
)
def test_a_number_in_any_form_leads_to_its_case(typed):
    assert accessions(typed) == ["2015-sqzl-w06"]
    assert reasons(typed, "2015-sqzl-w06")[0].startswith("入库编号:2015-")


def test_a_number_without_its_zero_is_none_of_the_longer_ones():
    assert accessions("2014-sqzl-n3") == ["2014-sqzl-n03"]


def test_several_numbers_lead_to_all_of_their_cases():
    both = {"2014-sqzl-w01", "2015-sqzl-w06"}
    assert set(accessions("2014-sqzl-w01 2015sqzlw06")) == set(accessions("w1 2014、w6 2015")) == both


def test_other_words_beside_a_number_are_searched_as_ever():
    assert accessions("2014-sqzl-w01 火星") == []
    assert accessions("社区2014") != []


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["2014-sqzl-n3", "n3 2014", "2014SQZLN03"])
def test_a_number_is_suggested_in_any_form(typed):
    [suggestion] = Suggester(real_library().searcher).suggest(typed)
    assert (suggestion.kind, suggestion.value) == ("case", "2014-sqzl-n03")


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["2014-sqzl-w", "2014-sqzl-w0"])
def test_the_beginning_of_a_number_suggests_the_cases_that_have_it(typed):
    suggestions = Suggester(real_library().searcher).suggest(typed)
    assert [each.value for each in suggestions[:3]] == ["2014-sqzl-w01", "2014-sqzl-w02", "2014-sqzl-w03"]


def test_all_numbers_of_a_case_are_searched():
    case = SearchDocument(1, "2014-sqzl-w01", "", "", "", "", former_accessions=("2014-sqzl-n77",))
    assert case.numbers == "/2014-sqzl-w01/2014-sqzl-n77/"
