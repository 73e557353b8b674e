"""The vocabulary as it was at a public version, put together as `cases.vocabulary` does today."""

from collections.abc import Iterable, Iterator, Mapping

from cases.models import (
    Coder,
    CodingScheme,
    Division,
    Edition,
    IssuingBody,
    Mechanism,
    Programme,
    PublicVersion,
    Source,
    Tier,
)
from cases.models.scheme import MECHANISMS
from cases.models.writing import Public, State
from cases.places.place import Place, split_aliases
from cases.records.coding_row import ReleasedTerm, terms_of_rows
from cases.terms import MechanismTerm, Scheme, former_term
from cases.versions.shown_then import shown_then
from cases.versions.states_then import things_then
from cases.vocabulary import NamedValue, Vocabulary

Things = dict[int, State]
NAMED: Mapping[str, type[Public]] = {"programme": Programme, "tier": Tier, "issuing_body": IssuingBody}
FORMER: Mapping[str, type[Public]] = {
    "mechanism": Mechanism,
    "source": Source,
    "programme": Programme,
    "tier": Tier,
    "issuer": IssuingBody,
}


class LibraryThen:
    """What awards draw on, by table and primary key, as it was at a version."""

    def __init__(self, version: PublicVersion) -> None:
        self.version = version
        tables: tuple[type[Public], ...] = (Coder, CodingScheme, Division, Edition, *FORMER.values())
        self.things: dict[type[Public], Things] = {
            table: things_then(table, version.revision, without=("text",)) for table in tables
        }

    def key(self, table: type[Public], pk: int | None, name: str = "slug") -> str:
        """What a thing was called then; empty for none."""
        return str(self.things[table][pk][name]) if pk in self.things[table] else ""

    def vocabulary(self) -> Vocabulary:
        """Without what key figures counted: awards tell it, which are not read here."""
        terms = [state for state in self.things[Mechanism].values() if self._scheme(state)]
        return Vocabulary(
            self._places(),
            [self._term(state) for state in sorted(terms, key=lambda state: str(state["slug"]))],
            self._sources(),
            dict(self._former_slugs()),
            {
                field: [_named(state) for state in _in_order(self.things[table])]
                for field, table in NAMED.items()
            },
            self._tiers(),
            schemes=[
                Scheme(state["slug"], state["name"])
                for _pk, state in sorted(self.things[CodingScheme].items())
                if state["is_released"] and state["slug"] != MECHANISMS
            ],
        )

    def _scheme(self, term: State) -> str:
        """The slug of the scheme of a term, empty unless readers saw it; at first all were mechanisms."""
        if (pk := term.get("scheme_id")) is None:
            return MECHANISMS
        scheme = self.things[CodingScheme].get(pk, {})
        return str(scheme["slug"]) if scheme.get("is_released") else ""

    def released_terms(self) -> dict[int, ReleasedTerm]:
        """As those of today, by primary key."""
        terms = self.things[Mechanism].items()
        seen = [(state.get("scheme_id") or 0, pk, state) for pk, state in terms if self._scheme(state)]
        return terms_of_rows(
            [
                (pk, self._scheme(state), str(state["slug"]), str(state["name"]), state["broader_id"])
                for _scheme, pk, state in sorted(seen, key=lambda each: each[:2])
            ]
        )

    def _sources(self) -> dict[str, str]:
        """The titles of what readers saw; of what they see no more the slug alone, which lists then name."""
        today = set(Source.objects.shown().values_list("pk", flat=True))
        then = shown_then(Source, self.version.revision, self.things[Source])
        states = sorted(((self.things[Source][pk], pk) for pk in then), key=lambda each: each[0]["file_name"])
        return {state["slug"]: state["title" if pk in today else "slug"] for state, pk in states}

    def _places(self) -> list[Place]:
        divisions = self.things[Division]
        return [
            Place(
                state["key"],
                state["code"],
                state["name"],
                split_aliases(state["aliases"]),
                state["level"],
                self.key(Division, state["parent_id"], "key"),
                state["region"],
                state["first_year"],
                state["last_year"],
                tuple(sorted(self.key(Division, row["successor_id"], "key") for row in state["successors"])),
            )
            for state in sorted(divisions.values(), key=lambda state: str(state["key"]))
        ]

    def _term(self, state: State) -> MechanismTerm:
        return MechanismTerm(
            state["slug"],
            state["name"],
            tuple(row["name"] for row in state["names"]),
            self.key(Mechanism, state["broader_id"]),
            state.get("position", 100),
            state.get("is_featured", False),
            self._scheme(state),
        )

    def _tiers(self) -> dict[str, list[str]]:
        return {
            state["slug"]: [
                self.key(Tier, row["tier_id"])
                for row in sorted(state["programme_tiers"], key=lambda row: int(row["position"]))
            ]
            for state in self.things[Programme].values()
            if state["programme_tiers"]
        }

    def _former_slugs(self) -> Iterator[tuple[str, str]]:
        for parameter, table in FORMER.items():
            for state in self.things[table].values():
                scheme = self._scheme(state) if table is Mechanism else ""
                if table is Mechanism and not scheme:
                    continue
                for row in state.get("former_slugs", ()):
                    if scheme:
                        yield former_term(scheme, row["slug"], state["slug"])
                    else:
                        yield f"{parameter}:{row['slug']}", state["slug"]


def _named(state: State) -> NamedValue:
    others = (state["short_name"], *(row["name"] for row in state["names"]))
    return NamedValue(state["slug"], state["name"], tuple(filter(None, others)))


def _in_order(things: Things) -> Iterable[State]:
    return sorted(things.values(), key=lambda state: (int(state["position"]), str(state["slug"])))
