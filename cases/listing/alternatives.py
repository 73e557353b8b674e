"""Ways on from a list that is empty, each with the number of cases it leads to."""

from dataclasses import dataclass, replace

from cases.facets.declarations import facets_for
from cases.listing.result_list import Selection, select
from cases.listing.state import PLACE_READINGS, SearchState
from cases.search.suggestions.query_alternatives import Filter, WayOn, ways_on
from cases.search.text.normalisation import QUOTE, fold_text

SHORTEST_TITLE = 6  # characters of a source's title that are taken for it
WORDING = {
    "term": "去掉“{}”",
    "text": "去掉检索词“{}”",
    "filter": "不限{}",
    "filters": "不限任何条件，只留检索词",
    "free": "去掉引号，检索“{}”",
    "near": "改为检索“{}”",
    "split": "拆成“{}”检索",
    "above": "改看{}",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One change of the question, said in words; following it finds `count` cases."""

    label: str
    url: str
    count: int


def ways(selection: Selection) -> list[Way]:
    """What to leave out or to ask instead; nothing for a list that has cases."""
    if selection.total:
        return []
    reading = _other_reading(selection)
    if selection.result is None:
        return [*reading, *(_without_one_filter(selection) or _with_one_filter(selection))]
    filters = [Filter(facet.parameter, facet.label, ids) for facet, ids in selection.sets.chosen.items()]
    found = ways_on(selection.index.searcher, selection.result.query, filters)
    offered = [_way(way, selection) for way in found if way.kind in WORDING]  # the page itself offers all
    return [*_sources(selection), *reading, *offered]


def _way(way: WayOn, selection: Selection) -> Way:
    state = _changed(way, selection.state)
    return Way(WORDING[way.kind].format(way.label), state.url(selection.path), way.count)


def _changed(way: WayOn, state: SearchState) -> SearchState:
    if way.kind == "filter":
        return state.clear(way.parameter)
    if way.kind == "filters":
        return state.clear().with_query(way.q)
    changed = state.with_query(way.q)
    return changed.replace(way.parameter, [way.value]) if way.kind == "above" else changed


def _sources(selection: Selection) -> list[Way]:
    """The cases of a source document whose title was pasted, or a good part of it."""
    typed, index = _bare(selection.state.q), selection.index
    if len(typed) < SHORTEST_TITLE:
        return []
    titles = ((slug, title, _bare(title)) for slug, title in index.vocabulary.sources.items())
    named = [(slug, title) for slug, title, bare in titles if typed in bare or bare in typed]
    counts = {slug: len(index.bitmaps["source"].get(slug, ())) for slug, _title in named}
    return [
        Way(
            f"来源文献《{title}》中的案例",
            selection.state.clear().replace("source", [slug]).url(selection.path),
            counts[slug],
        )
        for slug, title in named
        if counts[slug]
    ]


def _bare(text: str) -> str:
    return fold_text(text).replace(QUOTE, "")


def _without_one_filter(selection: Selection) -> list[Way]:
    """Filters alone: leave each of them out in turn."""
    found = [
        Way(
            WORDING["filter"].format(facet.label),
            selection.state.clear(facet.parameter).url(selection.path),
            len(selection.sets.without(facet)),
        )
        for facet in selection.sets.chosen
    ]
    return sorted((way for way in found if way.count), key=lambda way: -way.count)


def _with_one_filter(selection: Selection) -> list[Way]:
    """Filters that no two of which go together: keep one of them."""
    kept = [
        (selection.state.clear().replace(facet.parameter, selection.state.values(facet.parameter)), facet)
        for facet in selection.sets.chosen
    ]
    found = [
        Way(f"只按{facet.label}筛选", state.url(selection.path), len(selection.sets.chosen[facet]))
        for state, facet in kept
    ]
    return sorted((way for way in found if way.count), key=lambda way: -way.count)


def _other_reading(selection: Selection) -> list[Way]:
    """The same places as the divisions of the other time, where all of them exist in it."""
    state = selection.state
    other = replace(state, place_at="now" if state.place_at == "then" else "then", page=1)
    [facet] = [each for each in facets_for(then=other.place_at == "then") if each.parameter == "place"]
    values, vocabulary = state.values("place"), selection.index.vocabulary
    if not values or any(facet.short_label(vocabulary, value) is None for value in values):
        return []
    total = select(other, selection.index).total
    label = f"地区改按{PLACE_READINGS[other.place_at]}"
    return [Way(label, other.url(selection.path), total)] if total else []
