"""Where a case lay in its year, and where that is today."""

from dataclasses import dataclass

from cases.models import Award
from cases.places.place import Place
from cases.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Location:
    """Two paths, each with the province first; empty where nothing is recorded."""

    then: tuple[Place, ...]
    now: tuple[Place, ...]


def location_of(award: Award, vocabulary: Vocabulary) -> Location:
    """The paths of an award's places: 襄樊市/襄城区 in 2009 is 襄阳市/襄城区 today.

    The award's edition and places must have been fetched.
    """
    then, now = award.place_then, award.place_now
    return Location(
        vocabulary.lineage(then.key, award.edition.year) if then else (),
        vocabulary.lineage(now.key) if now else (),
    )
