"""Entries that became text of the case before: their heading is printed in another way than the others."""

import re
from collections.abc import Sequence

from cases.places.gazetteer import Gazetteer
from cases.places.resolver import names_of, resolve
from cases.readers.lists.line_lists import entry_of, is_prose, opens_with_framed_place
from cases.readers.lists.list_headings import LONGEST_HEADING
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import NormalisedText
from cases.readers.passages import PrintedLine, lines
from cases.readers.records import AwardRecord, Printed, Problem

_LABEL = re.compile(r"[^:。,“”]{1,12}:")  # 提名:某区:题名
_ALSO = re.compile(r"\s*(?:另有|还有|此外|另外)")
_HONOURED = re.compile(r"入围|入选|获|评为|提名")
_MESSAGE = "正文里的这一行像是另一个案例的标题，请核对。"


def swallowed(
    original: str, records: Sequence[AwardRecord], gazetteer: Gazetteer, year: int | None
) -> list[Problem]:
    """The lines between the first case and the end of the last that name a unit by its place, and a title,
    and are no heading that was read."""
    normalised = NormalisedText(original, names_of(gazetteer).characters)
    places = NamedPlaces(
        normalised.masked,
        resolve(normalised.masked, year, gazetteer),
        normalised.gaps,
        normalised.blanks,
    )
    headings = [
        value
        for record in records
        for value in (record.title, record.applicant)
        if isinstance(value, Printed)
    ]
    first, last = min(record.start for record in records), max(record.end for record in records)
    problems = []
    for row in lines(places.text):
        start, end = normalised.span(row.start, row.end)
        is_read = any(start < value.end and value.start < end for value in headings)
        if first <= start < last and not is_read and (_is_entry(places, row) or _is_told(places, row)):
            problems.append(Problem(_MESSAGE, start, end))
    return problems


def _is_entry(places: NamedPlaces, row: PrintedLine) -> bool:
    if len(row.text) > LONGEST_HEADING or is_prose(row):
        return False
    if opens_with_framed_place(places, row):
        return True
    label = _LABEL.match(row.text)
    behind = row.start + label.end() if label else row.start
    return any(_is_titled(places, start, row.end) for start in {row.start, behind})


def _is_titled(places: NamedPlaces, start: int, end: int) -> bool:
    item = entry_of(places, PrintedLine(start, end, places.text[start:end]))
    if item is None or item.applicant is None or item.title is None:
        return False
    return places.at(item.applicant.start) is not None


def _is_told(places: NamedPlaces, row: PrintedLine) -> bool:
    """Whether a line says that another was honoured as well: 另有某区的“题名”入围."""
    is_named = _ALSO.match(row.text) is not None and _HONOURED.search(row.text) is not None
    return is_named and bool(places.within(row.start, row.end))
