"""Where no case matches a whole query: the best that match a part, each with what it lacks."""

import pytest

from cases.search.suggestions.partial_matches import partial_matches
from tests.search.memory import Case, MemoryLibrary, make_term, real_library


def partly(typed: str, library: MemoryLibrary | None = None, without: set[int] = frozenset()) -> list:
    library = library or real_library()
    query = library.searcher.search(typed).query
    return list(
        partial_matches(library.searcher, query, library.all - library.all.__class__(without)).matches
    )


def accessions(typed: str) -> list[str]:
    library = real_library()
    return [library.cases[match.number].accession for match in partly(typed)]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("村干部乱花钱怎么办", "2015-sqzl-w06"),
        ("社区工作者待遇低留不住人", "2021-jczl-t02"),
        ("老小区没有物业怎么办", "2015-sqzl-n03"),
        ("12345服务热线", "2014-syq-p01"),
        ("南岸区推行三事分流工作法，合理划定政府大事和社区小事", "2014-sqzl-w11"),
    ],
)
def test_a_right_case_is_among_the_first_five(typed: str, right: str) -> None:
    assert right in accessions(typed)[:5]


@pytest.mark.parametrize("typed", ["加装电梯", "区块链", "火星社区", "高考", "asdfgh", "新疆", '"业主物业"'])
def test_what_fits_too_little_is_left_out(typed: str) -> None:
    assert partly(typed) == []


def test_each_says_what_it_fits_and_what_not() -> None:
    library = MemoryLibrary(
        [Case(text="物业服务。"), Case(text="业主和物业的矛盾。"), Case(mechanisms=("ld",)), *[Case()] * 9],
        terms=[make_term("ld", "物业联动", names=("矛盾",))],
    )
    matches = partly("物业闹矛盾纠纷", library)
    assert [match.number for match in matches] == [2, 3, 1]
    assert matches[0].reasons == ["符合：物业、矛盾", "未提到：纠纷"]
    assert matches[1].reasons[0].startswith("符合：矛盾（机制")


def test_excluded_cases_and_those_outside_the_other_conditions_stay_out() -> None:
    library = MemoryLibrary(
        [Case(text="物业。"), Case(text="物业，停车。"), Case(text="物业。"), *[Case()] * 9]
    )
    assert [match.number for match in partly("物业火星 -停车", library)] == [1, 3]
    assert [match.number for match in partly("物业火星 -停车", library, {1})] == [3]


def test_common_words_bring_those_cases_alone_that_have_them_all() -> None:
    both = [Case(text="居民。协商。")] * 4
    library = MemoryLibrary(
        [*both, Case(text="居民。"), Case(text="协商。"), *[Case(text="居民。协商。")] * 4]
    )
    assert len(partly("居民、协商", library)) == 8
    assert partly("居民火星", library) == []


def test_what_repeats_a_word_in_few_sentences_stands_before_what_mentions_it() -> None:
    long = "居民参加活动。" * 40
    library = MemoryLibrary([Case(text=f"物业。{long}"), Case(text="物业。物业。"), *[Case()] * 9])
    assert [match.number for match in partly("物业火星", library)] == [2, 1]


def test_a_passage_names_the_first_few_words_alone() -> None:
    words = ["春兰", "夏荷", "秋菊", "冬梅", "东山", "西河", "南湖", "北海", "中原"]
    library = MemoryLibrary([Case(text="，".join(words)), *[Case()] * 9])
    [match] = partly(" ".join([*words, "火星"]), library)
    assert match.reasons[0].endswith("北海等 9 处")
