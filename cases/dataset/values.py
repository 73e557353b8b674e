"""Cells of a package's tables read as the values that their columns say."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connection

from cases.dataset.tables import FurtherTable, PackageColumn, PackageTable
from cases.language.quantities import DECIMALS

Reader = Callable[[str], Any]
_INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(rf"[0-9]{{1,14}}(?:\.[0-9]{{1,{DECIMALS}}})?", re.ASCII)  # as key figures are kept
_BOOLEANS = {"true": True, "false": False}
ARRAYS_OF_NUMBERS = ("paragraph_starts",)


class NotAValue(ValueError):
    """The cell is none of its column; the message says why, in Chinese."""


def readers_of(table: PackageTable | FurtherTable) -> list[Reader]:
    """A function for each column: cell → value, None or "" for an empty one; NotAValue."""
    return [_reader(table, column) for column in table.columns]


def _reader(table: PackageTable | FurtherTable, column: PackageColumn) -> Reader:
    read = {
        "string": _string(_longest(table, column)),
        "integer": _integer(*_range(table, column)),
        "number": _number,
        "boolean": _boolean,
        "date": _date,
        "datetime": _moment,
        "array": _array(int if column.name in ARRAYS_OF_NUMBERS else str),
    }[column.kind]
    known = frozenset(column.values)

    def whole(cell: str) -> Any:  # noqa: ANN401 - of the column's kind
        if not cell and column.is_required:
            raise NotAValue("必填，却空着。")
        if cell and known and cell not in known:
            raise NotAValue(f"“{cell[:40]}”不是可取的值（{'、'.join(column.values)}）。")
        return read(cell)

    return whole


def _field(table: PackageTable | FurtherTable, column: PackageColumn) -> Any:  # noqa: ANN401 - a field
    if not isinstance(table, PackageTable) or not column.form or column.to:
        return None
    try:
        return table.rows_of._meta.get_field(column.form)
    except FieldDoesNotExist:
        return None


def _longest(table: PackageTable | FurtherTable, column: PackageColumn) -> int | None:
    return getattr(_field(table, column), "max_length", None)


def _range(table: PackageTable | FurtherTable, column: PackageColumn) -> tuple[int, int]:
    field = _field(table, column)
    kind = field.get_internal_type() if field is not None else "PositiveBigIntegerField"
    least, most = connection.ops.integer_field_range(kind) if column.kind == "integer" else (None, None)
    narrowest = {"PositiveSmallIntegerField": 32767, "PositiveIntegerField": 2147483647}
    return max(least or 0, 0), min(most or 2**63 - 1, narrowest.get(kind, 2**63 - 1))


def _string(longest: int | None) -> Reader:
    def read(cell: str) -> str:
        if longest is not None and len(cell) > longest:
            raise NotAValue(f"最多 {longest} 个字，却有 {len(cell)} 个。")
        return cell

    return read


def _integer(least: int, most: int) -> Reader:
    def read(cell: str) -> int | None:
        if not cell:
            return None
        if _INTEGER.fullmatch(cell) is None or not least <= int(cell) <= most:
            raise NotAValue(f"“{cell[:40]}”不是 {least} 至 {most} 之间的整数。")
        return int(cell)

    return read


def _number(cell: str) -> Decimal | None:
    if cell and _NUMBER.fullmatch(cell) is None:
        raise NotAValue(f"“{cell[:40]}”不是数，或者位数太多。")
    return Decimal(cell) if cell else None


def _boolean(cell: str) -> bool:
    if cell not in _BOOLEANS:
        raise NotAValue(f"“{cell[:40]}”应为 true 或者 false。")
    return _BOOLEANS[cell]


def _date(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError:
        raise NotAValue(f"“{cell[:40]}”不是日期（应如 2014-05-06）。") from None


def _moment(cell: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(cell) if cell else None
    except ValueError:
        found = None
    if cell and (found is None or found.tzinfo is None):
        raise NotAValue(f"“{cell[:40]}”不是带时区的时间。")
    return found


def _array(kind: type) -> Reader:
    def read(cell: str) -> list[Any]:
        try:
            found = json.loads(cell) if cell else []
        except ValueError:
            found = None
        if not isinstance(found, list) or any(type(each) is not kind for each in found):
            raise NotAValue(f"“{cell[:40]}”不是 JSON 数组，或者其中的值不对。")
        return found

    return read
