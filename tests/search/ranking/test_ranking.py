"""The order of results, which a reader can understand, and which is the same everywhere."""

from dataclasses import replace

import pytest
from pyroaring import BitMap

from cases.search import thresholds
from tests.search.memory import Case, MemoryLibrary, make_place, make_term, real_library

PLACES = [make_place("js", "江苏省"), make_place("sz", "社区市", parent="js")]
TERMS = [make_term("sq", "社区", names=("小区",))]


def test_title_before_applicant_before_place_before_mechanism_before_text():
    library = MemoryLibrary(
        [
            Case(text="社区。"),
            Case(text="社区。", mechanisms=("sq",)),
            Case(then="sz", now="sz"),
            Case(applicant="社区委员会"),
            Case(title="社区"),
            Case(mechanisms=("sq",)),
        ],
        PLACES,
        TERMS,
    )
    assert library.ranked("社区") == [5, 4, 3, 2, 1, 6]


def test_more_before_fewer_then_the_default_order():
    library = MemoryLibrary(
        [Case(text="社区"), Case(text="社区社区"), Case(text="社区"), Case(text="社区 社区")]
    )
    assert library.ranked("社区") == [2, 4, 1, 3]


def test_above_some_number_of_cases_occurrences_are_not_counted(monkeypatch):
    monkeypatch.setattr(thresholds, "COUNTED_CASES", replace(thresholds.COUNTED_CASES, value=2))
    library = MemoryLibrary([Case(text="社区"), Case(text="社区社区"), Case(text="社区")])
    assert library.ranked("社区") == [1, 2, 3]


def test_of_several_words_all_places_count_together():
    library = MemoryLibrary(
        [
            Case(text="社区治理"),
            Case(title="社区", text="治理"),
            Case(title="社区治理"),
            Case(title="社区", applicant="治理"),
        ]
    )
    assert library.ranked("社区 治理") == [3, 4, 2, 1]


def test_the_weakest_tie_decides_between_cases_of_several_words():
    library = MemoryLibrary(
        [Case(text="社区", facets={"year": "2015"}), Case(text="社区2015"), Case(title="社区", text="2015")]
    )
    assert library.ranked("社区 2015") == [3, 2, 1]


@pytest.mark.slow
def test_what_the_catalogue_says_of_a_case_comes_before_a_passing_mention():
    nominee = {"tier": "nominee", "year": "2015"}
    library = MemoryLibrary(
        [Case(text="2015年起。", facets={"tier": "nominee", "year": "2014"}), Case(facets=nominee)]
    )
    assert library.ranked("2015 提名") == [2, 1]


def test_a_case_stands_once_in_its_best_place():
    library = MemoryLibrary([Case(title="社区", text="社区治理"), Case(text="治理")])
    assert library.ranked("社区|治理") == [1, 2]


@pytest.mark.parametrize("typed", ["社区", "治理 协商", "三社协作", "2015|深圳", "-社区", "的"])
def test_pages_join_to_the_whole_with_and_without_a_filter(typed):
    ranking = real_library().searcher.search(typed).ranking
    for within in (None, BitMap(range(1, 47, 2)), BitMap()):
        whole = ranking.ids(within).tolist()
        pages = [number for start in range(0, 50, 7) for number in ranking.page(start, 7, within)]
        assert pages == whole
        assert set(whole) == set(ranking.all if within is None else ranking.all & within)


def test_a_filter_does_not_change_the_order():
    ranking = real_library().searcher.search("社区").ranking
    within = BitMap(range(1, 47, 3))
    assert ranking.ids(within).tolist() == [number for number in ranking.ids().tolist() if number in within]


def test_big_and_small_sets_come_in_the_same_order():
    library = MemoryLibrary([Case(text="社区")] * 40)
    default_order = library.searcher.default_order
    assert default_order.arranged(BitMap([7, 3])).tolist() == [3, 7]
    assert default_order.arranged(BitMap(range(1, 41))).tolist() == list(range(1, 41))


def test_an_empty_library_has_an_order_too():
    assert MemoryLibrary([]).ranked("社区") == []
