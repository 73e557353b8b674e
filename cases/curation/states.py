"""A thing of the library whole, as plain values: what a revision keeps, what two moments are compared by."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db.models import DateField, DecimalField, Field, Model

from cases.language.quantities import plain
from cases.models import (
    Attestation,
    Attribution,
    Award,
    Coder,
    Coding,
    CodingScheme,
    Division,
    Edition,
    EditionFact,
    EditionIssuer,
    EditionQuota,
    FormerAccession,
    FormerIssuingBodySlug,
    FormerMechanismSlug,
    FormerProgrammeSlug,
    FormerSourceSlug,
    FormerTierSlug,
    IssuingBody,
    IssuingBodyName,
    KeyFigure,
    Mechanism,
    MechanismContrast,
    MechanismName,
    Milestone,
    Programme,
    ProgrammeIssuer,
    ProgrammeName,
    ProgrammeTier,
    Source,
    SourceFact,
    Succession,
    Tier,
    TierName,
    WorkProblem,
)
from cases.models.writing import Public, State

T = TypeVar("T")
KEPT_BY_THE_MACHINE = {"id", "version", "updated_at", "differs"}
PUBLIC_KEYS: dict[type[Model], tuple[str, ...]] = {
    Award: ("accession",),
    Coder: ("name",),
    CodingScheme: ("slug",),
    Division: ("key",),
    Edition: ("programme__slug", "year", "batch", "round"),
    IssuingBody: ("slug",),
    Mechanism: ("slug",),
    WorkProblem: ("words",),
    Programme: ("slug",),
    Source: ("slug",),
    Tier: ("slug",),
    get_user_model(): ("username",),
}
PARTS: dict[type[Public], dict[str, type[Public]]] = {
    Award: {
        "attestations": Attestation,
        "attributions": Attribution,
        "codings": Coding,
        "figures": KeyFigure,
        "milestones": Milestone,
        "former_accessions": FormerAccession,
    },
    Coder: {},
    CodingScheme: {},
    Division: {"successors": Succession},
    Edition: {"issuers": EditionIssuer, "facts": EditionFact, "quotas": EditionQuota},
    IssuingBody: {"names": IssuingBodyName, "former_slugs": FormerIssuingBodySlug},
    Mechanism: {"names": MechanismName, "contrasts": MechanismContrast, "former_slugs": FormerMechanismSlug},
    WorkProblem: {},
    Programme: {
        "names": ProgrammeName,
        "programme_tiers": ProgrammeTier,
        "usual_issuers": ProgrammeIssuer,
        "former_slugs": FormerProgrammeSlug,
    },
    Tier: {"names": TierName, "former_slugs": FormerTierSlug},
    Source: {"facts": SourceFact, "former_slugs": FormerSourceSlug},
}
CHUNK = 500  # things asked for in one query: SQLite takes no endless list of numbers


@dataclass(frozen=True)
class Columns:
    """What of a table's rows is a value of the thing: names in its state, and lookups in the database.

    `dates` are those of the names whose values are dates or moments, `decimals` those whose values are no
    whole numbers: plain values write both as text.
    """

    names: tuple[str, ...]
    lookups: tuple[str, ...]
    dates: tuple[str, ...]
    decimals: tuple[str, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The names without the public keys of references, which others may change; primary keys stay."""
        pairs = zip(self.names, self.lookups, strict=True)
        return tuple(name for name, lookup in pairs if "__" not in lookup)

    @cached_property
    def unnamed(self) -> "Columns":
        """The own ones alone."""
        return self.without(set(self.names) - set(self.own))

    def without(self, left_out: Collection[str]) -> "Columns":
        """All but these names."""
        pairs = zip(self.names, self.lookups, strict=True)
        kept = [(name, lookup) for name, lookup in pairs if name not in left_out]
        names, lookups = tuple(name for name, _ in kept), tuple(lookup for _, lookup in kept)
        return Columns(names, lookups, self.dates, self.decimals)


