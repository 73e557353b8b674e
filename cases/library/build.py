"""Derive the fixtures from the source files and the curated tables: no database, no network, no way back."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

from cases.library.award_builder import AwardBuilder
from cases.library.curated import (
    load_all_codings,
    load_figures,
    load_issuing_bodies,
    load_mechanisms,
    load_overrides,
    load_problems,
    load_programmes,
    load_schemes,
    load_tiers,
    printed_vocabulary,
)
from cases.library.document_snapshots import edition_snapshot, source_snapshot
from cases.library.snapshot import Snapshot
from cases.places.build import build_divisions
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.readers.reading import read
from cases.readers.records import Document
from cases.readers.registry import load_registry, load_text


class BuildError(ValueError):
    """A source or a curated table is not as it must be; the message says which and what to do."""


def build(fixtures: Path) -> dict[str, str]:
    """Every derived file by its path below `fixtures`, with its content.

    Raises BuildError where the curated tables do not fit the sources.
    """
    divisions = build_divisions(fixtures)
    gazetteer = Gazetteer(map(Place.from_row, csv.DictReader(io.StringIO(divisions))))
    entries = load_registry(fixtures / "curated" / "sources.toml")
    texts = {entry.slug: load_text(entry, fixtures / "sources") for entry in entries}
    curated = fixtures / "curated"
    programmes, tiers = load_programmes(curated), load_tiers(curated)
    issuing_bodies, mechanisms = load_issuing_bodies(curated), load_mechanisms(curated)
    schemes, terms = load_schemes(curated)
    names = printed_vocabulary(programmes, tiers, issuing_bodies)
    documents = {entry.slug: read(texts[entry.slug], names, entry) for entry in entries}
    _refuse_problems(documents)
    builder = AwardBuilder(
        gazetteer,
        load_overrides(fixtures / "curated" / "awards.csv"),
        load_all_codings(curated),
        load_figures(fixtures / "curated" / "figures.csv"),
        frozenset(row["slug"] for row in (*mechanisms, *terms)),
    )
    awards = [
        builder.snapshot(record, entry.slug, texts[entry.slug])
        for entry in entries
        for record in documents[entry.slug].awards
    ]
    builder.refuse_leftovers()
    return {
        "built/divisions.csv": divisions,
        "built/sources.json": _json(source_snapshot(entry, documents[entry.slug]) for entry in entries),
        "built/schemes.json": _json(schemes),
        "built/mechanisms.json": _json([*mechanisms, *terms]),
        "built/problems.json": _json(load_problems(curated)),
        "built/tiers.json": _json(tiers),
        "built/issuing_bodies.json": _json(issuing_bodies),
        "built/programmes.json": _json(programmes),
        "built/editions.json": _json(_edition(slug, document) for slug, document in documents.items()),
        "built/awards.json": _json(sorted(awards, key=lambda award: award["accession"])),
    }


def _json(snapshots: Iterable[Snapshot]) -> str:
    return json.dumps(list(snapshots), ensure_ascii=False, indent=1) + "\n"


def _refuse_problems(documents: dict[str, Document]) -> None:
    problems = [
        f"{slug}：{problem.message}"
        for slug, document in documents.items()
        for problem in (*document.problems, *(p for award in document.awards for p in award.problems))
    ]
    if problems:
        raise BuildError("来源文献有疑问，请先处理：\n" + "\n".join(problems))


def _edition(slug: str, document: Document) -> Snapshot:
    if document.edition.programme is None:
        raise BuildError(f"{slug}：没有读到项目名称。")
    return edition_snapshot(slug, document)
