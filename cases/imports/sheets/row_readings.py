"""A row of a sheet beside the award that is held: which cells say something else, and what is wrong there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.characters import problem_of
from cases.fields import BY_NAME
from cases.imports.sheets.cells import plain, shortened
from cases.imports.sheets.exported_sheet import Cells, ExportedSheet
from cases.imports.sheets.forms import EDITABLE, Value, is_same, read_cell, why_not
from cases.imports.sheets.headings import ACCESSION

MOST_OF_REASON = 500  # characters of the reason for a row


@dataclass(slots=True)
class RowReading:
    """What a row wants: new values by field, why it cannot have them, and the reason that a person gives."""

    number: int
    values: dict[str, Value] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    reason: str = ""


def cell_at(row: Cells, place: int | None) -> str | None:
    """The cell; empty where the row ends before it, None for a formula without a saved value."""
    return "" if place is None or place >= len(row) else row[place]


def read_row(
    number: int, row: Cells, sheet: ExportedSheet, forms: Mapping[str, tuple[str, ...]]
) -> RowReading:
    """Every cell of a known column that is there, held against what the exports would write in it."""
    reading = RowReading(number, reason=plain(cell_at(row, sheet.columns.reason) or ""))
    if len(reading.reason) > MOST_OF_REASON:
        reading.wrong.append(f"“理由”有 {len(reading.reason)} 字，最多 {MOST_OF_REASON} 字。")
    elif problem := problem_of(reading.reason):
        reading.wrong.append(f"“理由”：{problem}")
    for name, place in sheet.columns.fields.items():
        if name == ACCESSION or place >= len(row):
            continue
        cell, label = row[place], BY_NAME[name].label
        if cell is None:
            reading.wrong.append(f"“{label}”是公式，没有保存结果，请粘贴为值后重填。")
        elif not is_same(BY_NAME[name], cell, forms[name], sheet.encoding):
            _read_changed(reading, name, cell, forms[name])
    return reading


def _read_changed(reading: RowReading, name: str, cell: str, forms: tuple[str, ...]) -> None:
    label, words, held = BY_NAME[name].label, shortened(plain(cell)), shortened(forms[-1])
    if name not in EDITABLE:
        change = f"改成了“{words}”" if words else "清空了"
        reading.wrong.append(f"“{label}”{change}，库中是“{held}”：{why_not(BY_NAME[name])}。")
        return
    found = read_cell(BY_NAME[name], cell)
    if found.wrong:
        reading.wrong.append(f"“{label}”：{found.wrong}。")
    else:
        reading.values[name] = found.value
