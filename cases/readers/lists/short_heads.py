"""Short names before a colon that several places share, above what lies in them: 中山:石岐街道太平社区."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.places.resolver import Mention, resolve

_HEAD = re.compile(
    r"^\s*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]\s*)?(?P<name>[\u3400-\u9fff]{2,3})(?=(?:\(\d{1,3}[个名家项例]?\))?:(?P<behind>\s*)\S)",
    re.MULTILINE,
)
_LEVELS = ("prefecture", "county")


def with_short_heads(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, year: int | None
) -> list[Mention]:
    """The mentions, and those that open a line before a colon and may be several places: the one in the only
    province that the text names, else all that it may be. What lies elsewhere is behind no such head."""
    known = {mention.start: mention for mention in mentions}
    provinces = {place.key for each in mentions for place in _lineage(each, gazetteer, year)[:1]}
    found: list[Mention] = []
    for match in _HEAD.finditer(text):
        start, end = match.span("name")
        if start in known:
            continue
        may_be = [p for p in gazetteer.named(match["name"]) if p.level in _LEVELS and p.in_force(year)]
        within = known.get(match.end("behind"))
        if within is not None and within.division is not None:
            lineage = {each.key for each in _lineage(within, gazetteer, year)}
            may_be = [each for each in may_be if each.key in lineage]
        if not may_be:
            continue
        here = [each for each in may_be if gazetteer.lineage(each, year)[0].key in provinces]
        meant = here if len(provinces) == 1 and len(here) == 1 else may_be
        found.append(_mention(match["name"], start, end, meant, gazetteer, year))
    return sorted([*mentions, *found], key=lambda mention: mention.start)


def _lineage(mention: Mention, gazetteer: Gazetteer, year: int | None) -> tuple[Place, ...]:
    """What a place lies in, from the province down to itself; nothing where it may be several."""
    place = mention.divisions_then[0] if mention.divisions_then else mention.division
    return gazetteer.lineage(gazetteer.listed(place) or place, year) if place is not None else ()


def _mention(
    name: str, start: int, end: int, meant: Sequence[Place], gazetteer: Gazetteer, year: int | None
) -> Mention:
    """What the words name: the place, or one of several."""
    if len(meant) > 1:
        return Mention(name, start, end, None, candidates=tuple(meant))
    whole = "".join(place.name for place in gazetteer.lineage(meant[0], year))
    named = resolve(whole, year, gazetteer)
    if len(named) != 1 or named[0].division is None:
        return Mention(name, start, end, None, candidates=tuple(meant))
    return replace(named[0], printed=name, start=start, end=end)
