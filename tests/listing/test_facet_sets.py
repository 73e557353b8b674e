"""What a count promises is what the click gives, on the real library and on mixed ones."""

import random
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict

from cases.facets.declarations import CONDITIONS
from cases.index.current import current_index
from cases.index.index import Index
from cases.library.load import load
from cases.listing.facet_views import FacetValue, FacetView
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.models import Award
from tests.facets.conditions import selected_by
from tests.factories import make_award, make_coding, make_mechanism
from tests.listing.views import all_values
from tests.mixture import make_mixture
from tests.replay import with_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed() -> Index:
    with_index(make_mixture(60))
    return current_index()


def opened(query: str, index: Index) -> ResultList:
    return ResultList(SearchState.from_querydict(QueryDict(query), index.vocabulary), index)


def everything_below(values: tuple[FacetValue, ...]) -> list[FacetValue]:
    return [v for value in values for v in (value, *everything_below(value.children))]


def facet(results: ResultList, parameter: str) -> FacetView:
    return next(view for view in results.facets if view.parameter == parameter)


def assert_counts_hold(results: ResultList) -> int:
    """Each count equals the total when that value alone is selected in its facet; how many were tried."""
    tried = 0
    for view in results.facets:
        for value in everything_below(all_values(view)):
            alone = results.state.replace(view.parameter, [value.value])
            assert value.count == ResultList(alone, results.index).total, (view.parameter, value)
            clicked = ResultList(
                SearchState.from_querydict(QueryDict(value.url[1:]), results.index.vocabulary),
                results.index,
            )
            if not results.state.values(view.parameter):
                assert clicked.total == value.count
            tried += 1
    return tried


def ids_in_database(state: SearchState, index: Index) -> set[int]:
    """The second opinion: the same question asked of the database, without any index."""
    awards = selected_by(index.vocabulary, state.selected, then=state.place_at == "then")
    return set(awards.values_list("pk", flat=True))


def random_state(index: Index, rng: random.Random) -> SearchState:
    state = SearchState(place_at=rng.choice(["now", "then"]))
    for facet in rng.sample(CONDITIONS, rng.randint(0, 4)):
        name = "place_then" if facet.parameter == "place" and state.place_at == "then" else facet.name
        values = sorted(index.bitmaps[name])
        state = state.replace(facet.parameter, rng.sample(values, min(len(values), rng.randint(1, 3))))
    return state


def test_it_counts_every_value_of_the_real_library_as_its_click_does(real_index):
    assert_counts_hold(opened("", real_index))
    assert_counts_hold(opened("place_at=then", real_index))


@pytest.mark.slow
def test_it_counts_every_pair_of_values_of_the_real_library_as_its_click_does(real_index):
    tried = 0
    for view in opened("", real_index).facets:
        for value in everything_below(all_values(view)):
            tried += assert_counts_hold(opened(value.url[1:], real_index))
    assert tried > 3_500


def test_it_counts_random_combinations_of_the_real_library_as_their_click_does(real_index):
    rng = random.Random(7)
    for _ in range(40):
        assert_counts_hold(ResultList(random_state(real_index, rng), real_index))


@pytest.mark.slow
def test_it_finds_what_the_database_finds_in_the_real_library():
    load(Path(settings.BASE_DIR) / "fixtures")
    real, rng = current_index(), random.Random(8)
    for _ in range(150):
        state = random_state(real, rng)
        assert set(ResultList(state, real).hits) == ids_in_database(state, real), state


@pytest.mark.slow
def test_it_finds_what_the_database_finds_in_a_mixed_library(mixed):
    rng = random.Random(9)
    for _ in range(300):
        state = random_state(mixed, rng)
        assert set(ResultList(state, mixed).hits) == ids_in_database(state, mixed), state


@pytest.mark.slow
def test_it_counts_a_mixed_library_as_the_clicks_do(mixed):
    rng = random.Random(10)
    for _ in range(60):
        assert_counts_hold(ResultList(random_state(mixed, rng), mixed))


