"""Alternatives to a query without results, each with the number of cases that it leads to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pyroaring import BitMap

from cases.search import thresholds
from cases.search.query.parser import parse
from cases.search.query.query import Query, QueryTerm
from cases.search.query.unparsing import unparse, unparse_term
from cases.search.searcher import Searcher
from cases.search.suggestions.place_alternatives import around, places_without_cases
from cases.search.suggestions.spelling_correction import corrections, similar_titles, two_words
from cases.search.text.exact_match import Ids
from cases.search.text.normalisation import fold_text

MOST_REPLACED = 5  # terms for which similar words are looked for: each costs as much as a search


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition beside the search text: what to say of it, and the ids that meet it."""

    parameter: str
    label: str
    ids: Ids


@dataclass(frozen=True, slots=True)
class Alternative:
    """One change of the query that has results.

    `kind`: `term`, `filter`, the whole `text` or all `filters` are left out, `correction` is another word for
    one term, `free` a phrase without its quotation marks, `split` makes two of one, `above` is a place around
    the one that was meant, `beside` a neighbour of it, `all` the whole library. `q` is the search text then;
    `parameter` the filter to leave out, or for places the facet to choose, with its `value`.
    """

    kind: str
    label: str
    count: int
    q: str
    parameter: str = ""
    value: str = ""


def alternatives(searcher: Searcher, query: Query, filters: Sequence[Filter] = ()) -> list[Alternative]:
    """What to leave out, most cases first; then what to ask instead, the most similar first."""
    dropped = sorted(_dropped(searcher, query, filters), key=lambda each: -each.count)
    replaced = chain(_titles(searcher, query, filters), _replaced(searcher, query, filters))
    offered = [*_with_results(dropped), *_with_results(replaced)]
    if not offered:
        offered.append(Alternative("all", "全部案例", len(searcher.library.all), ""))
    return offered


def _dropped(searcher: Searcher, query: Query, filters: Sequence[Filter]) -> Iterator[Alternative]:
    matches: Ids = searcher.search_parsed(query).ids if filters else BitMap()
    for left_out in filters:
        others = [other.ids for other in filters if other is not left_out]
        count = len(_within(matches, others))
        yield Alternative("filter", left_out.label, count, unparse(query), left_out.parameter)
    if filters:
        count = len(_within(searcher.library.all, [each.ids for each in filters]))
        yield Alternative("text", unparse(query), count, "")
    if len(filters) > 1:
        yield Alternative("filters", "", len(matches), unparse(query))
    if len(query.terms) + len(query.excluded) < 2 or len(unmatched_groups(searcher, query)) > 1:
        return
    for term in (*query.terms, *query.excluded):
        rest = query.without(term)
        label = f"-{unparse_term(term)}" if term in query.excluded else unparse_term(term)
        yield Alternative("term", label, _count(searcher, rest, filters), unparse(rest))


def _titles(searcher: Searcher, query: Query, filters: Sequence[Filter]) -> Iterator[Alternative]:
    for title in similar_titles(fold_text(unparse(query)), searcher.matcher):
        yield Alternative("correction", title, _count(searcher, parse(title), filters), title)


def unmatched(searcher: Searcher, query: Query) -> list[QueryTerm]:
    """The terms that nothing matches: the others are not to blame for an empty list."""
    return [term for term in query.terms if not searcher.match(term).tiers]


def unmatched_groups(searcher: Searcher, query: Query) -> list[tuple[QueryTerm, ...]]:
    """The conditions that nothing matches. With two of them a change of one term brings nothing."""
    return [group for group in query.groups if not any(searcher.match(term).tiers for term in group)]


def _replaced(searcher: Searcher, query: Query, filters: Sequence[Filter]) -> Iterator[Alternative]:
    if len(unmatched_groups(searcher, query)) > 1:
        return
    for term in unmatched(searcher, query)[:MOST_REPLACED]:
        if term.quoted:
            free = query.replacing(term, replace(term, quoted=False))
            yield Alternative("free", term.typed, _count(searcher, free, filters), unparse(free))
        if not term.is_free:
            free = query.replacing(term, replace(term, field=None, facet=""))
            yield Alternative("correction", term.typed, _count(searcher, free, filters), unparse(free))
        if places_without_cases(term, searcher):
            yield from _around(searcher, query, term, filters)
            continue  # 新疆 is not a slip for 新建
        for word in dict.fromkeys((*corrections(searcher, term), *two_words(searcher, term))):
            kind = "split" if " " in word else "correction"
            changed = _with(query, term, word)
            yield Alternative(kind, word, _count(searcher, changed, filters), unparse(changed))


def _around(
    searcher: Searcher, query: Query, term: QueryTerm, filters: Sequence[Filter]
) -> Iterator[Alternative]:
    """What is above and beside a place that has no cases."""
    rest = query.without(term)
    for key in places_without_cases(term, searcher):
        for kind, label, parameter, value, ids in around(key, searcher):
            count = len(_within(searcher.search_parsed(rest).ids & ids, [each.ids for each in filters]))
            yield Alternative(kind, label, count, unparse(rest), parameter, value)


def _with(query: Query, term: QueryTerm, word: str) -> Query:
    """The query with another word, or with two in its place."""
    first, *others = word.split(" ")
    changed = query.replacing(term, replace(term, typed=first, text=fold_text(first)))
    more = tuple((replace(term, typed=other, text=fold_text(other)),) for other in others)
    return Query((*changed.groups, *more), changed.excluded)


def _count(searcher: Searcher, query: Query, filters: Sequence[Filter]) -> int:
    return len(_within(searcher.search_parsed(query).ids, [each.ids for each in filters]))


def _within(ids: Ids, sets: Iterable[Ids]) -> Ids:
    for other in sets:
        ids = ids & other
    return ids


def _with_results(alternatives: Iterable[Alternative]) -> list[Alternative]:
    """The first few that have results, each once."""
    distinct = {(each.kind, each.label): each for each in alternatives if each.count}
    return list(distinct.values())[: thresholds.ALTERNATIVES.value]
