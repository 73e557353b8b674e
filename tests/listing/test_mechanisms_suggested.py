"""One answer for a suggestion and for Enter: where they differ, the page leads to what was suggested."""

import pytest

from cases.index.index import Index
from cases.listing.alternatives import mechanisms_suggested
from cases.listing.result_list import ResultList
from cases.listing.state import SearchState
from cases.search.suggestions.suggester import SUGGESTED_WORDS

pytestmark = pytest.mark.django_db


def opened(typed: str, index: Index, **values: str) -> ResultList:
    return ResultList(SearchState.of(q=typed, **values), index, "/cases/")


def said(results: ResultList) -> list[tuple[str, str, int]]:
    return [(link.label, link.url, link.count) for link in mechanisms_suggested(results)]


def test_a_word_that_finds_less_than_its_mechanism_has_leads_there(real_index):
    assert said(opened("停车", real_index)) == [("物业管理", "/cases/?mechanism=wuye-guanli", 6)]
    assert said(opened("电梯", real_index)) == [("人居环境整治", "/cases/?mechanism=renju-huanjing", 3)]


def test_a_word_that_finds_just_the_cases_of_its_mechanism_says_nothing(real_index):
    for typed in ("老人", "盖章", "待遇"):
        [slug] = real_index.searcher.lexicon.mechanisms_named(typed)
        assert said(opened(typed, real_index)) == []
        assert opened(typed, real_index).hits == real_index.with_value("mechanism", slug)


@pytest.mark.parametrize("typed", ['"停车"', "停车 小区", "停车 -小区", "标题:停车", "区块链", ""])
def test_nothing_is_said_of_several_words_or_of_what_is_asked_for_to_the_letter(real_index, typed):
    assert said(opened(typed, real_index)) == []
    assert said(opened("停车", real_index, year="2014")) == []


@pytest.mark.slow
def test_the_first_mechanism_suggested_is_what_the_list_has_or_leads_to(real_index):
    names = [name.name for name in real_index.searcher.lexicon.names if name.kind == "mechanism"]
    for typed in [*SUGGESTED_WORDS, *names]:
        results = opened(typed, real_index)
        first = [each for each in real_index.suggester.suggest(typed) if each.kind == "mechanism"][:1]
        for suggestion in first:
            same = real_index.with_value("mechanism", suggestion.value) == results.hits
            assert same or suggestion.text in [label for label, _url, _count in said(results)], typed
