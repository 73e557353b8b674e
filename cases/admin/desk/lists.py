"""What a line of the desk is: a number with the list behind it, both asked of an index of the database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet

MOST = 10_000  # rows that are counted, and that a list turns to: more is work for years
PER_PAGE = 50

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class DeskLink:
    """Where one can go on."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class DeskAct:
    """What may be said of a line by a button: that its awards, by primary keys, are not the same, or are."""

    label: str
    action: str
    awards: Sequence[int]


@dataclass(frozen=True, slots=True)
class ListLine:
    """A thing of a list: what it is, where it is mended, and what is the matter; `links` lead to several.

    `act` is what somebody may say of it there.
    """

    label: str
    url: str = ""
    detail: str = ""
    links: Sequence[DeskLink] = ()
    act: DeskAct | None = None


@dataclass(frozen=True, slots=True)
class DeskList:
    """Something to do or to look at. `lines` are those from the first to before the last, counted from 0.

    `name` stands in the address, `why` says in a sentence what it is and what to do; whoever has one of the
    `permissions` sees it. `page` is the name of an address that shows the list already. `note` says more
    beside the number, where there is one. `done` are the latest lines that need nobody any more.
    """

    name: str
    label: str
    why: str
    permissions: Sequence[str]
    count: Callable[[User], int]
    lines: Callable[[User, int, int], Iterable[ListLine]]
    page: str = ""
    unit: str = "项"
    note: Callable[[User], str] | None = None
    done: Callable[[], Sequence[ListLine]] | None = None

    def is_for(self, user: User) -> bool:
        return any(user.has_perm(each) for each in self.permissions)


def counted(rows: "QuerySet[Any, Any]") -> int:
    """How many rows there are, up to one more than MOST."""
    return rows.order_by()[: MOST + 1].count()


def words_of(number: int, unit: str) -> str:
    """12 项; 10,000 项以上."""
    return f"{min(number, MOST):,} {unit}{'以上' if number > MOST else ''}"


def of_rows(
    rows: Callable[[User], "QuerySet[Row]"], line: Callable[[Row], ListLine]
) -> tuple[Callable[[User], int], Callable[[User, int, int], Iterable[ListLine]]]:
    """The number and the lines of a list whose rows the database has in the order of an index."""

    def count(user: User) -> int:
        return counted(rows(user))

    def lines(user: User, first: int, last: int) -> Iterable[ListLine]:
        return [line(each) for each in rows(user)[first:last]]

    return count, lines


def of_few(
    found: Callable[[], Sequence[ListLine]],
) -> tuple[Callable[[User], int], Callable[[User, int, int], Iterable[ListLine]]]:
    """The same of what is found together: so few that counting them is to have them."""
    return (lambda user: len(found())), (lambda user, first, last: found()[first:last])
