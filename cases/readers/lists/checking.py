"""What a person should look at in a list: numbers that do not agree, places that are in no gazetteer."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from cases.language.numerals import printed_number
from cases.places.place import Place
from cases.readers.lists.entries import ListOfEntries
from cases.readers.lists.line_lists import is_prose
from cases.readers.lists.list_headings import ListHeading, heading_of
from cases.readers.lists.names import COUNT, NamedPlaces
from cases.readers.lists.normalised_text import NormalisedText, TextSpan
from cases.readers.lists.place_counts import unlike_places
from cases.readers.lists.placed_entries import PlacedEntry
from cases.readers.lists.sentences import Enumeration
from cases.readers.passages import PrintedLine
from cases.readers.records import Printed, Problem

_ABOUT_HONOURS = re.compile(r"新增|入选|获|评|命名|确认|确定|示范|上榜|榜上有名|名单|案例|公布|同意|共有")
_DECLARED = re.compile(
    rf"(?<![\d.第唯一二三四五六七八九十百两]){COUNT}(?:个|家|名|项|例)"
    r"(?!方面|阶段|工作日|月|环节|小时|标准|指标|自然|一(?!等))"
)
_TOTAL = re.compile(
    rf"\(?(?:以上)?(?:合计|总计|总共|共计|共有|共)[:]?{COUNT}[个家名项例][\u3400-\u9fff]{{0,8}}[)。]*"
)
# Of how many these were chosen: 来自全国的120个项目参评, 从120个项目中评出.
_BEHIND_OTHERS = re.compile(
    r"[^,。;:\d]{0,12}(?:参评|参选|参赛|报名|申报|候选|角逐|中[^,。;]{0,6}(?:评|选|脱颖|产生)|之一)"
)
_BEFORE_OTHERS = re.compile(r"(?:收到|征集(?:到|了)?|来自[^,。;]{0,8}的)[^,。;]{0,6}$")
_DIVISION = re.compile(
    r"(?:(?![局委和与及])[\u3400-\u9fff]){1,6}?(?:(?<![社小园校景新发胜假])(?<!居民)区|县|旗|市)"
)
_PARTS = re.compile(r"\s*[-—–·/]\s*")  # 黄冈市-红安县
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}、")
_NUMERALS = re.compile(r"[一二三四五六七八九十特\d]+")


Meant = Callable[[str, Place], Place | None]  # the division below a place that a printed name may mean


def doubts(
    normalised: NormalisedText, text: str, placed: PlacedEntry, where: TextSpan, meant: Meant
) -> Iterator[Problem]:
    """What is doubtful in an entry and its place; `where` is the entry in the document."""
    named = placed.entry.item.applicant or placed.entry.item.title
    if named is None:
        return
    words = normalised.printed(named.start, named.end).value[:40]
    if placed.entry.item.doubt:
        yield Problem(f"{words}：{placed.entry.item.doubt}", where.start, where.end)
    if placed.against is not None:
        heading = normalised.printed(placed.against.start, placed.against.end).value
        yield Problem(f"{words}：不在上面写的{heading}，请核对地名。", where.start, where.end)
    if placed.contradiction:
        yield Problem(f"{words}：{placed.contradiction}，请核对地名。", where.start, where.end)
    if placed.candidates:
        possible = "、".join(dict.fromkeys(placed.candidates))
        yield Problem(f"{words}：地名有几种可能：{possible}。", where.start, where.end)
    elif placed.place is None:
        yield Problem(f"{words}：没有读出所在的行政区划。", where.start, where.end)
    elif unknown := _unknown_division(text, placed, named):
        if placed.own is not None and _PARTS.match(text, placed.own.end, named.end):
            message = f"{words}：地区只读到{placed.place.name}，后面的{unknown}没有读作地名，请核对。"
            yield Problem(message, where.start, where.end)
            return
        suggestion = meant(unknown, placed.place)
        asked = f"是否为{suggestion.name}？" if suggestion is not None else "请核对是否印错或改名。"
        message = f"{words}：区划库中没有{placed.place.name}的{unknown}，{asked}"
        yield Problem(message, where.start, where.end, suggestion)


def _unknown_division(text: str, placed: PlacedEntry, named: TextSpan) -> str:
    """The words of an entry that look like a county of its prefecture or province and are none."""
    if placed.own is None:
        match = _DIVISION.fullmatch(text, named.start, named.end) if placed.above is not None else None
    elif placed.place is not None and placed.place.level in ("province", "prefecture"):
        signs = _PARTS.match(text, placed.own.end, named.end)
        match = _DIVISION.match(text, signs.end() if signs else placed.own.end, named.end)
    else:
        match = None
    return match[0] if match is not None and not placed.place_then.endswith(match[0]) else ""


def declared_number(
    normalised: NormalisedText, places: NamedPlaces, found: ListOfEntries, rows: Sequence[PrintedLine]
) -> tuple[Printed[int] | None, list[Problem]]:
    """The number that the document declares for all, and each declared number that was not read."""
    text, empty = places.text, _empty_sections(found, rows)
    odd = [*_of_enumerations(normalised, found), *_of_headings(normalised, text, found)]
    odd += [
        _mismatch(_printed(normalised, each.declared or 0, each.count), 0) for each in empty if each.count
    ]
    odd += [
        _mismatch(_printed(normalised, each.declared, each.where), each.read)
        for each in unlike_places(places, found, rows)
    ]
    beside = sum(len(each.items) for each in found.enumerations if each.of_review and not each.declared)
    total = len(found.entries)
    numbers = list(_numbers(normalised, text, rows, found))
    numbers += [
        _printed(normalised, enumeration.declared, enumeration.count)
        for enumeration in found.enumerations
        if enumeration.declared and enumeration.count
    ]
    sums = []
    numbers = [number for number in numbers if not _is_of_one_sentence(normalised, found, number)]
    declaring = [each for each in found.enumerations if each.declared and each.count]
    if len(declaring) > 1 and len(declaring) == len(found.enumerations):
        sums.append(_of_all_enumerations(normalised, declaring))
    headings = list(dict.fromkeys(each.heading for each in found.entries))
    sections = sorted([*(each for each in headings if each), *empty], key=lambda each: each.start)
    if len(sections) > 1 and all(heading and heading.declared for heading in headings):
        sums.append(_of_all_headings(normalised, sections))
    fitting = next((number for number in (*numbers, *sums) if number.value in (total, total - beside)), None)
    declared = fitting or _of_parts(sums, numbers)
    if declared is not None and fitting is None and not odd:
        odd.append(_mismatch(declared, total))
    is_of_some = fitting is not None and fitting.value != total
    return (None if is_of_some else declared), odd


def _of_parts(sums: Sequence[Printed[int]], numbers: Sequence[Printed[int]]) -> Printed[int] | None:
    """What is declared where nothing fits: the number above all sections, or their sum if that is more."""
    total = next(iter(sums), None)
    if total is None:
        return next(iter(numbers), None)
    whole = (each for each in numbers if each.end <= total.start and each.value >= total.value)
    return next(whole, total)


def _empty_sections(found: ListOfEntries, rows: Sequence[PrintedLine]) -> list[ListHeading]:
    """The headings that declare a number, with lines below them of which no entry was read."""
    if not any(each.heading is not None and each.heading.declared for each in found.entries):
        return []
    starts = [each.item.start for each in found.entries]
    counted = [(at, heading) for at, row in enumerate(rows) if (heading := heading_of(row)) and heading.count]
    ends = [*(at for at, _ in counted), len(rows)][1:]
    empty = []
    for (at, heading), behind in zip(counted, ends, strict=True):
        below = [row for row in rows[at + 1 : behind] if heading_of(row) is None and not is_prose(row)]
        end = rows[behind].start if behind < len(rows) else rows[-1].end + 1
        is_read = bisect_left(starts, heading.start) < bisect_left(starts, end)
        if heading.declared and not is_read and len(below) * 2 >= heading.declared:
            empty.append(heading)
    return empty


def _numbers(
    normalised: NormalisedText, text: str, rows: Sequence[PrintedLine], found: ListOfEntries
) -> Iterator[Printed[int]]:
    """The numbers of lines about honours, up to the last entry, and the sum of each line's:
    两个乡镇和二十个村."""
    last = found.entries[-1].item.end
    starts, ends = zip(*sorted((each.item.start, each.item.end) for each in found.entries), strict=True)
    for row in rows:
        if row.start >= last:
            yield from _total_behind(normalised, row, found)
            return
        if _ABOUT_HONOURS.search(row.text) is None:
            continue
        matches = [
            match
            for match in _DECLARED.finditer(text, row.start, row.end)
            if (at := bisect_right(starts, match.start())) == 0 or ends[at - 1] <= match.start()  # no title
            if not _BEHIND_OTHERS.match(text, match.end(), row.end)
            and not _BEFORE_OTHERS.search(text, row.start, match.start())
        ]
        values = [printed_number(match["count"]) or 0 for match in matches]
        for match, value in zip(matches, values, strict=True):
            if value:
                yield _printed(normalised, value, TextSpan(*match.span("count")))
        if len(matches) > 1:
            yield _printed(normalised, sum(values), TextSpan(matches[0].start(), matches[-1].end()))


def _total_behind(
    normalised: NormalisedText, row: PrintedLine, found: ListOfEntries
) -> Iterator[Printed[int]]:
    """The number on the line right behind the last entry: (共5个); not that of its section alone."""
    match, heading = _TOTAL.fullmatch(row.text), found.entries[-1].heading
    value = (printed_number(match["count"]) or 0) if match is not None else 0
    of_section = sum(each.heading == heading for each in found.entries)
    if match is not None and value and value != of_section:
        first, behind = match.span("count")
        yield _printed(normalised, value, TextSpan(row.start + first, row.start + behind))


def _of_enumerations(normalised: NormalisedText, found: ListOfEntries) -> Iterator[Problem]:
    for enumeration in found.enumerations:
        if (
            enumeration.declared
            and enumeration.count is not None
            and enumeration.declared != len(enumeration.items)
        ):
            yield _mismatch(
                _printed(normalised, enumeration.declared, enumeration.count), len(enumeration.items)
            )


def _of_headings(normalised: NormalisedText, text: str, found: ListOfEntries) -> Iterator[Problem]:
    """A heading declares how many stand under it, or how many under it and those that it heads."""
    headings = list(dict.fromkeys(each.heading for each in found.entries if each.heading is not None))
    for at, heading in enumerate(headings):
        count = sum(each.heading == heading for each in found.entries)
        below = sum(each.item.start > heading.start for each in found.entries)
        if any(_is_peer(text, heading, other) for other in headings[at + 1 :]):
            below = count
        if heading.declared and heading.count is not None and heading.declared not in (count, below):
            yield _mismatch(_printed(normalised, heading.declared, heading.count), count)


def _is_peer(text: str, heading: ListHeading, other: ListHeading) -> bool:
    """Whether one heading goes on where the other was: 一等奖, 二等奖; 一、社区, 二、个人."""
    one, two = (_IN_BRACKETS.sub("", text[each.start : each.end]).rstrip(": ") for each in (heading, other))
    is_numbered = all(_ORDINAL.match(each) for each in (one, two))
    return is_numbered or _NUMERALS.sub("", one) == _NUMERALS.sub("", two)


def _of_all_headings(normalised: NormalisedText, headings: Sequence[ListHeading]) -> Printed[int]:
    """The sum of what the headings declare, from the first number to the last."""
    counts = [heading.count for heading in headings if heading.count is not None]
    return _printed(
        normalised,
        sum(heading.declared or 0 for heading in headings),
        TextSpan(counts[0].start, counts[-1].end),
    )


def _is_of_one_sentence(normalised: NormalisedText, found: ListOfEntries, number: Printed[int]) -> bool:
    """Whether a number belongs to one of several enumerations, each of which was compared with its own."""
    counts = [each.count for each in found.enumerations if each.declared and each.count is not None]
    spans = {normalised.span(count.start, count.end) for count in counts}
    return len(found.enumerations) > 1 and (number.start, number.end) in spans


def _of_all_enumerations(normalised: NormalisedText, declaring: Sequence[Enumeration]) -> Printed[int]:
    """The sum of what the sentences declare, from the first number to the last."""
    counts = [each.count for each in declaring if each.count is not None]
    total = sum(each.declared or 0 for each in declaring)
    return _printed(normalised, total, TextSpan(counts[0].start, counts[-1].end))


def _printed(normalised: NormalisedText, value: int, where: TextSpan) -> Printed[int]:
    return Printed(value, *normalised.span(where.start, where.end))


def _mismatch(declared: Printed[int], count: int) -> Problem:
    return Problem(f"文中说有 {declared.value} 个，读到 {count} 个。", declared.start, declared.end)
