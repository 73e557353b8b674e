"""Rows that hang on an award, such as its codings, as the exports print them; made with the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from cases.award_field import SEPARATOR
from cases.models import Source
from cases.records.csv_line import harmless, render
from cases.records.json_item import dump

Cells = dict[str, Any]  # a row by the names of its columns


@dataclass(frozen=True, slots=True)
class RowLines:
    """Rows of one award, one behind the other; `number` of them. `part`: of codings their scheme."""

    number: int
    csv: bytes
    raw: bytes
    item: bytes
    part: str = ""


def parts_of(rows: Iterable[Cells], column: str = "") -> list[RowLines]:
    """The rows that have the same in a column and stand together, apart; all as one without a column."""
    grouped = groupby(rows, key=lambda row: str(row[column]) if column else "")
    return [lines_of(list(some), part) for part, some in grouped]


def lines_of(rows: Sequence[Cells], part: str = "") -> RowLines:
    """The rows in the three forms that the index keeps."""
    cells = [_as_text(row) for row in rows]
    return RowLines(
        number=len(rows),
        csv=b"".join(render([harmless(v) if isinstance(v, str) else v for v in row]) for row in cells),
        raw=b"".join(map(render, cells)),
        item=b"".join(dump(row) + b"\n" for row in rows),
        part=part,
    )


def _as_text(row: Cells) -> list[str | int | None]:
    return [SEPARATOR.join(value) if isinstance(value, list) else value for value in row.values()]


def texts_of(slugs: set[str]) -> dict[str, str]:
    """Slug → text of these documents."""
    return dict(Source.objects.filter(slug__in=slugs).order_by().values_list("slug", "text"))
