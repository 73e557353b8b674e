"""Alternatives to a list that is empty, each with the number of cases it leads to."""

from dataclasses import dataclass, replace

from cases.facets.declarations import facets_for
from cases.listing.result_list import ResultList
from cases.listing.state import PLACE_READINGS, SearchState
from cases.search.suggestions.place_alternatives import places_meant, places_without_cases
from cases.search.suggestions.query_alternatives import Alternative, Filter, alternatives
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


@dataclass(frozen=True, slots=True)
class AlternativeLink:
    """One change of the question, said in words; following it finds `count` cases."""

    label: str
    url: str
    count: int


def alternative_links(results: ResultList) -> list[AlternativeLink]:
    """What to leave out or to ask instead; nothing for a list that has cases."""
    if results.total:
        return []
    reading = _other_reading(results)
    if results.search is None:
        return [*reading, *(_without_one_filter(results) or _with_one_filter(results))]
    filters = [Filter(facet.parameter, facet.label, ids) for facet, ids in results.sets.selected.items()]
    suggested = alternatives(results.index.searcher, results.search.query, filters)
    links = [_link(each, results) for each in suggested if each.kind in WORDING]  # the page itself offers all
    return [*_sources(results), *reading, *links]


def _link(alternative: Alternative, results: ResultList) -> AlternativeLink:
    label = WORDING[alternative.kind].format(alternative.label)
    return AlternativeLink(label, _changed(alternative, results.state).url(results.path), alternative.count)


def _changed(alternative: Alternative, state: SearchState) -> SearchState:
    if alternative.kind == "filter":
        return state.clear(alternative.parameter)
    if alternative.kind == "filters":
        return state.clear().with_query(alternative.q)
    changed = state.with_query(alternative.q)
    if alternative.kind in {"above", "beside"}:
        return changed.replace(alternative.parameter, [alternative.value])
    return changed


def meant_instead(results: ResultList) -> str:
    """The search text that was meant, where a title has it but for one character; else empty."""
    if results.search is None or results.search.ids:
        return ""
    return corrected(results.search.query, results.index.searcher)


def missing_places(results: ResultList) -> list[str]:
    """The names of the places in the search text of which the library has no case."""
    if results.total or results.search is None or results.search.ids:
        return []
    searcher = results.index.searcher
    keys = (key for term in results.search.query.terms for key in places_without_cases(term, searcher))
    return list(dict.fromkeys(searcher.lexicon.places[key].name for key in keys))


def places_named(results: ResultList) -> list[tuple[str, str, int]]:
    """(key, name, cases) of the places with cases that the search text names, where it is nothing else."""
    query = results.search.query if results.search is not None else None
    if query is None or len(query.terms) != 1 or query.excluded or results.state.selected:
        return []
    searcher = results.index.searcher
    places = [searcher.lexicon.places[key] for key in places_meant(query.terms[0], searcher.lexicon)]
    counted = [(place, len(results.index.with_value("place", place.value))) for place in places]
    return [(place.key, place.name, count) for place, count in counted if count]


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
