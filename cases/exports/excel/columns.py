"""The columns of the worksheet of cases, and the values of a case in them: labels, not slugs."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from cases.award_field import SEPARATOR, AwardField
from cases.exports.excel.cells import Value, cut, fits
from cases.fields import BY_NAME, in_page_order
from cases.records.csv_line import ORIGIN
from cases.vocabulary import Vocabulary

Shown = Callable[[Any], Value]  # of a value as the JSON has it
NOTE, NOTE_WIDTH = "备注", 30  # the heading of the last column, which says what of a case is cut
# Widths in Latin letters; a Chinese character takes two. A column that is not named has the usual width.
WIDTH, WIDTHS = 12, MappingProxyType(
    {
        "id": 16, "title": 44, "year": 7, "programme": 26, "tier": 14, "rank": 7, "applicant": 34,
        "region": 7, "place_then": 30, "place_now": 30, "mechanisms": 40, "text": 60, "source": 40,
        "source_start": 8, "source_end": 8, "inferred": 30, "url": 44, "applicant_kind": 15,
        "other_readings": 40, "mechanism_slugs": 30, "mechanism_broader_slugs": 30,
    }
)  # fmt: skip
WRAPPED = frozenset({"title", "applicant", "mechanisms", "programme", "source", "other_readings"})


@dataclass(frozen=True, slots=True)
class ExcelColumn:
    """A column: its heading, its width, whether long words run on in further lines."""

    heading: str
    width: int
    is_wrapped: bool = False
    is_number: bool = False


def fields_in_order() -> tuple[AwardField, ...]:
    """As the page of a case lists them, but the long text last."""
    ordered = in_page_order()
    return (*(each for each in ordered if each.name != "text"), BY_NAME["text"])


FIELDS_IN_ORDER = fields_in_order()
COLUMNS = (
    *(
        ExcelColumn(
            each.label, WIDTHS.get(each.name, WIDTH), each.name in WRAPPED, is_number=each.kind == "integer"
        )
        for each in FIELDS_IN_ORDER
    ),
    ExcelColumn(NOTE, NOTE_WIDTH),
)


class CaseRows:
    """Makes rows of the items that the index keeps, in the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, origin: str) -> None:
        self._origin = origin
        self._shown = [(each.name, _shown(each, vocabulary)) for each in FIELDS_IN_ORDER]

    def values(self, item: bytes) -> list[Value]:
        """The values of a case in the order of COLUMNS; the last says which of them a cell could not hold."""
        fields = json.loads(item)
        fields["url"] = self._origin + fields["url"].removeprefix(ORIGIN)
        values = [shown(fields[name]) for name, shown in self._shown]
        too_long = [place for place, value in enumerate(values) if isinstance(value, str) and not fits(value)]
        labels = [FIELDS_IN_ORDER[place].label for place in too_long]
        for place in too_long:
            values[place] = cut(str(values[place]))
        return [*values, f"“{'”“'.join(labels)}”过长，已截断，全文见网址" if labels else None]


def _shown(field: AwardField, vocabulary: Vocabulary) -> Shown:
    """How a value of the field is shown."""
    if field.name == "inferred":
        return _labels({each.name: each.label for each in BY_NAME.values()})
    if field.name == "other_readings":
        return _readings
    if field.vocabulary is not None:
        return _labels(dict(field.vocabulary.choices))
    if field.is_curated:
        return _labels(vocabulary.labels(field.name))
    if field.name == "source":
        return _labels(vocabulary.sources)
    return SEPARATOR.join if field.kind == "list" else _as_it_is


def _labels(known: Mapping[str, str]) -> Shown:
    """Of a slug its label, of several those of all; one without a label stands as it is."""

    @lru_cache(maxsize=1024)
    def of_text(slugs: str) -> str:
        return SEPARATOR.join(str(known.get(slug, slug)) for slug in slugs.split(SEPARATOR))

    return lambda value: of_text(SEPARATOR.join(value) if isinstance(value, list) else value)


def _readings(said: list[str]) -> str:
    """Each with the heading of its column in place of the name: 申报单位：太仓市政府（article-2016）."""
    parts = (each.partition("：") for each in said)
    return SEPARATOR.join(f"{BY_NAME[name].label}：{words}" for name, _sign, words in parts)


def _as_it_is(value: Value) -> Value:
    return value
