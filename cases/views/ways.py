"""Ways on from a list that is empty, each with the number of cases it leads to."""

from dataclasses import dataclass

from cases.search.nearest import Filter, WayOn, ways_on
from cases.selection import Selection
from cases.state import SearchState

WORDING = {
    "term": "去掉“{}”",
    "filter": "不限{}",
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
    if selection.result is None:
        return _without_one_filter(selection)
    filters = [Filter(facet.parameter, facet.label, ids) for facet, ids in selection.sets.chosen.items()]
    found = ways_on(selection.index.searcher, selection.result.query, filters)
    return [_way(way, selection) for way in found if way.kind in WORDING]  # the page always offers all


def _way(way: WayOn, selection: Selection) -> Way:
    state = _changed(way, selection.state)
    return Way(WORDING[way.kind].format(way.label), state.url(selection.path), way.count)


def _changed(way: WayOn, state: SearchState) -> SearchState:
    if way.kind == "filter":
        return state.clear(way.parameter)
    changed = state.with_query(way.q)
    return changed.replace(way.parameter, [way.value]) if way.kind == "above" else changed


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
