"""Lists of cases for the tests of formats, with lines as an index would give them."""

from collections.abc import Iterator
from types import SimpleNamespace
from unittest.mock import Mock

from cases.exports.case_list import CaseList
from cases.index.index import Index


def listed(printed: list[list[bytes]], *, version: int = 3, **values: object) -> CaseList:
    """A list whose index prints these lines, whatever the column."""

    def lines(ids: object, column: str) -> Iterator[list[bytes]]:
        return iter(printed)

    index = Mock(Index, version=SimpleNamespace(number=version), printed=lines)
    given = {"total": 0, "words": "全部案例", "query": "", "stem": "cases", **values}
    return CaseList(index=index, find_ids=list, **given)
