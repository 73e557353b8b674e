"""Sheets as the library exports them and as people and spreadsheets leave them."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

from cases.exports.csv_file import header
from cases.fields import FIELDS
from cases.imports.reading import read_file
from cases.models import Award, Intake, StoredChange
from cases.records.csv_line import ORIGIN, line
from cases.records.record import records
from cases.vocabulary import read_vocabulary

Row = dict[str, Any]


def exported() -> list[Row]:
    """The rows of the CSV of all published awards, by the names of the columns."""
    found = records(Award.objects.published(), read_vocabulary())
    content = header() + b"".join(map(line, found)).replace(ORIGIN.encode(), b"http://testserver")
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def row_of(rows: Sequence[Row], accession: str) -> Row:
    return next(row for row in rows if row["id"] == accession)


def csv_file(
    rows: Sequence[Mapping[str, Any]],
    names: Sequence[str] = (),
    *,
    labels: bool = False,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
) -> bytes:
    """A CSV of these columns; with `labels` under their Chinese headings."""
    names = names or [each.name for each in FIELDS]
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_heading(name) if labels else name for name in names])
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return file.getvalue().encode(encoding, "replace" if encoding == "gbk" else "strict")


def _heading(name: str) -> str:
    return next((each.label for each in FIELDS if each.name == name), name)


def workbook(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Workbook:
    """A workbook whose first sheet has these columns under their Chinese headings."""
    book = Workbook()
    book.active.append([_heading(name) for name in names])
    for row in rows:
        book.active.append([row.get(name) for name in names])
    return book


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def counts(intake: Intake) -> tuple[int, int, int, int]:
    """Rows, changed, unchanged, refused."""
    rows, changed, unchanged, refused = (
        intake.fact(name) for name in ("rows", "changed", "unchanged", "refused")
    )
    return rows, changed, unchanged, refused


def bring_in(content: bytes, name: str = "sheet.csv") -> Intake:
    return read_file(name, content, by="curator")


def only(intake: Intake) -> StoredChange:
    return intake.rows.get()


def reasons(change: StoredChange) -> str:
    return "".join(problem["message"] for problem in change.problems)
