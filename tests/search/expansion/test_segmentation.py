"""Words that occur nowhere as typed: compounds, with signs between, as two halves, with signs around."""

import pytest

from cases.search.expansion.segmentation import segment
from tests.search.memory import Case, MemoryLibrary, make_place, make_term, real_library


def hits(typed):
    library = real_library()
    return {
        library.cases[number].accession: library.reasons(typed, number) for number in library.ranked(typed)
    }


def padded(*texts):
    """Cases with these texts among many others, so that their words are rare."""
    return MemoryLibrary([*(Case(text=text) for text in texts), *(Case() for _ in range(40))])


@pytest.mark.parametrize(
    ("typed", "accession", "reason"),
    [
        ("四项制度三维评价", "2015-sqzl-w08", "不计标点"),
        ("共谋共建共管共评共享", "2014-sqzl-w06", "不计标点"),
        ("一分两统三定四变", "2014-sqzl-n09", "不计标点"),
        ("622工作法", "2014-syq-p01", "拆词:622"),
        ("365工作体系", "2014-sqzl-w04", "拆词:365 + 工作体系"),
    ],
)
def test_a_word_matches_where_the_text_separates_its_segments(typed, accession, reason):
    assert hits(typed) == {accession: [reason]}


def test_two_halves_count_in_order_and_within_a_few_characters():
    library = padded("楼院里的党员", "党员在楼院", "楼院里，党员", "楼院里住着很多很多很多党员")
    assert library.ranked("楼院党员") == [1]


def test_a_sign_between_comes_before_two_halves():
    assert padded("楼院里的党员", "楼院，党员").ranked("楼院党员") == [2]


def test_two_halves_that_occur_everywhere_mean_nothing():
    library = MemoryLibrary([Case(text="社会各方面建设") for _ in range(3)])
    assert library.ranked("社会建设") == []


def test_a_number_is_never_cut():
    assert padded("共12、34项工作").ranked("1234项工作") == []
    assert padded("共36项，实行工作法").ranked("36工作法") == []


def test_what_occurs_somewhere_is_not_segmented():
    assert padded("楼院党员", "楼院里的党员").ranked("楼院党员") == [1]


@pytest.mark.parametrize("typed", ["（苏州）", "苏州。", "【苏州】", "#苏州#", "苏州?"])
def test_signs_around_a_word_do_not_matter(typed):
    assert list(hits(typed)) == ["2015-sqzl-w01"]


def test_stop_words_leave_a_short_rest_alone():
    terms = [make_term("dpc", "大盆菜")]
    library = MemoryLibrary([Case(text="民生大盆菜"), Case(text="社会")], terms=terms)
    assert library.ranked("民生大盆菜经验") == [1]
    assert library.ranked("社会经验") == []


def test_beside_other_words_a_year_is_the_year_of_the_award():
    cases = [Case(text="2015年起十大项目"), Case(facets={"year": "2015", "tier": "winner"})]
    assert MemoryLibrary(cases).ranked("2015年十大") == [2]


@pytest.mark.slow
def test_a_phrase_in_quotation_marks_matches_across_others():
    library = padded("以“三社联动”机制", "三社联动机制")
    assert library.ranked('"三社联动机制"') == [2, 1]
    assert library.reasons('"三社联动机制"', 1) == ["不计引号"]


def test_the_catalogues_path_counts_where_a_name_begins_or_ends():
    places = [
        make_place("nm", "内蒙古自治区", level="province"),
        make_place("bt", "包头市", parent="nm", level="prefecture"),
        make_place("qs", "青山区", parent="bt"),
    ]
    library = MemoryLibrary([Case(then="qs", now="qs")], places)
    for typed in ("内蒙古", "自治区", "包头", "青山区", "内蒙古自治区/包头", "地区:自治"):
        assert library.ranked(typed) == [1], typed
    assert library.ranked("自治") == library.ranked("山") == []


def test_a_former_place_whose_name_another_bears_today_is_not_followed():
    places = [
        make_place("sx", "山西省", level="province"),
        make_place("old", "城西区", parent="sx", last_year=2002, successors=("new",)),
        make_place("new", "柳南区", parent="sx"),
        make_place("yq", "城西区", parent="sx"),
    ]
    library = MemoryLibrary([Case(then="new", now="new"), Case(then="yq", now="yq")], places)
    assert library.ranked("城西区") == [2]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("深圳社区基金会", ["深圳", "社区基金会"]),
        ("2015提名", ["2015", "提名"]),
        ("太仓的案例", ["太仓", "的案例"]),
        ("三社联动", ["三社联动"]),
        ("社区火星", None),
        ("社" * 100, None),
    ],
)
def test_a_compound_is_segmented_into_names(word, expected):
    assert segment(word, real_library().lexicon) == expected


@pytest.mark.parametrize("sign", ["、", "，", "；", "/"])
def test_a_sign_between_words_is_a_blank_with_all_their_expansion(sign):
    terms = [make_term("wy", "物业管理", names=("业委会",))]
    cases = [Case(text="物业。", mechanisms=("wy",)), Case(text="物业，业委会。"), Case(text="业委会。")]
    library = MemoryLibrary(cases, terms=terms)
    assert sorted(library.ranked(f"物业{sign}业委会")) == sorted(library.ranked("物业 业委会")) == [1, 2]


def test_a_phrase_with_its_sign_stands_before_its_words_apart():
    library = MemoryLibrary([Case(text="共治。共建。"), Case(text="共建、共治。")])
    assert library.ranked("共建、共治") == [2, 1]


def test_a_sign_within_a_number_separates_nothing():
    library = MemoryLibrary([Case(text="1人，200人。"), Case(text="14人，2015年。")])
    assert library.ranked("14,200") == []
