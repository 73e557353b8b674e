"""What a stored change of a sheet changes, value by value, in the words of people."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.fields import BY_NAME
from cases.imports.sheets.forms import EDITABLE
from cases.models import StoredChange


@dataclass(frozen=True, slots=True)
class Difference:
    """A value before and after, and the rule that gives the new one, if no source prints it."""

    field: str
    label: str
    old: str
    new: str
    rule: str


def differences(change: StoredChange) -> Iterator[Difference]:
    """The values that the change proposes otherwise than the award has them, in the order of the columns."""
    before, proposed = change.before or {}, change.proposed
    rules = {row["field"]: row["rule"] for row in proposed.get("attributions", ())}
    for name in EDITABLE:
        if before and name in proposed and before.get(name) != proposed[name]:
            old, new = _shown(name, before.get(name)), _shown(name, proposed[name])
            yield Difference(name, BY_NAME[name].label, old, new, str(rules.get(name, "")))


def _shown(name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    return BY_NAME[name].label_of(str(value)) or str(value)
