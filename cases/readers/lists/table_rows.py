"""How the cells of a table are its entries: columns side by side, cells a line, what in a row is doubtful."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cases.language.numerals import printed_number
from cases.readers.lists.column_roles import LEVELS, NAMING, is_header, role_of, roles_of, says_nothing_missed
from cases.readers.lists.items import Item
from cases.readers.lists.members import members_of
from cases.readers.lists.names import NamedPlaces, is_name
from cases.readers.lists.normalised_text import TextSpan
from cases.years import FIRST_YEAR

NO_TITLE = "没有标题，别的行都有，请核对。"
SEVERAL_UNITS = "一格里有几个单位，各作一条收录，请核对。"
NOT_ALIGNED = "各格与表头对不齐，请核对。"
_ONE_CELL = "单位一格里可能不止一个单位，请核对。"
_MORE_CELLS = "这一行比表头多出几格，没有读，请核对。"
_BESIDE = "这一行还写着“{}”，请核对是否收录。"
_EMPTY = {
    "honour": "等次一格空着，按上面一行的收录，请核对。",
    "year": "年度一格空着，按上面一行的收录，请核对。",
}
_NO_YEAR = "年度一格的写法读不出年度，请核对。"
_LATER = "年度一格的年份晚于今年，请核对。"
# What the remarks of a row say of one that is no award, or none any more.
_REFUSED = re.compile(
    r"(?:未|没有|不)(?:予)?(?:通过|入选|获|合格|达标|认定|命名|参评)|不予|撤回|撤销|取消|退出|放弃|落选|除名|摘牌"
    r"|终止|候补|备选|暂缓|待定|作废|删除"
)
_LONGEST_REMARK = 40
_YEARS = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NUMBER = re.compile(r"[(]?(?P<value>\d{1,3}|[一二三四五六七八九十]{1,3})[)、.]?")
_ORDINAL = re.compile(r"[(]?[一二三四五六七八九十]+[)]?$")
_PARTED = re.compile(r"[、,;/]|\((?:含|包括|包含)")
MERGED = ("place", *LEVELS, "honour", "year")  # what a cell may say of several rows
Roles = Sequence[str | None]
Row = Sequence[TextSpan]


def column_sets(headings: Sequence[str], roles: Roles) -> list[list[int]]:
    """The columns of each entry of a row: with a heading that was met before, the next entry begins."""
    sets: list[list[int]] = [[]]
    met: set[str] = set()
    for at, (heading, role) in enumerate(zip(headings, roles, strict=True)):
        words = _ORDINAL.sub("", heading)
        if role is not None and words in met and _names(sets[-1], roles):
            sets.append([])
            met = set()
        met |= {words} if role is not None else set()
        sets[-1].append(at)
    if len(sets) > 1 and not _names(sets[-1], roles):
        sets[-2] += sets.pop()
    return sets


def columns_to_name(
    headings: Sequence[str], roles: Roles, sets: Sequence[Sequence[int]], *, is_said: bool
) -> list[int]:
    """The columns that are not read and that somebody may miss: those of names or titles of which another of
    the same entry takes the place, and, where no person said what to leave out, those of unknown headings."""
    found: set[int] = set()
    for columns in sets:
        kinds = [roles[at] for at in columns]
        found |= {
            at
            for order, at in enumerate(columns)
            if kinds[order] in NAMING and kinds[order] in kinds[order + 1 :]
        }
    if not is_said:
        unknown = enumerate(zip(headings, roles, strict=True))
        found |= {at for at, (words, role) in unknown if role is None and not says_nothing_missed(words)}
    return sorted(found)


def _names(columns: Sequence[int], roles: Roles) -> bool:
    return any(roles[at] in NAMING for at in columns)


@dataclass(frozen=True, slots=True)
class CellRows:
    """The rows of a table with a cell a line, which of them are sure, and the cells that are in none."""

    rows: tuple[tuple[Row, bool], ...]
    unread: tuple[TextSpan, ...]


def rows_of_cells(places: NamedPlaces, cells: Sequence[TextSpan], roles: Roles) -> CellRows:
    """The rows by their numbers, where they have such; else by how many headings there are."""
    width = len(roles)
    starts = list(_numbered(places, cells, roles)) if roles[0] == "number" else []
    if not starts:
        chunks = [cells[first : first + width] for first in range(0, len(cells), width)]
        return CellRows(tuple((row, len(cells) % width == 0) for row in chunks), ())
    rows: list[tuple[Row, bool]] = []
    unread: list[TextSpan] = []
    for first, behind in zip(starts, [*starts[1:], len(cells)], strict=True):
        row = _without_headings(places, cells[first:behind], roles)
        if len(row) < width:
            unread.append(TextSpan(row[0].start, row[-1].end))
            continue
        rows.append((row[:width], len(row) == width))
        if len(row) > width:
            unread.append(TextSpan(row[width].start, row[-1].end))
    return CellRows(tuple(rows), tuple(unread))


def _numbered(places: NamedPlaces, cells: Sequence[TextSpan], roles: Roles) -> Iterator[int]:
    """Where the cells stand that count the rows; they may begin again in another list."""
    last, at = None, 0
    while at < len(cells):
        match = _NUMBER.fullmatch(places.words(cells[at]))
        value = printed_number(match["value"]) if match is not None else None
        if value is not None and (last is None or value in (last + 1, last + 2, 1)):
            yield at
            last = value
            at += 1  # no row is its number alone
        elif last is None:
            return
        at += 1


def _without_headings(places: NamedPlaces, cells: Row, roles: Roles) -> Row:
    """The cells up to where the headings are printed again."""
    width = len(roles)
    for at in range(1, len(cells) - width + 1):
        if [role_of(places.words(cell)) for cell in cells[at : at + width]] == list(roles):
            return cells[:at]
    return cells


def is_shifted(places: NamedPlaces, filled: Mapping[str, TextSpan]) -> bool:
    """Whether the title of a row is a unit that begins with its place, and its unit is none."""
    title, unit = filled.get("title"), filled.get("unit")
    if title is None or unit is None:
        return False
    is_unit = places.at(title.start) is not None and is_name(places, title.start, title.end)
    return is_unit and not is_name(places, unit.start, unit.end)


def doubts_of_row(
    places: NamedPlaces, filled: Mapping[str, TextSpan], beside: Sequence[TextSpan], *, has_more: bool
) -> Iterator[str]:
    """What a person should look at in a row; `beside` are its cells that are not read, `has_more` whether
    some of these have no heading."""
    if has_more:
        yield _MORE_CELLS
    remarks = [*beside, *(filled[role] for role in ("honour",) if role in filled)]
    for cell in remarks:
        said = _REFUSED.search(places.text, cell.start, cell.end)
        if said is not None and cell.end - cell.start <= _LONGEST_REMARK:
            yield _BESIDE.format(said[0])
    if "year" in filled:
        years = {int(each) for each in _YEARS.findall(places.words(filled["year"]))}
        if len(years) != 1 or min(years) < FIRST_YEAR:
            yield _NO_YEAR
        elif max(years) > datetime.now(UTC).year:
            yield _LATER


def doubts_of_empty_cells(places: NamedPlaces, rows: Sequence[Mapping[str, TextSpan]]) -> list[list[str]]:
    """Of each row what an empty cell says that takes the value above. Of a tier that is merged with it
    nothing: there most are empty, and no value is printed twice in a row. A year is asked for all the same:
    it is part of an award's number, and a text does not tell merged cells from empty ones."""
    doubts: list[list[str]] = [[] for _ in rows]
    for role, doubt in _EMPTY.items():
        printed = [places.words(row[role]) if role in row else "" for row in rows]
        filled = [each for each in printed if each]
        is_repeated = any(one == other != "" for one, other in zip(printed, printed[1:], strict=False))
        is_merged = printed[:1] != [""] and not is_repeated and len(printed) >= 2 * len(filled)
        if filled and (role == "year" or not is_merged):
            for at, each in enumerate(printed):
                doubts[at] += [] if each else [doubt]
    return doubts


