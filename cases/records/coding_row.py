"""An accepted coding as a row: its columns and its cells, made with the index.

Readers see what `Coding.objects.accepted` gives: accepted codings with terms of released schemes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cases.award_field import SEPARATOR
from cases.characters import printable
from cases.column import Column
from cases.models import Coding, Mechanism
from cases.models.scheme import MECHANISMS
from cases.records.record import Record
from cases.records.row_lines import Cells, texts_of

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


@dataclass(frozen=True, slots=True)
class ReleasedTerm:
    """A term of a released scheme; `broader` are the slugs above it, the nearest first.

    `place` is that of its scheme, in which codings of an award stand: 0 for the mechanisms.
    """

    place: int
    scheme: str
    slug: str
    name: str
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundCoding:
    """What is kept of an accepted coding; `term` is a primary key."""

    start: int
    end: int
    confidence: str
    state: str
    coder: str
    note: str
    term: int


TermRow = tuple[int, str, str, str, int | None]  # primary key, scheme, slug, name, the broader one


def released_terms() -> dict[int, ReleasedTerm]:
    """Primary key → term, of all schemes that are released. One query."""
    rows = Mechanism.objects.filter(scheme__is_released=True).order_by("scheme_id", "pk")
    return terms_of_rows(list(rows.values_list("pk", "scheme__slug", "slug", "name", "broader_id")))


def terms_of_rows(read: Sequence[TermRow]) -> dict[int, ReleasedTerm]:
    """Primary key → term; the rows of a scheme stand together, the older schemes first."""
    slugs, broader = {row[0]: row[2] for row in read}, {row[0]: row[4] for row in read}
    others = [scheme for scheme in dict.fromkeys(row[1] for row in read) if scheme != MECHANISMS]
    places = {scheme: place for place, scheme in enumerate((MECHANISMS, *others))}

    def above(pk: int) -> Iterator[str]:
        seen, at = {pk}, broader[pk]
        while at is not None and at in slugs and at not in seen:
            seen.add(at)
            yield slugs[at]
            at = broader[at]

    return {
        pk: ReleasedTerm(places[scheme], scheme, slug, name, tuple(above(pk)))
        for pk, scheme, slug, name, _ in read
    }


def coding_rows(records: Sequence[Record], terms: Mapping[int, ReleasedTerm]) -> dict[int, list[Cells]]:
    """Primary key → the codings of the award, mechanisms first, in the order of their evidence; two queries.

    A term that came after `terms` were read is left out: its change has the index made anew.
    """
    awards = {record.pk: record for record in records}
    read = Coding.objects.accepted().filter(award__in=awards).order_by("award_id", "pk")
    columns = ("start", "end", "confidence", "state", "coder__name", "note", "mechanism_id")
    found: dict[int, list[FoundCoding]] = defaultdict(list)
    for pk, *values in read.values_list("award_id", *columns):
        found[pk].append(FoundCoding(*values))
    texts = texts_of({awards[pk].source for pk in found})
    return {
        pk: rows_of_codings(awards[pk], codings, terms, texts[awards[pk].source])
        for pk, codings in found.items()
        if awards[pk].source in texts
    }


def rows_of_codings(
    award: Record, codings: Iterable[FoundCoding], terms: Mapping[int, ReleasedTerm], text: str
) -> list[Cells]:
    """The rows of an award from its codings, in order of primary keys, and the text of its source."""
    known = [(terms[each.term], each) for each in codings if each.term in terms]
    known.sort(key=lambda pair: (pair[0].place, pair[1].start, pair[1].end, pair[0].slug))
    return [_cells(award, term, coding, text[coding.start : coding.end]) for term, coding in known]


def _cells(award: Record, term: ReleasedTerm, coding: FoundCoding, evidence: str) -> Cells:
    of_term = (term.scheme, term.slug, term.name, list(term.broader))
    said = (coding.confidence, coding.state, coding.coder, coding.note)
    values = (award.id, award.source, *of_term, coding.start, coding.end, evidence, *said)
    return {
        name: printable(value) if isinstance(value, str) else value
        for name, value in zip(NAMES, values, strict=True)
    }
