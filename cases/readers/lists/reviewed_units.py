"""The units of which a sentence says what became of their honour: 撤销某区实验区资格, 某区暂缓验收."""

import re
from collections.abc import Iterator, Sequence

from cases.language.numerals import printed_number
from cases.readers.lists.items import Item
from cases.readers.lists.list_headings import LONGEST_HEADING
from cases.readers.lists.names import IN_ALL, LONGEST_NAME, NamedPlaces, is_name
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.lists.review_words import MAY_SAY, WORDS
from cases.readers.lists.reviews import reviews
from cases.readers.lists.sentences import Enumeration
from cases.readers.passages import PrintedLine

_SENTENCE = re.compile(r"[^。;！？!?\n]+")
_LEADS = re.compile(
    r"(?:[,、:()|]|撤销|取消|收回|摘除|终止|保留|暂缓|限期|继续确认|准予|同意|给予|其中|发现|经查|查明|鉴于|我[省市县区州]|[有是为对将和与及的])\s*$"
)
_HONOUR = r"[^,、;:。“”]{0,16}?(?:实验区|示范|试点|先进|优秀|称号|资格|命名|荣誉)"
_OF_HONOUR = re.compile(
    rf"(?!共?有|共|[\d一二三四五六七八九十]+[个家])(?:的)?(?:{_HONOUR}|“[^“”]{{2,40}}”(?:的)?(?:称号|资格|命名|荣誉))"
)
_FOLLOWS = re.compile(
    r"$|[,、;:()“|]|等|进行|开展|[则却因仅须应尚的被因未没已经均也不和与及]|以及|顺利|如期|按期|通过|准予|予以|给予|暂|限期|延期|继续|保留|撤销|取消|摘牌|除名"
    rf"|复核|复审|复查|验收|结项|结果|(?:评|认|确)?定?为|{_OF_HONOUR.pattern}"
)
_LONGEST_LEAD = 8
_NO_UNIT = re.compile(r"(?:实验区|示范区|试验区|试点)$")
_IN_NAME = re.compile(
    r"(?:等|共|共?有)?[\d一二三四五六七八九十]+[个家]|[有对向把共]|[\u3400-\u9fff]{0,8}?(?:[局厅委部办院校乡镇村]|政府|街道|社区|中心|协会|人民|学校|大学|组织|开展|召开|印发|申报|选送)"
)
_LEVELS = ("prefecture", "county")
_LOCAL = re.compile(r"(?:村|社区|街道|[镇乡])$")
_OF_BODY = re.compile(r"[党居村委办书主民群支人政]|等?[\d一二三四五六七八九十]+[个家]")
_JOINED = re.compile(r"\s*(?:、|,|以及|和|与|及)\s*")
_COUNTED = re.compile(rf"{IN_ALL}(?:[个家名]|城区|街道|社区|乡镇)")


def with_reviewed(
    places: NamedPlaces, rows: Sequence[PrintedLine], said: Sequence[Enumeration]
) -> list[Enumeration]:
    """What sentences name, with the units of which one says plainly what became of them, each once."""
    reviewed = _reviewed(places, rows, [enumeration for enumeration in said if _is_known(enumeration)])
    kept = [each for each in said if _is_known(each) or not _overlaps(each, reviewed)]
    return [*kept, *reviewed]


def _is_known(enumeration: Enumeration) -> bool:
    return enumeration.is_honoured and enumeration.is_sure


def _reviewed(
    places: NamedPlaces, rows: Sequence[PrintedLine], known: Sequence[Enumeration]
) -> list[Enumeration]:
    if WORDS.search(places.text) is None:
        return []
    below = _single_below(rows)
    found = [
        run
        for row in rows
        if row.start in below or MAY_SAY.search(row.text) is not None
        for sentence in _SENTENCE.finditer(places.text, row.start, row.end)
        for run in _runs(places, *sentence.span())
        if not _overlaps(run, known)
    ]
    named = [TextSpan(item.start, item.end) for each in (*known, *found) for item in each.items]
    said = dict(zip(named, reviews(places.text, named), strict=True))
    kept = []
    for run in found:
        review = said[TextSpan(run.items[0].start, run.items[0].end)]
        if review is None or not review.is_sure:
            continue
        if review.start <= run.start < review.end or run.end in below.values():
            kept.append(run)
    return kept


def _single_below(rows: Sequence[PrintedLine]) -> dict[int, int]:
    """The lines below headings that say it, from where to where their words go: no list has a single line."""
    heads = (
        MAY_SAY.search(above.text) is not None
        and len(above.text) <= LONGEST_HEADING
        and "。" not in above.text
        for above in rows
    )
    pairs = zip(heads, rows[1:], strict=False)
    return {row.start: row.start + len(row.text.rstrip("。;,、 ")) for says, row in pairs if says}


def _overlaps(one: Enumeration, others: Sequence[Enumeration]) -> bool:
    return any(each.start < one.end and one.start < each.end for each in others)


def _runs(places: NamedPlaces, start: int, end: int) -> Iterator[Enumeration]:
    """The names of a sentence that begin with a place where one may, with those that follow them."""
    done = start
    for mention in places.within(start, end):
        at = mention.start
        near = max(start, at - _LONGEST_LEAD)
        may_begin = not places.text[near:at].strip() or _LEADS.search(places.text, near, at) is not None
        if at < done or places.at(at) is None or not may_begin:
            continue
        if items := _run_at(places, at, end):
            done = items[-1].end
            counted = _COUNTED.match(places.text, done, end)
            number = printed_number(counted["count"]) if counted else None
            count = TextSpan(*counted.span("count")) if counted else None
            yield Enumeration(items, at, done, count, number or None, is_sure=True, of_review=True)


def _run_at(places: NamedPlaces, at: int, end: int) -> tuple[Item, ...]:
    items: list[Item] = []
    while (name := _name_at(places, at, end)) is not None:
        honour = _OF_HONOUR.match(places.text, name.end, end)
        items.append(Item(name.start, name.end, name, honour=TextSpan(*honour.span()) if honour else None))
        joined = _JOINED.match(places.text, name.end, end)
        if joined is None:
            break
        at = joined.end()
    return tuple(items)


def _name_at(places: NamedPlaces, start: int, end: int) -> TextSpan | None:
    """The longest name that opens the stretch, as far as something may follow it there."""
    place = places.at(start)
    shortest = place.end - 1 if place is not None else start + 1
    for stop in range(min(end, start + LONGEST_NAME), shortest, -1):
        follows = _FOLLOWS.match(places.text, stop, end) is not None
        if follows and is_name(places, start, stop) and not _NO_UNIT.search(places.text, start, stop):
            return TextSpan(start, stop)
    for stop in range(min(end, start + LONGEST_NAME), shortest, -1):
        is_local = _LOCAL.search(places.text, start, stop) and not _OF_BODY.match(places.text, stop, end)
        if is_local and is_name(places, start, stop):
            return TextSpan(start, stop)  # 某街道连续两年考核不达标
    is_division = place is not None and place.division is not None and place.division.level in _LEVELS
    if place is not None and is_division and _IN_NAME.match(places.text, place.end) is None:
        return TextSpan(start, place.end)  # 某区实验任务尚未完成
    return None
