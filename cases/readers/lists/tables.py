"""Tables in a text: a row a line with its cells parted by signs, or a cell a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases.readers.lists.items import Item
from cases.readers.lists.line_lists import is_prose
from cases.readers.lists.list_headings import ListHeading, heading_of
from cases.readers.lists.names import NamedPlaces, is_name
from cases.readers.lists.normalised_text import CELL_END, TextSpan
from cases.readers.lists.without_unit import NO_UNIT
from cases.readers.passages import PrintedLine

# What the heading of a column says of its cells; the first that fits.
_ROLES = (
    ("number", re.compile(r"^(?:序号|编号|序|号)$")),
    ("honour", re.compile(r"奖|等次|等级|荣誉|称号|类别|类型")),
    ("title", re.compile(r"案例|项目|题名|题目|标题|成果|做法|名称?$|品牌")),
    ("place", re.compile(r"省|^[市州区县]|地区|区域|所在|所属|属地|市县|市州|区县")),
    ("unit", re.compile(r"单位|社区|村|街道|乡镇|申报|推荐|部门|机构|主体|地方")),
)
_OF_UNITS = re.compile(r"单位|社区|村|街道|乡镇|城市|城区")
_NO_HEADING = re.compile(r"名单$|[:：\d]")
_NOTE = re.compile(
    r"(?:备注|注|说明|合计|总计|共计)\s*[:\d]|[(]?(?:以上)?[^:。,]{0,8}(?:排名|排序)"
)  # below a table
_RULE = re.compile(r"[-:\s]*")  # | --- | --- | below the headings
LONGEST_HEADING = 12
FEWEST_COLUMNS = 2
_SEPARATORS = (",", ";")  # of a sheet that was pasted as text
_QUOTES = '"“”'


@dataclass(frozen=True, slots=True)
class TableRow:
    """One entry of a table, with the cell that names its place and the heading that it stands under."""

    item: Item
    place: TextSpan | None
    heading: ListHeading | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The entries, what it covers, and the rows that were not understood."""

    start: int
    end: int
    rows: tuple[TableRow, ...]
    unread: tuple[TextSpan, ...]


def role_of(heading: str) -> str | None:
    """What a column holds, by its heading; None where the heading says nothing that is known."""
    words = heading.strip()
    if not words or len(words) > LONGEST_HEADING or _NO_HEADING.search(words):
        return None
    if _OF_UNITS.search(words) and re.search(r"名称?$", words):
        return "unit"
    return next((role for role, form in _ROLES if form.search(words)), None)


