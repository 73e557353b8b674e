"""Where each entry of a list lies: by the place that it names, else by what stands above or before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cases.language.word_tables import any_of, words_of_kind
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.places.resolver import Mention
from cases.readers.lists.areas import Area, AreasAbove
from cases.readers.lists.contradictions import contradiction
from cases.readers.lists.entries import ListEntry
from cases.readers.lists.names import BARE_ZONE, CORPS, NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.lists.placed_entries import PlacedEntry, passed_on, with_doubtful_neighbours
from cases.readers.lists.signing import signs_below
from cases.readers.lists.without_unit import NO_UNIT
from cases.readers.passages import line_around

_ZONE = re.compile(rf"[\u3400-\u9fff·-]{{0,10}}?{any_of(words_of_kind('zone_kinds', 'alone', 'with-stem'))}")
_BARE_ZONE = re.compile(BARE_ZONE)
_OF_TOWN = re.compile(r"[\u3400-\u9fff]{1,8}(?:街道|[镇乡村]|苏木|社区|嘎查)")


def place_entries(
    places: NamedPlaces, gazetteer: Gazetteer, year: int | None, entries: Sequence[ListEntry]
) -> list[PlacedEntry]:
    """The entries of one document, in the order of print, with their places."""
    placer = _Placer(places, gazetteer, year, entries)
    home = placer.home(entries)
    placed: list[PlacedEntry] = []
    for entry in entries:
        before = placed[-1] if placed and _together(placed[-1].entry, entry) else None
        placed.append(placer.place(entry, before, home))
    return with_doubtful_neighbours(placed)


def _together(one: ListEntry, other: ListEntry) -> bool:
    """Whether two entries stand in one list, so that the second may leave out the place of the first."""
    if other.item.doubt.startswith(NO_UNIT):
        return False  # whose it is nobody knows
    return (one.enumeration, one.heading, one.group) == (other.enumeration, other.heading, other.group)


class _Placer:
    def __init__(
        self, places: NamedPlaces, gazetteer: Gazetteer, year: int | None, entries: Sequence[ListEntry]
    ) -> None:
        self.places, self.gazetteer, self.year = places, gazetteer, year
        self.by_start = {mention.start: mention for mention in places.mentions}
        self.areas = AreasAbove(places, gazetteer, year, entries)
        self.named_in_full = self._named_elsewhere(entries)

    def own(self, entry: ListEntry) -> Mention | None:
        """The mention with which the entry begins, or that stands in its cell of a table."""
        unit = entry.item.applicant or entry.item.title
        if unit is None:
            return None
        mention = self.places.at(unit.start)
        return (self._inner(mention, unit) if mention is not None else None) or mention

    def _inner(self, mention: Mention, unit: TextSpan) -> Mention | None:
        """福建省的鼓楼区: the place that stands behind the one it is said to lie in."""
        inner = self.by_start.get(mention.end + 1)
        is_said = self.places.text.startswith("的", mention.end) and mention.end < unit.end
        return inner if is_said else None

    def home(self, entries: Sequence[ListEntry]) -> Mention | None:
        """The place that the document is about: the first that a heading, the text before its first entry,
        or an honour names and that contains all that the entries name."""
        first = min((entry.item.start for entry in entries), default=0)
        own = [self.own(entry) for entry in entries]
        sure = [mention for mention in own if mention and not self.areas.namesakes(mention)]
        named = [mention.divisions_then[0] for mention in sure if mention.divisions_then]
        above = dict.fromkeys(entry.heading for entry in entries if entry.heading is not None)
        headings = [mention for each in above for mention in self.places.within(each.start, each.end)]
        before = [each for each in self.places.mentions if each.start < first and not self._is_short(each)]
        honours = [entry.item.honour for entry in entries if entry.item.honour is not None]
        behind = [mention for each in honours for mention in self.places.within(each.start, each.end)]
        last = max((entry.item.end for entry in entries), default=0)
        signed = [each for each in self.places.mentions if each.start >= last and self._signs(each)]
        for mention in (*headings, *before, *behind, *signed):
            if mention.divisions_then and all(self._contains(mention, place) for place in named):
                return mention
        return None

    def _is_short(self, mention: Mention) -> bool:
        """Whether a street or village is called by the short name: 安阳街道."""
        return self.places.at(mention.start) is not mention and mention.start in self.by_start

    def _named_by(self, entry: ListEntry) -> Mention | None:
        """The only place that the heading of an entry names."""
        heading = entry.heading
        named = self.places.within(heading.start, heading.end) if heading is not None else ()
        return named[0] if len(named) == 1 and named[0].divisions_then else None

    def _signs(self, mention: Mention) -> bool:
        """Whether the mention opens a line that is an office: who signs below a list."""
        line = line_around(self.places.text, mention.start, mention.end)
        return line is not None and line.start == mention.start and signs_below(line)

    def place(self, entry: ListEntry, before: PlacedEntry | None, home: Mention | None) -> PlacedEntry:
        """One entry with its place."""
        group = self.by_start.get(entry.group.start) if entry.group else None
        own, column = self.own(entry), self.by_start.get(entry.column.start) if entry.column else None
        if own is None and entry.column is not None:
            own, column = column, self.by_start.get(entry.within.start) if entry.within else None
        if own is not None:
            area = self._area(entry, own, column)
            placed = self._by_name(entry, own, area, group, before)
            unit = entry.item.applicant or entry.item.title
            wrong = (
                contradiction(self.places, self.gazetteer, self.year, own, unit) if unit is not None else ""
            )
            against = self.areas.against(entry, placed.place, area, group)
            return replace(placed, against=against, contradiction=wrong)
        if group is not None and not group.divisions_then:
            paths = tuple(map(self._path, group.candidates))
            return PlacedEntry(entry, above=TextSpan(group.start, group.end), candidates=paths)
        base = group
        if base is not None and (beside := self._county_before(entry, before, base)) is not None:
            return beside
        of_group = self._meant(base, self.areas.above(base.start), None) if base is not None else None
        if base is not None and of_group is not None:
            return self._as(entry, of_group, above=TextSpan(base.start, base.end))
        zone = self._zone(entry)
        city = self._city(base, before, home) if zone is not None else None
        if zone is not None and city is not None:
            return self._in_zone(entry, zone, *city)
        if self._is_of_corps(entry):
            return PlacedEntry(entry)
        if base is None and before is not None and (place := passed_on(self.places, before, entry)):
            county = self._listed(place)
            return PlacedEntry(entry, county, self._path(county), None, before.own or before.above)
        base = base or self._named_by(entry) or home
        return self._inherited(entry, base) if base is not None else PlacedEntry(entry)

    def _county_before(
        self, entry: ListEntry, before: PlacedEntry | None, base: Mention
    ) -> PlacedEntry | None:
        """In the county before it, not behind ;: 黄冈市:黄梅县小池镇江心村、孔垄镇大圣寺村."""
        unit = entry.item.applicant
        if before is None or before.place is None or unit is None or not before.reaches_county:
            return None
        if (
            self._zone(entry) is not None
            or _OF_TOWN.match(self.places.words(unit)) is None
            or self.areas.is_county(base.divisions_then[0])
        ):
            return None
        county = self._listed(before.place)
        named = before.entry.item.applicant
        is_whole = before.own is not None and named is not None and before.own.end >= named.end
        between = self.places.text[before.entry.item.end : entry.item.start]
        if is_whole or ";" in between or not self._is_below(county, base.divisions_then[0]):
            return None
        return PlacedEntry(entry, county, self._path(county), None, before.own or before.above)

    def _area(self, entry: ListEntry, own: Mention, column: Mention | None) -> Area | None:
        """What the place of an entry must lie in: its cell, else the heading; none within a sentence."""
        if column is not None and column.divisions_then:
            return Area(column.start, (column,))
        line = line_around(self.places.text, own.start, own.end)
        if entry.enumeration and line is not None and self.places.within(line.start, own.start):
            return None
        return self.areas.above(own.start)

    def _by_name(
        self,
        entry: ListEntry,
        own: Mention,
        area: Area | None,
        group: Mention | None,
        before: PlacedEntry | None,
    ) -> PlacedEntry:
        """An entry that names its place: what its words say, of several places that of its heading."""
        words, meant = TextSpan(own.start, own.end), self._meant(own, area, before)
        if meant is not None and [each.key for each in meant] != [each.key for each in self._counties(own)]:
            tail = own.division if own.division not in (None, *self._counties(own)) else None
            placed = self._as(entry, meant, own=words, tail=tail)
        elif own.divisions_then:
            placed = PlacedEntry(entry, own.divisions_then[0], self._with_city(own), words)
        else:
            placed = self._among(entry, own, group, before)
        return replace(placed, above=self._said_above(placed.place, area))

    def _counties(self, own: Mention) -> list[Place]:
        return [self._listed(place) for place in own.divisions_then[:1]]

    def _as(
        self,
        entry: ListEntry,
        meant: Sequence[Place],
        *,
        own: TextSpan | None = None,
        above: TextSpan | None = None,
        tail: Place | None = None,
    ) -> PlacedEntry:
        """The entry in the one county that is meant, or doubtful where it may be one of several."""
        paths = tuple(map(self._path, meant))
        if len(meant) > 1:
            return PlacedEntry(entry, own=own, above=above, candidates=paths)
        if tail is None:
            return PlacedEntry(entry, meant[0], paths[0], own, above)
        below = self.gazetteer.below_place(meant[0], tail.name, tail.level)
        return PlacedEntry(entry, below, f"{paths[0]}/{below.name}", own, above)

    def _meant(self, own: Mention, area: Area | None, before: PlacedEntry | None) -> list[Place] | None:
        """The counties that a name of several may mean under its heading; None where that says nothing."""
        namesakes = self.areas.namesakes(own)
        if not namesakes:
            return None
        if area is None and (batch := self.areas.new_batch(own.start)) is not None:
            beside = self._beside(namesakes, before) if before and before.entry.item.start > batch else []
            return beside if len(beside) == 1 else list(namesakes)
        read = [each for each in self._counties(own) if each in namesakes]
        inside = self.areas.inside(namesakes, area) if area is not None else []
        if before is not None and self._is_elsewhere(before, area):
            near = [each for each in namesakes if self._is_in_province_of(each, before)]
            is_sure = area is None and (not near or read[:1] == [each for each in near if each in read])
            return None if is_sure else list(dict.fromkeys([*read, *inside, *near]))
        if area is None:
            return None
        if len(inside) < 2:
            return inside or list(namesakes)
        beside = self._beside(inside, before)
        if len(beside) == 1:
            return beside
        named = [each for each in inside if each.key in self.named_in_full]
        return named if len(named) == 1 else inside

    def _is_elsewhere(self, before: PlacedEntry, area: Area | None) -> bool:
        """Whether the entry before it stands below the same heading, if any, and lies outside of that."""
        if before.place is None or before.own is None or before.entry.enumeration:
            return False
        listed = [self._listed(before.place)]
        return area is None or (area.start < before.entry.item.start and not self.areas.inside(listed, area))

    def _is_in_province_of(self, place: Place, before: PlacedEntry) -> bool:
        """Whether a place lies in the province of the entry before."""
        lineage = (
            self.gazetteer.lineage(self._listed(before.place), self.year) if before.place is not None else ()
        )
        return bool(lineage) and self._is_below(place, lineage[0])

    def _beside(self, places: Sequence[Place], before: PlacedEntry | None) -> list[Place]:
        """Those in the prefecture of the entry before it."""
        if before is None or before.place is None:
            return []
        lineage = self.gazetteer.lineage(self._listed(before.place), self.year)
        cities = [each for each in lineage if each.level == "prefecture" or each.is_municipality]
        return [each for each in places if any(self._is_below(each, city) for city in cities)]

    def _said_above(self, place: Place | None, area: Area | None) -> TextSpan | None:
        """The words of a heading that name what the place lies in."""
        if place is None or area is None:
            return None
        listed = self._listed(place)
        around = (each for each in area.mentions if self._is_below(listed, each.divisions_then[0]))
        return next((TextSpan(each.start, each.end) for each in around), None)

    def _named_elsewhere(self, entries: Sequence[ListEntry]) -> set[str]:
        """The counties that the text names with what they lie in, but for entries that are such a county."""
        bare = {
            mention.start
            for entry in entries
            if (mention := self.own(entry)) is not None
            and (unit := entry.item.applicant or entry.item.title) is not None
            and mention.end >= unit.end
        }
        found = set()
        for mention in self.places.mentions:
            listed = self._listed(mention.division) if mention.division is not None else None
            words = self.places.text[mention.start : mention.end]
            if listed is not None and mention.start not in bare and not words.startswith(listed.names):
                found.add(listed.key)
        return found

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
        return self.areas.is_below(place, area)

    def _contains(self, mention: Mention, place: Place) -> bool:
        return any(self._is_below(self._listed(place), area) for area in mention.divisions_then)
