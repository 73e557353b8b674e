"""Alternatives to a list that is empty, each with the number of cases it leads to."""

from dataclasses import dataclass, replace
from itertools import chain

from cases.facets.declarations import facets_for
from cases.listing.problem_lists import problems_meant
from cases.listing.result_list import ResultList
from cases.listing.state import PLACE_READINGS, SearchState
from cases.search.suggestions.place_alternatives import around, places_meant, places_without_cases
from cases.search.suggestions.query_alternatives import (
    MOST_REPLACED,
    Alternative,
    Filter,
    alternatives,
    unmatched,
    unmatched_groups,
)
from cases.search.suggestions.suggester import SUGGESTED_WORDS
from cases.search.suggestions.title_slips import corrected
from cases.search.text.normalisation import QUOTE, fold_text

SHORTEST_TITLE = 6  # characters of a source's title that are taken for it
WORDING = {
    "term": "去掉“{}”",
    "text": "去掉检索词“{}”",
    "filter": "不限{}",
    "filters": "不限任何条件，只留检索词",
    "free": "去掉引号，检索“{}”",
    "correction": "改为检索“{}”",
    "split": "拆成“{}”检索",
    "above": "上级地区：{}",
    "beside": "邻近地区：{}",
}
PLACES = {"above", "beside"}


@dataclass(frozen=True, slots=True)
class AlternativeLink:
    """One change of the question, said in words; following it finds `count` cases.

    `is_place` says that it leads to what another place has: 厦门市有 3 个案例.
    """

    label: str
    url: str
    count: int
    is_place: bool = False


def alternative_links(results: ResultList) -> list[AlternativeLink]:
    """What to leave out or to ask instead; nothing for a list that has cases."""
    if results.total:
        return []
    reading = _other_reading(results)
    if results.search is None:
        return [
            *reading,
            *_around_selected(results),
            *(_without_one_filter(results) or _with_one_filter(results)),
        ]
    filters = [Filter(facet.parameter, facet.label, ids) for facet, ids in results.sets.selected.items()]
    suggested = alternatives(results.index.searcher, results.search.query, filters)
    links = [_link(each, results) for each in suggested if each.kind in WORDING]  # the page itself offers all
    problems = [
        AlternativeLink(f"工作难题“{words}”", url, count) for words, count, url in problems_meant(results)
    ]
    return [*problems, *_sources(results), *reading, *links]


def _link(alternative: Alternative, results: ResultList) -> AlternativeLink:
    url = _changed(alternative, results.state).url(results.path)
    if alternative.kind in PLACES and not alternative.q and not results.state.selected:
        return AlternativeLink(alternative.label, url, alternative.count, is_place=True)
    return AlternativeLink(WORDING[alternative.kind].format(alternative.label), url, alternative.count)


def _changed(alternative: Alternative, state: SearchState) -> SearchState:
    if alternative.kind == "filter":
        return state.clear(alternative.parameter)
    if alternative.kind == "filters":
        return state.clear().with_query(alternative.q)
    changed = state.with_query(alternative.q)
    if alternative.kind in PLACES:
        return changed.replace(alternative.parameter, [alternative.value])
    return changed


def words_without_cases(results: ResultList) -> int:
    """How many conditions of the search text match nothing, where a change of one would not help."""
    if results.total or results.search is None or results.search.ids:
        return 0
    groups = unmatched_groups(results.index.searcher, results.search.query)
    return len(groups) if len(groups) > 1 else 0


def words_not_replaced(results: ResultList) -> int:
    """For how many of the words joined by "or" nothing similar was looked for, because there are so many."""
    if results.total or results.search is None or results.search.ids or words_without_cases(results):
        return 0
    return max(0, len(unmatched(results.index.searcher, results.search.query)) - MOST_REPLACED)


def meant_instead(results: ResultList) -> str:
    """The search text that was meant, where a title has it but for one character; else empty."""
    if results.search is None or results.search.ids:
        return ""
    return corrected(results.search.query, results.index.searcher)


def missing_places(results: ResultList) -> list[str]:
    """The names of the places in the search text, or selected, of which the library has no case."""
    if results.total:
        return []
    if results.search is None:
        return [results.index.searcher.lexicon.places[key].name for key in _selected_without_cases(results)]
    if results.search.ids:
        return []
    searcher = results.index.searcher
    keys = (key for term in results.search.query.terms for key in places_without_cases(term, searcher))
    return list(dict.fromkeys(searcher.lexicon.places[key].name for key in keys))


def _selected_without_cases(results: ResultList) -> list[str]:
    """The keys of the divisions in force that are selected, where none of them has a case."""
    index, state = results.index, results.state
    if state.place_at == "then" or any(index.with_value("place", each) for each in state.values("place")):
        return []
    return [value for value in state.values("place") if value in index.searcher.lexicon.places]


