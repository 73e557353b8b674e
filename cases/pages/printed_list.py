"""A list of cases as paper shows it: what was asked, which part of it this is, and a row for each case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from cases.listing.result_list import ResultList
from cases.listing.state import PAGE_SIZES
from cases.pages.reasons import sentence
from cases.records.record import Record


@dataclass(frozen=True, slots=True)
class PrintedCase:
    """A case with its number in the whole list, and why it is listed where the words do not stand in it."""

    number: int
    record: Record
    reasons: Sequence[str] = ()

    @property
    def place(self) -> str:
        return self.record.place_path.replace("/", "")


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A page of a list. `total` counts the whole list; `whole_url` is where more of it is on one page."""

    words: str
    address: str
    total: int
    rows: Sequence[PrintedCase]
    whole_url: str = ""

    @property
    def is_whole(self) -> bool:
        return len(self.rows) == self.total

    @property
    def span(self) -> str:
        """Which cases these are, where they are not all."""
        first, last = self.rows[0].number, self.rows[-1].number
        return f"第 {first} 例" if first == last else f"第 {first}—{last} 例"

    @property
    def most_on_a_page(self) -> int:
        return min(self.total, PAGE_SIZES[-1])

    @property
    def site_name(self) -> str:
        return str(settings.SITE_NAME)

    @property
    def day(self) -> date:
        return timezone.localdate()


def printed_page(results: ResultList, records: Iterable[Record], address: str) -> PrintedList:
    """The page of a result list that holds `records`, at `address`."""
    state = results.state
    first = (state.page - 1) * state.per_page + 1
    rows = [
        PrintedCase(number, record, [sentence(reason) for reason in results.reasons(record.pk)])
        for number, record in enumerate(records, first)
    ]
    more = state.per_page < PAGE_SIZES[-1] and state.with_per_page(PAGE_SIZES[-1]).url(results.path)
    return PrintedList(results.words, address, results.total, rows, more or "")


def printed_basket(records: Iterable[Record], address: str) -> PrintedList:
    """The chosen cases in their order; of those that the library does not have there is no row."""
    rows = [PrintedCase(number, record) for number, record in enumerate(records, 1)]
    return PrintedList("选定的案例", address, len(rows), rows)