def test_the_counts_of_a_facet_with_one_value_a_case_add_up_to_the_total(mixed):
    results = opened("setting=urban&setting=none", mixed)
    for parameter in (
        "year",
        "programme",
        "tier",
        "issuer",
        "region",
        "level",
        "applicant",
        "source",
        "place",
    ):
        assert sum(value.count for value in all_values(facet(results, parameter))) == results.total


def test_the_children_of_a_place_with_the_cases_of_itself_add_up_to_it(mixed):
    shown = all_values(facet(opened("place=320000", mixed), "place"))
    jiangsu = next(value for value in shown if value.value == "320000")
    assert jiangsu.count == sum(child.count for child in jiangsu.children) > 0


def test_values_are_or_within_a_facet_and_facets_are_and(mixed):
    urban, rural = opened("setting=urban", mixed).hits, opened("setting=rural", mixed).hits
    winners = opened("tier=winner", mixed).hits
    assert opened("setting=urban&setting=rural&tier=winner", mixed).hits == (urban | rural) & winners


def test_a_broader_term_counts_the_cases_of_its_narrower_ones(mixed):
    broad, narrow = opened("mechanism=zizhi", mixed).hits, opened("mechanism=tian", mixed).hits
    assert narrow and narrow < broad
    assert opened("mechanism=xieshang", mixed).hits < broad


def test_a_coding_that_is_not_accepted_counts_nowhere(mixed):
    proposed = Award.objects.filter(codings__state="proposed").exclude(codings__state="accepted")
    assert set(proposed.values_list("pk", flat=True)) <= set(opened("mechanism=none", mixed).hits)


def test_it_finds_a_case_under_its_place_of_the_time_and_under_that_of_today(mixed):
    today, then = opened("place=340705", mixed).hits, opened("place=340702&place_at=then", mixed).hits
    assert today and today == then


def test_a_code_that_two_divisions_held_means_both_at_the_time(mixed):
    by_code = opened("place=130502&place_at=then", mixed)
    assert by_code.hits and by_code.hits == opened("place=130502-2019&place_at=then", mixed).hits
    assert "桥东区、襄都区" in by_code.words


def test_a_city_of_the_time_has_what_lay_in_it_in_its_own_years(mixed):
    before = opened("place=420600-2014&place_at=then", mixed)
    both = opened("place=420600&place_at=then", mixed)
    assert before.hits and before.hits < both.hits
    records = mixed.records(before.order.tolist())
    assert {record.place_then for record in records} == {"湖北省/襄樊市/襄城区"}
    assert both.hits == opened("place=420600", mixed).hits


def accessions(query: str) -> set[str]:
    """The accession numbers that the parameters select, the index and the database agreeing."""
    results = opened(query, current_index())
    ids = ids_in_database(results.state, results.index)
    assert set(results.hits) == ids
    return set(Award.objects.filter(pk__in=ids).values_list("accession", flat=True))


def test_without_values_it_leaves_everything(mixed):
    assert len(accessions("")) == 60


@pytest.mark.slow
def test_values_are_or_and_facets_are_and():
    urban, _rural, plain = (make_award(setting=value) for value in ("urban", "rural", ""))
    make_award(setting="urban", tier="nominee")
    assert accessions("setting=urban&setting=none&tier=winner") == {urban.accession, plain.accession}


def test_a_place_has_all_that_lies_in_it_today_or_at_the_time(mixed):
    before, after = accessions("place=340702&place_at=then"), accessions("place=340705")
    assert before and before == after == accessions("place=340000")


@pytest.mark.slow
def test_an_award_with_two_narrower_terms_is_counted_once():
    award = make_award()
    broad = make_mechanism("居民自治", slug="zizhi")
    for name in ("社区协商", "居民提案"):
        make_coding(award, make_mechanism(name, broader=broad))
    assert accessions("mechanism=zizhi") == {award.accession}
    assert opened("mechanism=zizhi", current_index()).total == 1


@pytest.mark.slow
def test_drafts_are_selected_by_no_value():
    make_award(setting="urban")
    make_award(setting="urban", state="draft")
    assert len(accessions("setting=urban")) == 1
