"""Rows of totals in a table, 合计 | | 10个: no entries; their number is held against the rows above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan

_LABEL = re.compile(r"(?:合\s*计|总\s*计|共\s*计|小\s*计|总\s*数)(?:数|数量)?:?")
_NUMBER = re.compile(r"共?(?P<number>\d{1,5})\s*[个家名项例]?")


@dataclass(frozen=True, slots=True)
class TotalRow:
    """Where a row of a total stands, and its number; None where none, or more than one, is printed."""

    where: TextSpan
    number: int | None


def total_of(places: NamedPlaces, cells: Sequence[TextSpan]) -> TotalRow | None:
    """The total that a row is: its first words say so, all else in it are numbers."""
    filled = [cell for cell in cells if cell.end > cell.start]
    label = _LABEL.match(places.text, filled[0].start, filled[0].end) if filled else None
    if label is None:
        return None
    behind = [places.text[label.end() : filled[0].end].strip()]
    behind += [places.words(cell) for cell in filled[1:]]
    numbers = [_NUMBER.fullmatch(words) for words in behind if words]
    if not all(numbers):
        return None
    values = [int(match["number"]) for match in numbers if match is not None]
    return TotalRow(TextSpan(filled[0].start, filled[-1].end), values[0] if len(values) == 1 else None)


def unlike_totals(totals: Sequence[TotalRow], starts: Sequence[int]) -> list[TextSpan]:
    """The totals whose number is neither that of all entries above nor that of those behind the total before;
    `starts` are the offsets of the entries."""
    found: list[TextSpan] = []
    first = 0
    for total in totals:
        above = [start for start in starts if start < total.where.start]
        since = sum(start >= first for start in above)
        if total.number not in (len(above), since):
            found.append(total.where)
        first = total.where.end
    return found
