"""Lines that are no entries of their own: a name that is broken over two, two numbered entries on one."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cases.places.gazetteer import Gazetteer
from cases.places.resolver import resolve
from cases.readers.lists.line_lists import entry_of
from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import CELL_END
from cases.readers.numbered import counted
from cases.readers.passages import PrintedLine, lines

_NUMBER = re.compile(r"[（(]?\d{1,3}\s*[.、．)）]\s*")
_OPEN_NAME = re.compile(r"[\u3400-\u9fff]{1,20}")
_END_OF_NAME = re.compile(r"[\u3400-\u9fff]{1,15}?[市区县旗州盟](?=[;；。,，、]?$)")
_FEW = 2  # a layout that puts each city above its county is none of broken lines: fewer than one in so many


def broken_names(text: str, year: int | None, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Where, between two lines of a numbered list, the name of a division goes on: 1.北京市东⏎城区.

    The numbers around it have to go on, so that the second line is no entry; offsets from the last sign of
    the one line to the first of the other.
    """
    rows = lines(text)
    numbers = [[number for number, _ in _numbers(row.text, 0, len(row.text))] for row in rows]
    found, whole = list[tuple[int, int]](), list[tuple[int, int]]()
    for at, (row, below) in enumerate(pairwise(rows)):
        if not numbers[at] or numbers[at + 1] or not _goes_on(numbers, rows, at):
            continue
        core = row.text[_numbers(row.text, 0, len(row.text))[-1][1] :]
        core = _NUMBER.sub("", core, count=1)
        behind = _END_OF_NAME.match(below.text)
        if behind is None or not _OPEN_NAME.fullmatch(core):
            continue
        if _is_division(f"{core}{behind[0]}", year, gazetteer):
            (whole if _is_division(core, year, gazetteer) else found).append((row.end, below.start))
    entries = sum(map(len, numbers))
    return sorted(found + (whole if len(whole) * _FEW < entries else []))


def _goes_on(numbers: Sequence[Sequence[int]], rows: Sequence[PrintedLine], at: int) -> bool:
    """Whether the number before the two lines and that behind them are of one count with theirs; behind the
    last entry of a list stands none, and no other name."""
    first, last = numbers[at][0], numbers[at][-1]
    before = [number for each in numbers[max(0, at - 2) : at] for number in each][-1:]
    if first != 1 and before != [first - 1]:
        return False
    if at + 2 < len(rows) and numbers[at + 2]:
        return numbers[at + 2][0] == last + 1
    is_end = at + 2 == len(rows) or _END_OF_NAME.match(rows[at + 2].text) is None
    return is_end and first != 1 and not any(last + 1 in each for each in numbers[at + 2 :])


def _numbers(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The numbers of a stretch that count on from that which opens it, and where each begins."""
    spans = counted(text, start, end)
    return [
        (int(text[first:last]), first - (text[first - 1 : first] in ("(", "（"))) for first, last in spans
    ]


def _is_division(name: str, year: int | None, gazetteer: Gazetteer) -> bool:
    """Whether all of it is one division, named from above: 湖北省黄冈市红安县."""
    mentions = resolve(name, year, gazetteer)
    if len(mentions) != 1 or mentions[0].division is None:
        return False
    return (mentions[0].start, mentions[0].end) == (0, len(name)) and mentions[0].division.level != "township"


def single_entries(places: NamedPlaces, rows: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, those that hold several entries of a numbered list parted: 3.天津市和平区 4.重庆市渝中区.

    Their numbers have to follow one another, and that of the line before or behind.
    """
    parted = [list(_parts(places, row)) for row in rows]
    numbers = [[number for number, _ in parts] for parts in parted]
    found: list[PrintedLine] = []
    for at, (row, parts) in enumerate(zip(rows, parted, strict=True)):
        before, behind = numbers[at - 1] if at else [], numbers[at + 1] if at + 1 < len(rows) else []
        is_sure = len(parts) > 1 and (
            before[-1:] == [numbers[at][0] - 1] or behind[:1] == [numbers[at][-1] + 1]
        )
        found += [part for _, part in parts] if is_sure else [row]
    return found


def _parts(places: NamedPlaces, row: PrintedLine) -> Iterator[tuple[int, PrintedLine]]:
    """The entries of a line with their numbers: of one that holds several, or the line itself with its."""
    cuts = _numbers(places.text, row.start, row.end) if CELL_END not in row.text else []
    if not cuts:
        return
    ends = [*(start for _, start in cuts[1:]), row.end]
    parts: list[tuple[int, PrintedLine]] = []
    for (number, start), end in zip(cuts, ends, strict=True):
        part = places.stripped(start, end, " ;。,、\u3000")
        if part is None:
            break
        parts.append((number, PrintedLine(part.start, part.end, places.text[part.start : part.end])))
    items = [entry_of(places, part) for _, part in parts]
    is_alike = len({item is not None and item.title is not None for item in items}) == 1
    yield from parts if len(parts) > 1 and all(items) and is_alike else [(cuts[0][0], row)]
