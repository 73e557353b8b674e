"""Records made by hand, and lines of CSV read back, for the tests of lines, items and files."""

import csv
import io
import re

from django.conf import settings

from cases.records.record import Record

INTERFACE = (settings.BASE_DIR / "docs" / "interface.md").read_text(encoding="utf-8")
PUBLISHED = re.findall(r"^    (.+)$", INTERFACE.split("\n## CSV\n")[1].split("\n## ")[0], re.MULTILINE)
CONTRACT = re.findall(r"\w+", " ".join(PUBLISHED))  # the columns in the order that was promised
HEADER = ",".join(CONTRACT)
LISTS = {
    "mechanisms",
    "inferred",
    "places_then",
    "places_now",
    "terms",
    "all_terms",
    "evidence",
    "coded",
    "all_coded",
    "coded_evidence",
    "sources",
    "figures",
    "former_accessions",
    "other_readings",
    "mechanism_slugs",
    "mechanism_broader_slugs",
}
NUMBERS = {"source_start": 0, "source_end": 9, "pk": 1, "edition": 1, "version": 1, "order": (0, 0, 0)}


def made(**fields: object) -> Record:
    """A record with these values, and nothing recorded otherwise."""
    empty = {name: () if name in LISTS else "" for name in Record.__match_args__}
    known = {"year": 2014, "rank": 1, "url": "/cases/2014-sqzl-w01/", **NUMBERS}
    return Record(**{**empty, **known, **fields})


def read(line: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(line.decode(), newline="")))


def cell(line: bytes, column: str) -> str:
    return read(line)[CONTRACT.index(column)]
