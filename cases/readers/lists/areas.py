"""What the headings above an entry say about the name that it begins with: 鼓楼区 below 福建省."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.places.resolver import Mention
from cases.readers.dates import DATE
from cases.readers.facts import opens_with_fact
from cases.readers.lists.entries import ListEntry
from cases.readers.lists.list_headings import batch_lines
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.numbered import is_brief
from cases.readers.passages import PrintedLine, line_around, lines

_COUNTY = "county"
_BESIDE_PLACE = re.compile(r"(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])?\s*(?:\([^()]*\))?\s*[:。]?")


@dataclass(frozen=True, slots=True)
class Area:
    """What one heading names: several places where it is about several. `mentions` stand in one line."""

    start: int
    mentions: tuple[Mention, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """The divisions of the time of the document."""
        return tuple(mention.divisions_then[0] for mention in self.mentions)


class AreasAbove:
    """The places that stand above the entries of a document: in headings, and before a colon."""

    def __init__(
        self, places: NamedPlaces, gazetteer: Gazetteer, year: int | None, entries: Sequence[ListEntry]
    ) -> None:
        self.places, self.gazetteer, self.year = places, gazetteer, year
        own = sorted((entry.item.start, entry.item.end) for entry in entries)
        self._own_starts, self._own = [start for start, _ in own], own
        self._groups = {entry.group.start for entry in entries if entry.group is not None}
        self._areas = sorted(self._read(), key=lambda area: area.start)
        self._starts = [area.start for area in self._areas]
        self._batches = batch_lines(lines(places.text))

    def above(self, start: int) -> Area | None:
        """The nearest heading above an offset that names a place, unless it is of a batch that is over."""
        at = bisect_left(self._starts, start)
        return self._areas[at - 1] if at and self.new_batch(start) is None else None

    def new_batch(self, start: int) -> int | None:
        """Where the batch of an offset begins, if the last heading of a place is of the batch before: below
        第一批, with entries before 第二批. What is over both stands above or right before 第一批."""
        at = bisect_left(self._starts, start)
        behind = bisect_right(self._batches, self._starts[at - 1]) if at else 0
        if behind in (0, len(self._batches)) or self._batches[behind] >= start:
            return None
        first, last = self._starts[at - 1], self._batches[behind]
        has_entries = bisect_left(self._own_starts, first) < bisect_left(self._own_starts, last)
        return last if has_entries else None

    def namesakes(self, mention: Mention) -> tuple[Place, ...]:
        """The counties of the year that the mention may mean by its words alone; none if these say which."""
        if mention.division is None:
            return mention.candidates
        listed = self.gazetteer.listed(mention.division)
        words = self.places.text[mention.start : mention.end]
        if listed is None or listed.level != _COUNTY:
            return ()
        names = [name for name in listed.names if words.startswith(name)]
        if not names:
            return ()
        called = [each for each in self.gazetteer.named(max(names, key=len)) if each.level == _COUNTY]
        then = mention.divisions_then[:1]
        county = self.gazetteer.listed(then[0]) if then else None
        if county is None or county not in (known := [each for each in called if self._is_meant_then(each)]):
            return ()
        return tuple(known) if len(known) > 1 else ()

    def _is_meant_then(self, place: Place) -> bool:
        """Whether a division was there in the year; of a document without one, at any time."""
        return self.year is None or place.in_force(self.year)

    def inside(self, candidates: Sequence[Place], area: Area) -> list[Place]:
        """Those of them that lie in what the heading names, or in what its county lies in."""
        for places in self._widened(area):
            if found := [each for each in candidates if any(self.is_below(each, place) for place in places)]:
                return found
        return []

    def is_county(self, place: Place) -> bool:
        """Whether a place is one that villages lie in: a county, a zone, a township."""
        return (self.gazetteer.listed(place) or place).level not in ("province", "prefecture")

    def is_below(self, place: Place, area: Place) -> bool:
        """Whether a division lies in another, or is it."""
        return any(above.key == area.key for above in self.gazetteer.lineage(place, self.year))

    def against(
        self, entry: ListEntry, place: Place | None, area: Area | None, group: Mention | None
    ) -> TextSpan | None:
        """The words of the heading that is nothing but a place, where the entry names a place elsewhere."""
        mentions = (group,) if group is not None else area.mentions if area is not None else ()
        named = [mention for mention in mentions if mention.divisions_then]
        if place is None or len(named) != 1 or (group is None and not self._is_bare(named[0])):
            return None
        listed = self.gazetteer.listed(place) or place
        if entry.item.start < named[0].start or self.is_below(listed, named[0].divisions_then[0]):
            return None
        return TextSpan(named[0].start, named[0].end)

    def _is_bare(self, mention: Mention) -> bool:
        """Whether the mention is all that its line says, but for a number and a count."""
        line = line_around(self.places.text, mention.start, mention.end)
        words = (
            self.places.text[line.start : mention.start] + self.places.text[mention.end : line.end]
            if line is not None
            else ""
        )
        return line is not None and _BESIDE_PLACE.fullmatch(words) is not None

    def _widened(self, area: Area) -> Iterator[list[Place]]:
        """What it names; of counties also what they lie in, since the county itself may be over."""
        yield list(area.places)
        listed = [self.gazetteer.listed(place) or place for place in area.places]
        if all(place.level == _COUNTY for place in listed):
            for depth in (-2, -3):
                lineages = (self.gazetteer.lineage(place, self.year) for place in listed)
                yield [lineage[depth] for lineage in lineages if len(lineage) >= -depth]

    def _read(self) -> Iterator[Area]:
        by_line: dict[int, list[Mention]] = {}
        for mention in self.places.mentions:
            if mention.divisions_then and not self._is_in_entry(mention.start):
                line = line_around(self.places.text, mention.start, mention.end)
                if mention.start in self._groups:
                    yield Area(mention.start, (mention,))
                elif line is not None and self._is_heading(line):
                    by_line.setdefault(line.start, []).append(mention)
        for start, mentions in by_line.items():
            yield Area(start, tuple(mentions))

    def _is_heading(self, line: PrintedLine) -> bool:
        """Whether the line is short, no sentence, of no entry, and no fact or date of the page."""
        at = bisect_left(self._own_starts, line.start)
        holds_entry = at < len(self._own) and self._own[at][0] < line.end
        return (
            not holds_entry
            and is_brief(line)
            and not opens_with_fact(line.text)
            and DATE.search(line.text) is None
        )

    def _is_in_entry(self, offset: int) -> bool:
        at = bisect_left(self._own_starts, offset + 1) - 1
        return at >= 0 and offset < self._own[at][1]
