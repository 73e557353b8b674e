"""Which column of a sheet is which field: by the names and labels that the exports give their columns."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cases.exports.excel.columns import NOTE
from cases.fields import FIELDS

ACCESSION = "id"
REASONS = "原因"  # the column in which a sheet comes back with what was wrong
REASON_HEADINGS = frozenset({"理由", "改动理由", "说明", "reason"})  # why a person changed a row
_LEFT_OUT = frozenset({NOTE, REASONS})
LONGEST = 100  # characters of a cell that may be a heading
_BLANKS = re.compile(r"[\s_\-]+")
_BEHIND = re.compile(r"[(（].*[)）]$")


def _plain(heading: str) -> str:
    """Width, case, blanks and what stands in brackets behind make no difference."""
    return _BLANKS.sub("", _BEHIND.sub("", _even(heading))).casefold()


def _even(heading: str) -> str:
    return unicodedata.normalize("NFKC", heading).strip().lstrip("'\ufeff")


# Both names of each column, and what people call the same.
_OWN: Mapping[str, str] = {
    **{_plain(each.name): each.name for each in FIELDS},
    **{_plain(each.label): each.name for each in FIELDS},
}
_OTHERS: Mapping[str, str] = {
    "accession": ACCESSION,
    "编号": ACCESSION,
    "案例编号": ACCESSION,
    "题名": "title",
    "案例标题": "title",
}


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """The places of the columns by field, from 0; `reason` that of the curator's reasons.

    `unknown` are the headings of no field. `doubled` are the columns that are read although others may be
    meant by the same field: each with the headings of these.
    """

    fields: Mapping[str, int]
    reason: int | None = None
    unknown: Sequence[str] = field(default=())
    doubled: Mapping[str, Sequence[str]] = field(default_factory=dict)


def columns_of(cells: Sequence[str | None]) -> SheetColumns:
    """What the cells say when they are read as headings.

    Of several for one field the one counts that the exports write: 入库编号 before 编号, 标题 before
    标题（旧）; of two alike the first.
    """
    found: dict[str, list[tuple[int, int]]] = {}  # by field how far each is from its name, and where it is
    reason, unknown = None, []
    for at, cell in enumerate(cells):
        words = (cell or "").strip()
        if not words or words in _LEFT_OUT:
            continue
        if words.casefold() in REASON_HEADINGS:
            reason = at if reason is None else reason
            continue
        name, distance = _field_of(words)
        if name:
            found.setdefault(name, []).append((distance, at))
        else:
            unknown.append(words)
    chosen = {name: min(places)[1] for name, places in found.items()}
    doubled = {
        _words(cells, chosen[name]): [_words(cells, at) for _, at in places if at != chosen[name]]
        for name, places in found.items()
        if len(places) > 1
    }
    return SheetColumns(chosen, reason, tuple(unknown), doubled)


def _field_of(words: str) -> tuple[str, int]:
    """The field that a heading names, empty if none, and how far it is from what the exports call it."""
    if len(words) > LONGEST:
        return "", 0
    plain, whole = _plain(words), _BLANKS.sub("", _even(words)).casefold()
    if plain in _OWN:
        return _OWN[plain], int(plain != whole)
    return _OTHERS.get(plain, ""), 2


def _words(cells: Sequence[str | None], at: int) -> str:
    return (cells[at] or "").strip()
