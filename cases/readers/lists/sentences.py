"""Entries that stand in sentences: 甲县乙村、丙镇丁村等7个村被命名为…."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cases.language.numerals import printed_number
from cases.readers.lists.items import VERB, Item, item_at, whole_item
from cases.readers.lists.list_headings import FARTHEST_LEAD, ListHeading, lead_of
from cases.readers.lists.names import BARE_ZONE, IN_ALL, NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.lists.pairs import ANCHOR, pair_of, pairs, pieces_of

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_SIGNS = "、,;:。)|"
_BOOKS = re.compile(r"(?<=》)(?=《)")  # between two titles in book marks
_SIGN = re.compile(r"\s*[、,;]\s*(?:由|以及由|其中)?(?!等)")
_JOINED = re.compile(r"\s*(?:以及|和|与|及)\s*")
_LEAD = re.compile(r"(?:名单|如下|分别(?:是|为)|包括|有|是|为|即|榜单)(?:\([^()]{0,30}\))?\s*[:,]?\s*$")
_HONOURS = re.compile(
    r"入选|入围|获|评|命名|确认|确定|示范|典型|优秀|先进|案例|名单|授予|揭晓|上榜|榜上有名|称号|认定|公布"
)
_TAIL = re.compile(
    rf"(?:{IN_ALL}[个家名项处例]?[^,。;]{{0,30}}?|(?:等)?(?:共计|共|全部)?|等(?:典型案例|案例|项目|做法|经验|工作法|品牌|模式|单位|社区|村|城区|街道|乡镇|地方|地))(?:{VERB.pattern}|(?<=[^作因以])为(?=.{{2}}))"
)
_COUNTED = re.compile(rf"{IN_ALL}(?:[个家名项处例市县村区]|城区|街道|社区|乡镇|单位|城市)")
_LEADS_ALONE = re.compile(
    r"(?:(?:命名|确认|认定|确定|授予|评为|表彰)[^。;:]{0,20}(?:为|称号)[^。;:]{0,30}:|公布[^。;:]{0,40}:|[^,;:。()]{2,20}\(\d{1,4}[个名家项]\)\s*:|(?:分别(?:是|为)|名单如下|如下)\s*[:,]?|(?:[等金银铜秀名别新]奖|称号|名单)(?:\([^()]{0,30}\))?\s*:)\s*$"
)
# What is told of units that met, spoke or applied: their number makes no list of honours of them.
_TAKE_PART = re.compile(
    r"[^,;]*?(?:[作做](?!为)|交流|发言|介绍|参[加会与评选赛]|出席|列席|涌现|进入|观摩|走访|调研|考察|学员|代表|召开|举办|承办|开展|探索"
    r"|汇报|座谈|培训|推进|申报|推荐|报送|提交|印发|签约|书面|上台|的(?:经验|做法|材料|负责))"
)
_OF_HONOURS = re.compile(
    rf"{_HONOURS.pattern}|实验区|试点|授牌|颁奖|表彰|荣誉|奖|最美|十佳|文明|模范|标兵|{VERB.pattern}"
    r"|验收|结项|复[核审查验评检]|撤销|取消|保留|评估|考核|通过"
)
_BARE_ZONE = re.compile(BARE_ZONE)
_IN_CREATION = re.compile(r"(?:创建|培育|申报|争创)(?:单位|对象|社区|村|街道)$")  # who tries to become one
_HONOUR_END = re.compile(r"[,。;:、\n]")
_GIVES = re.compile(r"授予$")  # …“称号”
# 某省命名某区为…, where what gives stands before the verb and what gets behind it
_GIVES_TO = re.compile(
    r"(?:正式|已|又|也|再次|联合|共同|决定|发文|同意)*(?:命名|授予|认定|确认|确定|评定|表彰)(?!为)"
)
_GIVEN = re.compile(
    rf"(?:{IN_ALL}[个家名项][^,。;“]{{0,12}}|等[^,。;“]{{0,8}})?(?P<honour>\s*“[^“”]{{2,40}}”)"
)
_IN_BOOK_MARKS = re.compile(r"(?:(?<=》)|(?=《[^》]+》《))《(?P<title>[^》]+)》")  # next to each other
_STRANGE = re.compile(r"[\u3400-\u9fff]{2,16}[、,]")
_STRANGE_LAST = re.compile(r"[、,][\u3400-\u9fff]{2,16}?(?=等[\d一二三四五六七八九十两]+[个项名家])")
_TIER = re.compile(r"[等金银铜秀名别新]奖(?:\([^()]{0,30}\))?\s*:\s*$")
_NOTHING = re.compile("")
_SUBMITTED = re.compile(r"(?:联合)?(?:申报|选送|报送|推荐|上报|提交)的")
_NUMBER_BEFORE = re.compile(r"\d{1,3}\s*[.、．)]\s*$")
_LED_COLON = re.compile(
    r"[^:;]{0,80}?(?:分别(?:是|为)|如下|[等金银铜秀名别新]奖)(?:\([^()]{0,30}\))?\s*[:,]\s*(?:\d{1,3}\s*[.、．]\s*)?"
)
_NUMBERED = re.compile(r"(?:(?<=\s)|(?<=[;。,:)]))\d{1,3}\s*[.、．)]\s*")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Entries that one sentence names together. `count` is the number that it declares for them.

    Names that it does not say to be honoured are kept apart: in the paragraph of a list they may be of it.
    `unread` are pieces between the entries that gave none.
    """

    items: tuple[Item, ...]
    start: int
    end: int
    count: TextSpan | None = None
    declared: int | None = None
    honour: TextSpan | None = None
    heading: ListHeading | None = None
    is_sure: bool = False
    is_honoured: bool = True
    unread: tuple[TextSpan, ...] = ()
    of_review: bool = False  # of what was honoured before: no number that is declared for others counts it


