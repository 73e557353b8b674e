"""How the exports write the fields of an award, and what a changed cell of one means."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.award_field import AwardField, Basis
from cases.exports.excel.cells import CUT
from cases.exports.excel.columns import FIELDS_IN_ORDER, CaseRows
from cases.fields import BY_NAME, FIELDS, PLACE_FIELDS
from cases.imports.sheets import cells
from cases.records.csv_line import raw_cells
from cases.records.json_item import item
from cases.records.record import Record
from cases.vocabulary import Vocabulary

# Text of the documents: to the letter. All else is a number, a code, or a value that has a name.
LITERAL = frozenset({"title", "applicant", "locality", "text"})
Value = str | int | None


def is_editable(field: AwardField) -> bool:
    """Whether a sheet may change it: what the award itself keeps and whose origin is recorded.

    What curated tables name (programme, year, tier, issuing body) is the edition's or gives the number;
    places, mechanisms and the text are chosen in the text; the rest is computed.
    """
    return field.is_recorded and bool(field.column_of_award) and not field.is_curated


EDITABLE = tuple(each.name for each in FIELDS if is_editable(each))


def why_not(field: AwardField) -> str:
    """Why a sheet may not change the field, in Chinese."""
    if field.name in {"programme", "year", "issuing_body", "tier"}:
        return "届次和等次要在编目后台改"
    if field.name in {*PLACE_FIELDS.values(), "place_then", "place_now", "region"}:
        return "地区要在案例页面选定"
    if field.name == "mechanisms":
        return "治理机制要在案例页面连同依据标注"
    if field.name in {"text", "source", "source_start", "source_end"}:
        return "出处和正文要在案例页面对照原文改"
    return "这一列由本库得出" if field.basis in {Basis.DERIVED, Basis.LIBRARY} else "这一列不能改"


class Forms:
    """The cells that the exports would write for awards, in the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._rows = CaseRows(vocabulary, "")

    def of(self, record: Record) -> Mapping[str, tuple[str, ...]]:
        """By field what CSV and Excel write of it, each once."""
        labels = dict(
            zip((each.name for each in FIELDS_IN_ORDER), self._rows.values(item(record)), strict=False)
        )
        forms = {}
        for name, raw in zip(BY_NAME, raw_cells(record), strict=True):
            forms[name] = tuple(dict.fromkeys((_text(raw), _text(labels[name]))))
        return forms | {"url": (record.url,)}


def _text(value: str | int | float | None) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell that says something else means: a value, or why it cannot be one, in Chinese."""

    value: Value = None
    wrong: str = ""


def is_same(field: AwardField, cell: str, forms: tuple[str, ...], encoding: str) -> bool:
    """Whether the cell says what the award has, as far as spreadsheets leave it."""
    if cell in forms:
        return True
    words = cells.plain(cell)
    if field.name == "url":
        return words.endswith(forms[0])
    if field.name == "year":
        return words == forms[0] or (bool(words) and _text(cells.year_in(cell)) == forms[0])
    if field.name in LITERAL:
        return any(_is_same_literal(cell, form, encoding) for form in forms)
    if field.kind == "list" or field.is_many:
        return any(cells.is_same_list(cell, form) for form in forms)
    return any(cells.is_same_value(cell, form) or cells.is_same_text(cell, form, encoding) for form in forms)


def _is_same_literal(cell: str, form: str, encoding: str) -> bool:
    if cells.is_same_text(cell, form, encoding):
        return True
    is_number = form.isdecimal() and cells.is_same_value(cell, form)  # 007 that came back as 7
    return is_number or (cell.endswith(CUT) and form.startswith(cell.removesuffix(CUT)))


def read_cell(field: AwardField, cell: str) -> CellReading:
    """The value of an editable field that the cell says; None or empty text where it is blank."""
    words = cells.plain(cell)
    if damage := cells.damage(cell):
        return CellReading(wrong=damage)
    if field.kind == "integer":
        number = cells.number_in(cell) if words else None
        return CellReading(number, "" if number or not words else f"“{cells.shortened(words)}”不是一个序号")
    if field.vocabulary is None:
        return CellReading(words)
    named = {
        cells.folded(name): value for value, label in field.vocabulary.choices for name in (value, str(label))
    }
    value = named.get(cells.folded(words)) if words else ""
    if value is None:
        known = "、".join(str(label) for _value, label in field.vocabulary.choices)
        return CellReading(wrong=f"没有“{cells.shortened(words)}”这个取值，可填：{known}")
    return CellReading(value)
