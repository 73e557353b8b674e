"""The places that a term means, and where to look when one of them has no cases: above it and beside it."""

from collections.abc import Iterator

from cases.facets.declarations import FACET_LABELS
from cases.places.place import Place
from cases.search import thresholds
from cases.search.query.lexicon import QueryLexicon
from cases.search.query.query import QueryTerm
from cases.search.searcher import Searcher
from cases.search.text.document import Field
from cases.search.text.exact_match import Ids

# (kind, label, parameter, value, cases): `above` is what the place lies in, `beside` a neighbour of it.
Offer = tuple[str, str, str, str, Ids]

_LEVELS = ("province", "prefecture", "county", "zone", "township")


def places_meant(term: QueryTerm, lexicon: QueryLexicon) -> tuple[str, ...]:
    """The keys of the places that a term names, in force if any is, of the highest level.

    海南 is the province, and not also 海南区 of 乌海市.
    """
    if (
        term.quoted
        or term.facet
        or term.field not in (None, Field.PLACE)
        or lexicon.mechanisms_named(term.text)
    ):
        return ()
    keys = (*lexicon.places_named(term.text), *lexicon.places_with_short_name(term.text))
    places = [lexicon.places[key] for key in dict.fromkeys(keys)]
    named = [place for place in places if place.in_force()] or places
    highest = min((_LEVELS.index(place.level) for place in named), default=0)
    return tuple(place.key for place in named if _LEVELS.index(place.level) == highest)


def places_without_cases(term: QueryTerm, searcher: Searcher) -> tuple[str, ...]:
    """The keys of the places that a term means, where none of them has a case."""
    keys = places_meant(term, searcher.lexicon)
    return () if any(_cases(key, searcher) for key in keys) else keys[: thresholds.PLACES_WITHOUT_CASES.value]


def around(key: str, searcher: Searcher) -> Iterator[Offer]:
    """The closest place with cases around one that has none, then its neighbours with cases, most first."""
    lexicon = searcher.lexicon
    place, lineage = lexicon.places[key], lexicon.lineage(key)
    above = next((each for each in reversed(lineage[:-1]) if _cases(each.key, searcher)), None)
    if above is not None:
        yield "above", above.name, "place", above.value, _cases(above.key, searcher)
    elif region := place.region or (lineage[0].region if lineage else ""):
        cases = searcher.context.documents_with_value("region", region)
        label = lexicon.labels.get("region", {}).get(region, FACET_LABELS["region"])
        yield "above", label, "region", region, cases
    beside = [(each, _cases(each.key, searcher)) for each in _neighbours(place, lexicon)]
    beside = sorted((pair for pair in beside if pair[1]), key=lambda pair: (-len(pair[1]), pair[0].key))
    for each, cases in beside[: thresholds.NEIGHBOURS.value]:
        yield "beside", each.name, "place", each.value, cases


def _neighbours(place: Place, lexicon: QueryLexicon) -> Iterator[Place]:
    """The other places in the same one; of a province those in the same part of the country, by the code."""
    for other in lexicon.places.values():
        if other.key == place.key or other.level != place.level or not other.in_force():
            continue
        if other.parent == place.parent and (place.parent or other.code[:1] == place.code[:1]):
            yield other


def _cases(key: str, searcher: Searcher) -> Ids:
    return searcher.context.documents_with_value("place", key)