def _around_selected(results: ResultList) -> list[AlternativeLink]:
    """What lies around the places selected that have no cases, where nothing else is asked for."""
    state = results.state
    if set(state.selected) != {"place"}:
        return []
    offers = chain.from_iterable(
        around(key, results.index.searcher) for key in _selected_without_cases(results)
    )
    return [
        AlternativeLink(
            label, state.clear().replace(parameter, [value]).url(results.path), len(ids), is_place=True
        )
        for _kind, label, parameter, value, ids in offers
    ]


def places_named(results: ResultList) -> list[tuple[str, str, int]]:
    """(key, name, cases) of the places with cases that the search text names, where it is nothing else."""
    query = results.search.query if results.search is not None else None
    if query is None or len(query.terms) != 1 or query.excluded or results.state.selected:
        return []
    searcher = results.index.searcher
    places = [searcher.lexicon.places[key] for key in places_meant(query.terms[0], searcher.lexicon)]
    counted = [(place, len(results.index.with_value("place", place.key))) for place in places]
    return [(place.key, place.name, count) for place, count in counted if count]


def mechanisms_suggested(results: ResultList) -> list[AlternativeLink]:
    """What the suggestion for the same word leads to, where that is not what the search finds: 停车."""
    search = results.search
    if search is None or search.query.excluded or results.state.selected:
        return []
    term = next(iter(search.query.terms), None)
    if term is None or len(search.query.terms) > 1 or term.quoted or not term.is_free:
        return []
    named = results.index.searcher.lexicon.mechanisms_named(term.text)
    slugs = dict.fromkeys([*named, SUGGESTED_WORDS.get(term.text, "")])
    coded = {slug: results.index.with_value("mechanism", slug) for slug in slugs}
    return [
        AlternativeLink(
            results.index.vocabulary.terms[slug].name,
            results.state.clear().replace("mechanism", [slug]).url(results.path),
            len(ids),
        )
        for slug, ids in coded.items()
        if ids and ids != search.ids
    ]


def _sources(results: ResultList) -> list[AlternativeLink]:
    """The cases of a source document whose title was pasted, or a good part of it."""
    typed, index = _bare(results.state.q), results.index
    if len(typed) < SHORTEST_TITLE:
        return []
    titles = ((slug, title, _bare(title)) for slug, title in index.vocabulary.sources.items())
    named = [(slug, title) for slug, title, bare in titles if typed in bare or bare in typed]
    counts = {slug: len(index.with_value("source", slug)) for slug, _title in named}
    return [
        AlternativeLink(
            f"来源文献《{title}》中的案例",
            results.state.clear().replace("source", [slug]).url(results.path),
            counts[slug],
        )
        for slug, title in named
        if counts[slug]
    ]


def _bare(text: str) -> str:
    return fold_text(text).replace(QUOTE, "")


def _without_one_filter(results: ResultList) -> list[AlternativeLink]:
    """Filters alone: leave each of them out in turn."""
    links = [
        AlternativeLink(
            WORDING["filter"].format(facet.label),
            results.state.clear(facet.parameter).url(results.path),
            len(results.sets.without(facet)),
        )
        for facet in results.sets.selected
    ]
    return _by_count(links)


def _with_one_filter(results: ResultList) -> list[AlternativeLink]:
    """Where no two of the filters have a case in common: keep one of them."""
    kept = [
        (results.state.clear().replace(facet.parameter, results.state.values(facet.parameter)), facet)
        for facet in results.sets.selected
    ]
    links = [
        AlternativeLink(f"只按{facet.label}筛选", state.url(results.path), len(results.sets.selected[facet]))
        for state, facet in kept
    ]
    return _by_count(links)


def _by_count(links: list[AlternativeLink]) -> list[AlternativeLink]:
    """Those that lead to cases, to the most first."""
    return sorted((link for link in links if link.count), key=lambda link: -link.count)


def _other_reading(results: ResultList) -> list[AlternativeLink]:
    """The same places as the divisions of the other time, where all of them exist in it."""
    state = results.state
    other = replace(state, place_at="now" if state.place_at == "then" else "then", page=1)
    [facet] = [each for each in facets_for(then=other.place_at == "then") if each.parameter == "place"]
    values, vocabulary = state.values("place"), results.index.vocabulary
    if not values or any(facet.short_label(vocabulary, value) is None for value in values):
        return []
    total = ResultList(other, results.index).total
    label = f"地区改按{PLACE_READINGS[other.place_at]}"
    return [AlternativeLink(label, other.url(results.path), total)] if total else []
