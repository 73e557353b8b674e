"""Queries that curators keep: read by the search state, as those of addresses are."""

from collections.abc import Iterable

from django.http import QueryDict

from cases.listing.state import PARAMETERS, SearchState
from cases.parameters import InvalidParameters
from cases.vocabulary import Vocabulary, read_vocabulary

OF_A_PAGE = {"page", "per_page", "view"}  # they say nothing of which cases are meant


def state_of(query: str, vocabulary: Vocabulary) -> SearchState:
    """The state that a saved query asks for; InvalidParameters where it makes no sense (any more)."""
    return SearchState.from_querydict(QueryDict(query), vocabulary)


def refusals(queries: Iterable[str]) -> list[str]:
    """What is wrong with each query, by the vocabularies of the database; empty where nothing is."""
    vocabulary = read_vocabulary()
    return [_refusal(query, vocabulary) for query in queries]


def _refusal(query: str, vocabulary: Vocabulary) -> str:
    try:
        state = state_of(query, vocabulary)
    except InvalidParameters as refused:
        return "".join(refused.messages)
    strange = sorted(set(QueryDict(query)) - set(PARAMETERS) | OF_A_PAGE.intersection(QueryDict(query)))
    if strange:
        return f"检索条件里不能有 {'、'.join(strange)}：只写选哪些案例的参数。"
    return "" if state.is_filtered else "检索条件是空的：请写明选哪些案例，如 mechanism=shequ-jianfu。"
