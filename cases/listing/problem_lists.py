"""The lists of the problems of work that curators keep, and which of them a reader means."""

import logging
from collections.abc import Iterable
from itertools import pairwise

from cases.index.index import Index
from cases.listing.result_list import ResultList
from cases.listing.saved_query import state_of
from cases.models import WorkProblem
from cases.parameters import InvalidParameters
from cases.search.text.normalisation import fold_text

logger = logging.getLogger(__name__)

FEWEST_SHARED = 3  # pairs of characters: 老小区没有物业怎么办 and 老旧小区没有物业 share five
LEAST_SHARE = 0.6  # of the pairs of the shorter of the two


def problem_lists(problems: Iterable[tuple[str, str]], index: Index, path: str) -> list[tuple[str, int, str]]:
    """(words, number of cases, address) of the list of each problem; `problems` are (words, query).

    One that makes no sense since a vocabulary changed is left out, as is one whose list is empty.
    """
    found = []
    for words, query in problems:
        try:
            state = state_of(query, index.vocabulary)
        except InvalidParameters as refused:
            logger.warning("the problem %s asks for no list: %s", words, refused)
            continue
        if total := ResultList(state, index).total:
            found.append((words, total, state.url(path)))
    return found


def problems_meant(results: ResultList) -> list[tuple[str, int, str]]:
    """As `problem_lists`, of the problems that say nearly what was typed."""
    typed = _pairs(results.state.q)
    if len(typed) < FEWEST_SHARED:
        return []
    rows = WorkProblem.objects.published().values_list("words", "query")
    likeness = {(words, query): _likeness(typed, _pairs(words)) for words, query in rows}
    alike = sorted(filter(likeness.__getitem__, likeness), key=lambda row: -likeness[row])
    return problem_lists(alike, results.index, results.path)


def _pairs(text: str) -> set[str]:
    folded = "".join(sign for sign in fold_text(text) if sign.isalnum())
    return {first + second for first, second in pairwise(folded)}


def _likeness(typed: set[str], words: set[str]) -> float:
    """The share of the pairs that both have, 0 where it is too small to mean anything."""
    shared = len(typed & words)
    share = shared / max(1, min(len(typed), len(words)))
    return share if shared >= FEWEST_SHARED and share >= LEAST_SHARE else 0
