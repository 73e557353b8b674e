"""Names that no division bears, but that one division may be meant by: 壁山县 for 璧山县.

Offered to a person, never corrected: the printed words stay what they are.
"""

from collections.abc import Iterator

from cases.language.pinyin import syllables
from cases.language.word_tables import words_of_kind
from cases.places.folding import fold
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place

_ALIKE = frozenset(frozenset(pair) for pair in words_of_kind("similar_characters", "look-alike"))


def meant_division(printed: str, area: Place, year: int | None, gazetteer: Gazetteer) -> Place | None:
    """The only division below an area whose name sounds like the printed one or differs by one look-alike.

    Those of the year come first; None where there is none, or more than one.
    """
    name = fold(printed, frozenset()).text
    alike = [place for place in _below(area, gazetteer) if _may_be_meant(name, place.name)]
    then = [place for place in alike if place.in_force(year)] or alike
    return then[0] if len({place.name for place in then}) == 1 else None


def _below(area: Place, gazetteer: Gazetteer) -> Iterator[Place]:
    """The listed divisions below an area, of whatever time."""
    for holder in gazetteer.holders.get(area.code, (area,)):
        for place in gazetteer.below.get(holder.key, ()):
            yield place
            if place.level == "prefecture":
                yield from _below(place, gazetteer)


def _may_be_meant(name: str, of_division: str) -> bool:
    if len(name) != len(of_division) or name == of_division:
        return False
    differing = [(one, other) for one, other in zip(name, of_division, strict=True) if one != other]
    if len(differing) == len(name) or len(differing) == 1 and frozenset(differing[0]) in _ALIKE:
        return len(differing) == 1
    return syllables(name) == syllables(of_division)
