"""The hand-made tables: what people decided about awards, read and checked for form."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding as a person wrote it: the evidence is the very words of the award."""

    mechanism: str
    evidence: str
    occurrence: int
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Override:
    """A value that a person gave to a field of an award, with the reason."""

    value: str
    reason: str


def load_codings(path: Path) -> dict[str, list[CodingRow]]:
    """The codings of each award, by accession number."""
    rows: defaultdict[str, list[CodingRow]] = defaultdict(list)
    for row in _rows(path):
        occurrence = int(row["occurrence"] or 1)
        coding = CodingRow(row["mechanism"], row["evidence"], occurrence, row["confidence"], row["note"])
        rows[row["accession"]].append(coding)
    return dict(rows)


def load_overrides(path: Path) -> dict[str, dict[str, Override]]:
    """The overrides of each award, by accession number and field."""
    overrides: defaultdict[str, dict[str, Override]] = defaultdict(dict)
    for row in _rows(path):
        overrides[row["accession"]][row["field"]] = Override(row["value"], row["reason"])
    return dict(overrides)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
