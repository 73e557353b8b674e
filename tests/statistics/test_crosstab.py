"""What a figure says is what its address lists, whatever is crossed and whatever is filtered."""

import random
from itertools import permutations

import pytest
from django.http import QueryDict

from cases.facets.declarations import FACETS, conditions_for
from cases.index.current import current_index
from cases.index.index import Index
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.statistics import crosstab
from cases.statistics.crosstab import Crosstab, groups
from cases.statistics.dimensions import BY_PARAMETER
from cases.statistics.layout import PRESETS, Layout
from tests.mixture import make_mixture
from tests.replay import with_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(index_dir) -> Index:
    with_index(make_mixture(60))
    return current_index()


def opened(query: str, index: Index) -> ResultList:
    return ResultList(SearchState.from_querydict(QueryDict(query), index.vocabulary), index)


def table(query: str, index: Index, *names: str) -> Crosstab:
    return Crosstab(opened(query, index), Layout.of(*names))


def labels(heads: list) -> list[str]:
    return [head.label for head in heads]


def counts(counted: Crosstab) -> list[list[int]]:
    return [[figure.count for figure in line.figures] for line in counted.lines]


def assert_figures_hold(counted: Crosstab, totals: dict[str, int] | None = None) -> int:
    """Each figure equals the number of cases that its address lists; how many were tried."""
    totals = {} if totals is None else totals
    tried = 0
    for line in [*counted.lines, counted.totals]:
        for figure in line.figures:
            if figure.query not in totals:
                totals[figure.query] = opened(figure.query, counted.results.index).total
            assert figure.count == totals[figure.query], (line.label, figure)
            tried += 1
    return tried


def random_query(index: Index, rng: random.Random) -> SearchState:
    state = SearchState(place_at=rng.choice(["now", "then"]), q=rng.choice(["", "", "社区"]))
    facets = conditions_for(then=state.place_at == "then")
    for facet in rng.sample(facets, rng.randint(0, 3)):
        values = sorted(index.bitmaps[facet.name])
        state = state.replace(facet.parameter, rng.sample(values, min(len(values), rng.randint(1, 3))))
    return state


def test_every_dimension_is_a_facet_and_every_facet_a_dimension():
    assert list(BY_PARAMETER) == [facet.parameter for facet in FACETS]


@pytest.mark.slow
def test_every_figure_of_every_pair_of_dimensions_is_what_its_click_gives(mixed):
    totals: dict[str, int] = {}
    tried = sum(
        assert_figures_hold(table("", mixed, *pair), totals) for pair in permutations(BY_PARAMETER, 2)
    )
    assert tried > 2_000


@pytest.mark.slow
def test_every_figure_of_the_real_library_is_what_its_click_gives(real_index):
    totals: dict[str, int] = {}
    tried = sum(
        assert_figures_hold(table("", real_index, *pair), totals) for pair in permutations(BY_PARAMETER, 2)
    )
    tried += sum(assert_figures_hold(Crosstab(opened("", real_index), preset.layout)) for preset in PRESETS)
    assert tried > 10_000


@pytest.mark.slow
def test_figures_of_filtered_lists_are_what_their_clicks_give(mixed):
    rng = random.Random(3)
    for _ in range(120):
        names = rng.sample(list(BY_PARAMETER), rng.randint(1, 3))
        assert_figures_hold(Crosstab(ResultList(random_query(mixed, rng), mixed), Layout.of(*names)))


def test_a_dimension_with_one_value_a_case_adds_up_to_the_total(mixed):
    for name, dimension in BY_PARAMETER.items():
        counted = table("tier=winner", mixed, name, "setting")
        if not dimension.overlaps and name != "setting":
            assert sum(line.figures[-1].count for line in counted.lines) == counted.results.total > 0
            assert counted.overlapping == []


def test_a_case_counts_under_each_of_its_mechanisms_but_once_in_the_total(mixed):
    counted = table("", mixed, "mechanism", "tier")
    assert sum(line.figures[-1].count for line in counted.lines) > counted.totals.figures[-1].count == 60
    assert counted.overlapping == ["治理机制"]


