"""The members of a group: the names, or the titles with their units, that stand behind its head."""

import re
from itertools import pairwise

from cases.language.word_tables import any_of, words_of_kind
from cases.places.resolver import Mention
from cases.readers.lists.items import Item, item_at
from cases.readers.lists.names import NamedPlaces, is_name
from cases.readers.lists.normalised_text import TextSpan

_MEMBERS = re.compile(
    r"[^、,;/\s]+?(?:委|党工委)、[\u3400-\u9fff]{0,9}?(?:政府|管委会|管理委员会|办事处)(?=[、,;/\s。]|$)|[^、,;/\s]+"
)
_LIKE_A_NAME = re.compile(r"[\u3400-\u9fff·*-]{2,16}[省市县区州盟旗镇乡村团社道居]")
_BODY = re.compile(rf"{any_of(words_of_kind('unit_words', 'end-of-body'))}$")
_LOCAL_BODY = re.compile(r"(?:居委会|村委会|居民委员会|村民委员会)$")
_SMALLEST = re.compile(r"(?:社区|村|居委会|居民区|嘎查)$")
_COUNTED = r"(?P<count>\d{1,3})[个名家项例][\u3400-\u9fff]{0,4}"
# How many they are, said behind the last: (2个), 共2个, 等2个区.
COUNT_BEHIND = re.compile(
    rf"\s*(?:\([共计等]*{_COUNTED}\)|[,、;]?\s*[共计等]+{_COUNTED.replace('count', 'number')})\s*[;。,]?\s*$"
)
_BETWEEN_TITLED = re.compile(r"\s*[、,;]\s*")


def members_of(places: NamedPlaces, start: int, end: int) -> list[Item]:
    """The names between two signs or blanks; none if something there cannot be one, or nothing surely is."""
    items = []
    sure = 0
    if (count := COUNT_BEHIND.search(places.text, start, end)) is not None:
        end = count.start()
    for match in _MEMBERS.finditer(places.text, start, end):
        last = match.start() + len(match[0].rstrip("。"))
        for first, behind in pairwise([match.start(), *parting_blanks(places, match.start(), last), last]):
            if behind <= first:
                continue
            is_apart = any(first < gap < behind for gap in places.gaps)
            if is_apart and not places.covers(first, behind):  # 江苏省　南京市建邺区 is one place
                return []  # 张某　某社区 is a person with a place
            known = is_name(places, first, behind)
            if not known and not _LIKE_A_NAME.fullmatch(places.text, first, behind):
                return []
            sure += known
            items.append(Item(first, behind, TextSpan(first, behind)))
    if len(items) == 1 and _may_be_title(places, items[0]):
        return []
    return items if sure * 2 >= len(items) else []


def parting_blanks(places: NamedPlaces, start: int, end: int) -> list[int]:
    """The blanks that part two names: wide ones; single ones behind which another place begins, or behind a
    village or a community. In 济南市 历下区文东街道 the first only says where the second lies."""
    cuts: list[int] = []
    first = start
    for blank in sorted({*places.blanks, *places.gaps}):
        if not start < blank < end or not is_name(places, first, blank):
            continue
        before = places.at(first)
        leads = before is not None and before.end >= blank and _may_hold(before, places.at(blank))
        parts = (
            blank in places.gaps
            or places.at(blank) is not None
            or _SMALLEST.search(places.text, first, blank)
        )
        if not leads and parts:
            cuts.append(blank)
            first = blank
    return cuts


def _may_hold(before: Mention, behind: Mention | None) -> bool:
    """Whether a place only says where the one behind a blank lies; 西城区 does not lie in 石景山区."""
    if behind is None or behind.division is None:
        return before.place_then.count("/") < 2
    return behind.place_then.startswith(f"{before.place_then}/")


def titled_members_of(places: NamedPlaces, start: int, end: int) -> list[Item]:
    """`县“题名”;县“题名”`, `“题名”(单位)、“题名”(单位)` behind a place; none if a unit begins otherwise."""
    items = []
    stretch = places.stripped(start, end, " ;。")
    at = stretch.start if stretch is not None else end
    while stretch is not None and at < stretch.end:
        item = item_at(places, at, stretch.end)
        if item is None or item.title is None or item.applicant is None:
            return []
        if places.at(item.applicant.start) is None:
            return []
        items.append(item)
        sign = _BETWEEN_TITLED.match(places.text, item.end, stretch.end)
        if sign is None and item.end < stretch.end:
            return []
        at = sign.end() if sign is not None else stretch.end
    return items


def _may_be_title(places: NamedPlaces, item: Item) -> bool:
    """Whether the only name behind a colon may be what the unit did: 蒙阴县:桃乡法律诊所."""
    words = places.text[item.start : item.end]
    if _LOCAL_BODY.search(words) is not None:
        return False
    return places.at(item.start) is None and _BODY.search(words) is not None
