"""The cells of a line of a table, as offsets."""

import re

from cases.readers.lists.names import NamedPlaces
from cases.readers.lists.normalised_text import CELL_END, TextSpan
from cases.readers.passages import PrintedLine

_QUOTED = re.compile(r'"(?P<cell>[^"\n]*)"(?=\s*(?:[,;]|$))', re.MULTILINE)


def cells_of_line(places: NamedPlaces, line: PrintedLine, *, is_framed: bool) -> list[TextSpan]:
    """The cells of a line; the sign that ends the last may be missing.

    In a table that is framed (`| 序号 | 名称 |`) the first sign opens the first cell; in any other the cell
    before it is empty, since it was merged with the one above.
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
    if is_framed and len(cells) > 1 and text.startswith(CELL_END, line.start):
        cells.pop(0)
    return cells


def separated_cells(places: NamedPlaces, line: PrintedLine, sign: str) -> list[TextSpan]:
    """The cells of a line whose cells are parted by commas; a cell in quotation marks may hold one."""
    cells = []
    start = line.start
    while start <= line.end:
        stop = places.text.find(sign, start, line.end)
        if quoted := _QUOTED.match(places.text, start, line.end):
            cell = quoted.span("cell")
            cells.append(places.stripped(*cell) or TextSpan(*cell))
            start = quoted.end() + 1
            continue
        last = stop if stop >= 0 else line.end
        cells.append(places.stripped(start, last) or TextSpan(last, last))
        start = last + 1
    return cells
