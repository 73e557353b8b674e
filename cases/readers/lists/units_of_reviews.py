"""The units that a document of reviews names and that became no entry: each is named by a problem.

Whatever is said of them, in whatever words, a person has to see them: a unit that is missing from the entries
of a notice of reviews would keep an honour that it has lost, or lack one that it has.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from cases.readers.lists.entries import ListOfEntries, UnreadPassage
from cases.readers.lists.items import name_at
from cases.readers.lists.line_lists import is_prose
from cases.readers.lists.list_headings import LONGEST_HEADING
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.lists.review_words import MAY_SAY, WORDS
from cases.readers.lists.reviews import reviews
from cases.readers.passages import PrintedLine

NOT_READ = "这里写到的单位没有收录，文中说的是验收、复核或撤销，请核对。"
_SENTENCE = re.compile(r"[^。;！？!?\n]+")
_OFFICE = re.compile(r"(?:委|局|厅|部|办|办公室|政府|委员会|主办|大学|学院|中心|协会)$")
_OF_OFFICE = re.compile(
    r"[\u3400-\u9fff]{0,8}?(?:局|厅|政府|委员会|党委|区委|县委|市委|办公室|民政)|委|政府|[^,、;:。]{0,12}(?:组织|召开|举行|印发|主办)"
)
_JOINS = re.compile(r"[\s、,，;:|和与及]*")
_OF_TITLE = 3  # so many lines at the top may be the title
_NOT_UNITS = ("province", "prefecture")  # which only say where a unit is


def units_left_out(
    places: NamedPlaces, rows: Sequence[PrintedLine], found: ListOfEntries
) -> list[UnreadPassage]:
    """A passage for each run of units that neither an entry nor a problem covers."""
    if WORDS.search(places.text) is None or not _is_of_reviews(places, rows, found):
        return []
    items = [TextSpan(entry.item.start, entry.item.end) for entry in found.entries]
    covered = [*items, *(each.where for each in found.unread)]
    names = (entry.item.applicant or entry.item.title for entry in found.entries)
    read = [places.words(name) for name in names if name is not None]
    free = (
        unit
        for where in _said(places, rows)
        for unit in _units(places, where)
        if not any(each.start < unit.end and unit.start < each.end for each in covered)
        and not _is_read(places.words(unit), read)
    )
    return [UnreadPassage(NOT_READ, run) for run in _runs(places, free)]


def _is_of_reviews(places: NamedPlaces, rows: Sequence[PrintedLine], found: ListOfEntries) -> bool:
    """Whether the title says that something was reviewed, or the document says it of one of its entries."""
    titles = (row for row in rows[:_OF_TITLE] if len(row.text) <= LONGEST_HEADING and "。" not in row.text)
    if any(WORDS.search(row.text) for row in titles):
        return True
    items = [TextSpan(entry.item.start, entry.item.end) for entry in found.entries]
    return any(review is not None for review in reviews(places.text, items))


def _said(places: NamedPlaces, rows: Sequence[PrintedLine]) -> Iterator[TextSpan]:
    """The sentences that say what became of units, and the lines of lists and tables below one that does."""
    is_below = False
    for row in rows:
        if is_below and not is_prose(row):
            yield TextSpan(row.start, row.end)
            continue
        for match in _SENTENCE.finditer(places.text, row.start, row.end):
            if MAY_SAY.search(match[0]) is not None:
                yield TextSpan(*match.span())
                is_below = True


def _units(places: NamedPlaces, where: TextSpan) -> Iterator[TextSpan]:
    """The divisions from counties down, each with the rest of the name that it begins; no offices."""
    done = where.start
    for mention in places.within(where.start, where.end):
        is_unit = mention.division is not None and mention.division.level not in _NOT_UNITS
        if mention.start < done or not is_unit:
            continue
        if _OF_OFFICE.match(places.text, mention.end, where.end):
            continue
        unit = name_at(places, mention.start, where.end) or TextSpan(mention.start, mention.end)
        if _OFFICE.search(places.text, unit.start, unit.end) is None:
            done = unit.end
            yield unit


def _is_read(name: str, read: Sequence[str]) -> bool:
    return any(other.endswith(name) or name.endswith(other) for other in read)


def _runs(places: NamedPlaces, units: Iterable[TextSpan]) -> list[TextSpan]:
    """Units with nothing between them but the signs that join them, together."""
    runs: list[TextSpan] = []
    for unit in units:
        if runs and _JOINS.fullmatch(places.text, runs[-1].end, unit.start):
            runs[-1] = TextSpan(runs[-1].start, unit.end)
        else:
            runs.append(unit)
    return runs