def enumerations(places: NamedPlaces, start: int, end: int) -> Iterator[Enumeration]:
    """The enumerations of entries in the sentences of a line."""
    whole = _pieces(places, start, end)
    sentences = (match.span() for match in _SENTENCE.finditer(places.text, start, end))
    parts = [part for span in sentences if (part := _pieces(places, *span)) is not None]
    runs = parts if whole is None or sum(len(part.items) for part in parts) > len(whole.items) else [whole]
    if runs:
        for run in runs:
            yield replace(run, heading=lead_of(places.text, start, _behind_number(places.text, run.start)))
        return
    for sentence in _SENTENCE.finditer(places.text, start, end):
        yield from _sure_together(list(_of_sentence(places, *sentence.span())))


def _sure_together(found: list[Enumeration]) -> list[Enumeration]:
    """Two or more of one sentence, each with its number and its honour, are no mention by the way:
    甲市等14个城市为…、乙区等140个城区为…."""
    counted = [
        enumeration for enumeration in found if enumeration.declared and enumeration.honour is not None
    ]
    return [replace(enumeration, is_sure=True) for enumeration in found] if len(counted) > 1 else found


def _pieces(places: NamedPlaces, start: int, end: int) -> Enumeration | None:
    """`…分别为,地名:题名;地名:题名;…`, or the same numbered: 地名:题名 2.地名:题名 …"""
    cuts = [match.span() for match in _NUMBERED.finditer(places.text, start, end)]
    pieces = _between(start, end, cuts) if len(cuts) > 1 else []
    items = pairs(places, pieces)
    if len(items) < 2:
        pieces = pieces_of(places, start, end)
        items = pairs(places, pieces)
    if len(items) < 2:
        return _numbered_run(places, _between(start, end, cuts)[1:])
    unread = tuple(
        TextSpan(*piece)
        for piece in pieces
        if ":" in places.text[slice(*piece)].rstrip(" :") and pair_of(places, *piece) is None
        if "分别" not in places.text[slice(*piece)]
    )
    return Enumeration(tuple(items), items[0].start, items[-1].end, is_sure=True, unread=unread)


