"""The values of an award in its form, each with where it comes from, as its public page has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cases.admin.passages import WORDS, FoldPart
from cases.award_field import Basis
from cases.fields import WITH_ORIGIN

COMPONENTS = ("province", "city", "county", "township")
# The inputs of the form that stand for several values, or for values of other names.
OF_INPUT = {"edition": ("year", "programme", "issuing_body"), "place_then": COMPONENTS}
LABELS = {each.name: each.label for each in WITH_ORIGIN}
PRINTED = tuple(each for each in WITH_ORIGIN if each.basis is Basis.PRINTED)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: `row` is that of the inline, `words` those printed or the rule.

    What `differs` says something else than what is adopted; it `is_open` until somebody says why it is not.
    """

    label: str
    row: str
    words: str
    is_inferred: bool
    is_set_aside: bool
    differs: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class FormLine:
    """An input of the form; `names` are the values that origins are recorded of."""

    line: Any
    names: tuple[str, ...]
    origins: list[Origin]

    @property
    def conflict(self) -> str:
        """What the line says where documents say something else; empty where none does."""
        differing = [each for each in self.origins if each.differs]
        decided = "待核定" if any(each.is_open for each in differing) else "已核定"
        return f"说法不同，{decided}" if differing else ""


@dataclass(frozen=True, slots=True)
class LineGroup:
    """A group of inputs, as Django's fieldset has them."""

    fieldset: Any
    values: list[FormLine]


def sections(adminform: Any, attributions: Any) -> list[LineGroup]:  # noqa: ANN401 - Django's helpers
    """The groups of the form; `attributions` is the formset of the origins, None for who may not see it."""
    known = origins_by_name(attributions)
    return [LineGroup(each, [_value(line, known) for line in each]) for each in adminform]


def origins_by_name(attributions: Any) -> dict[str, list[Origin]]:  # noqa: ANN401 - Django's helper
    known: dict[str, list[Origin]] = {}
    for number, form in enumerate(attributions.forms if attributions is not None else ()):
        row = form.instance
        if row.pk is not None:
            parts: dict[str, FoldPart] = {part.name: part for part in form.fold}
            origin = Origin(
                LABELS.get(row.field, row.field),
                f"{attributions.prefix}-{number}",
                parts[WORDS].text,
                parts["rule"].is_inferred,
                row.set_aside,
                row.set_aside and row.differs,
                not row.note,
            )
            known.setdefault(row.field, []).append(origin)
    return known


def _value(line: Any, known: dict[str, list[Origin]]) -> FormLine:  # noqa: ANN401 - Django's helper
    names = tuple(_names(line))
    return FormLine(line, names, [origin for name in names for origin in known.get(name, ())])


def _names(line: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    for name in line.fields:
        yield from (each for each in OF_INPUT.get(name, (name,)) if each in LABELS)
