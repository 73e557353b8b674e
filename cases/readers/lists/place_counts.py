"""Numbers behind the names of places over entries, 四川省(3个), held against what stands below them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases.language.numerals import printed_number
from cases.readers.lists.entries import ListOfEntries
from cases.readers.lists.members import COUNT_BEHIND
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.passages import PrintedLine

_COUNT = re.compile(r"\s*\([共计]?(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})\s*[个名家项例]\)")
_ALONE = re.compile(r"\s*[:。]?\s*")
_CORPS = re.compile(r"(?:新疆生产建设)?兵团")  # beside the provinces; no division of the gazetteer
_LONGEST_NUMBER = 4  # signs of 十一、 before a place


_LEVELS = ("province", "prefecture", "county", "zone", "township")  # from the largest


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many a place declares that stands over entries, where that is printed, and how many were read."""

    declared: int
    where: TextSpan
    read: int


def unlike_places(
    places: NamedPlaces, found: ListOfEntries, rows: Sequence[PrintedLine]
) -> Iterator[PlaceCount]:
    """The numbers that do not fit the entries up to the next place of that level, or to the next section."""
    heads = _heads(places, found, rows)
    starts = sorted(each.item.start for each in found.entries)
    sections = sorted({each.heading.start for each in found.entries if each.heading is not None})
    for at, (start, end, level) in enumerate(heads):
        count = _COUNT.match(places.text, end)
        if count is None:
            yield from _unlike_line(places, starts, rows, (start, end), heads[at + 1 : at + 2])
            continue
        ends = [other for other, _, its in heads[at + 1 :] if its <= level]
        ends += [each for each in sections if each > start]
        read = bisect_left(starts, min(ends, default=len(places.text))) - bisect_left(starts, end)
        declared = printed_number(count["count"])
        if read and declared and declared != read:
            yield PlaceCount(declared, TextSpan(*count.span("count")), read)


def _unlike_line(
    places: NamedPlaces,
    starts: Sequence[int],
    rows: Sequence[PrintedLine],
    head: tuple[int, int],
    after: Sequence[tuple[int, int, int]],
) -> Iterator[PlaceCount]:
    """The number behind the members that stand in the line of their head, 江苏省:甲区、乙区(3个)."""
    start, end = head
    row = next((each for each in rows if each.start <= start < each.end), None)
    if row is None:
        return
    stop = min(row.end, after[0][0] if after else row.end)
    count = COUNT_BEHIND.search(places.text, end, stop)
    if count is None:
        return
    kind = "count" if count["count"] else "number"
    read = bisect_left(starts, stop) - bisect_left(starts, end)
    if read and read != int(count[kind]):
        yield PlaceCount(int(count[kind]), TextSpan(*count.span(kind)), read)


def _heads(
    places: NamedPlaces, found: ListOfEntries, rows: Sequence[PrintedLine]
) -> list[tuple[int, int, int]]:
    """Where the places over entries begin and end that are no entries themselves, and their level."""
    named: set[int] = {each.group.start for each in found.entries if each.group is not None}
    corps = list[tuple[int, int, int]]()
    for row in rows:
        if (named_corps := _CORPS.match(row.text)) is not None:
            end = row.start + named_corps.end()
            count = _COUNT.match(places.text, end, row.end)
            if _ALONE.fullmatch(places.text, count.end() if count else end, row.end):
                corps.append((row.start, end, _LEVELS.index("province")))
            continue
        mention = next(iter(places.within(row.start, row.end)), None)
        if mention is not None and mention.start - row.start <= _LONGEST_NUMBER:
            count = _COUNT.match(places.text, mention.end, row.end)
            if _ALONE.fullmatch(places.text, count.end() if count else mention.end, row.end):
                named.add(mention.start)
    named -= {each.item.start for each in found.entries}
    mentions = [mention for start in sorted(named) if (mention := places.at(start)) is not None]
    divisions = [
        (each.start, each.end, _LEVELS.index(each.division.level))
        for each in mentions
        if each.division is not None and each.division.level in _LEVELS
    ]
    return sorted([*divisions, *corps])
