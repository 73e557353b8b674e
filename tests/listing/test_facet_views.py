"""A facet as the reader sees it: order, labels, what is open, what a click does."""

import pytest
from django.http import QueryDict

from cases.facets.declarations import FACETS, INDEXED, labels_of
from cases.index.current import current_index
from cases.listing.facet_views import AT_FIRST, FacetValue, FacetView
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.models.writing import writing
from cases.vocabulary import Vocabulary
from tests.factories import make_award, make_coding, make_division, make_mechanism
from tests.listing.views import all_values
from tests.mixture import make_mixture, make_places
from tests.replay import with_index
from tests.vocabularies import make_edition

pytestmark = pytest.mark.django_db


def facet(query: str, parameter: str, path: str = "") -> FacetView:
    return next(view for view in selected(query, path).facets if view.parameter == parameter)


def selected(query: str, path: str = "") -> ResultList:
    index = current_index()
    return ResultList(SearchState.from_querydict(QueryDict(query), index.vocabulary), index, path)


def shown(view: FacetView) -> list[tuple[str, int]]:
    return [(value.label, value.count) for value in all_values(view)]


def find(values: tuple[FacetValue, ...], wanted: str) -> FacetValue:
    for value in values:
        if value.value == wanted:
            return value
        if value.children and (match := find(value.children, wanted)):
            return match
    return None


def test_the_facets_are_those_of_the_contract():
    names = "year programme tier issuer region place level applicant organ setting mechanism source figure"
    assert [facet.parameter for facet in FACETS] == names.split()
    assert all(facet.label and facet.help for facet in INDEXED)
    labels = labels_of(Vocabulary([], [], {}))
    assert set(labels) == {"programme", "tier", "issuer", "region", "level", "applicant", "organ", "setting"}


@pytest.mark.slow
def test_values_come_by_count_then_label_and_what_is_not_recorded_last():
    for setting in ("rural", "urban", "", "", "", "both", "urban"):
        make_award(setting=setting)
    assert shown(facet("", "setting")) == [("城市", 2), ("农村", 1), ("城乡兼有", 1), ("原文未注明", 3)]


@pytest.mark.slow
def test_years_come_latest_first_and_the_missing_year_last():
    for year in (2014, 2015, 2015, None, 2021):
        make_award(year=year)
    assert shown(facet("", "year")) == [("2021", 1), ("2015", 2), ("2014", 1), ("年度不详", 1)]


@pytest.mark.slow
def test_values_without_cases_are_not_listed_unless_selected():
    make_award(setting="urban", tier="winner")
    make_award(setting="rural", tier="nominee")
    assert shown(facet("tier=winner", "setting")) == [("城市", 1)]
    assert shown(facet("tier=winner&setting=rural", "setting")) == [("城市", 1), ("农村", 0)]
    assert shown(facet("tier=winner&setting=both", "setting")) == [("城市", 1), ("城乡兼有", 0)]
    assert shown(facet("year=1999", "year")) == [("2014", 2), ("1999", 0)]


@pytest.mark.slow
def test_a_place_without_cases_stays_visible_in_its_tree_when_selected():
    make_places()
    make_award()
    view = facet("place=320106", "place")
    place = find(all_values(view), "320106")
    assert (place.label, place.count, place.selected, place.depth) == ("鼓楼区", 0, True, 2)
    assert place.hint == "江苏省南京市鼓楼区 · 0 个"
    assert find(all_values(view), "320000").hint == ""


@pytest.mark.slow
def test_the_tree_is_open_along_the_selected_place_only():
    with_index(make_mixture(60))
    closed = facet("", "place")
    assert all(value.children == () for value in all_values(closed))
    opened = facet("place=320100", "place")
    assert find(all_values(opened), "320106") and find(all_values(opened), "320300")
    assert not find(all_values(opened), "320302")
    assert [find(all_values(opened), key).depth for key in ("320000", "320100", "320106")] == [0, 1, 2]


def test_going_down_the_tree_narrows_and_going_up_widens():
    with_index(make_mixture(60))
    child = find(all_values(facet("place=320100", "place")), "320106")
    assert child.url == "?place=320106"
    parent = find(all_values(facet("place=320106", "place")), "320000")
    assert parent.url == "?place=320000"
    other = find(all_values(facet("place=320106", "place")), "310000")
    assert other.url == "?place=310000&place=320106"


@pytest.mark.slow
def test_clicking_a_selected_value_gives_it_up():
    make_award(setting="urban")
    assert find(all_values(facet("setting=urban&q=社区", "setting")), "urban").url.startswith("?q=")
    assert find(all_values(facet("setting=urban", "setting", "/cases/")), "urban").url == "/cases/"


def test_a_narrower_term_takes_the_place_of_the_broader_one():
    with_index(make_mixture(60))
    narrower = find(all_values(facet("mechanism=zizhi", "mechanism")), "xieshang")
    assert (narrower.url, narrower.depth) == ("?mechanism=xieshang", 1)


