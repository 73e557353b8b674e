"""Places that an entry prints one behind the other though the second does not lie in the first."""

import re

from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.places.resolver import Mention
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan

_WHOLE = re.compile(r"[省市区县旗州盟]$")  # 南京 of 南京路社区 names no place that the entry lies in


def contradiction(
    places: NamedPlaces, gazetteer: Gazetteer, year: int | None, own: Mention, unit: TextSpan
) -> str:
    """What of the entry's place cannot be, as a clause in Chinese; empty where nothing contradicts."""
    if not own.divisions_then:
        return ""
    place = own.divisions_then[0]
    behind = places.at(own.end) if own.end < unit.end else None
    if behind is not None and behind.divisions_then and _WHOLE.search(behind.printed):
        inner = behind.divisions_then[0]
        if not _lies_in(gazetteer, year, inner, place):
            return f"{inner.name}不在{place.name}"
    listed = gazetteer.listed(place)
    if place.level != "zone" or gazetteer.get(place.key) is not None or listed is None:
        return ""
    called = [each for each in gazetteer.named(place.name) if each.level == "county" and each.in_force(year)]
    if not called or any(_lies_in(gazetteer, year, each, listed) for each in called):
        return ""
    return f"{listed.name}没有{place.name}，{gazetteer.path(called[0], year)}才有"


def _lies_in(gazetteer: Gazetteer, year: int | None, place: Place, area: Place) -> bool:
    listed, above = gazetteer.listed(place) or place, gazetteer.listed(area) or area
    return any(each.key == above.key for each in gazetteer.lineage(listed, year))
