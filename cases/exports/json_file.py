"""JSON: what was asked, of which data version, and one object a case."""

from collections.abc import Iterator

from cases.exports.case_list import CaseList
from cases.exports.file_format import Format, Options
from cases.records.json_item import ORIGIN_ESCAPED, dump
from cases.refusals import as_json


def write(cases: CaseList, origin: str, options: Options) -> Iterator[bytes]:
    """One case a line, as the index keeps the items; the address in them gets its host."""
    version = cases.index.version.number
    head = dump({"words": cases.words, "query": cases.query, "version": version, "total": cases.total})
    yield head[:-1] + b',"items":['
    between = b"\n"
    for items in cases.printed("item"):
        yield between + b",\n".join(items).replace(ORIGIN_ESCAPED, b'"' + origin.encode())
        between = b",\n"
    yield b"\n]}\n"


JSON = Format(
    extension="json",
    label="JSON",
    meaning="供程序读取",
    content_type="application/json",
    write=write,
    disposition="inline",
    refusal=as_json,
)
