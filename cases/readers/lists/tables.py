"""Tables in a text: a row a line with its cells parted by signs, or a cell a line."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cases.readers.lists.column_roles import (
    FEWEST_COLUMNS,
    LONGEST_HEADING,
    NAMING,
    KnownColumns,
    is_header,
    role_of,
    roles_of,
)
from cases.readers.lists.items import Item
from cases.readers.lists.line_lists import is_prose
from cases.readers.lists.list_headings import ListHeading, heading_of
from cases.readers.lists.names import NamedPlaces, is_name
from cases.readers.lists.normalised_text import CELL_END, TextSpan
from cases.readers.lists.table_cells import cells_of_line, separated_cells
from cases.readers.lists.table_rows import (
    NO_TITLE,
    NOT_ALIGNED,
    column_sets,
    columns_to_name,
    doubts_of_empty_cells,
    doubts_of_row,
    has_other_headings,
    is_shifted,
    merge,
    place_of,
    rows_of_cells,
    units_of,
)
from cases.readers.lists.totals import TotalRow, total_of, unlike_totals
from cases.readers.lists.without_unit import NO_UNIT
from cases.readers.passages import PrintedLine

# Below a table.
_NOTE = re.compile(r"(?:备注|注|说明|合计|总计|共计)\s*[:\d]|[(]?(?:以上)?[^:。,]{0,8}(?:排名|排序)")
_RULE = re.compile(r"[-:\s]*")  # | --- | --- | below the headings
_SEPARATORS = (",", ";")  # of a sheet that was pasted as text


@dataclass(frozen=True, slots=True)
class TableRow:
    """One entry of a table, with the cell that names its place and the heading that it stands under.

    `within` is the cell of what the place lies in, where both have columns of their own.
    """

    item: Item
    place: TextSpan | None
    heading: ListHeading | None = None
    within: TextSpan | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The entries, what it covers, the rows that were not understood, and the headings of columns that were
    not read since another of the kind was."""

    start: int
    end: int
    rows: tuple[TableRow, ...]
    unread: tuple[TextSpan, ...]
    is_said: bool = False
    beside: tuple[TextSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns hold, whether a person said so, and whether a sign stands before the first of them.

    `headings` by their roles, where a person said these; `sets` are the columns of each entry of a row.
    """

    roles: Sequence[str | None]
    is_said: bool = False
    is_framed: bool = False
    headings: Mapping[str, str] = field(default_factory=dict)
    sets: Sequence[Sequence[int]] = ()
    cells: Sequence[TextSpan] = ()  # of the headings


@dataclass(frozen=True, slots=True)
class _EntryCells:
    """The cells of an entry by what they hold, those above that are merged with it, what is doubtful."""

    filled: dict[str, TextSpan]
    above: dict[str, TextSpan]
    heading: ListHeading | None
    doubts: list[str]


def tables(places: NamedPlaces, lines: Sequence[PrintedLine], known: KnownColumns) -> list[Table]:
    """The tables of the document, by what persons said of their headings, or by these; of others nothing is
    known. `is_said` is the first."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table, behind = _table_at(places, lines, at, known)
        if table is not None:
            found.append(table)
        at = behind
    return found


def _table_at(
    places: NamedPlaces, lines: Sequence[PrintedLine], at: int, known: KnownColumns
) -> tuple[Table | None, int]:
    is_framed = all(row.text.startswith(CELL_END) for row in lines[at : at + 2])
    printed = cells_of_line(places, lines[at], is_framed=is_framed)
    words = [places.words(cell) for cell in printed]
    if (said := known.of(words)) is not None:
        headings = {role: heading for role, heading in zip(said, words, strict=True) if role}
        columns = _Columns(said, True, is_framed, headings, column_sets(words, said), printed)
        return _by_rows(places, lines, at, columns)
    roles = roles_of(words)
    if len(words) >= FEWEST_COLUMNS and is_header(roles):
        sets = column_sets(words, roles)
        return _by_rows(places, lines, at, _Columns(roles, False, is_framed, sets=sets, cells=printed))
    for sign in _SEPARATORS:
        cells = separated_cells(places, lines[at], sign)
        roles = [role_of(places.words(cell)) for cell in cells if not _names_place(places, cell)]
        if len(roles) < len(cells):
            continue  # 甲区乙社区, 丙区丁社区 are units
        if len(roles) >= FEWEST_COLUMNS and all(roles) and is_header(roles):
            return _by_separators(places, lines, at, _Columns(roles), sign)
    return _by_cells(places, lines, at)


def _by_separators(
    places: NamedPlaces, lines: Sequence[PrintedLine], at: int, columns: _Columns, sign: str
) -> tuple[Table | None, int]:
    """The rows up to the first line without the sign; those of another number of cells are not understood."""
    rows: list[tuple[list[TextSpan], ListHeading | None]] = []
    odd: list[TextSpan] = []
    heading = _heading_above(lines, at)
    behind = at + 1
    while behind < len(lines) and sign in lines[behind].text and not _is_sentence(lines[behind]):
        cells = separated_cells(places, lines[behind], sign)
        if len(cells) == len(columns.roles):
            rows.append((cells, heading))
        else:
            odd.append(TextSpan(lines[behind].start, lines[behind].end))
        behind += 1
    table = _table(places, columns, rows, lines[at].start)
    if table is None and not odd:
        return None, at + 1
    if table is None:
        return Table(lines[at].start, lines[behind - 1].end, (), tuple(odd)), behind
    unread = tuple(sorted((*table.unread, *odd), key=lambda each: each.start))
    return Table(table.start, lines[behind - 1].end, table.rows, unread), behind


def _names_place(places: NamedPlaces, cell: TextSpan) -> bool:
    return bool(places.within(cell.start, cell.end))


def _is_sentence(line: PrintedLine) -> bool:
    return line.text.endswith("。")


def _by_rows(
    places: NamedPlaces, lines: Sequence[PrintedLine], at: int, columns: _Columns
) -> tuple[Table | None, int]:
    rows: list[tuple[list[TextSpan], ListHeading | None]] = []
    heading = _heading_above(lines, at)
    behind = at + 1
    while behind < len(lines) and (CELL_END in lines[behind].text or not is_prose(lines[behind])):
        cells = cells_of_line(places, lines[behind], is_framed=columns.is_framed)
        if rows and has_other_headings(places, cells, columns.cells, columns.roles):
            break
        between = heading_of(lines[behind]) if len(cells) == 1 else None
        if between is None and len(cells) == 1 and len(lines[behind].text) > LONGEST_HEADING * 2:
            break
        if between is None:
            rows.append((cells, heading))
        heading = between or heading
        behind += 1
    return _table(places, columns, rows, lines[at].start), behind


def _heading_above(lines: Sequence[PrintedLine], at: int) -> ListHeading | None:
    """The heading right above a table, which says of its rows what those between them say of theirs."""
    return heading_of(lines[at - 1]) if at > 0 else None


def _by_cells(places: NamedPlaces, lines: Sequence[PrintedLine], at: int) -> tuple[Table | None, int]:
    """A cell a line: the headings stand one below the other, then the cells in their order."""
    roles: list[str | None] = []
    while at + len(roles) < len(lines):
        cells = cells_of_line(places, lines[at + len(roles)], is_framed=True)
        role = role_of(places.words(cells[0])) if len(cells) == 1 else None
        named = _names_place(places, cells[0]) or is_name(places, cells[0].start, cells[0].end)
        if role is None or role in roles or named:
            break
        roles.append(role)
    if not is_header(roles):
        return None, at + 1
    cells, behind = [], at + len(roles)
    while behind < len(lines) and not is_prose(lines[behind]) and len(lines[behind].text) <= 80:
        cells.append(cells_of_line(places, lines[behind], is_framed=True)[0])
        behind += 1
    if not cells:
        return None, behind
    heading = _heading_above(lines, at)
    read = rows_of_cells(places, cells, roles)
    rows = [(row, heading) for row, _ in read.rows]
    table = _table(
        places, _Columns(roles), rows, lines[at].start, {row[0] for row, sure in read.rows if not sure}
    )
    if table is None:
        return None, behind
    unread = tuple(sorted((*table.unread, *read.unread), key=lambda each: each.start))
    return replace(table, unread=unread), behind


def _table(
    places: NamedPlaces,
    columns: _Columns,
    rows: Sequence[tuple[Sequence[TextSpan], ListHeading | None]],
    start: int,
    unsure: Collection[TextSpan] = (),
) -> Table | None:
    """The table of these rows; `unsure` are the first cells of those that may hold what is of another."""
    sets = columns.sets or [list(range(len(columns.roles)))]
    above: list[dict[str, TextSpan]] = [{} for _ in sets]
    parts: list[list[_EntryCells]] = [[] for _ in sets]
    unread: list[TextSpan] = []
    totals: list[TotalRow] = []
    for cells, heading in rows:
        filled = [_filled(columns, each, cells) for each in sets]
        if (total := total_of(places, cells)) is not None:
            totals.append(total)
            continue
        if len(cells) == 1 and _NOTE.match(places.words(cells[0])):
            continue
        if _repeats_headings(places, filled[0], columns) or all(
            _RULE.fullmatch(places.words(cell)) for cell in cells
        ):
            if NAMING & set(filled[0]) and not _are_headings(places, cells, columns):
                unread.append(TextSpan(cells[0].start, cells[-1].end))  # 居委会街道 | 议事案例 is an entry
            continue
        is_read = False
        for at, (each, part) in enumerate(zip(sets, filled, strict=True)):
            merge(above[at], part)
            if not (len(cells) > 1 or len(columns.roles) == 1) or not NAMING & set(part):
                continue
            beside, has_more = _beside(columns, each, cells)
            doubts = list(doubts_of_row(places, part, beside, has_more=has_more))
            if cells[0] in unsure or is_shifted(places, part):
                doubts.append(NOT_ALIGNED)
            parts[at].append(_EntryCells(part, above[0] | above[at], heading, doubts))
            is_read = True
        if not is_read and any(cell.end > cell.start for cell in cells):
            unread.append(TextSpan(cells[0].start, max(cell.end for cell in cells)))
    entries = [entry for part in parts for entry in _entries(places, columns, part)]
    if not entries:
        return None
    end = max(row.item.end for row in entries)
    unread += unlike_totals(totals, [row.item.start for row in entries])
    headings = [places.words(cell) for cell in columns.cells]
    named = columns_to_name(headings, columns.roles, sets, is_said=columns.is_said) if headings else []
    beside = [columns.cells[at] for at in named]
    return Table(start, end, tuple(entries), tuple(unread), columns.is_said, tuple(beside))


def _filled(columns: _Columns, each: Sequence[int], cells: Sequence[TextSpan]) -> dict[str, TextSpan]:
    """The cells of an entry that hold something, by what they hold."""
    found: dict[str, TextSpan] = {}
    for at in each:
        role = columns.roles[at]
        if role and at < len(cells) and cells[at].end > cells[at].start:
            found[role] = cells[at]
    return found


def _beside(columns: _Columns, each: Sequence[int], cells: Sequence[TextSpan]) -> tuple[list[TextSpan], bool]:
    """The cells of a row that are not read, and whether some of these have no heading."""
    more = [cell for cell in cells[len(columns.roles) :] if cell.end > cell.start]
    unnamed = [cells[at] for at in each if columns.roles[at] is None and at < len(cells)]
    return [*unnamed, *more], bool(more)


def _entries(places: NamedPlaces, columns: _Columns, rows: Sequence[_EntryCells]) -> Iterator[TableRow]:
    has_titles = sum("title" in row.filled for row in rows) * 2 > len(rows)
    empty = doubts_of_empty_cells(places, [row.filled for row in rows])
    for row, of_empty in zip(rows, empty, strict=True):
        item = _item(row.filled, row.above, of_row=columns.is_said)
        if item is None:
            continue
        doubts = [*row.doubts, *of_empty]
        if item.applicant is None and "unit" in columns.roles:
            doubts.insert(0, NO_UNIT)
        if item.title is None and has_titles:
            doubts.insert(0, NO_TITLE)
        units, of_units = units_of(places, item)
        doubts += [of_units] if of_units else []
        place, within = place_of(row.above | row.filled)
        item = replace(item, doubt="".join(doubts))
        if len(units) < 2:
            yield TableRow(item, place, row.heading, within)
            continue
        for order, unit in enumerate(units):
            one = replace(item, start=unit.start, end=unit.end, applicant=unit)
            yield TableRow(one if order == 0 else replace(one, number=None), place, row.heading, within)


def _repeats_headings(places: NamedPlaces, filled: Mapping[str, TextSpan], columns: _Columns) -> bool:
    """Whether the row repeats the headings, as tables over several pages do."""
    words = {role: places.words(cell) for role, cell in filled.items()}
    if columns.is_said:
        return len(words) > 1 and words == columns.headings
    said = roles_of(list(words.values()))
    return len(said) > 1 and said == list(filled)


def _are_headings(places: NamedPlaces, cells: Sequence[TextSpan], columns: _Columns) -> bool:
    """Whether the cells are all printed in the row of headings, where the table has one."""
    headings = {places.words(cell) for cell in columns.cells}
    return not headings or {places.words(cell) for cell in cells} <= {*headings, ""}


def _item(
    filled: Mapping[str, TextSpan], above: Mapping[str, TextSpan], *, of_row: bool = False
) -> Item | None:
    """The entry of a row; `of_row`: with all of its cells that hold anything of it."""
    title, unit = filled.get("title"), filled.get("unit")
    if title is None and unit is None:
        return None
    parts = [*filled.values()] if of_row else [part for part in (title, unit) if part is not None]
    return Item(
        min(part.start for part in parts),
        max(part.end for part in parts),
        unit,
        title,
        filled.get("honour") or above.get("honour"),
        filled.get("number"),
        year=filled.get("year") or above.get("year"),
    )
