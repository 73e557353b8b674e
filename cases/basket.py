"""The basket (已选案例): cases that a reader chose one by one, named in an address: `id=…&id=…`.

It lives in the address alone, so that it can be kept and sent without an account.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from cases import accessions
from cases.choices import TAKEN_BACK, State
from cases.models.numbered import numbered
from cases.parameters import InvalidParameters, about, shown

MOST = 200  # an address with more would be longer than servers and mail programs let pass (4094 bytes)
SEPARATORS = r"[\s,;、，；]+"
EMPTY = "还没有选案例：网址里没有 id。"


@dataclass(frozen=True, slots=True)
class Basket:
    """What an address names, in its order, each once.

    `accessions` and `ids` are the numbers and primary keys of the published awards; `unknown` is what
    no award ever had. `given` is all of it, as it was named, split and tidied; `is_tidy` says whether
    the address names it so, one number a value.
    """

    given: tuple[str, ...]
    accessions: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    is_tidy: bool = True

    @property
    def is_too_many(self) -> bool:
        return len(self.given) > MOST

    @property
    def is_canonical(self) -> bool:
        """Whether every number is that of a published award today."""
        return self.given == self.accessions

    @property
    def problems(self) -> list[str]:
        """What is wrong with the address, in Chinese."""
        if self.is_too_many:
            return [f"已选案例最多 {MOST} 个案例，这个网址里有 {len(self.given)} 个。请分成几份。"]
        return [
            *(f"没有入库编号为“{shown(name)}”的案例，请核对编号。" for name in self.unknown),
            *(f"入库编号为“{name}”的案例已经撤回或者封存，不再提供。" for name in self.withdrawn),
        ]

    def check(self) -> None:
        """Raise InvalidParameters for an empty basket, and for one that names what is not public."""
        if self.problems:
            all_were_public = not self.unknown and not self.is_too_many
            named = [about(problem, "id") for problem in self.problems]
            raise InvalidParameters(named, status=410 if all_were_public else 400)
        if not self.ids:
            raise InvalidParameters([about(EMPTY, "id")])

    @property
    def query_string(self) -> str:
        """Of the published awards, each under its number of today."""
        return query_of(self.accessions)


def basket_of(data: QueryDict) -> Basket:
    """The awards that the values of `id` name; one value may hold several numbers. Two queries."""
    values = data.getlist("id")
    given = tuple(dict.fromkeys(name for value in values for name in numbers_in(value)))
    is_tidy = len(values) == len(given) and all(map(_is_tidy, values, given))
    if not given or len(given) > MOST:
        return Basket(given, is_tidy=is_tidy)
    known = numbered(given)
    published = [known[name] for name in given if name in known and known[name].state == State.PUBLISHED]
    return Basket(
        given=given,
        accessions=tuple(dict.fromkeys(award.accession for award in published)),
        ids=tuple(dict.fromkeys(award.pk for award in published)),
        withdrawn=tuple(name for name in given if name in known and known[name].state in TAKEN_BACK),
        unknown=tuple(name for name in given if name not in known),
        is_tidy=is_tidy,
    )


def numbers_in(value: str) -> list[str]:
    """The numbers that a reader typed or pasted, in any form, and what is none; blanks or commas between."""
    if numbers := accessions.read(value):
        return list(map(str, numbers))
    text = unicodedata.normalize("NFKC", value).lower()
    pieces = [piece for piece in re.split(SEPARATORS, text) if piece]
    return [name for piece in pieces for name in map(str, accessions.read(piece) or (piece,))]


def query_of(accessions: Iterable[str]) -> str:
    """`id=2014-sqzl-w01&id=…`"""
    return urlencode([("id", accession) for accession in accessions])


def _is_tidy(value: str, name: str) -> bool:
    """Whether an address writes the number as it is; what is no number may stay as it is."""
    return value == name or not accessions.read(name)
