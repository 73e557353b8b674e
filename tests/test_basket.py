"""Accession numbers in an address: read in any form a reader types, refused by name."""

import pytest
from django.http import QueryDict

from cases import basket as module
from cases.basket import Basket, basket_of, numbers_in, query_of
from cases.parameters import InvalidParameters
from tests.factories import make_award

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(index_dir):
    """No other test's index."""


def accession(**fields) -> str:
    return make_award(**fields).accession


def basket(*values: str) -> Basket:
    data = QueryDict(mutable=True)
    data.setlist("id", values)
    return basket_of(data)


def test_it_keeps_the_order_of_the_address_and_each_case_once():
    first, second = make_award(), make_award()
    parsed = basket(second.accession, first.accession, second.accession)
    assert parsed.accessions == (second.accession, first.accession)
    assert parsed.ids == (second.pk, first.pk)
    assert parsed.problems == []


@pytest.mark.parametrize(
    "typed",
    [
        "2014-sqzl-w01,2014-sqzl-w02",
        " 2014-SQZL-W01、2014-sqzl-w02 ",
        "２０１４-ｓｑｚｌ-ｗ０１；\n2014-sqzl-w02",
        "2014sqzlw1 2014-SQZL-w2",
    ],
)
def test_it_reads_numbers_as_readers_type_and_paste_them(typed):
    assert numbers_in(typed) == ["2014-sqzl-w01", "2014-sqzl-w02"]


def test_an_address_without_numbers_chooses_nothing():
    assert basket().given == basket("", " ,").given == ()
    assert basket().problems == []


def test_it_names_what_it_does_not_know():
    known = accession()
    parsed = basket(known, "2014-sqzl-w99", "<b>")
    assert parsed.accessions == (known,)
    assert parsed.unknown == ("2014-sqzl-w99", "<b>")
    assert "“2014-sqzl-w99”" in parsed.problems[0]


def test_it_survives_numbers_that_no_database_can_hold():
    parsed = basket("\x00", "\ud800", "9" * 5000)
    assert len(parsed.unknown) == 3
    assert all(len(problem) < 100 for problem in parsed.problems)


@pytest.mark.slow
def test_a_draft_is_unknown_and_a_withdrawn_case_is_named():
    draft, gone = make_award(state="draft"), make_award()
    gone.withdraw()
    parsed = basket(draft.accession, gone.accession)
    assert (parsed.unknown, parsed.withdrawn) == ((draft.accession,), (gone.accession,))
    assert f"“{gone.accession}”的案例已经撤回" in parsed.problems[1]


def test_a_former_number_means_the_case_that_had_it():
    award = make_award()
    award.former_accessions.create(accession="2014-sqzl-w77")
    parsed = basket("2014-sqzl-w77", award.accession)
    assert parsed.accessions == (award.accession,)
    assert not parsed.is_canonical and parsed.problems == []


def test_it_refuses_more_than_an_address_can_carry(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(module, "MOST", 2)
    with django_assert_num_queries(0):
        parsed = basket("a b c")
    assert parsed.is_too_many and parsed.ids == ()
    assert parsed.problems == ["已选案例最多 2 个案例，这个网址里有 3 个。请分成几份。"]


def test_the_longest_address_fits_into_a_request_line():
    numbers = [f"2014-sqzl-w{number:03}" for number in range(module.MOST)]
    assert len(f"GET /selection/?{query_of(numbers)} HTTP/1.1") < 4094


def test_it_takes_two_queries_for_any_number(django_assert_num_queries):
    numbers = [accession() for _ in range(5)]
    for some in (numbers[:1], numbers):
        with django_assert_num_queries(2):
            basket(*some)


def test_a_basket_of_published_cases_passes():
    chosen = basket(accession())
    chosen.check()
    assert chosen.problems == []


@pytest.mark.parametrize("values", [[], [""], ["2014-sqzl-w99"]])
def test_one_that_is_empty_or_names_what_never_was_is_a_bad_request(values):
    with pytest.raises(InvalidParameters) as refused:
        basket(*values).check()
    assert refused.value.status == 400


@pytest.mark.slow
def test_one_that_names_only_what_was_withdrawn_says_that_it_is_gone():
    known, gone = accession(), make_award()
    gone.withdraw()
    with pytest.raises(InvalidParameters) as refused:
        basket(known, gone.accession).check()
    assert refused.value.status == 410
    with pytest.raises(InvalidParameters) as refused:
        basket("2014-sqzl-w99", gone.accession).check()
    assert refused.value.status == 400
