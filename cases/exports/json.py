"""The list as JSON: what was asked, of which data version, and one object a case.

Objects are made once, when the index is built, as in the CSV.
"""

import json
from dataclasses import fields

from cases.exports.csv import ORIGIN
from cases.records import COLUMNS, Record

ORIGIN_ESCAPED = json.dumps(ORIGIN)[:-1].encode()  # with the quotation mark before it
COLUMN_NAMES = tuple(column.name for column in COLUMNS)
OTHER_NAMES = tuple(field.name for field in fields(Record) if field.name not in COLUMN_NAMES)


def dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def item(record: Record) -> bytes:
    """The record's columns as an object: integers or null, lists, and texts, empty if not recorded."""
    values = {name: getattr(record, name) for name in COLUMN_NAMES}
    return dump({**values, "url": ORIGIN + record.url})


def rest(record: Record) -> bytes:
    """What a record knows beyond its columns, in the order of OTHER_NAMES."""
    return dump([getattr(record, name) for name in OTHER_NAMES])


def record_of(item: bytes, rest: bytes) -> Record:
    """The record from which both were made."""
    values = json.loads(item)
    values["url"] = values["url"].removeprefix(ORIGIN)
    others = dict(zip(OTHER_NAMES, json.loads(rest), strict=True))
    return Record(**{name: _frozen(value) for name, value in {**values, **others}.items()})


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
