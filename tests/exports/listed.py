"""Lists of cases for the tests of formats, with lines as an index would give them."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from unittest.mock import Mock

from cases.exports.case_list import CaseList
from cases.index.index import Index


class Lines:
    """These lines, as cases.index.prepared_lines.PreparedLines gives them."""

    def __init__(self, printed: list[list[bytes]]) -> None:
        self.printed = printed
        self.number = sum(map(len, printed))
        self.size = sum(len(line) for lines in printed for line in lines)

    def __iter__(self) -> Iterator[list[bytes]]:
        return iter(self.printed)

    def close(self) -> None:
        self.printed = []


def listed(printed: list[list[bytes]], *, version: int = 3, **values: object) -> CaseList:
    """A list whose index prints these lines, whatever the column."""
    lines = Lines(printed)
    there = {"version": SimpleNamespace(number=version), "day": date(2026, 11, 28)}
    index = Mock(Index, prepared=lambda ids, column: lines, **there)
    given = {"total": 0, "words": "全部案例", "query": "", "stem": "cases", "title": "案例", **values}
    return CaseList(index=index, find_ids=list, **given)
