"""What a line of a list is: bare names, 地名:题名, 题名(单位), 省:县、县; without what stands around it."""

import re
from dataclasses import replace

from cases.language.numerals import ONE_TO_TEN
from cases.readers.facts import opens_with_fact
from cases.readers.letterheads import ends_title
from cases.readers.lists.items import Item, whole_item
from cases.readers.lists.members import members_of, titled_members_of
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import TextSpan
from cases.readers.passages import PrintedLine

_PREFIX = re.compile(
    rf"(?:案例\s*)?(?:[(]\s*(?:\d{{1,3}}|[{ONE_TO_TEN}]{{1,3}})\s*[)]|(?:\d{{1,3}}|[{ONE_TO_TEN}]{{1,3}})\s*(?:[、.．:)|]|(?=\s))"
    rf"|[①-⑳●•·◆■★▲○◇□※▪➢-]|第[{ONE_TO_TEN}\d]{{1,3}}[名个][:、]?)\s*"
)
_CASE = re.compile(rf"案例\s*(?:\d{{1,3}}|[{ONE_TO_TEN}]{{1,3}})\s*[:.、]?\s*")
_TRAIL = re.compile(r"(?:\s*(?:[.…·⋯•。]{2,}|[-_—―]{4,})\s*[(]?\d{1,4}[)]?)?[ \t;。,、|]*$")
_GROUP_SIGN = re.compile(r"\s*(?:\(\d{1,3}[个名家项例]?\))?\s*[:。]\s*")
_LOCAL_HEAD = re.compile(
    r"(?P<name>[\u3400-\u9fff·-]{1,12}?(?:街道|镇|乡|苏木|开发区|经开区|高新区|度假区|新区|兵团|团)"
    r"|经开区|高新区|开发区|新区|度假区)\s*(?:\(\d{1,3}[个名家项例]?\))?\s*:\s*"
)
_SENTENCE = re.compile(r"[。！？!?]")
_FRAME = re.compile(r"[\[【(]")
_BEHIND_FRAME = re.compile(r"[\]】)]\s*(?=[\u3400-\u9fff“《])")


def without_number(places: NamedPlaces, line: PrintedLine) -> tuple[TextSpan, TextSpan | None]:
    """The line without its number or bullet and without what closes it (。, ………12); and the number."""
    text, start = places.text, line.start
    case = _CASE.match(text, start, line.end)
    prefix = case or _PREFIX.match(text, start, line.end)
    begin = prefix.end() if prefix else start
    words = _TRAIL.sub("", text[begin : line.end])
    number = TextSpan(prefix.start(), prefix.end()) if prefix else None
    return TextSpan(begin, begin + len(words)), number


def is_prose(line: PrintedLine) -> bool:
    """Whether a line is of a running text, not of a list; a numbered title may have many commas."""
    inner = line.text.rstrip("。;；")
    has_clauses = inner.count(",") > 3 and (inner != line.text or _PREFIX.match(line.text) is None)
    return len(line.text) > 120 or bool(_SENTENCE.search(inner)) or has_clauses


def opens_with_framed_place(places: NamedPlaces, line: PrintedLine) -> bool:
    """Whether a line begins with a place in brackets and goes on: 【上虞区】百官街道:题名."""
    if _FRAME.match(line.text) is None:
        return False
    place = places.at(line.start + 1)
    return place is not None and _BEHIND_FRAME.match(places.text, place.end, line.end) is not None


def entry_of(places: NamedPlaces, line: PrintedLine) -> Item | None:
    """The entry that a line is."""
    if opens_with_fact(line.text):
        return None
    core, number = without_number(places, line)
    if core.end <= core.start or (number is None and ends_title(line.text)):
        return None
    item = whole_item(places, core.start, core.end)
    return replace(item, number=number) if item is not None else None


def groups_of(places: NamedPlaces, line: PrintedLine) -> list[tuple[TextSpan, list[Item]]]:
    """`省:县、县`, maybe several in the line: the heads with their members; empty for another line."""
    heads: list[tuple[TextSpan, TextSpan]] = []
    for mention in places.within(line.start, line.end):
        sign = _GROUP_SIGN.match(places.text, mention.end, line.end)
        is_last = sign is not None and not places.text[sign.end() : line.end].strip()
        if sign is not None and not is_last and (not heads or mention.start > heads[-1][1].end):
            heads.append((TextSpan(mention.start, mention.end), TextSpan(*sign.span())))
    core, _ = without_number(places, line)
    if not heads or heads[0][0].start != core.start:
        return local_group(places, TextSpan(core.start, line.end))
    ends = [head.start for head, _ in heads[1:]] + [line.end]
    groups = [
        (head, members_of(places, sign.end, end) or titled_members_of(places, sign.end, end))
        for (head, sign), end in zip(heads, ends, strict=True)
    ]
    return groups if all(members for _, members in groups) else []


def local_group(places: NamedPlaces, line: PrintedLine | TextSpan) -> list[tuple[TextSpan, list[Item]]]:
    """`街道:社区、社区`, and the 兵团 with its units, which are of no gazetteer."""
    match = _LOCAL_HEAD.match(places.text, line.start, line.end)
    members = members_of(places, match.end(), line.end) if match else []
    return [(TextSpan(*match.span("name")), members)] if match and members else []
