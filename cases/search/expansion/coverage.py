"""The coverage of a place: the cases of its time, and those of what it is today."""

from cases.search.expansion.expansion import SearchContext
from cases.search.query.lexicon import QueryLexicon
from cases.search.text.exact_match import Ids, union


def successors(key: str, lexicon: QueryLexicon) -> tuple[str, ...]:
    """The keys of what the place is today; none where another place bears its name today.

    With 郊区 nobody means what was the 郊区 of some city twenty years ago.
    """
    return () if lexicon.has_namesake_in_force(key) else lexicon.today(key)


def cases_of_place(key: str, context: SearchContext) -> Ids:
    """All cases of one place, in its time and today."""
    later = (context.documents_with_value("place", now) for now in successors(key, context.lexicon))
    return union([context.documents_with_value("place_then", key), *later])


def cases_before_merger(key: str, context: SearchContext) -> Ids:
    """Of those, the cases of a neighbour that became one with a former place only after the award.

    What 静安区 did in 2014 it did without 闸北区, which became part of it in 2015.
    """
    if context.lexicon.places[key].in_force():
        return union([])
    own = context.documents_with_value("place_then", key)
    return cases_of_place(key, context) - own - _since(key, context, set())


def _since(key: str, context: SearchContext, seen: set[str]) -> Ids:
    """The cases of what came after a place, from the year in which it came."""
    place = context.lexicon.places[key]
    if place.last_year is None or key in seen:
        return union([])
    seen.add(key)
    years = context.bitmaps.get("year", {}).items()
    after = union(ids for year, ids in years if not year.isdigit() or int(year) > place.last_year)
    own = (context.documents_with_value("place_then", later) & after for later in place.successors)
    return union([*own, *(_since(later, context, seen) for later in place.successors)])
