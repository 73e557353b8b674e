"""What of an award counts as printed and what as inferred: one answer for its page, CSV and JSON."""

from collections.abc import Iterable, Mapping

from cases.award_field import Basis
from cases.fields import FIELDS, PLACE_FIELDS

_DERIVED = frozenset(each.name for each in FIELDS if each.basis is Basis.DERIVED)
_RECORDED = frozenset(each.name for each in FIELDS if each.is_recorded)
_COMPONENTS = frozenset(PLACE_FIELDS.values())


def inferred_fields(values: Mapping[str, object], printed: Iterable[str]) -> tuple[str, ...]:
    """The fields, in the order of the columns, whose value is there but printed in no source.

    `printed` are those whose origin is a passage: what says nothing of its origin is not called printed.
    The path of the place is inferred where one of its components is.
    """
    names = _DERIVED.union(name for name in _RECORDED.difference(printed) if values.get(name))
    if not names.isdisjoint(_COMPONENTS):
        names |= {"place_then"}
    return tuple(each.name for each in FIELDS if each.name in names and values.get(each.name))
