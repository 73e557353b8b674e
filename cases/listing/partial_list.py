"""Below a list that is empty: the cases that fit a part of the search text, or are near to it in meaning.

They are no part of the list.
"""

import re
from functools import reduce
from operator import and_

from pyroaring import AbstractBitMap, BitMap

from cases.embeddings.nearest import NearSentence, nearest
from cases.listing.result_list import ResultList
from cases.search.query.query import Query
from cases.search.suggestions.partial_matches import PartialMatches, partial_matches

NEAR = 5  # cases near in meaning that are shown
DESCRIPTION = 6  # Chinese characters that a description has at least
HAN = re.compile(r"[\u4e00-\u9fff]")


def partial_list(results: ResultList) -> PartialMatches:
    """The best of them within the other conditions; none where the text itself has cases, or is none."""
    if results.search is None or results.search.ids:
        return PartialMatches()
    return partial_matches(results.index.searcher, results.search.query, _selected(results))


def near_list(results: ResultList, partial: PartialMatches) -> list[NearSentence]:
    """The sentences nearest in meaning, a case each, of cases that are not among the partial matches.

    Only for a situation that somebody describes: to a short or rare word nothing near can be told, and what
    stands in quotation marks, or behind a field's name, is asked for to the letter.
    """
    if results.search is None or results.search.ids or not _is_description(results.search.query):
        return []
    within = _selected(results) - BitMap(each.number for each in partial.matches)
    return nearest(results.index, results.state.q, within, NEAR)


def _is_description(query: Query) -> bool:
    terms = [term for group in query.groups for term in group]
    to_the_letter = query.excluded or any(term.quoted or term.field for term in terms)
    return not to_the_letter and sum(len(HAN.findall(term.text)) for term in terms) >= DESCRIPTION


def _selected(results: ResultList) -> AbstractBitMap:
    """The cases that the other conditions leave."""
    return reduce(and_, results.sets.selected.values(), results.index.all)
