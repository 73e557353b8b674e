"""A query without results always has an alternative, and its count is kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.search.query.parser import parse
from cases.search.suggestions.query_alternatives import Filter, alternatives
from tests.search.memory import Case, MemoryLibrary, real_library


def offered(typed, *filters):
    return alternatives(real_library().searcher, parse(typed), filters)


def labels(typed, kind):
    return [each.label for each in offered(typed) if each.kind == kind]


def condition(facet, value, label=""):
    return Filter(facet, label or value, real_library().bitmaps[facet][value])


@pytest.mark.slow
def test_it_offers_to_leave_out_the_term_that_is_to_blame():
    [each] = [each for each in offered("三社联动 火星") if each.kind == "term"]
    assert (each.label, each.q) == ("火星", "三社联动")


@pytest.mark.slow
def test_it_offers_to_leave_out_an_exclusion():
    assert labels("苏州 -太仓", "term") == ["苏州", "-太仓"]


@pytest.mark.slow
def test_it_offers_to_leave_out_a_filter():
    tier, year = condition("tier", "typical", "典型案例"), condition("year", "2014")
    [each] = [each for each in offered("三社联动", tier, year) if each.kind == "filter"]
    assert (each.kind, each.label, each.parameter) == ("filter", "典型案例", "tier")
    assert each.count == len(real_library().searcher.search("三社联动").ids & year.ids)


@pytest.mark.slow
def test_it_offers_to_leave_out_the_whole_search_text_beside_filters():
    year, province = condition("year", "2014"), condition("place", "440000")
    [text] = [each for each in offered("三社联动", year, province) if each.kind == "text"]
    assert (text.label, text.q, text.count) == ("三社联动", "", len(year.ids & province.ids))


def test_it_offers_to_leave_out_all_filters_where_more_than_one_is_to_blame():
    filters = condition("year", "2021"), condition("tier", "pilot")
    shown = {each.kind: each.count for each in offered("三社联动", *filters)}
    assert shown["filters"] == len(real_library().searcher.search("三社联动").ids)
    assert "text" not in shown


@pytest.mark.slow
def test_it_offers_a_phrase_without_its_quotation_marks():
    [each] = [each for each in offered('"权力清单36条"') if each.kind == "free"]
    assert (each.q, each.count) == ("权力清单36条", 1)


@pytest.mark.slow
def test_it_offers_what_two_initials_stand_for():
    assert {"深圳", "苏州"} <= set(labels("sz", "correction"))


@pytest.mark.slow
def test_it_offers_words_that_sound_alike_to_those_who_do_not_tell_ch_from_c():
    assert labels("太昌", "correction")[0] == "太仓"


def test_it_offers_words_that_sound_or_look_alike():
    assert labels("三设联动", "correction")[0] == "三社联动"
    assert "三社联动" in labels("三社连动", "correction")
    assert "网格化管理" in labels("网格华管理", "correction")


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["sansheliamdong", "sansehliandong", "sanssheliandong"])
def test_it_offers_what_pinyin_with_one_wrong_letter_means(typed):
    assert labels(typed, "correction")[0] == "三社联动"


@pytest.mark.slow
def test_it_offers_each_word_that_the_pinyin_may_mean():
    library = MemoryLibrary([Case(text="干部。"), Case(text="敢不。"), Case(text="干部。")])
    shown = alternatives(library.searcher, parse("ganbu"))
    assert [(each.label, each.count) for each in shown] == [("干部", 2), ("敢不", 1)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("乡贤理事会的农村社区治理创新", "“乡贤参事会”农村社区治理创新"),
        ("聚力攻关 打造专业化与职业化社区工作者队伍", "聚力攻坚 打造专业化职业化社区工作者队伍"),
    ],
)
def test_it_offers_the_title_that_was_meant(typed, title):
    assert labels(typed, "correction")[0] == title


def test_it_offers_no_title_that_has_only_some_words_in_common():
    assert not any(len(label) > 8 for label in labels("社区火星移民办公室的建设模式", "correction"))


def test_it_offers_the_part_of_a_word_that_occurs_somewhere():
    assert labels("社区火星", "correction") == ["社区"]


def test_it_splits_a_word_in_two():
    library = MemoryLibrary([Case(text="楼院里，党员。"), Case(text="楼院，居民。")])
    shown = alternatives(library.searcher, parse("楼院党员"))
    assert [(each.q, each.count) for each in shown if each.kind == "split"] == [("楼院 党员", 1)]


def test_it_offers_the_places_around_one_without_cases():
    above, beside = [each for each in offered("昆山") if each.kind in {"above", "beside"}]
    assert (above.label, above.parameter, above.value, above.count) == ("苏州市", "place", "320500", 1)
    assert (beside.label, beside.parameter, beside.value, beside.count) == ("太仓市", "place", "320585", 1)


@pytest.mark.parametrize("typed", ["海南", "河北", "新疆", "集美区"])
def test_a_place_without_cases_is_no_slip_for_another_name(typed):
    assert not labels(typed, "correction")


def test_as_a_last_resort_it_offers_everything():
    [each] = offered("火星")
    assert (each.kind, each.q, each.count) == ("all", "", 46)


@pytest.mark.parametrize(
    "typed",
    [
        "三设联动",
        "社区火星",
        "昆山",
        "三社联动 火星",
        "苏州 -太仓",
        "某某区",
        "x y z",
        '"甲 乙" 社区',
        "标题:火星社区",
        "乡贤理事会的农村社区治理创新",
        "yishi huiyi",
    ],
)
def test_what_it_promises_is_what_the_click_gives(typed):
    library = real_library()
    shown = offered(typed)
    assert shown
    for each in shown:
        ids = library.searcher.search(each.q).ids
        if each.kind in {"above", "beside"}:
            ids &= library.bitmaps["place"][each.value]
        assert len(ids) == each.count > 0


@pytest.mark.slow
@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_it_leads_on_from_anything_that_can_be_typed(typed):
    assert all(each.count > 0 for each in offered(typed))
    assert offered(typed)


def test_a_field_that_finds_nothing_can_be_left_out():
    [each] = offered("标题:o2o")
    assert (each.kind, each.q, each.count) == ("correction", "o2o", 1)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("业主和物业公司闹矛盾", "物业 矛盾 业主"),
        ("老小区没有物业", "老旧小区物业 小区物业 物业 小区"),
        ("社区居民自我管理", "自我管理"),
        ("业主自治", "业主"),
        ("宁海37条", "宁海"),
        ("民情理事汇", "民情"),
        ("物业、停车位", "物业"),
        ("第一届", ""),
    ],
)
def test_it_offers_the_words_that_say_most_and_never_a_piece_of_one(typed, words):
    assert labels(typed, "correction") == words.split()


def test_it_offers_the_names_inside_a_longer_word_instead_of_any_part():
    assert labels("农村留守老人关爱服务", "correction") == ["留守老人"]


@pytest.mark.parametrize("typed", ["未成年人保护", "民法典", "老城区"])
def test_it_offers_no_scrap_and_no_name_of_something_else(typed):
    assert labels(typed, "correction") == []
