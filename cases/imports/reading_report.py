"""What an import makes of a document, as the lines that `manage.py import_document` prints."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cases.choices import ChangeAction
from cases.fields import FIELDS
from cases.imports.milestones import called
from cases.imports.reading import ReadDocument
from cases.models import StoredChange
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.places.resolver import resolve
from cases.readers.records import AwardRecord, Document, Inferred, Problem
from cases.records.record import place_parts

_OF_RECORD = (
    "title", "year", "programme", "issuing_body", "tier", "rank", "applicant",
    "applicant_level", "applicant_kind", "applicant_organ", "setting",
)  # fmt: skip


def json_rows(read: ReadDocument, gazetteer: Gazetteer) -> Iterator[dict[str, Any]]:
    """The document, then each award by the columns of the CSV, with what a person should look at, what the
    import does with it, and what became of it where it is held already."""
    yield {"document": _document_row(read)}
    for record, row in _rows(read):
        yield {
            **_award_row(record, gazetteer),
            "id": _number(row),
            "problems": _problem_rows(row.problems, record.problems),
            "action": row.action,
            "milestone": _milestone(row),
        }


def text_lines(read: ReadDocument, gazetteer: Gazetteer) -> Iterator[str]:
    """The same for people: a line for the document, one for each award, one for each problem."""
    row = _document_row(read)
    declared = "未写明" if row["declared"] is None else row["declared"]
    counts = "，".join(f"{ChangeAction(name).label} {count}" for name, count in row["actions"].items())
    counted = f"：{counts}" if counts else ""
    yield f"《{row['title'] or '无标题'}》：文中公布数 {declared}，读到 {row['read']}{counted}"
    problems = [*row["problems"]]
    for number, (record, change) in enumerate(_rows(read), 1):
        award = _award_row(record, gazetteer)
        named = "　".join(filter(None, (award["applicant"], award["title"])))
        place = award["place_then"] or "地区不详"
        where = f"第 {record.start}–{record.end} 字"
        yield f"{number}. {named}　［{place}］　{where}　{_what_is_done(change)}"
        problems += _problem_rows(change.problems, record.problems)
    for problem in problems:
        where = "" if problem["start"] is None else f"（第 {problem['start']}–{problem['end']} 字）"
        yield f"存疑：{problem['message']}{where}"


def _rows(read: ReadDocument) -> Iterator[tuple[AwardRecord, StoredChange]]:
    """Each award as read, and as it waits to be taken in."""
    yield from zip(read.document.awards, read.intake.rows.order_by("order"), strict=True)


def _what_is_done(row: StoredChange) -> str:
    """新增 2021-jczl-t01, or of a held award what is recorded on it."""
    said = row.milestone
    what = f"补记：{called(said)}" if said is not None else ""
    return "　".join(filter(None, (row.get_action_display(), what, _number(row))))


def _number(row: StoredChange) -> str:
    """The number of the award that is held or would be made; none where it is not known which is meant."""
    is_known = row.thing is not None or row.milestone is None
    return str(row.proposed["accession"]) if is_known else ""


def _milestone(row: StoredChange) -> dict[str, Any] | None:
    """What became of an award of an earlier year; its year is null where nothing says it."""
    said = row.milestone
    return {"kind": said["kind"], "year": said["year"]} if said is not None else None


def _document_row(read: ReadDocument) -> dict[str, Any]:
    """What is said of the whole; the problems of its awards stand with them. `actions` count the awards by
    what the import does with them."""
    document = read.document
    edition = document.edition
    counts = Counter(row.action for row in read.intake.rows.only("action"))
    return {
        "form": document.form.value if document.form else None,
        "title": document.title.value if document.title else "",
        "programme": edition.programme.value if edition.programme else "",
        "year": edition.year.value if edition.year else None,
        "declared": _declared(document),
        "read": len(document.awards),
        "actions": {name: counts[name] for name in ChangeAction.values if counts[name]},
        "problems": _problem_rows(read.intake.problems, document.problems),
    }


def _declared(document: Document) -> int | None:
    """The number that the document prints for its list: one for all, or one for each tier."""
    if document.declared is not None:
        return document.declared.value
    printed = [quota.declared for quota in document.edition.quotas]
    if not printed or any(isinstance(number, Inferred) for number in printed):
        return None
    return sum(number.value for number in printed)


def _problem_rows(problems: Iterable[Mapping[str, Any]], read: Iterable[Problem]) -> list[dict[str, Any]]:
    """What stands in the way, with the divisions that the readers offer for what was misprinted."""
    offered = {each.message: each.suggestion.key for each in read if each.suggestion is not None}
    rows = []
    for each in problems:
        row = {name: each[name] for name in ("message", "start", "end")}
        row |= {"suggestion": offered[each["message"]]} if each["message"] in offered else {}
        rows.append(row | ({"held": each["held"]} if "held" in each else {}))
    return rows


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
