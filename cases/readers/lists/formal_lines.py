"""Of what was not read the lines that are of the form of the document alone: nobody has to look at them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cases.readers.dates import DATE
from cases.readers.formalities import asks, is_formality
from cases.readers.lists.entries import UnreadPassage
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.lists.signing import signs_below
from cases.readers.passages import PrintedLine

_MOST_SIGNERS = 8


def without_formal_lines(
    places: NamedPlaces, rows: Sequence[PrintedLine], unread: Sequence[UnreadPassage]
) -> Iterator[UnreadPassage]:
    """The passages without such lines at their ends; those that consist of them are left out."""
    formal = _formal(places, rows)
    starts = [row.start for row in rows]
    for each in unread:
        from_here = rows[bisect_left(starts, each.where.start) : bisect_left(starts, each.where.end)]
        inside = [row for row in from_here if row.end <= each.where.end]
        left = [row for row in inside if row.start not in formal]
        if not inside or len(left) == len(inside):
            yield each
        elif left:
            yield UnreadPassage(each.message, TextSpan(left[0].start, left[-1].end))


def _formal(places: NamedPlaces, rows: Sequence[PrintedLine]) -> set[int]:
    """Where the lines begin that are formal; above a date those are who sign."""
    found: set[int] = set()
    for number, row in enumerate(rows):
        if not is_formality(row.text) and (places.within(row.start, row.end) or not asks(row.text)):
            continue
        found.add(row.start)
        if DATE.match(row.text.lstrip("(")) is not None:
            found |= _signing(rows[:number])
    return found


def _signing(above: Sequence[PrintedLine]) -> set[int]:
    signing: set[int] = set()
    for row in reversed(above[-_MOST_SIGNERS:]):
        if not signs_below(row):
            break
        signing.add(row.start)
    return signing