def tables(places: NamedPlaces, lines: Sequence[PrintedLine]) -> list[Table]:
    """The tables of the document, by their headings; of others nothing is known."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table, behind = _table_at(places, lines, at)
        if table is not None:
            found.append(table)
        at = behind
    return found


def _table_at(places: NamedPlaces, lines: Sequence[PrintedLine], at: int) -> tuple[Table | None, int]:
    cells = _cells(places, lines[at], is_barred=lines[at].text.startswith(CELL_END))
    roles = [role_of(places.words(cell)) for cell in cells]
    if len(cells) >= FEWEST_COLUMNS and _is_header(roles):
        return _by_rows(places, lines, at, roles)
    for sign in _SEPARATORS:
        roles = [role_of(places.words(cell)) for cell in _separated(places, lines[at], sign)]
        if len(roles) >= FEWEST_COLUMNS and all(roles) and _is_header(roles):
            return _by_separators(places, lines, at, roles, sign)
    return _by_cells(places, lines, at)


def _is_header(roles: Sequence[str | None]) -> bool:
    known = [role for role in roles if role]
    return (
        len(known) * 2 > len(roles) and len(known) >= FEWEST_COLUMNS and bool({"title", "unit"} & set(known))
    )


def _cells(places: NamedPlaces, line: PrintedLine, *, is_barred: bool = False) -> list[TextSpan]:
    """The cells of a line; the sign that ends the last may be missing.

    In a table whose headings are barred (`| 序号 | 名称 |`) the first sign opens the first cell; in any other
    the cell before it is empty, since it was merged with the one above.
    """
    text, start, cells = places.text, line.start, []
    while start <= line.end:
        stop = text.find(CELL_END, start, line.end)
        last = stop if stop >= 0 else line.end
        cells.append(places.stripped(start, last) or TextSpan(last, last))
        if stop < 0:
            break
        start = stop + 1
    if len(cells) > 1 and cells[-1].end == cells[-1].start:
        cells.pop()
    if is_barred and len(cells) > 1 and text.startswith(CELL_END, line.start):
        cells.pop(0)
    return cells


def _separated(places: NamedPlaces, line: PrintedLine, sign: str) -> list[TextSpan]:
    """The cells of a line whose cells are parted by commas; a cell in quotation marks may hold one."""
    cells = []
    start = line.start
    while start <= line.end:
        stop = places.text.find(sign, start, line.end)
        if places.text[start : start + 1] in tuple(_QUOTES):
            quoted = re.compile(rf"[{_QUOTES}][^\n]*?[{_QUOTES}](?=\s*(?:{sign}|$))", re.MULTILINE)
            if match := quoted.match(places.text, start, line.end):
                cells.append(places.stripped(start + 1, match.end() - 1) or TextSpan(start + 1, start + 1))
                start = match.end() + 1
                continue
        last = stop if stop >= 0 else line.end
        cells.append(places.stripped(start, last) or TextSpan(last, last))
        start = last + 1
    return cells


def _by_separators(
    places: NamedPlaces, lines: Sequence[PrintedLine], at: int, roles: Sequence[str | None], sign: str
) -> tuple[Table | None, int]:
    """The rows up to the first line without the sign; those of another number of cells are not understood."""
    rows: list[tuple[list[TextSpan], ListHeading | None]] = []
    odd: list[TextSpan] = []
    behind = at + 1
    while behind < len(lines) and sign in lines[behind].text and not _is_sentence(lines[behind]):
        cells = _separated(places, lines[behind], sign)
        if len(cells) == len(roles):
            rows.append((cells, None))
        else:
            odd.append(TextSpan(lines[behind].start, lines[behind].end))
        behind += 1
    table = _table(places, roles, rows, lines[at].start)
    if table is None and not odd:
        return None, at + 1
    if table is None:
        return Table(lines[at].start, lines[behind - 1].end, (), tuple(odd)), behind
    unread = tuple(sorted((*table.unread, *odd), key=lambda each: each.start))
    return Table(table.start, lines[behind - 1].end, table.rows, unread), behind


def _is_sentence(line: PrintedLine) -> bool:
    return line.text.endswith("。")


def _by_rows(
    places: NamedPlaces, lines: Sequence[PrintedLine], at: int, roles: Sequence[str | None]
) -> tuple[Table | None, int]:
    rows: list[tuple[list[TextSpan], ListHeading | None]] = []
    heading = _counted_heading(lines, at - 1)
    behind, is_barred = at + 1, lines[at].text.startswith(CELL_END)
    while behind < len(lines) and (CELL_END in lines[behind].text or not is_prose(lines[behind])):
        cells = _cells(places, lines[behind], is_barred=is_barred)
        between = heading_of(lines[behind]) if len(cells) == 1 else None
        if between is None and len(cells) == 1 and len(lines[behind].text) > LONGEST_HEADING * 2:
            break
        if between is None:
            rows.append((cells, heading))
        heading = between or heading
        behind += 1
    return _table(places, roles, rows, lines[at].start), behind


def _counted_heading(lines: Sequence[PrintedLine], at: int) -> ListHeading | None:
    """The heading right above a table that says how many stand in it, as those between its rows do."""
    heading = heading_of(lines[at]) if at >= 0 else None
    return heading if heading is not None and heading.declared else None


def _by_cells(places: NamedPlaces, lines: Sequence[PrintedLine], at: int) -> tuple[Table | None, int]:
    """A cell a line: the headings stand one below the other, then the cells in their order."""
    roles: list[str | None] = []
    while at + len(roles) < len(lines):
        cells = _cells(places, lines[at + len(roles)])
        role = role_of(places.words(cells[0])) if len(cells) == 1 else None
        named = places.within(cells[0].start, cells[0].end) or is_name(places, cells[0].start, cells[0].end)
        if role is None or role in roles or named:
            break
        roles.append(role)
    if not _is_header(roles):
        return None, at + 1
    cells, behind = [], at + len(roles)
    while behind < len(lines) and not is_prose(lines[behind]) and len(lines[behind].text) <= 80:
        cells.append(_cells(places, lines[behind])[0])
        behind += 1
    rows = [(cells[first : first + len(roles)], None) for first in range(0, len(cells), len(roles))]
    return _table(places, roles, rows, lines[at].start), behind


def _table(
    places: NamedPlaces,
    roles: Sequence[str | None],
    rows: Sequence[tuple[Sequence[TextSpan], ListHeading | None]],
    start: int,
) -> Table | None:
    entries: list[TableRow] = []
    unread: list[TextSpan] = []
    above: dict[str, TextSpan] = {}
    for cells, heading in rows:
        filled = {
            role: cell for role, cell in zip(roles, cells, strict=False) if role and cell.end > cell.start
        }
        if len(cells) == 1 and _NOTE.match(places.words(cells[0])):
            continue
        if _repeats_headings(places, filled) or all(_RULE.fullmatch(places.words(cell)) for cell in cells):
            continue
        # a merged cell is printed once, at the first of its rows
        above |= {role: filled[role] for role in ("place", "honour") if role in filled}
        item = _item(filled, above) if len(cells) > 1 or len(roles) == 1 else None
        if item is not None and item.applicant is None and "unit" in roles and "place" not in above:
            item = replace(item, doubt=NO_UNIT)
        if item is not None:
            entries.append(TableRow(item, filled.get("place") or above.get("place"), heading))
        elif any(cell.end > cell.start for cell in cells):
            unread.append(TextSpan(cells[0].start, max(cell.end for cell in cells)))
    if not entries:
        return None
    return Table(start, max(row.item.end for row in entries), tuple(entries), tuple(unread))


def _repeats_headings(places: NamedPlaces, filled: dict[str, TextSpan]) -> bool:
    """Whether the row repeats the headings, as tables over several pages do."""
    said = [role_of(places.words(cell)) for cell in filled.values()]
    return len(said) > 1 and said == list(filled)


def _item(filled: dict[str, TextSpan], above: dict[str, TextSpan]) -> Item | None:
    title, unit = filled.get("title"), filled.get("unit")
    if title is None and unit is None:
        return None
    parts = [part for part in (title, unit) if part is not None]
    return Item(
        min(part.start for part in parts),
        max(part.end for part in parts),
        unit,
        title,
        filled.get("honour") or above.get("honour"),
        filled.get("number"),
    )
