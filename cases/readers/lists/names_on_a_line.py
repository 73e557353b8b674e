"""Several bare names on one line: parted by signs or blanks, maybe behind their heading."""

import re
from collections.abc import Sequence

from cases.readers.lists.items import Item
from cases.readers.lists.list_headings import ListHeading, heading_of
from cases.readers.lists.members import members_of
from cases.readers.lists.names import NamedPlaces, is_name
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.passages import PrintedLine

STREET = re.compile(r"[\u3400-\u9fff]{1,8}(?:街道|镇|乡|苏木)(?:\(\d{1,3}[个名家]?\))?:?")
COMMUNITY = re.compile(r"(?![^、,]*(?:街道|镇|乡))[\u3400-\u9fff\d]{1,10}(?:社区|村|居委会|居民区|嘎查)")


def names_of(places: NamedPlaces, core: TextSpan) -> list[Item]:
    """`甲县、乙县`, `甲县　乙县`, `甲县 乙县`: all of which can be names; else nothing. `core` is the line
    without its number."""
    items = members_of(places, core.start, core.end)
    known = all(is_name(places, item.start, item.end) for item in items)
    if len(items) < 2 or not known:
        return []
    return items[1:] if _heads_others(places, items) else items


def _heads_others(places: NamedPlaces, items: Sequence[Item]) -> bool:
    """Whether the first of names parted by wide blanks is the street of the communities behind it."""
    street, *others = items
    is_apart = others[0].start in places.gaps
    if not is_apart or STREET.fullmatch(places.text, street.start, street.end) is None:
        return False
    return all(COMMUNITY.fullmatch(places.text, other.start, other.end) for other in others)


def headed_names(places: NamedPlaces, row: PrintedLine) -> tuple[ListHeading, list[Item]] | None:
    """`一、优秀社区(3个):甲社区、乙社区、丙社区`: the heading and the names behind its colon."""
    at = places.text.find(":", row.start, row.end)
    if at < 0 or "。" in row.text[:-1] or "," in row.text[: at - row.start]:
        return None
    above = PrintedLine(row.start, at, places.text[row.start : at].rstrip())
    heading = heading_of(above) if above.text else None
    items = members_of(places, at + 1, row.end)
    is_known = all(is_name(places, item.start, item.end) for item in items)
    return (heading, items) if heading is not None and items and is_known else None
