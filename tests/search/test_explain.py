"""Why a case matches a query, and why it has its place."""

import pytest

from cases.search.expansion.expansion import Level, Strength
from cases.search.explain import Explanation, explain, lines, missing
from cases.search.ranking.ranking import Criterion
from cases.search.text.document import Field
from tests.search.memory import Case, MemoryLibrary, make_term, real_library

LIBRARY = MemoryLibrary(
    [
        Case(title="社区", text="社区。"),
        Case(title="社区", text="社区社区。"),
        Case(text="社区。"),
        Case(mechanisms=("sq",)),
        Case(title="社区", text="社区。"),
        Case(text="议事。"),
    ],
    terms=[make_term("sq", "社区", names=("小区",))],
)


def explained(typed: str, number: int) -> Explanation:
    return explain(LIBRARY.searcher, typed, number)


def test_it_counts_exact_matches_field_by_field():
    [[term]] = explained("社区", 2).groups
    assert term.occurrences == {Field.TITLE: 1, Field.TEXT: 2}
    assert term.grade == (Strength.EXACT, Level.TITLE)


def test_it_names_the_expansion_that_matches_with_its_strength():
    [[term]] = explained("社区", 4).groups
    assert not term.occurrences
    assert term.expansions == ("机制:社区（近义、沿革或信息项，机制）",)
    assert term.grade == (Strength.MEANING, Level.MECHANISM)


def test_the_position_is_that_of_the_ranking():
    ranked = LIBRARY.ranked("社区")
    assert ranked == [2, 1, 5, 3, 4]
    places = [explained("社区", number).placement for number in ranked]
    assert [place.position for place in places] == [1, 2, 3, 4, 5]
    assert {place.total for place in places} == {5}


@pytest.mark.parametrize(
    ("number", "above"),
    [
        (2, None),
        (1, Criterion.OCCURRENCES),
        (5, Criterion.DEFAULT_ORDER),
        (3, Criterion.LEVEL),
        (4, Criterion.STRENGTH),
    ],
)
def test_it_says_what_put_the_case_above_before_it(number, above):
    neighbour = explained("社区", number).placement.above
    assert (neighbour and neighbour.criterion) == above


def test_the_case_below_is_told_by_the_same_criterion():
    assert explained("社区", 2).placement.below.criterion is Criterion.OCCURRENCES
    assert explained("社区", 3).placement.below.criterion is Criterion.STRENGTH
    assert explained("社区", 4).placement.below is None


@pytest.mark.parametrize(
    "typed", ["社区", "治理 协商", "三社协作", "2015|深圳", "san she", "社区 -2014", "-", "的"]
)
def test_neighbours_are_put_in_order_by_what_is_said_to_decide(typed):
    searcher = real_library().searcher
    result = searcher.search(typed)
    for number in result.ids:
        place = explain(searcher, typed, number).placement
        above = place.above
        if above is None:
            assert place.position == 1
        elif above.criterion is Criterion.STRENGTH:
            assert above.grade[0] < place.grade[0]
        elif above.criterion is Criterion.LEVEL:
            assert above.grade[0] == place.grade[0] and above.grade[1] > place.grade[1]
        elif above.criterion is Criterion.OCCURRENCES:
            assert above.grade == place.grade and above.occurrences > sum(place.occurrences.values())
        else:
            assert above.grade == place.grade and above.occurrences in (0, sum(place.occurrences.values()))


def test_it_says_which_term_a_case_lacks():
    explanation = explained("社区 议事", 1)
    assert explanation.placement is None
    assert missing(explanation) == "不匹配全文含“议事”"


def test_one_of_several_alternatives_is_enough():
    assert explained("社区|议事", 6).placement.position == 5  # before 4, which is but coded
    assert missing(explained("火星|水星", 6)) == "不匹配全文含“火星”或全文含“水星”"


def test_it_says_which_excluded_term_a_case_matches():
    assert missing(explained("社区 -社区社区", 2)) == "匹配要排除的“社区社区”"


def test_the_lines_say_all_of_it_in_chinese():
    assert list(lines(explained("社区", 1))) == [
        "第 2 位，共 5 例",
        "检索条件：全文含“社区”",
        "全文含“社区”：",
        "  字面：标题 1 次，正文 1 次",
        "  计作：字面，标题（位置分 4）",
        "排序：",
        "  匹配方式：字面（各词中最远的一种）；位置分：4（各词之和）",
        "  同一档：3 例，比出现次数，本例 2 次（社区 2）",
        "  前一例：2014-sqzl-w02 社区，它出现次数更多（它：3 次）",
        "  后一例：2014-sqzl-w05 社区，本例默认次序在前",
    ]


def test_a_query_of_nothing_explains_the_default_order():
    place = explained("-", 3).placement
    assert (place.position, place.total, place.above.criterion) == (3, 6, Criterion.DEFAULT_ORDER)
