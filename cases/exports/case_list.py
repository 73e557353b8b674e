"""The cases that a file holds, in their order: a result list or a basket, all the same to the formats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import get_script_prefix, reverse

from cases.basket import Basket
from cases.index.index import Index
from cases.index.orders import Ids
from cases.index.prepared_lines import PreparedLines
from cases.listing.paging import CURSOR, LIMIT, PartOfList, part_of
from cases.listing.result_list import ResultList
from cases.models import PublicVersion


def below_the_site(path: str) -> str:
    """The path without that under which the site lives."""
    return "/" + path.removeprefix(get_script_prefix())


@dataclass(frozen=True, slots=True)
class CaseList:
    """`words` say in Chinese which cases these are, `query` is the canonical query string that lists them.

    A file is called by `stem` for old clients, and by `title` where a Chinese name can be read. `page` is the
    URL name of the page that lists them. `find_ids` is called only when the file is written: a client that
    holds it already waits for nothing. `part` is what of the list is in the file, `next_url` the address of
    the part behind it, empty at the end; without a part the list is there whole. `at` is the public version
    whose list was asked for, `public` the one that the cases are exactly, once it is known. Of that version
    `sealed` cases are sealed by now, and are in no list of it; `withdrawn` are the numbers of those of the
    list that are withdrawn by now.
    """

    index: Index
    find_ids: Callable[[], Ids | Sequence[int]]
    total: int
    words: str
    query: str
    stem: str
    title: str
    page: str = "cases"
    part: PartOfList | None = None
    next_url: str = ""
    at: PublicVersion | None = None
    public: PublicVersion | None = None
    sealed: int = 0
    withdrawn: tuple[str, ...] = ()

    @property
    def data_version(self) -> int:
        """That of the cases; of a public version its own, whichever index they are read from."""
        return self.index.version.number if self.at is None else self.at.data_version

    @property
    def day(self) -> date:
        """The day of that."""
        return self.index.day if self.at is None else self.at.day

    @property
    def path(self) -> str:
        """The address of the page, below that of the site."""
        page = below_the_site(reverse(self.page))
        return f"{page}?{self.query}" if self.query else page

    def ids(self) -> list[int]:
        """The primary keys in order."""
        return [int(pk) for pk in self.find_ids()]

    def prepared(self, column: str) -> PreparedLines:
        """What the index keeps of each case in a column (`csv`, `raw`, `item`), some hundreds at a time."""
        return self.index.prepared(self.find_ids(), column)

    def prepared_rows(self, table: str, column: str, part: str = "") -> PreparedLines:
        """The same of the codings of the cases, or of what else hangs on them; of one part or of all."""
        return self.index.prepared_rows(table, self.find_ids(), column, part)


def of_result_list(results: ResultList) -> CaseList:
    """The whole result list, all pages of it."""
    return CaseList(
        index=results.index,
        find_ids=lambda: results.order,
        total=results.total,
        words=results.words,
        query=results.state.list_query_string,
        stem="cases",
        title="社区治理创新案例",
    )


def in_part(cases: CaseList, results: ResultList, data: QueryDict, address: str) -> CaseList:
    """The part of the list that the parameters ask for, the whole list where they ask for none.

    `address` is that of the file without its parameters.
    """
    part = part_of(results, data, cases.query, cases.at.data_version if cases.at else None)
    if part is None:
        return cases
    behind = urlencode({LIMIT: part.limit, CURSOR: part.next})
    next_url = f"{address}?{'&'.join(filter(None, [cases.query, behind]))}" if part.next else ""
    return replace(cases, find_ids=lambda: part.ids, part=part, next_url=next_url)


def of_basket(basket: Basket, index: Index) -> CaseList:
    """The basket in its order; InvalidParameters when it is empty or names what is not public."""
    basket.check()
    return CaseList(
        index=index,
        find_ids=lambda: basket.ids,
        total=len(basket.ids),
        words="选定的案例",
        query=basket.query_string,
        stem="selection",
        title="社区治理创新案例",
        page="basket",
    )
