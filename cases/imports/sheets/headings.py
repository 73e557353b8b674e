"""Which column of a sheet is which field: by the names and labels that the exports give their columns."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cases.exports.excel.columns import NOTE
from cases.fields import FIELDS

ACCESSION = "id"
REASONS = "原因"  # the column in which a sheet comes back with what was wrong
REASON_HEADINGS = frozenset({"理由", "改动理由", "说明", "reason"})  # why a person changed a row
_LEFT_OUT = frozenset({NOTE, REASONS})
_BLANKS = re.compile(r"[\s_\-]+")
_BEHIND = re.compile(r"[(（].*[)）]$")


def _plain(heading: str) -> str:
    """Width, case, blanks and what stands in brackets behind make no difference."""
    words = unicodedata.normalize("NFKC", heading).strip().lstrip("'\ufeff")
    return _BLANKS.sub("", _BEHIND.sub("", words)).casefold()


# Both names of each column, and what people call the same.
_NAMES: Mapping[str, str] = {
    **{_plain(each.name): each.name for each in FIELDS},
    **{_plain(each.label): each.name for each in FIELDS},
    **{
        "accession": ACCESSION,
        "编号": ACCESSION,
        "案例编号": ACCESSION,
        "题名": "title",
        "案例标题": "title",
    },
}


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """The places of the columns by field, from 0; `reason` that of the curator's reasons.

    `unknown` are the headings of no field, `doubled` those of fields that have a column already.
    """

    fields: Mapping[str, int]
    reason: int | None = None
    unknown: Sequence[str] = field(default=())
    doubled: Sequence[str] = field(default=())


def columns_of(cells: Sequence[str | None]) -> SheetColumns:
    """What the cells say when they are read as headings."""
    fields: dict[str, int] = {}
    reason, unknown, counted = None, [], Counter[str]()
    for at, cell in enumerate(cells):
        words = (cell or "").strip()
        if not words or words in _LEFT_OUT:
            continue
        if words.casefold() in REASON_HEADINGS:
            reason = at if reason is None else reason
        elif name := _NAMES.get(_plain(words)):
            counted[name] += 1
            fields.setdefault(name, at)
        else:
            unknown.append(words)
    doubled = [(cells[at] or "").strip() for name, at in fields.items() if counted[name] > 1]
    return SheetColumns(fields, reason, tuple(unknown), tuple(doubled))
