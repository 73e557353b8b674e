"""Where each entry of a list lies: by the place that it names, else by what stands above or before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cases.language.word_tables import any_of, words_of_kind
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.places.resolver import Mention
from cases.readers.lists.entries import ListEntry
from cases.readers.lists.names import BARE_ZONE, CORPS, NamedPlaces
from cases.readers.lists.normalised_text import TextSpan

_ZONE = re.compile(rf"[\u3400-\u9fff·-]{{0,10}}?{any_of(words_of_kind('zone_kinds', 'alone', 'with-stem'))}")
_BARE_ZONE = re.compile(BARE_ZONE)
_FROM_COUNTY = ("county", "zone", "township")


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry and where it lies.

    `place` is the division, zone or township that was read, `place_then` its path in the document's year;
    `own` the words of the entry that say so, `above` the words elsewhere that it was inherited from.
    `candidates` are the paths of those that an ambiguous name may mean.
    """

    entry: ListEntry
    place: Place | None = None
    place_then: str = ""
    own: TextSpan | None = None
    above: TextSpan | None = None
    candidates: tuple[str, ...] = ()

    @property
    def reaches_county(self) -> bool:
        """Whether the place is a county or lies in one, so that a village behind it may leave it out."""
        return self.place is not None and self.place.level in _FROM_COUNTY


def place_entries(
    places: NamedPlaces, gazetteer: Gazetteer, year: int | None, entries: Sequence[ListEntry]
) -> list[PlacedEntry]:
    """The entries of one document, in the order of print, with their places."""
    placer = _Placer(places, gazetteer, year)
    home = placer.home(entries)
    placed: list[PlacedEntry] = []
    for entry in entries:
        before = placed[-1] if placed and _together(placed[-1].entry, entry) else None
        placed.append(placer.place(entry, before, home))
    return placed


def _together(one: ListEntry, other: ListEntry) -> bool:
    """Whether two entries stand in one list, so that the second may leave out the place of the first."""
    return (one.enumeration, one.heading, one.group) == (other.enumeration, other.heading, other.group)


