"""The cases of a place: those of its time, and those of what it is today."""

from cases.search.expansion.expansion import Sources
from cases.search.query.lexicon import Lexicon
from cases.search.text.exact_match import Ids, union


def heirs(key: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The keys of what the place is today; none where another place bears its name today.

    With 郊区 nobody means what was the 郊区 of some city twenty years ago.
    """
    return () if lexicon.has_heir_of_name(key) else lexicon.today(key)


def of_place(key: str, sources: Sources) -> Ids:
    """All cases of one place, in its time and today."""
    later = (sources.having("place", now) for now in heirs(key, sources.lexicon))
    return union([sources.having("place_then", key), *later])


def before_merger(key: str, sources: Sources) -> Ids:
    """Of those, the cases of a neighbour that became one with a former place only after the award.

    What 静安区 did in 2014 it did without 闸北区, which became part of it in 2015.
    """
    if sources.lexicon.places[key].last_year is None:
        return union([])
    return of_place(key, sources) - sources.having("place_then", key) - _since(key, sources, set())


def _since(key: str, sources: Sources, seen: set[str]) -> Ids:
    """The cases of what came after a place, from the year in which it came."""
    place = sources.lexicon.places[key]
    if place.last_year is None or key in seen:
        return union([])
    seen.add(key)
    years = sources.bitmaps.get("year", {}).items()
    after = union(ids for year, ids in years if not year.isdigit() or int(year) > place.last_year)
    own = (sources.having("place_then", later) & after for later in place.successors)
    return union([*own, *(_since(later, sources, seen) for later in place.successors)])
