"""What a document lists, whatever its layout: in tables, in lines, in its sentences."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import groupby

from cases.readers.lists.column_roles import NO_COLUMNS, KnownColumns
from cases.readers.lists.entries import ListEntry, ListOfEntries, UnreadPassage
from cases.readers.lists.honoured_earlier import without_earlier
from cases.readers.lists.items import VERB, Item
from cases.readers.lists.line_gathering import blocks
from cases.readers.lists.lines_not_read import lines_not_read
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.names_before import NamesBefore, called, unit_of
from cases.readers.lists.names_not_taken import (
    agreed_to,
    beside_lists,
    between,
    counted_alone,
    not_taken,
    others_not_named,
)
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.lists.reviewed_units import with_reviewed
from cases.readers.lists.sentences import Enumeration, enumerations
from cases.readers.lists.tables import tables
from cases.readers.passages import PrintedLine

_NEAR = 120  # signs between a single entry and the list of its paragraph
_COLUMN = "表格的这一栏没有收录，请核对。"
_EXAMPLE = "这里只举了名单中的例子，没有收录。"
_ORDINAL = re.compile(r"^[(]?[一二三四五六七八九十\d]{1,3}[)、.]|\([^()]*\)|\W")
_SAME_HONOUR = 0.75  # how far the words for one honour are alike
_SHARED = 5  # signs in a row that a headline has of the honour that it is about
_OPENING = 3  # so many lines of an article hold its news
_FORMERLY = re.compile(r"曾经?(?=被?(?:荣?获|评为|入选|授予|命名))")
_SPOKEN = re.compile(r"[,:。;]")


@dataclass(slots=True)
class _Collection:
    """The entries found so far, what was not understood, and where lines begin that are no running text."""

    entries: list[ListEntry]
    unread: list[UnreadPassage]
    taken: set[int]
    covered: list[TextSpan] = field(default_factory=list)

    def take(self, rows: Sequence[PrintedLine], start: int, end: int) -> None:
        """The lines that begin in this stretch are of a list or a table."""
        first = bisect_right(rows, start, key=lambda row: row.end)
        for row in rows[first:]:
            if row.start >= end:
                break
            self.taken.add(row.start)

    @property
    def found(self) -> list[TextSpan]:
        """The stretches of the entries."""
        return [TextSpan(entry.item.start, entry.item.end) for entry in self.entries]

    @property
    def known(self) -> list[TextSpan]:
        """What was read of the list, the places above its entries too, or is named already."""
        groups = [entry.group for entry in self.entries if entry.group is not None]
        return [*self.found, *groups, *self.covered, *(each.where for each in self.unread)]

    def is_free(self, row: PrintedLine) -> bool:
        """Whether the line is not of a list or a table."""
        return row.start not in self.taken


def collect(
    places: NamedPlaces,
    rows: Sequence[PrintedLine],
    honours: re.Pattern[str],
    columns: KnownColumns = NO_COLUMNS,
) -> ListOfEntries:
    """All entries in the order of print. `honours` are the names of honours that are known, `columns` what
    persons said of the columns of tables: where there are such, they are all that the document lists."""
    collected = _Collection([], [], set())
    if _from_tables(places, rows, columns, collected):
        entries = sorted(collected.entries, key=lambda entry: entry.item.start)
        return ListOfEntries(tuple(entries), tuple(collected.unread), (), tuple(collected.covered))
    _from_lines(places, [row for row in rows if collected.is_free(row)], collected)
    said = [
        enumeration
        for row in rows
        if collected.is_free(row) and _SPOKEN.search(row.text)
        for enumeration in enumerations(places, row.start, row.end)
    ]
    said, earlier = without_earlier(places, said)
    collected.unread += earlier
    said = with_reviewed(places, [row for row in rows if collected.is_free(row)], said)
    spoken = [enumeration for enumeration in said if enumeration.is_honoured]
    kept = _lists_of_their_own(places, spoken, collected)
    collected.unread += beside_lists(places, said, kept)
    if not kept and not collected.entries:
        kept = _of_article(places, spoken, honours, rows)
    collected.entries = [entry for entry in collected.entries if not _is_described(places, entry.item, kept)]
    pieces = [piece for each in kept for piece in each.unread]
    collected.unread += [UnreadPassage("名单中的这一项没有读懂。", piece) for piece in pieces]
    collected.unread += not_taken(places, said, kept, collected.entries, collected.unread)
    collected.unread += counted_alone(said, collected.known)
    has_entries = bool(kept or collected.entries)
    collected.unread += agreed_to(places, rows, collected.known, has_entries=has_entries)
    collected.unread += others_not_named(places, kept)
    collected.unread += lines_not_read(places, rows, collected.known)
    for number, enumeration in enumerate(kept, 1):
        collected.entries += [
            ListEntry(item, enumeration.heading, item.group, enumeration=number) for item in enumeration.items
        ]
    entries = sorted(collected.entries, key=lambda entry: entry.item.start)
    once = tuple(_printed_once(places, entries, collected))
    return ListOfEntries(once, tuple(collected.unread), tuple(kept), tuple(collected.covered))


def _printed_once(
    places: NamedPlaces, entries: Sequence[ListEntry], collected: _Collection
) -> Iterator[ListEntry]:
    """The entries without lists that stand a second time: in the letter and in its attachment."""
    known: set[tuple[str, ...]] = set()
    for _, run in groupby(entries, key=lambda entry: (entry.heading, entry.enumeration)):
        listed = list(run)
        said = {_told_from_others(places, entry) for entry in listed}
        if said <= known:
            where = TextSpan(listed[0].item.start, listed[-1].item.end)
            collected.unread.append(UnreadPassage("这一段与前面的名单重复，没有再收。", where))
        else:
            yield from listed
        known |= said


def _told_from_others(places: NamedPlaces, entry: ListEntry) -> tuple[str, ...]:
    """What an entry has for itself: unit and title; a bare name may be honoured twice, its heading counts."""
    unit = places.words(entry.item.applicant) if entry.item.applicant else ""
    title = places.words(entry.item.title) if entry.item.title else ""
    heading = places.text[entry.heading.start : entry.heading.end] if entry.heading else ""
    honour = places.words(entry.item.honour) if entry.item.honour else ""
    return (unit, title, honour) if title else (unit, honour, _ORDINAL.sub("", heading))


def _from_tables(
    places: NamedPlaces, rows: Sequence[PrintedLine], columns: KnownColumns, collected: _Collection
) -> bool:
    """Take the entries of tables; whether persons said what the columns of any of these are."""
    found = tables(places, rows, columns)
    for table in found:
        collected.entries += [
            ListEntry(row.item, row.heading, column=row.place, within=row.within) for row in table.rows
        ]
        collected.unread += [UnreadPassage("表格的这一行没有读懂。", unread) for unread in table.unread]
        collected.unread += [UnreadPassage(_COLUMN, heading) for heading in table.beside]
        collected.take(rows, table.start, table.end)
        collected.covered.append(TextSpan(table.start, table.end))
    return any(table.is_said for table in found)


def _from_lines(places: NamedPlaces, rows: Sequence[PrintedLine], collected: _Collection) -> None:
    for block in blocks(places, rows):
        collected.entries += [ListEntry(item, heading, group) for item, heading, group in block.entries]
        collected.unread += [
            UnreadPassage("名单中的这一行没有读懂。", TextSpan(line.start, line.end)) for line in block.unread
        ]
        collected.covered += block.heads
        for item, _, _ in block.entries:
            collected.take(rows, item.start, item.end)


def _lists_of_their_own(
    places: NamedPlaces, spoken: Sequence[Enumeration], collected: _Collection
) -> list[Enumeration]:
    """The enumerations that are neither examples of a list that stands elsewhere nor the same list again."""
    kept: list[Enumeration] = []
    known = NamesBefore(called(places, entry.item) for entry in collected.entries)
    listed = bool(collected.entries)
    titled = {unit_of(places, each.item) for each in collected.entries if each.item.title is not None}
    sure = [enumeration for enumeration in spoken if enumeration.is_sure]
    for enumeration in sorted(spoken, key=lambda enumeration: (-len(enumeration.items), enumeration.start)):
        if not enumeration.is_sure and not _is_beside(places, enumeration, sure):
            if _is_example(places, enumeration):
                collected.unread.append(UnreadPassage(_EXAMPLE, TextSpan(enumeration.start, enumeration.end)))
            continue
        if listed and enumeration.declared is not None and enumeration.declared > len(enumeration.items):
            collected.unread.append(UnreadPassage(_EXAMPLE, TextSpan(enumeration.start, enumeration.end)))
            continue
        if all(each.title is None and unit_of(places, each) in titled for each in enumeration.items):
            continue  # the list says their titles, too
        before = NamesBefore() if _is_of_another_honour(places, enumeration, kept) else known
        fresh = tuple(item for item in enumeration.items if called(places, item) not in before)
        if fresh:
            is_whole = len(fresh) == len(enumeration.items)
            kept.append(
                replace(enumeration, items=fresh, declared=enumeration.declared if is_whole else None)
            )
            known.add(called(places, item) for item in fresh)
    return sorted(kept, key=lambda enumeration: enumeration.start)


def _is_of_another_honour(places: NamedPlaces, enumeration: Enumeration, kept: Sequence[Enumeration]) -> bool:
    """Whether it names its honour, and all lists before it name others: units may have won both."""
    if enumeration.honour is None or not kept or any(each.honour is None for each in kept):
        return False
    mine = places.words(enumeration.honour)
    others = [places.words(each.honour) for each in kept if each.honour is not None]
    return all(SequenceMatcher(None, mine, other).ratio() < _SAME_HONOUR for other in others)


def _is_example(places: NamedPlaces, enumeration: Enumeration) -> bool:
    """Whether fewer are named than are declared: 甲村等1136个村, not 嘉兴市4家单位."""
    too_few = enumeration.declared is not None and enumeration.declared > len(enumeration.items)
    return too_few and places.text.startswith("等", enumeration.items[-1].end)


def _is_described(places: NamedPlaces, item: Item, kept: Sequence[Enumeration]) -> bool:
    """Whether a line with a short name heads what is told of a unit that a sentence above names in full."""
    if item.applicant is None or item.title is None or places.at(item.applicant.start) is not None:
        return False
    name = places.words(item.applicant)
    units = (
        (each, places.words(other.applicant))
        for each in kept
        for other in each.items
        if other.applicant is not None and other.title is None
    )
    return any(each.end < item.start and unit != name and unit.endswith(name) for each, unit in units)


def _is_beside(places: NamedPlaces, enumeration: Enumeration, sure: Sequence[Enumeration]) -> bool:
    """Whether a single entry stands in one paragraph with a list, and is honoured by name as it is."""
    gaps = (between(places, enumeration, other) for other in sure)
    is_said = enumeration.honour is not None or enumeration.items[0].title is not None
    return is_said and any(len(gap) < _NEAR and "\n" not in gap for gap in gaps)


def _of_article(
    places: NamedPlaces, spoken: Sequence[Enumeration], honours: re.Pattern[str], rows: Sequence[PrintedLine]
) -> list[Enumeration]:
    """The one award that an article is about: its heading says so, or the honour is one that is known.

    What the heading says in short, the text says in full.
    """
    spoken = [each for each in spoken if not _FORMERLY.search(places.text, each.start, each.end)]
    titled = [enumeration for enumeration in spoken if enumeration.items[0].title is not None]
    untitled = [each for each in spoken if each not in titled and _opens_article(each, rows)]
    for singles in (titled, untitled):
        if about := _about_one(places, singles, honours, rows):
            return about
    return []


def _opens_article(enumeration: Enumeration, rows: Sequence[PrintedLine]) -> bool:
    """Whether it stands where the news do: a study names by the way what others were honoured with."""
    is_example = (enumeration.declared or 1) > 1
    return (
        not is_example
        and len(enumeration.items) == 1
        and enumeration.start < rows[min(len(rows), _OPENING) - 1].end
    )


def _about_one(
    places: NamedPlaces, singles: Sequence[Enumeration], honours: re.Pattern[str], rows: Sequence[PrintedLine]
) -> list[Enumeration]:
    about = [
        enumeration
        for enumeration in singles
        if _is_headline(places, enumeration, rows[0]) or _is_honoured(places, enumeration, honours)
    ]
    return sorted(about, key=lambda enumeration: enumeration.start < rows[0].end)[:1]


def _is_headline(places: NamedPlaces, enumeration: Enumeration, heading: PrintedLine) -> bool:
    if VERB.search(heading.text) is None:
        return False
    return called(places, enumeration.items[0]) in heading.text or (
        enumeration.honour is not None
        and _longest_shared(places.words(enumeration.honour), heading.text) >= _SHARED
    )


def _longest_shared(one: str, other: str) -> int:
    """How many signs in a row two texts share at most."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _is_honoured(places: NamedPlaces, enumeration: Enumeration, honours: re.Pattern[str]) -> bool:
    return (
        enumeration.honour is not None
        and honours.search(places.text, enumeration.honour.start, enumeration.honour.end) is not None
    )
