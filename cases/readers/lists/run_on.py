"""Entries that run on or are broken: two on one line, one on two lines, a tier that the line itself names."""

import re
from collections.abc import Iterator

from cases.readers.lists.entries import ListEntry
from cases.readers.lists.names import NamedPlaces, is_name
from cases.readers.lists.normalised_text import TextSpan

_TWO = "“{words}”像是另一条，请核对。"
_BROKEN = "上一行的“{words}”带有序号，像是这一条的前半，请核对。"
_UNIT_IN_TITLE = "题名开头的“{words}”像是单位的一部分，请核对。"
_NUMBER = re.compile(r"(?<![\d.])\d{1,3}\s*[.、．)]\s*(?!\d)")
_NUMBERED = re.compile(r"\s*\d{1,3}\s*[.、．)]\s*")
_PIECE = re.compile(
    r";\s*(?P<words>(?P<unit>[\u3400-\u9fff]{2,30})(?: · |:).+)"
)  # 甲街道 · 题名;乙街道 · 题名
_LONGEST_LABEL = 20
_LONGEST_QUOTED = 30


def run_on(places: NamedPlaces, entry: ListEntry, *, is_numbered: bool) -> Iterator[str]:
    """What a person should look at; `is_numbered`: the list prints numbers before its entries."""
    item, text = entry.item, places.text
    for match in _NUMBER.finditer(text, item.start + 1, item.end):
        if places.at(match.end()) is not None:
            yield _TWO.format(words=text[match.start() : item.end][:_LONGEST_QUOTED])
            break
    for match in _PIECE.finditer(text, item.start, item.end):
        if is_name(places, *match.span("unit")):
            yield _TWO.format(words=match["words"][:_LONGEST_QUOTED])
            break
    group = entry.group
    if is_numbered and item.number is None and group is not None:
        start = text.rfind("\n", 0, group.start) + 1
        if _NUMBERED.fullmatch(text, start, group.start):
            yield _BROKEN.format(words=text[start : group.end][:_LONGEST_QUOTED])
    unit = places.at(item.title.start) if item.title is not None and item.applicant is not None else None
    if unit is not None and unit.division is not None and text.startswith(":", unit.end):
        yield _UNIT_IN_TITLE.format(words=text[unit.start : unit.end])


def label_of(text: str, start: int) -> TextSpan | None:
    """The words up to the colon that open the line of an entry: 提名成果:甲区:题名."""
    first = text.rfind("\n", 0, start) + 1
    colon = text.find(":", first, start)
    return TextSpan(first, colon) if 0 <= colon <= first + _LONGEST_LABEL else None
