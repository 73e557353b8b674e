"""What a declaration of an award's field says: its name, meaning, basis, vocabulary and facet.

The declarations themselves are in `cases.fields`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any, Literal

from django.db.models import TextChoices

SEPARATOR = "；"  # between the values of a list in one cell


class Basis(Enum):
    """Where the values of a field come from.

    PRINTED: a passage of the source, or where it prints none a rule; which of them is recorded.
    RULE: a rule, or a curator who overruled it; recorded as well. DERIVED: they follow from other fields.
    LIBRARY: this library gives them.
    """

    PRINTED = "printed"
    RULE = "rule"
    DERIVED = "derived"
    LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class FacetOptions:
    """How a field is filtered by: the parameter in addresses, its place among the facets, its help.

    The label is that of the field unless another is given. `page_behind` is the parameter of the facet behind
    which the page lists it, where that is another than the one before it in addresses.
    """

    parameter: str
    position: int
    help: str
    label: str = ""
    page_behind: str = ""


@dataclass(frozen=True, slots=True)
class AwardField:
    """One field of an award; the names of the parts are those of the public docs.

    `lookup` is where an award keeps the value, as a lookup from its row; empty for what is computed.
    `vocabulary` are its values where the code fixes them, `meanings` what their labels leave open; with
    `is_curated` they are the slugs of a table of the curators. With `is_many` the lookup leads to several, in
    order. A value of kind `list` stands in one cell, joined by SEPARATOR, and so do several slugs of a text.
    `page_behind` names the field that pages list it behind, where that is another than the column before it.
    """

    label: str
    meaning: str
    basis: Basis
    kind: Literal["text", "integer", "list"] = "text"
    lookup: str = ""
    vocabulary: type[TextChoices] | None = None
    is_curated: bool = False
    is_many: bool = False
    meanings: tuple[tuple[str, str], ...] = ()
    facet: FacetOptions | None = None
    page_behind: str = ""
    name: str = ""

    @property
    def is_recorded(self) -> bool:
        """Whether the database says of each value where it comes from."""
        return self.basis is Basis.PRINTED or self.basis is Basis.RULE

    @property
    def column_of_award(self) -> str:
        """The column of the award's own table that keeps the value; empty when another table does."""
        column = self.lookup.partition("__")[0]
        return column if column == self.name else ""

    def label_of(self, value: str) -> str:
        """The Chinese label of a value of the vocabulary; empty for what is not recorded."""
        return str(self.vocabulary(value).label) if self.vocabulary is not None and value else ""

    def value_in(self, award: object) -> str | int | None:
        """What an award with its edition keeps in the field; several slugs are joined by SEPARATOR."""
        if not self.is_many:
            value: str | int | None = attrgetter(self.lookup.replace("__", "."))(award)
            return value
        return SEPARATOR.join(map(str, _follow(award, self.lookup.split("__"))))


def _follow(row: Any, steps: list[str]) -> Iterator[Any]:  # noqa: ANN401 - whatever a column holds
    """What the steps lead to from a row: behind a relation to several rows one value of each."""
    for number, step in enumerate(steps, 1):
        row = getattr(row, step)
        if hasattr(row, "all"):
            for each in row.all():
                yield from _follow(each, steps[number:])
            return
    yield row


def declare(
    label: str, meaning: str, basis: Basis, *, meanings: Mapping[str, str] | None = None, **options: Any
) -> dict[str, AwardField]:
    """The metadata of a dataclass field that declares a field of an award."""
    pairs = tuple((meanings or {}).items())
    return {"declaration": AwardField(label, meaning, basis, meanings=pairs, **options)}
