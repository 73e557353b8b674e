"""`地名:题名` run on in one line, parted by semicolons, numbers or full stops."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cases.readers.lists.items import Item
from cases.readers.lists.members import members_of
from cases.readers.lists.names import LONGEST_NAME, NamedPlaces, is_name
from cases.readers.lists.normalised_text import TextSpan

# What may stand right before a name.
ANCHOR = re.compile(
    r"(?:^|[和与及在由将的]|我[市省县区州]|我们|其中|分别[是为]|包括|有|是|为|命名|评出|选出|同意|确定|确认|认定|评为|授予)\s*$"
)
_LED_COLON = re.compile(
    r"[^:;]{0,80}?(?:分别(?:是|为)|如下|[等金银铜秀名别新]奖)(?:\([^()]{0,30}\))?\s*[:,]\s*(?:\d{1,3}\s*[.、．)]\s*)?"
)
_STOP = re.compile(r"[;\n]|。(?=.)")
_COLON = re.compile(r"[^:;,、。\n]*:")


def pieces_of(places: NamedPlaces, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between semicolons, and between full stops behind which a name with a colon stands."""
    pieces, first = [], start
    for stop in _STOP.finditer(places.text, start, end):
        if stop[0] != "。" or _opens_pair(places, stop.end(), end):
            pieces.append((first, stop.start()))
            first = stop.end()
    pieces.append((first, end))
    return [(begin, behind) for begin, behind in pieces if behind > begin]


def _opens_pair(places: NamedPlaces, start: int, end: int) -> bool:
    led = _COLON.match(places.text, start, min(end, start + LONGEST_NAME))
    name = places.stripped(start, led.end() - 1) if led is not None else None
    return name is not None and is_name(places, name.start, name.end)


def pairs_of_line(places: NamedPlaces, start: int, end: int) -> list[Item]:
    """The pairs that a line consists of, at least two and nothing else."""
    whole = []
    for piece in pieces_of(places, start, end):
        stretch, pair = places.stripped(*piece), pair_of(places, *piece)
        if stretch is None or pair is None or pair.start != stretch.start:
            return []
        whole.append(pair)
    return whole if len(whole) > 1 else []


def pairs(places: NamedPlaces, pieces: Sequence[tuple[int, int]]) -> list[Item]:
    """The entries of the pieces that are such; several where names stand behind the colon."""
    items = (pair_of(places, start, end) for start, end in pieces)
    return [one for item in items if item is not None for one in _members_of(places, item)]


def _members_of(places: NamedPlaces, item: Item) -> list[Item]:
    """`杭州市:甲村、乙村`: what seemed a title is names in that place; else the entry itself."""
    if item.applicant is None or item.title is None:
        return [item]
    members = members_of(places, item.title.start, item.title.end)
    return [replace(member, group=item.applicant) for member in members] or [item]


def pair_of(places: NamedPlaces, start: int, end: int) -> Item | None:
    """The name and the title that a piece ends with."""
    text = places.text
    if (led := _LED_COLON.match(text, start, end)) is not None:
        start = led.end()
    at = text.rfind(":", start, end)
    while at > start:
        name = _ending_name(places, start, at)
        stop = text.find("。", at, end)
        title = places.stripped(at + 1, end if stop < 0 else stop, " ;。,")
        if name is not None and title is not None:
            return Item(name.start, title.end, name, title)
        at = text.rfind(":", start, at)
    return None


def _ending_name(places: NamedPlaces, start: int, end: int) -> TextSpan | None:
    """The name right before an offset, at the beginning of the piece or behind words that lead to it."""
    if is_name(places, start, end):
        return TextSpan(start, end)
    for begin in range(max(start, end - 40), end - 1):
        if (
            begin == start
            or ANCHOR.search(places.text, start, begin)
            or places.text[begin - 1] in ",、;:。) "
        ) and is_name(places, begin, end):
            return TextSpan(begin, end)
    return None
