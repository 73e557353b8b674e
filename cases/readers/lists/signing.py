"""Who signs a list: the offices above its date, or on its last line."""

import re
from collections.abc import Sequence
from itertools import takewhile

from cases.readers.dates import DATE
from cases.readers.lists.list_headings import heading_of
from cases.readers.passages import PrintedLine

_OFFICE = re.compile(
    r"^[^,。;:“”0-9]{2,30}(?:局|厅|委|部|办公室|办|政府|委员会|组委会|协会|联合会)(?:\([^()]*\))?$"
)
_FOR_OTHERS = re.compile(r"\([^()]{2,30}代章\)")
_DATED = re.compile(rf"(?P<office>[^,。;:“”0-9]{{2,30}}?)\s*{DATE.pattern}\s*(?:印发)?")
_DATE_ALONE = re.compile(rf"{DATE.pattern}\s*(?:印发)?")
_GOVERNS = re.compile(r"(?:政府|局|厅|委员会|办公室|部)$")
_HAS_NUMBER = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,3}[)）、.]")
_ISSUER = re.compile(r"(?P<name>[^,。:“”《》]{4,30}?(?:局|厅|委|部|办|办公室|办公厅|政府|委员会))关于")
_MOST_SIGNERS = 8


def unsigned(rows: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines without those who sign: offices right above a date or before it on its line,
    which may be the line of who printed the document (…办公室 2021年6月13日印发).

    An office below a heading is an entry.
    """
    signing: set[int] = set()
    for number, row in enumerate(rows):
        if (dated := _DATED.fullmatch(row.text)) is not None and _OFFICE.search(dated["office"]) is not None:
            signing.add(row.start)
        if _DATE_ALONE.fullmatch(row.text.strip("()")) is None:
            continue
        offices = takewhile(_may_stand_above, reversed(rows[:number]))
        run = list(offices)[:_MOST_SIGNERS]
        if run and not _may_sign(rows[0], run[0]):
            continue
        above = rows[number - len(run) - 1] if number > len(run) else None
        heads = above is not None and heading_of(above) is not None
        signing |= {line.start for line in (run[:1] if heads else run)}
    last = _signing_last(rows)
    return [row for row in rows if row.start not in signing and row is not last]


def _may_stand_above(line: PrintedLine) -> bool:
    """Whether a line is an office, or says whose seal stands for its own: (某省民政厅代章)."""
    return _OFFICE.search(line.text) is not None or _FOR_OTHERS.fullmatch(line.text) is not None


def _may_sign(title: PrintedLine, office: PrintedLine) -> bool:
    """Whether the office is not another than the one of which the title says that it issued the document."""
    issuer = _ISSUER.match(title.text)
    return issuer is None or office.text in issuer["name"] or issuer["name"] in office.text


def signs_below(row: PrintedLine) -> bool:
    """Whether a line is the name of an office that may sign."""
    return _OFFICE.search(row.text) is not None and _GOVERNS.search(row.text) is not None


def _signing_last(rows: Sequence[PrintedLine]) -> PrintedLine | None:
    """Who signs without a date: the office on the last line, where no other line is an office."""
    offices = [
        row for row in rows if _OFFICE.search(row.text) is not None and not _HAS_NUMBER.match(row.text)
    ]
    is_last = len(offices) == 1 and rows[-1] is offices[0] and len(rows) > _MOST_SIGNERS // 2
    return offices[0] if is_last and signs_below(offices[0]) else None
