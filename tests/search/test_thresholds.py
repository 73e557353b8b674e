"""Each threshold of the search matters: the query that set it has another result with another value."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from cases.search import thresholds
from cases.search.query.parser import parse
from cases.search.ranking.highlight import snippet
from cases.search.searcher import Searcher
from cases.search.suggestions.partial_matches import partial_matches
from cases.search.suggestions.query_alternatives import alternatives
from cases.search.suggestions.suggester import Suggester
from cases.search.suggestions.title_slips import corrected
from cases.search.thresholds import Threshold
from tests.quick import first_quick
from tests.search.memory import Case, MemoryLibrary, make_place, make_term, real_library

THRESHOLDS = {name: each for name, each in vars(thresholds).items() if isinstance(each, Threshold)}


def padded(*texts: str) -> MemoryLibrary:
    """Cases with these texts among many others, so that their words are rare."""
    return MemoryLibrary([*(Case(text=text) for text in texts), *(Case() for _ in range(40))])


def repeated(count: int, *others: Case, title: str = "题名", text: str = "正文。") -> MemoryLibrary:
    return MemoryLibrary([*(Case(title=title, text=text) for _ in range(count)), *others])


def four_beginnings() -> MemoryLibrary:
    terms = [make_term(f"t{number}", f"社区志愿{sign}") for number, sign in enumerate("者队站岗")]
    return MemoryLibrary([Case(mechanisms=("t0",))], terms=terms)


def former_place() -> MemoryLibrary:
    places = [
        make_place("sc", "四川省"),
        make_place("sz", "市中区", parent="sc", last_year=2003, successors=("cs",)),
        make_place("cs", "船山区", parent="sc"),
    ]
    cases = [Case(text="城市中的社区。"), Case(text="城市中心。"), Case(then="cs", now="cs")]
    return MemoryLibrary(cases, places)


# Libraries for those that the 46 cases are too few to show.
MADE: dict[str, Callable[[], MemoryLibrary]] = {
    "MECHANISM_PREFIX_TERMS": four_beginnings,
    "FORMER_PLACE_ELSEWHERE": former_place,
    "NUMBER_CASES": lambda: repeated(1_001, text="共20条。"),
    "SEGMENTED_CHARACTERS": lambda: padded("楼院，党员"),
    "HALF_CHARACTERS": lambda: padded("楼院里的党员"),
    "HALVES_DISTANCE": lambda: padded("楼院里住着的很多很多党员"),
    "SEGMENT_CASES": lambda: repeated(501, text="楼院，党员"),
    "PINYIN_NAME_LETTERS": lambda: MemoryLibrary(
        [Case(then="wx", now="wx")], [make_place("wx", "无锡市", level="prefecture")]
    ),
    "PINYIN_PREFIX_SYLLABLES": lambda: MemoryLibrary(
        [Case(mechanisms=("ld",))], terms=[make_term("ld", "三社联动")]
    ),
    "PINYIN_TITLES": lambda: repeated(50, Case(title="陪训"), Case(text="陪训。"), title="培训"),
    "INITIALS_INSIDE_LETTERS": lambda: MemoryLibrary([Case(title="新民情理事会平台")]),
    "HOMOPHONE_RARITY": lambda: MemoryLibrary(
        [Case(text=text) for text in (*["干部。"] * 11, *["敢不。"] * 10, "肝部。")]
    ),
    "COUNTED_CASES": lambda: repeated(500, Case(text="社区社区"), text="社区"),
    "TITLE_CANDIDATES": lambda: repeated(
        8, Case(title="居民议事会协商与治理平台"), title="治理平台居民议事会协商"
    ),
    "SIMILAR_TITLES": lambda: MemoryLibrary([Case(title=f"居民议事会协商治理{sign}") for sign in "甲乙"]),
}


@cache
def library_of(name: str) -> tuple[MemoryLibrary, Suggester]:
    library = MADE[name]() if name in MADE else real_library()
    return library, suggester_of(library)


@cache
def suggester_of(library: MemoryLibrary) -> Suggester:
    return Suggester(library.searcher)


def answers(name: str) -> list[object]:
    """All that a reader sees of the query: the list with reasons and snippets, what else, suggestions."""
    library, suggester = library_of(name)
    query = THRESHOLDS[name].query
    searcher = Searcher(library, library.lexicon)  # one that remembers nothing
    result = searcher.search(query)
    ranked = result.ranking.page(0, 10_000)
    return [
        [(number, result.reasons(number)) for number in ranked],
        [snippet(library.cases[number].text, result.highlights) for number in ranked[:3]],
        alternatives(searcher, parse(query)),
        partial_matches(searcher, parse(query), library.all),
        corrected(parse(query), searcher),
        suggester.suggest(query),
    ]


@pytest.mark.parametrize("name", first_quick(THRESHOLDS, 3))
@pytest.mark.slow
def test_its_query_has_another_result_with_another_value(name, monkeypatch):
    expected = answers(name)
    assert answers(name) == expected
    threshold = THRESHOLDS[name]
    monkeypatch.setattr(thresholds, name, replace(threshold, value=threshold.other))
    assert answers(name) != expected


@pytest.mark.parametrize("name", THRESHOLDS)
def test_it_says_its_unit_and_its_meaning(name):
    threshold = THRESHOLDS[name]
    assert threshold.value != threshold.other
    assert threshold.unit and threshold.meaning


def test_two_words_near_each_other_mean_nothing_unless_one_of_them_is_rare():
    library = real_library()
    assert library.ranked("社会建设") == []
    rare, frequent = (len(library.searcher.matcher.documents_with(word)) for word in ("365", "社会"))
    assert rare * thresholds.HALF_RARITY.value <= len(library.all) < frequent * thresholds.HALF_RARITY.value


def test_where_the_numbers_are_kept_none_is_left_behind():
    assert set(MADE) <= set(THRESHOLDS)
