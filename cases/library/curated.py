"""The hand-made tables: the vocabularies, and what people decided about awards."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cases.library.snapshot import Snapshot
from cases.readers.printed_vocabulary import PrintedNames, PrintedVocabulary
from cases.readers.proposed_codings import CodingProposer, MechanismWords


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding as a person wrote it: the evidence is the very words of the award.

    `coder` is the public name of the method; that of the mechanisms where it is empty.
    """

    mechanism: str
    evidence: str
    occurrence: int
    confidence: str
    note: str
    coder: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One key figure as a person wrote it down: all but `subject` and `note` as the award prints it."""

    evidence: str
    occurrence: int
    number: str
    qualifier: str
    unit: str
    counted: str
    subject: str
    scope: str
    when: str
    note: str


@dataclass(frozen=True, slots=True)
class Override:
    """A value that a person gave to a field of an award, with the reason."""

    value: str
    reason: str


def load_codings(path: Path, coder: str = "") -> dict[str, list[CodingRow]]:
    """The codings of each award, by accession number."""
    rows: defaultdict[str, list[CodingRow]] = defaultdict(list)
    for row in _rows(path):
        occurrence = int(row["occurrence"] or 1)
        said = (row["confidence"], row["note"], coder)
        rows[row["accession"]].append(CodingRow(row["mechanism"], row["evidence"], occurrence, *said))
    return dict(rows)


def load_figures(path: Path) -> dict[str, list[FigureRow]]:
    """The key figures of each award, by accession number."""
    rows: defaultdict[str, list[FigureRow]] = defaultdict(list)
    for row in _rows(path):
        values = {name: row[name] for name in FigureRow.__slots__ if name != "occurrence"}
        rows[row["accession"]].append(FigureRow(**values, occurrence=int(row["occurrence"] or 1)))
    return dict(rows)


def load_overrides(path: Path) -> dict[str, dict[str, Override]]:
    """The overrides of each award, by accession number and field."""
    overrides: defaultdict[str, dict[str, Override]] = defaultdict(dict)
    for row in _rows(path):
        overrides[row["accession"]][row["field"]] = Override(row["value"], row["reason"])
    return dict(overrides)


def load_mechanisms(folder: Path) -> list[Snapshot]:
    """The terms in the order of their file."""
    return [_term(row, position) for position, row in _numbered(folder, "mechanism", "mechanisms.toml")]


def _term(row: dict[str, Any], position: int) -> Snapshot:
    return {
        "slug": row["slug"],
        "name": row["name"],
        "definition": row["definition"],
        "broader": row.get("broader"),
        "names": row.get("names", []),
        "contrasts": row.get("contrasts", []),
        "position": position,
        "is_featured": row.get("featured", False),
    }


def load_schemes(folder: Path) -> tuple[list[Snapshot], list[Snapshot]]:
    """The coding schemes beside the mechanisms, and their terms, both in the order of the file."""
    rows = _schemes(folder)
    schemes = [
        {**{name: row[name] for name in ("slug", "name", "description", "source_note")}, "is_released": True}
        for row in rows
    ]
    terms = [
        {**_term(term, position), "scheme": row["slug"]}
        for row in rows
        for position, term in enumerate(row["term"], 1)
    ]
    return schemes, terms


def load_all_codings(folder: Path) -> dict[str, list[CodingRow]]:
    """The codings of each award, by accession number: the mechanisms, then each other scheme."""
    found = load_codings(folder / "codings.csv")
    for scheme in _schemes(folder):
        coded = load_codings(folder / f"{scheme['slug']}_codings.csv", scheme["coder"])
        for accession, rows in coded.items():
            found.setdefault(accession, []).extend(rows)
    return found


def _schemes(folder: Path) -> list[dict[str, Any]]:
    return _tables(folder, "scheme", "schemes.toml")


def coding_proposer(mechanisms: Iterable[Snapshot]) -> CodingProposer:
    """The terms by which codings are proposed."""
    return CodingProposer(
        MechanismWords(
            row["slug"],
            (row["name"], *row["names"]),
            tuple(contrast["text"] for contrast in row["contrasts"]),
            row["broader"],
        )
        for row in mechanisms
    )


def load_problems(folder: Path) -> list[Snapshot]:
    return [
        {
            **{name: row[name] for name in ("words", "query", "reason")},
            "position": position,
            "is_published": True,
        }
        for position, row in _numbered(folder, "problem", "problems.toml")
    ]


def load_tiers(folder: Path) -> list[Snapshot]:
    return [_named(row, position) for position, row in _numbered(folder, "tier", "tiers.toml")]


def load_issuing_bodies(folder: Path) -> list[Snapshot]:
    return [
        {**_named(row, position), "kind": row["kind"], "place": row.get("place")}
        for position, row in _numbered(folder, "issuing_body", "issuing_bodies.toml")
    ]


def load_programmes(folder: Path) -> list[Snapshot]:
    """The programmes with their tiers and usual issuers, which stand in their order."""
    return [
        {
            **_named(row, position),
            "code": row["code"],
            "level": row["level"],
            "tiers": [{"tier": each["tier"], "letter": each["letter"]} for each in row["tiers"]],
            "issuers": row.get("issuers", []),
        }
        for position, row in _numbered(folder, "programme", "programmes.toml")
    ]


def printed_vocabulary(
    programmes: Iterable[Snapshot], tiers: Iterable[Snapshot], issuing_bodies: Iterable[Snapshot]
) -> PrintedVocabulary:
    """The names by which documents are read."""
    programmes = list(programmes)
    return PrintedVocabulary(
        programmes=PrintedNames(_printed(programmes)),
        tiers=PrintedNames(_printed(tiers)),
        issuers=PrintedNames(_printed(issuing_bodies)),
        codes={row["slug"]: row["code"] for row in programmes},
        letters={(row["slug"], each["tier"]): each["letter"] for row in programmes for each in row["tiers"]},
        usual_issuers={row["slug"]: tuple(row["issuers"]) for row in programmes if row["issuers"]},
    )


def _printed(snapshots: Iterable[Snapshot]) -> Iterator[tuple[str, str]]:
    for row in snapshots:
        yield from ((other["name"], row["slug"]) for other in row["names"] if other["is_printed"])
        yield row["name"], row["slug"]


def _named(row: dict[str, Any], position: int) -> Snapshot:
    names = [(name, True) for name in row.get("printed", [])] + [(n, False) for n in row.get("searched", [])]
    return {
        "slug": row["slug"],
        "name": row["name"],
        "short_name": row.get("short_name", ""),
        "position": position,
        "names": [{"name": name, "is_printed": is_printed} for name, is_printed in names],
    }


def _numbered(folder: Path, name: str, file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    return enumerate(_tables(folder, name, file), 1)


def _tables(folder: Path, name: str, file: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((folder / file).read_text(encoding="utf-8"))[name]
    return rows


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
