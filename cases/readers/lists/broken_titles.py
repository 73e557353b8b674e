"""Titles that a list breaks over two lines: joined where the first says that it goes on, else asked."""

import re
from collections.abc import Iterator
from itertools import pairwise

from cases.places.gazetteer import Gazetteer
from cases.places.resolver import resolve
from cases.readers.chrome import is_contact
from cases.readers.facts import opens_with_fact
from cases.readers.lists.entries import ListEntry, ListOfEntries
from cases.readers.lists.list_headings import LONGEST_HEADING, heading_of, is_caption, is_remark
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import CELL_END, TextSpan
from cases.readers.passages import PrintedLine, lines

_NUMBER = re.compile(
    r"\s*(?:[（(]\s*)?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳])\s*[.、．)）:：]?\s*(?!\d)"
)
_NUMBERED = re.compile(r"\s*(?:[（(]\s*)?\d{1,3}\s*[.、．)）]\s*(?!\d)")
_OPENS_ENTRY = re.compile(r"[●•·◆■★▲○◇□※▪➢]|附件|案例|第[一二三四五六七八九十\d]+[批届名类]|[一二三特]等奖")
_PAIR = re.compile(r"[^：:，,。；;]{2,45}[：:]\s*\S")
_COMMA = re.compile(r"[，,、]$")
_STOP = re.compile(r"[。；;！？!?]")
_CLOSING = {"“": "”", "《": "》", "「": "」"}
_LONGEST = 80
_LONGEST_REST = 40
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONGEST_LAST = 20  # signs of a line behind the last entry that may be the rest of its title
# What stands on a line behind a list and is none of it: chrome, closings, who made and sent it.
_CLOSES = re.compile(
    r"附|来源|來源|责编|編輯|编辑|校对|审核|审签|记者|通讯员|作者|摄影|联系|聯絡|打印|关闭|返回|上一|下一|分享|相关|版权|声明|特此|通知|公告|以上|上述"
    r"|主办|承办|协办|扫|关注|更多|阅读|点击|点赞|收藏|转发|推荐|专题|首页|网站|地图|备案|完$|网$|报$|社$|(?:[部厅局委办会]|办公室|政府)$|年|公示"
)
_TITLE_SIGNS = re.compile(r"[\u3400-\u9fff“”‘’《》、,+·\d]{2,}")
_FIRST_HALF = "上一行的“{words}”像是这一条题名的前半，请核对。"
_REST = "这一行不以地名开头，也没有题名，像是上一条题名的后半，请核对。"
_HALF = "下一行的“{words}”像是这一条题名的后半，请核对。"


