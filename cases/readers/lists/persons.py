"""Persons in a list of units: their names are no titles, and the districts above them no entries."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from cases.places.patterns import SURNAME
from cases.readers.lists.entries import ListEntry, UnreadPassage
from cases.readers.lists.items import Item
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.passages import PrintedLine
from cases.readers.records import Printed

_NOTE = r"(?:\((?:[男女]|[\u3400-\u9fff]{1,5}族)[^()]{0,8}\))?"
# What titles of two or three characters end in, which may begin as a surname does: 马扎会, 金点子.
_NO_PERSON = r"(?<![会法汇站屋坊社岗队院家里庭廊网格吧厅室库台圈园桥铺子日])"
_PERSON = rf"{SURNAME}[\u3400-\u9fff]{{1,2}}{_NO_PERSON}{_NOTE}"
_PERSONS = re.compile(rf"{_PERSON}(?:[、,\s]{{1,3}}{_PERSON})*")
_LIKE_PERSONS = "“{words}”像是人名，请核对：个人的荣誉不作案例收录。"
_PERSON_BELOW = "下面一行的“{words}”像是人名，请核对这一条是入选的单位，还是个人所在的地方。"
_BEHIND = "名单末尾的这几行像是人名，没有收录。"
_LONGEST_QUOTED = 20


def persons(
    places: NamedPlaces, item: Item, printed: Callable[[TextSpan], Printed[str] | None]
) -> Iterator[str]:
    """What a person should look at: a title that is names of persons, a place with such a line below it.

    `printed` gives what the document prints at a stretch."""
    text = places.text
    if item.title is not None:
        said = printed(item.title)
        if said is not None and _PERSONS.fullmatch(places.words(item.title)):
            yield _LIKE_PERSONS.format(words=said.value[:_LONGEST_QUOTED])
    elif item.applicant is not None and places.covers(item.applicant.start, item.applicant.end):
        start = text.find("\n", item.end) + 1
        below = text[start:].partition("\n")[0].strip() if start else ""
        if _PERSONS.fullmatch(below):
            yield _PERSON_BELOW.format(words=below[:_LONGEST_QUOTED])


def persons_behind(rows: Sequence[PrintedLine], entries: Sequence[ListEntry]) -> Iterator[UnreadPassage]:
    """The persons right behind the last entry."""
    last = max((entry.item.end for entry in entries), default=None)
    below = [row for row in rows if last is not None and row.start >= last]
    if run := list(takewhile(lambda row: _PERSONS.fullmatch(row.text), below)):
        yield UnreadPassage(_BEHIND, TextSpan(run[0].start, run[-1].end))