class _Placer:
    def __init__(self, places: NamedPlaces, gazetteer: Gazetteer, year: int | None) -> None:
        self.places, self.gazetteer, self.year = places, gazetteer, year
        self.by_start = {mention.start: mention for mention in places.mentions}

    def own(self, entry: ListEntry) -> Mention | None:
        """The mention with which the entry begins, or that stands in its cell of a table."""
        unit = entry.item.applicant or entry.item.title
        if unit is None:
            return None
        return self.places.at(unit.start)

    def home(self, entries: Sequence[ListEntry]) -> Mention | None:
        """The place that the document is about: the first that a heading, the text before its first entry,
        or an honour names and that contains all that the entries name."""
        first = min((entry.item.start for entry in entries), default=0)
        own = [self.own(entry) for entry in entries]
        named = [mention.divisions_then[0] for mention in own if mention and mention.divisions_then]
        above = dict.fromkeys(entry.heading for entry in entries if entry.heading is not None)
        headings = [mention for each in above for mention in self.places.within(each.start, each.end)]
        before = [mention for mention in self.places.mentions if mention.start < first]
        honours = [entry.item.honour for entry in entries if entry.item.honour is not None]
        behind = [mention for each in honours for mention in self.places.within(each.start, each.end)]
        for mention in (*headings, *before, *behind):
            if mention.divisions_then and all(self._contains(mention, place) for place in named):
                return mention
        return None

    def place(self, entry: ListEntry, before: PlacedEntry | None, home: Mention | None) -> PlacedEntry:
        """One entry with its place."""
        group = self.by_start.get(entry.group.start) if entry.group else None
        own = self.own(entry)
        if own is None and entry.column is not None:
            own = self.by_start.get(entry.column.start)
        if own is not None and own.divisions_then:
            return self._by_own(entry, own)
        if own is not None:
            return self._among(entry, own, group, before)
        base = group if group is not None and group.divisions_then else None
        zone = self._zone(entry)
        city = self._city(base, before, home) if zone is not None else None
        if zone is not None and city is not None:
            return self._in_zone(entry, zone, *city)
        if self._is_of_corps(entry):
            return PlacedEntry(entry)
        if base is None and before is not None and before.place is not None and before.reaches_county:
            county = self._listed(before.place)
            return PlacedEntry(entry, county, self._path(county), None, before.own or before.above)
        base = base or home
        return self._inherited(entry, base) if base is not None else PlacedEntry(entry)

    def _by_own(self, entry: ListEntry, own: Mention) -> PlacedEntry:
        path = self._with_city(own)
        return PlacedEntry(entry, own.divisions_then[0], path, TextSpan(own.start, own.end))

    def _with_city(self, own: Mention) -> str:
        """The path, where a zone is called with its city: 扬州经济技术开发区, 重庆高新区, 铜川市新区."""
        place = own.divisions_then[0]
        behind = _BARE_ZONE.match(self.places.text, own.end)
        if behind is not None and (place.level == "prefecture" or place.is_municipality):
            return f"{own.place_then}/{behind[0]}"
        parent = self.gazetteer.get(place.parent)
        words = self.places.text[own.start : own.end]
        is_zone = place.level == "zone" and self.gazetteer.get(place.key) is None
        named = is_zone and parent is not None and words == parent.short_name + place.name
        return own.place_then.removesuffix(place.name) + words if named else own.place_then

    def _among(
        self, entry: ListEntry, own: Mention, group: Mention | None, before: PlacedEntry | None
    ) -> PlacedEntry:
        """A name of several places: the one below its group, else near the entry before it."""
        near = list(group.divisions_then) if group is not None else []
        if before is not None and before.place is not None:
            near += reversed(self.gazetteer.lineage(self._listed(before.place), self.year))
        for area in near:
            inside = [each for each in own.candidates if self._is_below(each, area)]
            if len(inside) == 1:
                return PlacedEntry(entry, inside[0], self._path(inside[0]), TextSpan(own.start, own.end))
        return PlacedEntry(
            entry, own=TextSpan(own.start, own.end), candidates=tuple(map(self._path, own.candidates))
        )

    def _zone(self, entry: ListEntry) -> TextSpan | None:
        unit = entry.column or entry.item.applicant or entry.item.title
        match = _ZONE.match(self.places.text, unit.start, unit.end) if unit else None
        return TextSpan(*match.span()) if match else None

    def _is_of_corps(self, entry: ListEntry) -> bool:
        """Whether a division of the 兵团 names the unit, which is of no county: 第一师十团."""
        unit = entry.item.applicant
        return unit is not None and CORPS.match(self.places.text, unit.start, unit.end) is not None

    def _city(
        self, base: Mention | None, before: PlacedEntry | None, home: Mention | None
    ) -> tuple[Place, TextSpan | None] | None:
        """The prefecture or municipality in which a zone of this list lies, and the words that say so."""
        if base is not None:
            return base.divisions_then[0], TextSpan(base.start, base.end)
        if before is not None and before.place is not None:
            for above in reversed(self.gazetteer.lineage(self._listed(before.place), self.year)):
                if above.level == "prefecture" or above.is_municipality:
                    return above, before.above or before.own
        return (home.divisions_then[0], TextSpan(home.start, home.end)) if home is not None else None

    def _in_zone(self, entry: ListEntry, zone: TextSpan, city: Place, above: TextSpan | None) -> PlacedEntry:
        name = self.places.text[zone.start : zone.end]
        return PlacedEntry(entry, city, f"{self._path(city)}/{name}", zone, above)

    @staticmethod
    def _inherited(entry: ListEntry, base: Mention) -> PlacedEntry:
        place = base.divisions_then[0]
        return PlacedEntry(entry, place, base.place_then, None, TextSpan(base.start, base.end))

    def _listed(self, place: Place) -> Place:
        return self.gazetteer.listed(place) or place

    def _path(self, place: Place) -> str:
        return self.gazetteer.path(place, self.year)

    def _is_below(self, place: Place, area: Place) -> bool:
        return any(above.key == area.key for above in self.gazetteer.lineage(place, self.year))

    def _contains(self, mention: Mention, place: Place) -> bool:
        return any(self._is_below(self._listed(place), area) for area in mention.divisions_then)