def broken_titles(text: str, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Where, between two lines of a list, a title goes on: the first ends with a comma, or inside quotation
    marks. Offsets from behind the last sign of the one line to the first of the other."""
    return [
        (row.end, below.start)
        for row, below in pairwise(lines(text))
        if _is_open(row.text, below.text)
        and _is_entry(row.text, gazetteer)
        and _is_rest(below.text, gazetteer)
    ]


def _is_open(words: str, below: str) -> bool:
    if _COMMA.search(words) is not None:
        return True
    return any(
        words.count(sign) > words.count(close) and close in below.split(sign)[0]
        for sign, close in _CLOSING.items()
    )


def _is_entry(words: str, gazetteer: Gazetteer) -> bool:
    """Whether a line is `地名:题名`, or numbered, and no sentence."""
    if len(words) > _LONGEST or _STOP.search(words) is not None:
        return False
    number = _NUMBERED.match(words)
    core = words[number.end() :] if number is not None else words
    pair = _PAIR.match(core)
    return number is not None or (pair is not None and _begins_with_place(core, gazetteer))


def _is_rest(words: str, gazetteer: Gazetteer) -> bool:
    """Whether a line may be the end of a title: it begins neither with a number nor with a place."""
    if len(words) > _LONGEST_REST or _STOP.search(words[:-1]) is not None or _OPENS_ENTRY.match(words):
        return False
    return _NUMBER.match(words) is None and not _begins_with_place(words, gazetteer)


def _begins_with_place(words: str, gazetteer: Gazetteer) -> bool:
    mentions = resolve(words[:_LONGEST_REST], None, gazetteer)
    return bool(mentions) and mentions[0].start == 0


def cut_titles(places: NamedPlaces, rows: list[PrintedLine], found: ListOfEntries) -> dict[int, str]:
    """What is to be asked of entries whose title may go on below or above, by where each begins."""
    return dict(_asked(places, rows, found))


def _asked(places: NamedPlaces, rows: list[PrintedLine], found: ListOfEntries) -> Iterator[tuple[int, str]]:
    entries = [entry for entry in found.entries if not entry.enumeration and entry.column is None]
    starts = {entry.item.start: entry for entry in entries}
    unread = [each.where for each in found.unread]
    last = max(entries, key=lambda entry: entry.item.start, default=None)
    by_row = [next((starts[at] for at in _begins(row, starts)), None) for row in rows]
    for at, (row, below) in enumerate(pairwise(rows)):
        one, other = by_row[at], by_row[at + 1]
        if one is not None and _is_titled(one) and other is not None and _is_bare(places, other):
            yield one.item.start, _HALF.format(words=below.text)
            yield other.item.start, _REST
        elif one is not None and other is None and _is_titled(one):
            is_rest = _may_go_on(places, row, below, unread)
            if is_rest or (one is last and _ends_line(one, row) and _may_end(places, row, below)):
                yield one.item.start, _HALF.format(words=below.text)
        elif (
            other is not None
            and _is_titled(other)
            and (_may_lead(row, other, unread) if one is None else _lacks_unit(one) and _goes_on_with(other))
        ):
            yield other.item.start, _FIRST_HALF.format(words=row.text)


def _begins(row: PrintedLine, starts: dict[int, ListEntry]) -> Iterator[int]:
    return (start for start in range(row.start, row.end) if start in starts)


def _is_titled(entry: ListEntry) -> bool:
    return entry.item.title is not None and entry.item.applicant is not None


def _ends_line(entry: ListEntry, row: PrintedLine) -> bool:
    """Whether the title of an entry is the last of its line; it is not in 题名（单位）."""
    return entry.item.title is not None and entry.item.title.end >= row.end - 1


def _lacks_unit(entry: ListEntry) -> bool:
    return entry.item.applicant is None and entry.item.title is not None and entry.item.number is not None


def _goes_on_with(entry: ListEntry) -> bool:
    """Whether an entry without a number may begin with the rest of the title above it: 题名（单位）."""
    item = entry.item
    return (
        item.number is None
        and item.title is not None
        and item.applicant is not None
        and (item.title.start < item.applicant.start)
    )


def _is_bare(places: NamedPlaces, entry: ListEntry) -> bool:
    """Whether an entry is a name alone, without a number and without its place."""
    item = entry.item
    is_alone = item.title is None and item.number is None and item.honour is None
    return is_alone and item.applicant is not None and places.at(item.applicant.start) is None


def _may_go_on(places: NamedPlaces, above: PrintedLine, row: PrintedLine, unread: list[TextSpan]) -> bool:
    """Whether an unread line may be the end of the title that the line above it has."""
    return _is_rest_of(places, above, row) and _is_among(row, unread)


def _is_rest_of(places: NamedPlaces, above: PrintedLine, row: PrintedLine) -> bool:
    is_plain = _NUMBER.match(row.text) is None and _OPENS_ENTRY.match(row.text) is None
    is_short = len(row.text) <= LONGEST_HEADING and _HAN.search(row.text) is not None
    is_page = opens_with_fact(row.text) or heading_of(row) is not None or is_caption(row) or is_remark(row)
    is_parted = CELL_END in row.text or any(row.start < gap < row.end for gap in places.gaps)
    is_other = is_page or is_parted or above.text.endswith(("。", ";")) or places.at(row.start) is not None
    return is_plain and is_short and not is_other


def _may_end(places: NamedPlaces, above: PrintedLine, row: PrintedLine) -> bool:
    """Whether the line behind the last entry of a list may be the end of its title: it is read as nothing."""
    is_like = len(row.text) <= _LONGEST_LAST and _TITLE_SIGNS.fullmatch(row.text) is not None
    is_other = _CLOSES.search(row.text) is not None or is_contact(row.text)
    return is_like and not is_other and _is_rest_of(places, above, row)


def _may_lead(row: PrintedLine, entry: ListEntry, unread: list[TextSpan]) -> bool:
    """Whether an unread numbered line may be the beginning of the title of the entry below it."""
    is_numbered = _NUMBERED.match(row.text) is not None
    return is_numbered and entry.item.number is None and _is_among(row, unread)


def _is_among(row: PrintedLine, unread: list[TextSpan]) -> bool:
    return any(span.start < row.end and row.start < span.end for span in unread)
