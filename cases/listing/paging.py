"""Parts of a list for programs, `limit` cases each: a cursor says behind which case the next one begins.

It holds the sort key of the last case given, not its place: what is added, changed or withdrawn meanwhile
neither repeats a case nor leaves one out that stays where it was (docs/decisions/0085).
"""

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.signing import BadSignature, Signer
from django.http import QueryDict

from cases.index.orders import ORDERS, Ids, SortKey
from cases.listing.result_list import ResultList
from cases.parameters import InvalidParameters, about, shown

LIMIT, CURSOR = PARAMETERS = ("limit", "cursor")
MOST = 1000  # cases of a part
FORM = 1  # of what a cursor holds
WRONG_LIMIT = f"参数 {LIMIT} 应为 1 到 {MOST} 的整数，而不是“{{}}”。"
ALONE = f"参数 {CURSOR} 要与 {LIMIT} 同用。"
WRONG_CURSOR = (
    f"参数 {CURSOR} 不是本站给出的，或者已经失效。请照抄上一部分给出的网址（next），或者去掉它从头取。"
)
OF_ANOTHER = f"参数 {CURSOR} 属于另一组条件或者次序。请照抄上一部分给出的网址（next），或者去掉它从头取。"
LOST = "上一部分最后的案例已经不在这个检索结果里，按相关度无法接着取。请从头取，或者改用别的次序（sort）。"


@dataclass(frozen=True, slots=True)
class PartOfList:
    """Some cases of a list: `cursor` as it was asked for, `next` that of the part behind it, or empty.

    `begun` is the data version at which the first part was given.
    """

    ids: list[int]
    limit: int
    cursor: str
    begun: int
    next: str


@dataclass(frozen=True, slots=True)
class Position:
    """What a cursor holds: of which list, begun at which data version, the last case and its sort key.

    Without a key the list is in the order of relevance, which no key gives.
    """

    asked: str
    begun: int
    last: int
    key: SortKey | None


def part_of(results: ResultList, data: QueryDict, query: str, at: int | None = None) -> PartOfList | None:
    """The part that an address asks for; None without `limit`. `query` is the canonical one of the list.

    `at` is the data version of a list that does not change, whichever index it is read from.

    InvalidParameters for a wrong limit, and for a cursor that is none of this list.
    """
    typed, cursor = data.get(LIMIT, "").strip(), data.get(CURSOR, "").strip()
    if not typed:
        if cursor:
            raise InvalidParameters([about(ALONE, CURSOR, LIMIT)])
        return None
    limit = _limit(typed)
    asked = hashlib.sha256(query.encode()).hexdigest()[:16]
    position = _position(cursor, asked) if cursor else None
    ids = results.order
    first = _behind(position, ids, results) if position else 0
    given = [int(pk) for pk in ids[first : first + limit]]
    begun = position.begun if position else results.index.version.number
    begun = begun if at is None else at
    is_last = first + limit >= len(ids)
    after = "" if is_last else _written(_position_of(given[-1], asked, begun, results))
    return PartOfList(given, limit, cursor, begun, after)


def _limit(typed: str) -> int:
    if not re.fullmatch("0*[1-9][0-9]{0,3}", typed, re.ASCII) or int(typed) > MOST:
        raise InvalidParameters([about(WRONG_LIMIT.format(shown(typed)), LIMIT)])
    return int(typed)


def _signer() -> Signer:
    return Signer(salt="cases.listing.paging")


def _written(position: Position) -> str:
    """As an address carries it: signed, for whoever makes one up would learn nothing that is an answer."""
    held = [FORM, position.asked, position.begun, position.last, position.key]
    return _signer().sign_object(held, compress=True)


def _position(cursor: str, asked: str) -> Position:
    try:
        form, of, begun, last, key = _signer().unsign_object(cursor)
    except (BadSignature, ValueError, TypeError):
        raise InvalidParameters([about(WRONG_CURSOR, CURSOR)]) from None
    if form != FORM:
        raise InvalidParameters([about(WRONG_CURSOR, CURSOR)])
    if of != asked:
        raise InvalidParameters([about(OF_ANOTHER, CURSOR)])
    return Position(of, begun, last, _as_tuple(key) if key is not None else None)


def _as_tuple(key: list[Any]) -> SortKey:
    return tuple(_as_tuple(part) if isinstance(part, list) else part for part in key)


def _position_of(last: int, asked: str, begun: int, results: ResultList) -> Position:
    key = _key(last, results) if results.state.order in ORDERS else None
    return Position(asked, begun, last, key)


def _key(pk: int, results: ResultList) -> SortKey:
    """The sort key of a case in the order of the list; LookupError if it was withdrawn this very moment."""
    return ORDERS[results.state.order](results.index.records([pk])[0])


def _behind(position: Position, ids: Ids, results: ResultList) -> int:
    """The place in the list at which what stands behind the position begins."""
    found = np.flatnonzero(ids == position.last)
    if position.key is None:
        if not len(found):
            raise InvalidParameters([about(LOST, CURSOR)])
        return int(found[0]) + 1
    try:
        if len(found) and _key(position.last, results) == position.key:
            return int(found[0]) + 1
        return bisect_right(ids, position.key, key=lambda pk: _key(int(pk), results))
    except (LookupError, TypeError):  # changed this very moment; or the key of a release with other orders
        raise InvalidParameters([about(WRONG_CURSOR, CURSOR)]) from None
