"""Which row of what hangs on a thing became which, between two states of the thing."""

from collections.abc import Iterable, Iterator, Mapping

from cases.curation.states import COLUMNS
from cases.models import (
    Attestation,
    Attribution,
    Coding,
    EditionFact,
    EditionIssuer,
    EditionQuota,
    KeyFigure,
    MechanismContrast,
    Milestone,
    ProgrammeIssuer,
    ProgrammeTier,
    SourceFact,
    Succession,
)
from cases.models.writing import Public, State

NAMED_BY: Mapping[type[Public], tuple[str, ...]] = {  # what a row is told from its neighbours by
    Attestation: ("source",),
    Attribution: ("field", "source"),
    Coding: ("mechanism", "coder"),
    EditionFact: ("label",),
    EditionIssuer: ("body",),
    EditionQuota: ("tier",),
    KeyFigure: ("counted", "number", "unit"),
    MechanismContrast: ("text",),
    Milestone: ("kind", "year"),
    ProgrammeIssuer: ("body",),
    ProgrammeTier: ("tier",),
    SourceFact: ("label",),
    Succession: ("successor",),
}
PASSAGE = ("start", "end")


def paired(
    part: type[Public], there: list[State], here: list[State]
) -> Iterator[tuple[State | None, State | None]]:
    """Which row became which: (old, None) went, (None, new) came. Rows have no key of their own.

    Equal ones first, then those of one name and passage, then of one name, then of one passage.
    """
    named = tuple(column.attname for column in part._meta.concrete_fields if column.name in naming(part))
    pairs: dict[int, int] = {}
    for columns in (COLUMNS[part].own, (*named, *PASSAGE), named, named[:1], PASSAGE):
        if part not in NAMED_BY and columns == PASSAGE:
            continue
        _pair(columns, there, here, pairs)
    of_new = {new: old for old, new in pairs.items()}
    yield from ((row, None) for number, row in enumerate(there) if number not in pairs)
    for number, row in enumerate(here):
        yield (there[of_new[number]] if number in of_new else None), row


def _pair(columns: Iterable[str], there: list[State], here: list[State], pairs: dict[int, int]) -> None:
    """Pair what is still alone on either side and agrees in these columns, in order."""
    names = [name for name in columns if (there and name in there[0]) or (here and name in here[0])]
    if not names:
        return
    waiting: dict[str, list[int]] = {}
    taken = set(pairs.values())
    for number, row in enumerate(here):
        if number not in taken:
            waiting.setdefault(repr([row.get(name) for name in names]), []).append(number)
    for number, row in enumerate(there):
        if number not in pairs and (found := waiting.get(repr([row.get(name) for name in names]))):
            pairs[number] = found.pop(0)


def own(part: type[Public], row: State) -> State:
    """The row without what its references are called."""
    return {name: row[name] for name in COLUMNS[part].own if name in row}


def naming(part: type[Public]) -> tuple[str, ...]:
    """The columns by which people tell the rows apart; names and former slugs have but one."""
    columns = COLUMNS[part].own
    by_name = tuple(name for name in ("name", "slug", "accession") if name in columns)
    return NAMED_BY.get(part) or by_name or columns[:1]
