"""The facts of a case on its own page: each once, and no link that leads only back to the case."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from cases.fields import BY_NAME
from cases.index.index import Index
from cases.pages.case_values import SAME_PLACE, Part, Value

THEN, NOW = BY_NAME["place_then"].label, BY_NAME["place_now"].label
ONE_PLACE = "地区"
# What the head of the page says in large letters; of these the facts only say where they are printed.
OF_HEAD = tuple(BY_NAME[name].label for name in ("title", "applicant", "year", "programme", "tier", "rank"))
ABOVE = "页首所列"


def case_facts(values: list[Value], index: Index) -> list[Value]:
    """The record of a case with one line for a place that has not changed, and one for what the head says."""
    is_same = any(value.note == SAME_PLACE for value in values)
    shown = [_one_place(value) for value in values if value.label != NOW] if is_same else values
    said, others = _parted(shown)
    linked = (replace(value, parts=[_linked(part, index) for part in value.parts]) for value in others)
    return [*said, *_each_reason_once(linked)]


def tier_url(values: list[Value], index: Index) -> str:
    """The list of the cases of the same tier; empty where this is the only one."""
    of_tier = (value.parts for value in values if value.label == BY_NAME["tier"].label)
    return next((_linked(part, index).url for parts in of_tier for part in parts), "")


def _one_place(value: Value) -> Value:
    return replace(value, label=ONE_PLACE, note=f"现行区划{SAME_PLACE}") if value.label == THEN else value


def _parted(values: list[Value]) -> tuple[list[Value], list[Value]]:
    """What is printed just as the head says it, as one line; and the other lines."""
    above = {value.label: value for value in values if value.label in OF_HEAD and _is_only_printed(value)}
    parts = [Part(label, origin=above[label].parts[-1].origin) for label in OF_HEAD if label in above]
    rest = [value for value in values if value.label not in above]
    return ([Value(ABOVE, parts, joined_by="、")] if parts else []), rest


def _is_only_printed(value: Value) -> bool:
    """Whether nothing is to be told of it but the passage."""
    origins = [part.origin for part in value.parts if part.origin]
    return bool(origins) and not value.others and all(origin.kind == "printed" for origin in origins)


def _each_reason_once(values: Iterator[Value]) -> Iterator[Value]:
    """Lines behind each other with the same reason give it once, below the last."""
    for reasons, alike in groupby(values, key=lambda value: value.reasons):
        lines = list(alike)
        if reasons and len(lines) > 1:
            lines[:-1] = [replace(line, is_unexplained=True) for line in lines[:-1]]
            lines[-1] = replace(lines[-1], reasons_of=len(lines))
        yield from lines


def _linked(part: Part, index: Index) -> Part:
    """Without the link to a list that has this case alone. The page of a place says more than its cases."""
    is_own = part.of_facet is not None and len(index.with_value(*part.of_facet)) == 1
    return replace(part, url="") if is_own else part