def make_tree_of_terms() -> None:
    """Two broad terms in an order that is not theirs by count, with narrower ones; one is featured."""
    with writing():
        second = make_mechanism("居民自治", slug="zizhi", position=2)
        first = make_mechanism("多元共治", slug="gongzhi", position=1)
        consulting = make_mechanism("社区协商", slug="xieshang", broader=second, position=3)
        small = make_mechanism("微自治", slug="wei", broader=second, position=4)
        together = make_mechanism(
            "三社联动", slug="sanshe", broader=first, is_featured=True, names=("三社协作",)
        )
        for terms in ([small, together], [small], [consulting]):
            award = make_award(text="居民议事会讨论。")
            for term in terms:
                make_coding(award, term)


@pytest.mark.slow
def test_the_tree_of_mechanisms_is_whole_and_teaches_in_the_curators_order():
    make_tree_of_terms()
    view = facet("", "mechanism")
    assert (view.is_whole, view.more) == (True, ())
    tree = [(value.label, value.count, [(v.label, v.count) for v in value.children]) for value in view.values]
    assert tree == [
        ("多元共治", 1, [("三社联动", 1)]),
        ("居民自治", 3, [("微自治", 2), ("社区协商", 1)]),
    ]
    assert [value.unfolded for value in view.values] == [True, False]


@pytest.mark.slow
def test_a_search_that_names_a_mechanism_unfolds_the_tree_down_to_it():
    make_tree_of_terms()
    named = facet("q=社区协商", "mechanism")
    assert find(named.values, "zizhi").unfolded
    assert [find(named.values, slug).named for slug in ("xieshang", "wei", "zizhi")] == [True, False, False]
    assert find(facet("q=三社协作&year=1999", "mechanism").values, "sanshe").count == 0
    assert not any(value.named for value in facet("q=讨论", "mechanism").values)


@pytest.mark.slow
def test_what_is_selected_in_a_folded_branch_is_seen_at_once():
    make_tree_of_terms()
    selected = facet("mechanism=wei", "mechanism")
    assert find(selected.values, "zizhi").unfolded and find(selected.values, "wei").selected


def test_pages_list_the_mechanisms_second_and_addresses_as_ever():
    make_award()
    assert [view.parameter for view in selected("").facets][:3] == ["year", "mechanism", "programme"]
    assert selected("mechanism=none&programme=sqzl&year=2014").state.query_string == (
        "year=2014&programme=sqzl&mechanism=none"
    )


@pytest.mark.slow
def test_a_click_goes_to_the_first_page_and_keeps_order_and_size():
    make_award(setting="urban")
    url = find(all_values(facet("sort=rank&per_page=50&page=7", "setting")), "urban").url
    assert url == "?setting=urban&sort=rank&per_page=50"


@pytest.mark.slow
def test_long_facets_show_their_first_values_and_the_selected_ones():
    with writing():
        for number in range(AT_FIRST + 5):
            make_division(f"第{number:02}省", code=f"{110000 + number * 10000}")
            make_award(place_now=make_division(f"第{number:02}县", parent=make_division(f"省{number:02}")))
    view = facet("", "place")
    assert (len(view.values), len(view.more), view.has_more) == (AT_FIRST, 5, True)
    last = view.more[-1].value
    again = facet(f"place={last}", "place")
    assert find(again.values, last).selected
    assert not find(again.more, last)


def test_homonyms_are_told_apart_in_chips_and_words_but_not_twice_in_the_tree():
    with_index(make_mixture(60))
    results = selected("place=320106&place=320302")
    assert [chip.value for chip in results.chips] == ["鼓楼区（江苏省南京市）", "鼓楼区（江苏省徐州市）"]
    assert find(all_values(facet("place=320106", "place")), "320106").label == "鼓楼区"


def test_the_tree_of_the_time_has_the_divisions_of_the_time():
    with_index(make_mixture(60))
    then = facet("place_at=then&place=340000", "place")
    assert then.label == "地区（获评时）"
    city = facet("place_at=then&place=340700", "place")
    assert find(all_values(city), "340702").label == "铜官山区"
    assert not find(all_values(city), "340705")
    held = facet("place_at=then&place=130500", "place")
    assert [value.label for value in find(all_values(held), "130500").children] == ["桥东区、襄都区"]


def test_an_active_facet_can_be_cleared_as_a_whole():
    make_award(setting="urban")
    view = facet("setting=urban&setting=none&year=2014", "setting")
    assert (view.is_active, view.clear_url) == (True, "?year=2014")
    assert (facet("", "setting").is_active, facet("", "setting").clear_url) == (False, "")


@pytest.mark.slow
def test_a_source_and_a_term_are_called_by_their_names():
    award = make_award(edition=make_edition(issuing_body="mca-office"))
    make_mechanism("三社联动", slug="sanshe")
    assert shown(facet("", "source")) == [(award.source.title, 1)]
    assert shown(facet("", "issuer")) == [("民政部办公厅", 1)]
    assert shown(facet("mechanism=sanshe", "mechanism")) == [("三社联动", 0), ("未标注", 1)]
