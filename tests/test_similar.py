from pyroaring import BitMap

from cases.similar import Feature, balanced, own_words
from cases.similar import similar as find

ALL = BitMap(range(1, 11))


def similar(pk: int, features: list[Feature], everything: BitMap, limit: int = 5):
    return find(pk, features, everything, limit)


def term(value: str, *ids: int) -> Feature:
    return Feature("mechanism", value, BitMap(ids))


def test_a_rare_mechanism_weighs_more_than_a_common_one():
    ranked = similar(1, [term("common", *range(1, 10)), term("rare", 1, 10)], ALL)
    assert ranked[0].pk == 10 and ranked[0].values("mechanism") == ["rare"]


def test_a_place_weighs_as_much_as_a_mechanism_between_one_that_two_and_one_that_three_of_ten_share():
    place = Feature("place", "320585", BitMap([1, 5]))
    [first, second] = similar(1, [place, term("two", 1, 4)], ALL)
    assert (first.pk, second.pk) == (4, 5)
    assert [near.pk for near in similar(1, [place, term("three", 1, 3, 4)], ALL)] == [5, 3, 4]


def test_it_says_what_is_shared():
    features = [term("a", 1, 2), term("b", 1, 3), Feature("place", "320585", BitMap([1, 2]))]
    assert [feature.value for feature in similar(1, features, ALL)[0].shared] == ["a", "320585"]


def test_a_case_is_not_similar_to_itself():
    assert [near.pk for near in similar(1, [term("a", 1, 2)], ALL)] == [2]


def test_cases_that_share_nothing_are_not_listed():
    assert similar(1, [term("a", 1)], ALL) == []
    assert similar(1, [], ALL) == []


def test_equals_stand_in_the_order_of_their_numbers_and_no_more_than_asked():
    assert [near.pk for near in similar(1, [term("a", *range(1, 11))], ALL, limit=3)] == [2, 3, 4]


def test_a_small_library_gives_what_it_has():
    assert [near.pk for near in similar(1, [term("a", 1, 2)], BitMap([1, 2]))] == [2]
    assert similar(1, [term("a", 1)], BitMap()) == []


def test_a_case_that_is_not_in_the_index_yet_has_similar_ones_too():
    assert [near.pk for near in similar(99, [term("a", 3)], ALL)] == [3]


def test_own_words_are_what_stands_in_quotation_marks():
    words = own_words("“三事分流”治理", "推行“三事分流”“五民工作法”，建“网”，说“先有，再改”。")
    assert words == ["三事分流", "五民工作法"]


def test_a_case_that_has_something_of_everything_counts_for_less():
    ranked = similar(1, [term("a", 1, 2, 3), term("b", 1, 2, 3), term("c", 1, 2)], ALL)
    assert [near.pk for near in ranked] == [2, 3]
    assert [near.pk for near in balanced(ranked, {2: 33, 3: 2}, 5)] == [3, 2]
    assert [near.pk for near in balanced(ranked, {}, 1)] == [2]
