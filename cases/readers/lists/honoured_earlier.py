"""Units that a sentence names because they were honoured before: 此前，已有甲市、乙县等12个县市区被确认为….

They are no entries of the list that a document makes known, and are named to whoever looks.
"""

import re
from collections.abc import Sequence

from cases.readers.lists.entries import UnreadPassage
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.lists.sentences import Enumeration

EARLIER = "这里说的是以前的荣誉，不是这一次公布的，没有收录，请核对。"
ONE_AFTER_ANOTHER = "这里说的是先后获得的荣誉，不是一次公布的名单，没有收录；其中有这一次公布的，请补录。"
UNDER_EARLIER = "上面的“{heading}”说的是以前的荣誉，请核对是不是这一次公布的。"
_STOPS = "。！？!?;\n"
_BEFORE = (
    r"此前|早前|之前|以前|往年|历年|上届|上一[批届]|前[一二三四五六七八九十两几\d]+[批届]|去年(?=[^,。;]{0,8}[已曾])|已有|已经有"
    r"|曾(?:有|被|获|经|荣|先后|入选)|截[至止]|迄今|至今|目前[^,。;]{0,8}(?:已|共有)"
)
_LEADS = re.compile(_BEFORE)
_THIS_TIME = re.compile(r"近日|日前|今年|此次|这次|本次|新增|新一批|再次|又有|今天|昨[天日]|最新|本批|本届")
_BEHIND = re.compile(r"[^,。;]{0,16}?(?:此前|早前|之前|以前|已于|曾|先后|相继|陆续)")
_AFTER_ANOTHER = re.compile(r"[^,。;]{0,16}?(?:先后|相继|陆续)")
_OF_HEADING = re.compile(
    r"(?:此前|以前|往年|历年|往届|历届|上届|上一[批届]|前[一二三四五六七八九十两几]+[批届])[^。]{0,16}(?:命名|认定|公布|入选|获|确认|授予)|已命名|已认定|已获"
)


def said_of_earlier(places: NamedPlaces, enumeration: Enumeration) -> TextSpan | None:
    """The words of a sentence that say of these units that they have had the honour for some time."""
    text = places.text
    start = max(text.rfind(sign, 0, enumeration.start) for sign in _STOPS) + 1
    last = enumeration.items[-1].end
    earlier = [match.start() for match in _LEADS.finditer(text, start, enumeration.start)]
    now = [match.end() for match in _THIS_TIME.finditer(text, start, enumeration.start)]
    if earlier and earlier[-1] > max(now, default=-1):
        return TextSpan(earlier[-1], enumeration.end)
    behind = _BEHIND.match(text, last)
    if behind is None or _THIS_TIME.search(text, last, behind.end()) is not None:
        return None
    return TextSpan(enumeration.start, enumeration.end)


def without_earlier(
    places: NamedPlaces, said: Sequence[Enumeration]
) -> tuple[list[Enumeration], list[UnreadPassage]]:
    """The others, and the passages that say it."""
    found = [said_of_earlier(places, each) if each.is_honoured else None for each in said]
    kept = [each for each, where in zip(said, found, strict=True) if where is None]
    earlier = [
        UnreadPassage(_message(places, each, where), where)
        for each, where in zip(said, found, strict=True)
        if where is not None
    ]
    return kept, earlier


def _message(places: NamedPlaces, enumeration: Enumeration, where: TextSpan) -> str:
    """That they were honoured before, or, where only 先后 says so, at several times."""
    is_led = where.start < enumeration.start
    behind = _AFTER_ANOTHER.match(places.text, enumeration.items[-1].end)
    return EARLIER if is_led or behind is None else ONE_AFTER_ANOTHER


def heads_earlier(heading: str) -> bool:
    """Whether a heading says that those below it were honoured before."""
    return _OF_HEADING.search(heading) is not None
