"""One change of a thing taken out of it again, with what others changed of it since left as it is."""

import json
from typing import Any

from cases.curation.putting_back import KEPT
from cases.curation.states import COLUMNS, PARTS
from cases.models import Coding
from cases.models.writing import Public, State

PLACE = ("start", "end", "coder_id")  # by which a coding is known again whose term or confidence changed


def without(model: type[Public], before: State, left: State, now: State) -> State | None:
    """What the thing would be now, had it not been changed from `before` to `left`.

    None where that cannot be told: what was changed then was changed once more since.
    """
    found = dict(now)
    for name in COLUMNS[model].own:
        if name not in before or before[name] == left.get(name):
            continue
        if now[name] not in (left.get(name), before[name]):
            return None
        found[name] = before[name]
    for name, part in PARTS[model].items():
        if name not in before or name not in left or issubclass(part, KEPT):
            continue
        rows = _rows_without(part, before[name], left[name], now[name])
        if rows is None:
            return None
        found[name] = rows
    return found


def _rows_without(
    part: type[Public], before: list[State], left: list[State], now: list[State]
) -> list[State] | None:
    were, became, there = ({_own(part, row): row for row in rows} for rows in (before, left, now))
    back = [row for key, row in were.items() if key not in became]
    for key, row in became.items():
        if key in were:
            continue
        if there.pop(key, None) is None:
            edited = _edited(part, row, there)
            moved = next((each for each in back if _is_at(each, row)), None)
            if edited is None or moved is None:
                return None
            back.remove(moved)
            back.append(
                {**there.pop(edited), **{name: moved[name] for name in ("mechanism_id", "mechanism")}}
            )
    return [*there.values(), *(row for row in back if _own(part, row) not in there)]


def _edited(part: type[Public], row: State, there: dict[str, State]) -> str | None:
    """The coding of the same words with the same term that somebody gave another confidence, say."""
    if part is not Coding:
        return None
    same = (
        key
        for key, each in there.items()
        if _is_at(each, row) and each["mechanism_id"] == row["mechanism_id"]
    )
    return next(same, None)


def _is_at(one: State, other: State) -> bool:
    return all(one.get(name) == other.get(name) for name in PLACE)


def _own(part: type[Public], row: State) -> str:
    """The row's own values, to be compared by."""
    values: list[Any] = [row.get(name) for name in COLUMNS[part].own]
    return json.dumps(values, ensure_ascii=False, default=str)
