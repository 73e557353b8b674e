"""JSON: what was asked, of which data version, and one object a case; JSON Lines: the objects alone."""

from collections.abc import Iterator

from cases.exports.case_list import CaseList
from cases.exports.csv_file import columns
from cases.exports.delivery import LinesFile
from cases.exports.download import named
from cases.exports.file_format import Format, Options
from cases.records.json_item import ORIGIN_ESCAPED, dump

LINES_TYPE = "application/jsonl; charset=utf-8"


def write(cases: CaseList, origin: str, options: Options) -> LinesFile:
    """One case a line, as the index keeps the items; the address in them gets its host."""
    said: dict[str, object]
    version, lines = cases.data_version, cases.prepared("item")
    said = {"words": cases.words, "query": cases.query, "version": version, "data_version": version}
    said |= {"public_version": named(cases.public), "total": cases.total}
    if cases.part is not None:
        said |= {"limit": cases.part.limit, "begun": cases.part.begun, "next": cases.next_url or None}
    asked = dump(said)
    head, end, here = asked[:-1] + b',"items":[', b"\n]}\n", b'"' + origin.encode()
    between = len(b",\n") * lines.number - 1 if lines.number else 0  # the first one has no comma
    length = len(head) + lines.size + lines.number * (len(here) - len(ORIGIN_ESCAPED)) + between + len(end)

    def pieces() -> Iterator[bytes]:
        yield head
        joint = b"\n"
        for items in lines:
            yield joint + b",\n".join(items).replace(ORIGIN_ESCAPED, here)
            joint = b",\n"
        yield end

    return LinesFile(lines, length, pieces())


def write_lines(cases: CaseList, origin: str, options: Options) -> LinesFile:
    """The items of the JSON, one a line."""
    lines, here = cases.prepared("item"), b'"' + origin.encode()
    length = lines.size + lines.number * (len(b"\n") + len(here) - len(ORIGIN_ESCAPED))

    def pieces() -> Iterator[bytes]:
        for items in lines:
            yield b"\n".join([*items, b""]).replace(ORIGIN_ESCAPED, here)

    return LinesFile(lines, length, pieces())


JSON = Format(
    extension="json",
    label="JSON",
    meaning="供程序读取",
    content_type="application/json",
    write=write,
    disposition="inline",
    columns=columns,
    is_paged=True,
)
JSON_LINES = Format(
    extension="jsonl",
    label="JSON Lines",
    meaning="逐行一例，供程序读取",
    content_type=LINES_TYPE,
    write=write_lines,
    columns=columns,
    is_paged=True,
)