def units_of(places: NamedPlaces, item: Item) -> tuple[list[TextSpan], str]:
    """The units of an entry without a title, and what is doubtful of them."""
    unit = item.applicant
    if unit is None or item.title is not None:
        return [unit] if unit is not None else [], ""
    members = [each.applicant for each in members_of(places, unit.start, unit.end) if each.applicant]
    if len(members) > 1:
        return members, SEVERAL_UNITS
    return [unit], _ONE_CELL if _PARTED.search(places.text, unit.start, unit.end) else ""


def merge(above: dict[str, TextSpan], filled: Mapping[str, TextSpan]) -> None:
    """A merged cell is printed once, at the first of its rows; another province has other cities."""
    for level, role in enumerate(LEVELS):
        if role in filled:
            for smaller in LEVELS[level:]:
                above.pop(smaller, None)
            break
    above |= {role: filled[role] for role in MERGED if role in filled}


def place_of(cells: Mapping[str, TextSpan]) -> tuple[TextSpan | None, TextSpan | None]:
    """The cell of the smallest place of a row, and that of what it lies in."""
    levels = [cells[role] for role in reversed(LEVELS) if role in cells]
    found = [cells["place"], *levels] if "place" in cells else levels
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def has_other_headings(places: NamedPlaces, cells: Row, before: Row, roles: Roles) -> bool:
    """Whether a row is the headings of a table with other columns, each of one kind of its own, and not
    those `before` it again; rows of entries name places or units, or repeat what their columns hold."""
    words = [places.words(cell) for cell in cells]
    said = roles_of(words)
    if said == list(roles) or words == [places.words(cell) for cell in before]:
        return False
    if not is_header(said) or None in said or len(set(said)) < len(said):
        return False
    return not any(
        places.within(cell.start, cell.end) or is_name(places, cell.start, cell.end) for cell in cells
    )
