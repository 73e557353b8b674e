"""Lines below a heading of a list that look like entries and gave none: persons, names of other endings."""

from collections.abc import Iterator, Sequence

from cases.readers.facts import opens_with_fact
from cases.readers.lists.entries import UnreadPassage
from cases.readers.lists.line_lists import is_prose, without_number
from cases.readers.lists.list_headings import heading_of, heads_names, is_remark
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.passages import PrintedLine

_MESSAGE = "名单中的这几行没有读懂。"
FEWEST = 2  # a single line below a heading may be anything


def lines_not_read(
    places: NamedPlaces, rows: Sequence[PrintedLine], known: Sequence[TextSpan]
) -> Iterator[UnreadPassage]:
    """Each run of such lines. `known` is what was read, or named already."""
    run: list[PrintedLine] = []
    below = False
    for row in rows:
        heading = heading_of(row)
        if below and _may_be_entry(places, row) and not _is_known(row, known):
            run.append(row)
            continue
        yield from _named(run)
        run = []
        if heading is not None:
            below = heads_names(row)
        elif is_prose(row):
            below = False
    yield from _named(run)


def _named(run: Sequence[PrintedLine]) -> Iterator[UnreadPassage]:
    if len(run) >= FEWEST:
        yield UnreadPassage(_MESSAGE, TextSpan(run[0].start, run[-1].end))


def _may_be_entry(places: NamedPlaces, row: PrintedLine) -> bool:
    """Whether the line has a number and a place in it, or begins with a place, and is no sentence."""
    if is_prose(row) or is_remark(row) or opens_with_fact(row.text):
        return False
    core, number = without_number(places, row)
    named = places.within(core.start, core.end)
    return bool(named) and (number is not None or named[0].start == core.start)


def _is_known(row: PrintedLine, known: Sequence[TextSpan]) -> bool:
    return any(span.start < row.end and row.start < span.end for span in known)