def test_what_is_not_recorded_has_a_row_of_its_own_at_the_end(mixed):
    assert labels(table("", mixed, "year").rows) == ["2014", "2015", "年度不详"]
    assert labels(table("", mixed, "mechanism").rows)[-1] == "未标注"
    assert labels(table("", mixed, "place").rows)[-1] == "原文未注明"


def test_values_stand_in_the_order_of_their_vocabulary(mixed):
    assert labels(table("", mixed, "setting").rows) == ["城市", "农村", "城乡兼有", "原文未注明"]
    assert labels(table("", mixed, "region").rows)[:2] == ["东部", "中部"]


def test_mechanisms_stand_by_number_of_cases(mixed):
    rows = table("mechanism=zizhi", mixed, "mechanism").rows
    assert [row.total for row in rows] == sorted((row.total for row in rows), reverse=True)


def test_only_provinces_are_counted_of_the_places_now_and_then(mixed):
    now = labels(table("", mixed, "place").rows)
    assert "江苏省" in now and "南京市" not in now
    assert sorted(labels(table("place_at=then", mixed, "place").rows)) == sorted(now)


def test_a_filter_below_a_province_stays_in_the_address_of_its_figure(mixed):
    (row,) = table("place=320106", mixed, "place").rows
    assert (row.label, row.query) == ("江苏省", "place=320106")


def test_a_filtered_mechanism_shows_itself_and_its_narrower_terms_only(mixed):
    rows = table("mechanism=xieshang&mechanism=none", mixed, "mechanism").rows
    assert {row.value for row in rows} == {"xieshang", "tian", "none"}


def test_columns_nest_and_empty_combinations_are_left_out(mixed):
    counted = table("", mixed, "region", "year", "programme")
    assert [(head.label, len(below)) for head, below in groups(counted.columns)] == [
        ("2014", 1),
        ("2015", 1),
        ("年度不详", 1),
    ]
    assert counted.columns[0].label == "2014 中国社区治理十大创新成果"
    assert [sum(column) for column in zip(*counts(counted), strict=True)] == [
        figure.count for figure in counted.totals.figures
    ]


def test_a_plain_list_has_one_figure_a_row(mixed):
    assert {len(line.figures) for line in table("", mixed, "tier").lines} == {1}


def test_an_empty_list_has_no_rows_and_a_total_of_nothing(mixed):
    counted = table("year=1999", mixed, "region", "year")
    assert counted.lines == []
    assert [figure.count for figure in counted.totals.figures] == [0]


@pytest.mark.parametrize(
    ("percent", "shown", "total_shown"),
    [("row", "50.0%", "100.0%"), ("column", "25.0%", "20.0%"), ("all", "10.0%", "20.0%")],
)
def test_percentages_are_of_the_row_the_column_or_everything(percent, shown, total_shown):
    assert crosstab.shown_count(5, percent, row=10, column=20, whole=50) == shown
    assert crosstab.shown_count(10, percent, row=10, column=50, whole=50) == total_shown


def test_a_share_of_nothing_is_nothing():
    assert crosstab.shown_count(0, "row", row=0, column=0, whole=0) == "0.0%"


def test_a_page_keeps_the_largest_rows_in_their_order_and_says_how_many_it_leaves_out(mixed, monkeypatch):
    monkeypatch.setattr(crosstab, "MOST_ROWS", 2)
    monkeypatch.setattr(crosstab, "MOST_COLUMNS", 1)
    layout = Layout.of("setting", "tier")
    limited = Crosstab(opened("", mixed), layout, limited=True)
    whole = Crosstab(opened("", mixed), layout)
    assert limited.rows_left_out == len(whole.rows) - 2 and limited.columns_left_out == 1
    assert min(row.total for row in limited.rows) >= sorted(row.total for row in whole.rows)[-2]
    assert labels(limited.rows) == [label for label in labels(whole.rows) if label in labels(limited.rows)]
    assert limited.totals.figures[-1].count == 60
    assert_figures_hold(limited)
