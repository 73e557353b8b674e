"""Below a list that is empty: the cases that fit a part of the search text. They are no part of the list."""

from functools import reduce
from operator import and_

from cases.listing.result_list import ResultList
from cases.search.suggestions.partial_matches import PartialMatches, partial_matches


def partial_list(results: ResultList) -> PartialMatches:
    """The best of them within the other conditions; none where the text itself has cases, or is none."""
    if results.search is None or results.search.ids:
        return PartialMatches()
    within = reduce(and_, results.sets.selected.values(), results.index.all)
    return partial_matches(results.index.searcher, results.search.query, within)
