"""Records made by hand, and lines of CSV read back, for the tests of lines, items and files."""

import csv
import io

from cases.records.record import Record

HEADER = (
    "id,title,year,programme,issuing_body,tier,rank,applicant,applicant_level,applicant_kind,setting,"
    "province,city,county,township,region,place_then,division_code_then,place_now,division_code_now,"
    "mechanisms,text,source,source_start,source_end,inferred,url,applicant_organ"
)
CONTRACT = HEADER.split(",")
LISTS = {"mechanisms", "inferred", "places_then", "places_now", "terms", "all_terms"}
NUMBERS = {"source_start": 0, "source_end": 9, "pk": 1, "edition": 1, "version": 1}


def made(**fields: object) -> Record:
    """A record with these values, and nothing recorded otherwise."""
    empty = {name: () if name in LISTS else "" for name in Record.__match_args__}
    known = {"year": 2014, "rank": 1, "url": "/cases/2014-sqzl-w01/", **NUMBERS}
    return Record(**{**empty, **known, **fields})


def read(line: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(line.decode(), newline="")))


def cell(line: bytes, column: str) -> str:
    return read(line)[CONTRACT.index(column)]
