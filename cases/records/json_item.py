"""A record as a JSON object; like the lines of CSV, objects are made once, when the index is built."""

import json
from dataclasses import fields
from typing import get_origin

from cases.fields import FIELDS
from cases.records.csv_line import ORIGIN
from cases.records.record import Record

ORIGIN_ESCAPED = json.dumps(ORIGIN)[:-1].encode()  # with the quotation mark before it
COLUMN_NAMES = tuple(each.name for each in FIELDS)
OTHER_NAMES = tuple(field.name for field in fields(Record) if field.name not in COLUMN_NAMES)
TUPLES = tuple(field.name for field in fields(Record) if get_origin(field.type) is tuple)


def dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def item(record: Record) -> bytes:
    """The columns as an object, the address without its host."""
    return dump(columns(record, ORIGIN))


def columns(record: Record, origin: str) -> dict[str, object]:
    """The columns by name: integers or None, lists, and texts, empty if not recorded.

    `origin` is scheme, host and the path of the site, without a slash at the end.
    """
    values = {name: getattr(record, name) for name in COLUMN_NAMES}
    return {**values, "url": origin + record.url}


def rest(record: Record) -> bytes:
    """What a record knows beyond its columns, in the order of OTHER_NAMES."""
    return dump([getattr(record, name) for name in OTHER_NAMES])


def record_of(item: bytes, rest: bytes) -> Record:
    """The record from which both were made."""
    values = json.loads(item)
    values["url"] = values["url"].removeprefix(ORIGIN)
    values.update(zip(OTHER_NAMES, json.loads(rest), strict=True))
    values.update((name, tuple(values[name])) for name in TUPLES)
    return Record(**values)
