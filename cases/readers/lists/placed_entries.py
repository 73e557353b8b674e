"""An entry of a list and where it lies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases.places.place import Place
from cases.readers.lists.entries import ListEntry
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan

_FROM_COUNTY = ("county", "zone", "township")
# 济源示范区沁园街道, and not 胜利街道市民社区, 城区街道甲社区
_OWN_COUNTY = re.compile(
    r"(?:(?!街道|[镇乡村])[\u3400-\u9fff]){2,8}?(?:(?<![社小园校景])(?<!居民)区|县|市|旗)(?!街道|[镇乡村])[\u3400-\u9fff]{2}"
)
_FEW = 3  # one in so many


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry and where it lies.

    `place` is the division, zone or township that was read, `place_then` its path in the document's year;
    `own` the words of the entry that say so, `above` the words elsewhere that it was inherited from.
    `candidates` are the paths of those that an ambiguous name may mean, `against` the words of a heading
    that names another place than the entry, `contradiction` says what in its own words cannot be.
    """

    entry: ListEntry
    place: Place | None = None
    place_then: str = ""
    own: TextSpan | None = None
    above: TextSpan | None = None
    candidates: tuple[str, ...] = ()
    against: TextSpan | None = None
    contradiction: str = ""

    @property
    def reaches_county(self) -> bool:
        """Whether the place is a county or lies in one, so that a village behind it may leave it out."""
        return self.place is not None and self.place.level in _FROM_COUNTY


def with_doubtful_neighbours(placed: Sequence[PlacedEntry]) -> list[PlacedEntry]:
    """The entries of one document; doubtful is one with a title that prints no county where nearly all print
    theirs, so that the county of the line above may not be meant."""
    alone = [each for each in placed if each.own is None and each.place is not None]
    if not alone or len(alone) * _FEW > len(placed):
        return list(placed)
    checked = list(placed)
    for at, (before, entry) in enumerate(zip(placed, placed[1:], strict=False), 1):
        is_line = entry.entry.item.title is not None and not entry.entry.enumeration
        if is_line and entry.own is None and entry.place is not None and entry.above == before.own:
            said = f"没有写所在的县区，按上一条算作{entry.place.name}"
            checked[at] = replace(entry, contradiction=said)
    return checked


def passed_on(places: NamedPlaces, before: PlacedEntry, entry: ListEntry) -> Place | None:
    """The county of the entry before, in which one lies that names none itself, known or not."""
    unit = entry.item.applicant
    names_own = unit is not None and _OWN_COUNTY.match(places.text, unit.start, unit.end) is not None
    return before.place if before.reaches_county and not names_own else None
