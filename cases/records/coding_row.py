"""An accepted coding as a row: its columns, its line of CSV and its JSON object, made with the index.

Readers see what `Coding.objects.accepted` gives: accepted codings with terms of released schemes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cases.award_field import SEPARATOR
from cases.characters import printable
from cases.column import Column
from cases.models import Coding, Mechanism, Source
from cases.records.csv_line import harmless, render
from cases.records.json_item import dump
from cases.records.record import CHUNK, Record

COLUMNS = (
    Column("award", "入库编号", "所属案例的入库编号"),
    Column("source", "来源文献", "依据所在来源文献的标识"),
    Column("scheme", "编码方案", "编码方案的标识；治理机制为 mechanism"),
    Column("term_slug", "编码项代码", "机制或其他编码项的标识"),
    Column("term", "编码项", "机制或其他编码项的名称"),
    Column("broader_slugs", "上级代码", f"上级编码项的标识，由近到远，以“{SEPARATOR}”分隔", "list"),
    Column("start", "起", "依据在来源文献中的起点，从 0 起按字符计", "integer"),
    Column("end", "止", "依据在来源文献中的终点，不含该字符", "integer"),
    Column("evidence", "依据", "来源文献从起点到终点的原文"),
    Column("confidence", "把握", "high、medium 或 low"),
    Column("state", "状态", "导出的都是已采纳的：accepted"),
    Column("coder", "编码者", "编码者公开的名称：一位编者或一种方法，说明见编码手册"),
    Column("note", "说明", "编码者的说明；没有则空"),
)
NAMES = tuple(each.name for each in COLUMNS)
Cells = dict[str, Any]  # by the names of COLUMNS


@dataclass(frozen=True, slots=True)
class ReleasedTerm:
    """A term of a released scheme; `broader` are the slugs above it, the nearest first."""

    scheme: str
    slug: str
    name: str
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodingLines:
    """The codings of one award as the exports print them, one behind the other; `number` of them."""

    number: int
    csv: bytes
    raw: bytes
    item: bytes


NO_CODINGS = CodingLines(0, b"", b"", b"")


def released_terms() -> dict[int, ReleasedTerm]:
    """Primary key → term, of all schemes that are released. One query."""
    rows = Mechanism.objects.filter(scheme__is_released=True).order_by("pk")
    read = list(rows.values_list("pk", "scheme__slug", "slug", "name", "broader_id"))
    slugs, broader = {row[0]: row[2] for row in read}, {row[0]: row[4] for row in read}

    def above(pk: int) -> Iterator[str]:
        seen, at = {pk}, broader[pk]
        while at is not None and at in slugs and at not in seen:
            seen.add(at)
            yield slugs[at]
            at = broader[at]

    return {pk: ReleasedTerm(scheme, slug, name, tuple(above(pk))) for pk, scheme, slug, name, _ in read}


def with_codings(records: Iterable[Record]) -> Iterator[tuple[Record, CodingLines]]:
    """Each record with the lines of its codings; two queries for each CHUNK."""
    terms, remaining = released_terms(), iter(records)
    while chunk := list(islice(remaining, CHUNK)):
        rows = coding_rows(chunk, terms)
        for record in chunk:
            yield record, lines_of(rows.get(record.pk, ()))


def coding_rows(records: Sequence[Record], terms: Mapping[int, ReleasedTerm]) -> dict[int, list[Cells]]:
    """Primary key → the codings of the award, in the order of their evidence; two queries.

    A term that came after `terms` were read is left out: its change has the index made anew.
    """
    read = Coding.objects.accepted().filter(award__in=[record.pk for record in records])
    columns = ("award_id", "start", "end", "confidence", "state", "coder__name", "note", "mechanism_id")
    found = list(read.order_by("award_id", "start", "end", "mechanism__slug", "pk").values_list(*columns))
    coded, awards = {row[0] for row in found}, {record.pk: record for record in records}
    texts = _texts({awards[pk].source for pk in coded})
    rows: dict[int, list[Cells]] = defaultdict(list)
    for pk, start, end, confidence, state, coder, note, term in found:
        if term in terms and awards[pk].source in texts:
            said = (confidence, state, coder, note)
            evidence = texts[awards[pk].source][start:end]
            rows[pk].append(_cells(awards[pk], terms[term], (start, end), evidence, said))
    return rows


def _cells(
    award: Record, term: ReleasedTerm, passage: tuple[int, int], evidence: str, said: tuple[str, ...]
) -> Cells:
    start, end = passage
    of_term = (term.scheme, term.slug, term.name, list(term.broader))
    values = (award.id, award.source, *of_term, start, end, evidence, *said)
    return {
        name: printable(value) if isinstance(value, str) else value
        for name, value in zip(NAMES, values, strict=True)
    }


def _texts(slugs: set[str]) -> dict[str, str]:
    return dict(Source.objects.filter(slug__in=slugs).order_by().values_list("slug", "text"))


def lines_of(rows: Sequence[Cells]) -> CodingLines:
    """The rows in the three forms that the index keeps."""
    cells = [_as_text(row) for row in rows]
    return CodingLines(
        number=len(rows),
        csv=b"".join(render([harmless(v) if isinstance(v, str) else v for v in row]) for row in cells),
        raw=b"".join(map(render, cells)),
        item=b"".join(dump(row) + b"\n" for row in rows),
    )


def _as_text(row: Cells) -> list[str | int | None]:
    return [SEPARATOR.join(value) if isinstance(value, list) else value for value in row.values()]