def _numbered_run(places: NamedPlaces, pieces: list[tuple[int, int]]) -> Enumeration | None:
    """`1.题名(单位);2.题名(单位)`: titles with their units, in at least two of the pieces and in most."""
    stretches = [stretch for piece in pieces if (stretch := places.stripped(*piece, " ;,。")) is not None]
    found = [(stretch, whole_item(places, stretch.start, stretch.end)) for stretch in stretches]
    items = [item for _, item in found if item is not None and item.title is not None and item.applicant]
    if len(items) < 2 or len(items) * 2 <= len(found):
        return None
    starts = {item.start for item in items}
    unread = tuple(stretch for stretch, _ in found if stretch.start not in starts)
    return Enumeration(tuple(items), items[0].start, items[-1].end, is_sure=True, unread=unread)


def _behind_number(text: str, first: int) -> int:
    """Where the number of an entry begins that stands before it: 1.沂水县."""
    number = _NUMBER_BEFORE.search(text, max(0, first - 8), first)
    return number.start() if number else first


def _between(start: int, end: int, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    starts = [start, *(behind for _, behind in cuts)]
    return list(zip(starts, [*(at for at, _ in cuts), end], strict=True))


def _of_sentence(places: NamedPlaces, start: int, end: int) -> Iterator[Enumeration]:
    at = given = start
    while at < end:
        items = _run_at(places, at, end) if at == given or _may_begin(places, start, at) else ()
        if items and (behind := _behind_giver(places, items, end)) is not None:
            at = given = behind
            continue
        if items:
            enumeration = _judged(places, start, end, items)
            if enumeration is not None:
                yield enumeration
                at = enumeration.end
                continue
        at += 1


def _behind_giver(places: NamedPlaces, items: Sequence[Item], end: int) -> int | None:
    """Where those begin whom the unit before the verb honours, which is none of them: 某省命名某区为…."""
    for item in items:
        at = item.end if item.applicant is None else item.applicant.start
        for gives in _GIVES_TO.finditer(places.text, at, end):
            if gives.start() > item.end:
                break
            if places.at(gives.end()) is not None:
                return gives.end()
    return None


def _may_begin(places: NamedPlaces, start: int, at: int) -> bool:
    """Whether an entry may begin here: behind a sign, or with its place behind words that lead to it."""
    before = places.text[at - 1 : at]
    if at == start or before in _SIGNS:
        return True
    begins = places.at(at) is not None or _BARE_ZONE.match(places.text, at) is not None
    return begins and ANCHOR.search(places.text, max(start, at - 6), at) is not None


def _run_at(places: NamedPlaces, at: int, end: int) -> tuple[Item, ...]:
    items: list[Item] = []
    is_given, is_led = places.text.endswith("授予", 0, at), places.text.endswith(":", 0, at)
    while True:
        item = item_at(places, at, end, is_given=is_given)
        if item is None:
            return tuple(items)
        items += _by_book_marks(places, item)
        following = _next_entry(places, item.end, end)
        if following is None:
            return tuple(items)
        at = (
            following
            if not is_led or item_at(places, following, end)
            else _behind_strange(places, following, end)
        )


def _next_entry(places: NamedPlaces, at: int, end: int) -> int | None:
    """Where the next entry begins behind 、 or 和; a name may itself begin with 和, as 和瑞街道 does."""
    sign = _BOOKS.match(places.text, at, end) or _SIGN.match(places.text, at, end)
    joined = _JOINED.match(places.text, sign.end() if sign else at, end)
    if sign is None:
        return joined.end() if joined else None
    if joined is not None and (places.at(joined.end()) or item_at(places, sign.end(), end) is None):
        return joined.end()
    return sign.end()


def _by_book_marks(places: NamedPlaces, item: Item) -> list[Item]:
    """An entry for each title of a unit that has several: 市南区《题名》《题名》."""
    titles = (
        list(_IN_BOOK_MARKS.finditer(places.text, item.title.start, item.title.end)) if item.title else []
    )
    if len(titles) < 2:
        return [item]
    starts = [item.start, *(title.start() for title in titles[1:])]
    return [
        replace(item, start=start, end=title.end(), title=TextSpan(*title.span("title")))
        for start, title in zip(starts, titles, strict=True)
    ]


def _behind_strange(places: NamedPlaces, at: int, end: int) -> int:
    """Behind a colon: where the next entry begins if here stands a name of no known ending; else here."""
    strange = _STRANGE.match(places.text, at, end) if item_at(places, at, end) is None else None
    goes_on = strange is not None and places.at(strange.end()) and VERB.search(strange[0]) is None
    return strange.end() if strange is not None and goes_on else at


def _leads_to_honoured(text: str, start: int, first: int) -> bool:
    """Whether words that name an honour lead to what follows: 入选的村有."""
    return _LEAD.search(text, start, first) is not None and _HONOURS.search(text, start, first) is not None


def _honour_end(places: NamedPlaces, start: int, end: int) -> int:
    """Where the honour's words end: at a stop, or at 、 before the next entry."""
    for stop in _HONOUR_END.finditer(places.text, start, end):
        if stop[0] != "、" or item_at(places, stop.end(), end) is not None:
            return stop.start()
    return end


def _judged(places: NamedPlaces, start: int, end: int, items: tuple[Item, ...]) -> Enumeration | None:
    """The enumeration if its sentence honours it: by what leads to it, or by what follows."""
    text, last = places.text, items[-1].end
    if (strange := _STRANGE_LAST.match(text, last, end)) is not None:
        last = strange.end()
    first = items[0].start
    start = max(start, first - FARTHEST_LEAD)
    tail = _TAIL.match(text, last, end)
    counted = _COUNTED.match(text, last, end)
    number = printed_number(counted["count"]) if counted else None
    if counted is not None and text.startswith(":", counted.end()) and not text.startswith("等", last):
        return Enumeration(items, first, last, is_honoured=False)  # 黔南州2个:都匀市、龙里县
    of_tier = _TIER.search(text, start, first) is not None
    leads = of_tier or _leads_to_honoured(text, start, first)
    leads |= len(items) > 1 and _LEADS_ALONE.search(text, start, first) is not None
    ends = not text[last:end].strip() or text[last:end].lstrip().startswith(";")
    given = _GIVEN.match(text, last, end) if _GIVES.search(text, start, first) else None
    if given is not None:
        tail = _NOTHING.match(text, given.start("honour"))
    is_counted = counted is not None and number == len(items) and _is_of_honours(places, start, counted, end)
    if not (tail or is_counted or (leads and (ends or counted))):
        declared = number if number == len(items) else None
        return Enumeration(items, first, last, None, declared, is_honoured=False) if len(items) > 1 else None
    if len(items) == 1 and counted is not None and not text.startswith("等", last):
        return None  # 厦门1个社区获得表彰 says how many of 厦门 were
    honour = None
    if tail is not None:
        behind = _honour_end(places, tail.end(), end)
        honour = TextSpan(tail.end(), behind) if behind > tail.end() else None
        if honour is not None and VERB.search(tail[0]) is None and _IN_CREATION.search(places.words(honour)):
            return Enumeration(items, first, last, is_honoured=False) if len(items) > 1 else None
        if len(items) == 1 and text.startswith(":", behind):
            return None  # 我市入选…名单的是: leads to the entries
    return Enumeration(
        tuple(replace(item, honour=honour) for item in items),
        first,
        honour.end if honour else last,
        TextSpan(counted.start("count"), counted.end("count")) if counted else None,
        number or None,
        honour,
        lead_of(text, start, first),
        is_sure=len(items) > 1 or of_tier or _is_submitted(text, items[0]),
    )


def _is_of_honours(places: NamedPlaces, start: int, counted: re.Match[str], end: int) -> bool:
    """Whether the sentence of names that it counts is about honours, not about who met or spoke."""
    if _TAKE_PART.match(places.text, counted.end(), end) is not None:
        return False
    around = f"{places.text[start : counted.start()]}\n{places.text[counted.end() : end]}"
    return _OF_HONOURS.search(around) is not None


def _is_submitted(text: str, item: Item) -> bool:
    """Whether a single entry is of a list of those who applied: 由某中心申报的“题名”."""
    if item.applicant is None or item.title is None:
        return False
    return _SUBMITTED.match(text, item.applicant.end, item.title.start) is not None
