"""What the reader makes of a document, as the lines that `manage.py import_document` prints."""

from collections.abc import Iterable, Iterator
from typing import Any

from cases.fields import FIELDS
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.places.resolver import resolve
from cases.readers.records import AwardRecord, Document, Inferred, Problem
from cases.records.record import place_parts

_OF_RECORD = (
    "title", "year", "programme", "issuing_body", "tier", "rank", "applicant",
    "applicant_level", "applicant_kind", "applicant_organ", "setting",
)  # fmt: skip


def json_rows(document: Document, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """The document, then each award by the columns of the CSV, with what a person should look at."""
    yield {"document": _document_row(document)}
    for record in document.awards:
        yield {**_award_row(record, gazetteer), "problems": _problem_rows(record.problems)}


def text_lines(document: Document, gazetteer: Gazetteer) -> Iterator[str]:
    """The same for people: a line for the document, one for each award, one for each problem."""
    row = _document_row(document)
    declared = "未写明" if row["declared"] is None else row["declared"]
    yield f"《{row['title'] or '无标题'}》：文中公布数 {declared}，读到 {row['read']}"
    for number, record in enumerate(document.awards, 1):
        award = _award_row(record, gazetteer)
        named = "　".join(filter(None, (award["applicant"], award["title"])))
        yield f"{number}. {named}　［{award['place_then'] or '地区不详'}］　第 {record.start}–{record.end} 字"
    for problem in document.problems:
        where = "" if problem.start is None else f"（第 {problem.start}–{problem.end} 字）"
        yield f"存疑：{problem.message}{where}"


def _document_row(document: Document) -> dict[str, Any]:
    """What is said of the whole; the problems of its awards stand with them."""
    edition = document.edition
    of_awards = {problem for record in document.awards for problem in record.problems}
    return {
        "form": document.form.value if document.form else None,
        "title": document.title.value if document.title else "",
        "programme": edition.programme.value if edition.programme else "",
        "year": edition.year.value if edition.year else None,
        "declared": _declared(document),
        "read": len(document.awards),
        "problems": _problem_rows(each for each in document.problems if each not in of_awards),
    }


def _declared(document: Document) -> int | None:
    """The number that the document prints for its list: one for all, or one for each tier."""
    if document.declared is not None:
        return document.declared.value
    printed = [quota.declared for quota in document.edition.quotas]
    if not printed or any(isinstance(number, Inferred) for number in printed):
        return None
    return sum(number.value for number in printed)


def _problem_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [_problem_row(each) for each in problems]


def _problem_row(problem: Problem) -> dict[str, Any]:
    row = {"message": problem.message, "start": problem.start, "end": problem.end}
    return row if problem.suggestion is None else {**row, "suggestion": problem.suggestion.key}


def _award_row(record: AwardRecord, gazetteer: Gazetteer) -> dict[str, Any]:
    values: dict[str, Any] = {each.name: None if each.kind == "integer" else "" for each in FIELDS}
    origins = {name: getattr(record, name) for name in _OF_RECORD}
    values |= {name: origin.value for name, origin in origins.items() if origin is not None}
    values |= _place_values(record, gazetteer)
    inferred = [name for name, origin in origins.items() if isinstance(origin, Inferred)]
    return values | {
        "id": record.accession or "",
        "text": record.text,
        "source_start": record.start,
        "source_end": record.end,
        "inferred": "；".join(inferred),
    }


def _place_values(record: AwardRecord, gazetteer: Gazetteer) -> dict[str, Any]:
    """The components of the place as of the award's time, with the code of the listed division."""
    year = record.year.value if record.year is not None else None
    place_then, division = _place(record, gazetteer, year)
    if division is None:
        return {"place_then": place_then}
    lineage = gazetteer.lineage(division, year)
    below = place_then.removeprefix("/".join(place.name for place in lineage)).strip("/")
    parts = place_parts(lineage, below)
    is_zone = bool(below) and not parts["township"]
    return {
        "place_then": place_then,
        **parts,
        "county": parts["county"] or (below if is_zone else ""),
        "region": division.region,
        "division_code_then": "" if is_zone else division.code,
    }


def _place(record: AwardRecord, gazetteer: Gazetteer, year: int | None) -> tuple[str, Place | None]:
    """The path and the listed division; resolved here for an award that no list gave."""
    if record.division is not None or record.place is None:
        return record.place_then, record.division
    mentions = resolve(record.place.value, year, gazetteer)
    if not mentions or not mentions[-1].divisions_then:
        return "", None
    return mentions[-1].place_then, gazetteer.listed(mentions[-1].divisions_then[0])