def columns_of(model: type[Public]) -> Columns:
    """References are told by public keys, to be read, and by primary keys, to be compared.

    The column that leads to the thing itself is left out.
    """
    kept = [each for each in model._meta.concrete_fields if each.name not in _left_out(model)]
    pairs = [pair for column in kept for pair in _lookups(column)]
    return Columns(
        names=tuple(name for name, _lookup in pairs),
        lookups=tuple(lookup for _name, lookup in pairs),
        dates=tuple(column.name for column in kept if isinstance(column, DateField)),
        decimals=tuple(column.name for column in kept if isinstance(column, DecimalField)),
    )


def _left_out(model: type[Public]) -> set[str]:
    return {*KEPT_BY_THE_MACHINE, model.part_of}


def _lookups(column: "Field[Any, Any]") -> list[tuple[str, str]]:
    if not column.is_relation:
        return [(column.name, column.name)]
    keys = PUBLIC_KEYS[column.related_model]  # type: ignore[index]  # a model, and no longer a name
    primary = (column.attname, column.attname)
    if len(keys) == 1:
        return [primary, (column.name, f"{column.name}__{keys[0]}")]
    named = [(f"{column.name}_{key.partition('__')[0]}", f"{column.name}__{key}") for key in keys]
    return [primary, *named]


COLUMNS = {model: columns_of(model) for thing, parts in PARTS.items() for model in (thing, *parts.values())}


def states(
    model: type[Public], ids: Iterable[int], *, without: Collection[str] = (), named: bool = True
) -> dict[int, State]:
    """The things with these primary keys, as the database has them; one query a table and CHUNK.

    `without` names columns of the thing itself that are long and not needed. Unless `named` references are
    told by primary keys alone, which asks far less of the database.
    """
    columns, found = COLUMNS[model], dict[int, State]()
    if without:
        columns = columns.without(without)
    for chunk in chunks(ids):
        found |= _states(model, chunk, columns, named=named)
    return found


def _states(model: type[Public], ids: list[int], columns: Columns, *, named: bool) -> dict[int, State]:
    columns = columns if named else columns.unnamed
    rows = model._default_manager.filter(pk__in=ids).order_by().values_list("pk", *columns.lookups)
    found = {row[0]: _plain(columns, row[1:]) for row in rows}
    for name, part in PARTS[model].items():
        for state in found.values():
            state[name] = []
        columns = COLUMNS[part] if named else COLUMNS[part].unnamed
        owner = f"{part.part_of}_id"
        parts = part._default_manager.filter(**{f"{owner}__in": ids}).order_by("pk")
        for row in parts.values_list(owner, *columns.lookups):
            if row[0] in found:
                found[row[0]][name].append(_plain(columns, row[1:]))
    return found


def _plain(columns: Columns, values: Iterable[Any]) -> State:
    state = dict(zip(columns.names, values, strict=True))
    for name in columns.dates:
        if state[name] is not None:
            state[name] = state[name].isoformat()
    for name in columns.decimals:
        if state[name] is not None:
            state[name] = plain(state[name])
    return state


def own_values(model: type[Public], state: State, known: State) -> State:
    """The state without what its references are called, as far as `known`, a state of earlier, tells of it.

    A revision says nothing of a column that came into the tables after it was written.
    """
    parts = {name: part for name, part in PARTS[model].items() if name in known}
    return {
        **{key: state.get(key) for key in COLUMNS[model].own if key in known},
        **{name: _own_rows(part, state.get(name, ()), known[name]) for name, part in parts.items()},
    }


def _own_rows(part: type[Public], rows: Iterable[State], known: list[State]) -> list[State]:
    columns = [key for key in COLUMNS[part].own if not known or key in known[0]]
    return [{key: row.get(key) for key in columns} for row in rows]


def public_key(model: type[Public], state: State) -> str:
    """What the thing is called in public: 2014-sqzl-w01, 320585, mca-2014-notice; an edition 2014-sqzl."""
    if model is Edition:
        counted = (state.get(name) for name in ("round", "batch"))
        return "-".join([str(state["year"] or "0000"), state["programme"], *filter(None, counted)])
    return str(state[PUBLIC_KEYS[model][0]])


def chunks(things: Iterable[T]) -> Iterator[list[T]]:
    """The things or their numbers, CHUNK at a time."""
    iterator = iter(things)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk
