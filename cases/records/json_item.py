"""The list as JSON: what was asked, of which data version, and one object a case.

Objects are made once, when the index is built, as in the CSV.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import get_origin

from cases.fields import FIELDS
from cases.records.csv_line import ORIGIN
from cases.records.record import Record

CONTENT_TYPE = "application/json"
ORIGIN_ESCAPED = json.dumps(ORIGIN)[:-1].encode()  # with the quotation mark before it
COLUMN_NAMES = tuple(each.name for each in FIELDS)
OTHER_NAMES = tuple(field.name for field in fields(Record) if field.name not in COLUMN_NAMES)
TUPLES = tuple(field.name for field in fields(Record) if get_origin(field.type) is tuple)


def dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def stream(
    printed: Iterable[list[bytes]], origin: str, *, words: str, query: str, version: int, total: int
) -> Iterator[bytes]:
    """The object in pieces, of items as the index keeps them; `origin` is scheme and host, no slash."""
    head = dump({"words": words, "query": query, "version": version, "total": total})
    yield head[:-1] + b',"items":['
    between = b"\n"
    for items in printed:
        yield between + b",\n".join(items).replace(ORIGIN_ESCAPED, b'"' + origin.encode())
        between = b",\n"
    yield b"\n]}\n"


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
    values.update(zip(OTHER_NAMES, json.loads(rest), strict=True))
    values.update((name, tuple(values[name])) for name in TUPLES)
    return Record(**values)
