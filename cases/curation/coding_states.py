"""The codings of an award as its revisions have them: which differ, and differences put into a state."""

from typing import NamedTuple

from cases.models.writing import State


class CodingKey(NamedTuple):
    """What no two codings of an award share, in primary keys: it outlives a row that is written again.

    The coder is 0 for what the rules would propose and nobody has written.
    """

    mechanism: int
    start: int
    end: int
    coder: int

    @classmethod
    def read(cls, written: str) -> "CodingKey | None":
        """The key as pages write it; None for anything else."""
        parts = written.split("-")
        if len(parts) != 4 or not all(
            each.isascii() and each.isdecimal() and len(each) < 16 for each in parts
        ):
            return None
        return cls(*map(int, parts))

    def __str__(self) -> str:
        return "-".join(map(str, self))


def codings_of(state: State | None) -> dict[CodingKey, State]:
    rows = (state or {}).get("codings", ())
    return {CodingKey(row["mechanism_id"], row["start"], row["end"], row["coder_id"]): row for row in rows}


def differing(before: State, after: State) -> set[CodingKey]:
    there, here = codings_of(before), codings_of(after)
    return {key for key in {*there, *here} if there.get(key) != here.get(key)}


def with_changes(state: State, before: State, after: State) -> State:
    """The state with what became of the codings between the other two."""
    here, changed = codings_of(after), differing(before, after)
    rows = {key: row for key, row in codings_of(state).items() if key not in changed or key in here}
    rows |= {key: here[key] for key in here if key in changed}
    return {**state, "codings": list(rows.values())}
