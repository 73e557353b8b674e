"""Derive the fixtures from the source files and the curated tables: no database, no network, no way back."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

from cases.library.award_builder import AwardBuilder
from cases.library.curated import (
    load_codings,
    load_issuing_bodies,
    load_mechanisms,
    load_overrides,
    load_problems,
    load_programmes,
    load_tiers,
    printed_vocabulary,
)
from cases.library.snapshot import Snapshot
from cases.places.build import build_divisions
from cases.places.gazetteer import Gazetteer
from cases.places.place import Place
from cases.readers.reading import read
from cases.readers.records import Document, EditionFacts, Inferred, Printed, Quota, SourceEntry
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
    names = printed_vocabulary(programmes, tiers, issuing_bodies)
    documents = {entry.slug: read(texts[entry.slug], names, entry) for entry in entries}
    _refuse_problems(documents)
    builder = AwardBuilder(
        gazetteer,
        load_overrides(fixtures / "curated" / "awards.csv"),
        load_codings(fixtures / "curated" / "codings.csv"),
        frozenset(row["slug"] for row in mechanisms),
    )
    awards = [
        builder.snapshot(record, entry.slug, texts[entry.slug])
        for entry in entries
        for record in documents[entry.slug].awards
    ]
    builder.refuse_leftovers()
    return {
        "built/divisions.csv": divisions,
        "built/sources.json": _json(_source(entry, documents[entry.slug]) for entry in entries),
        "built/mechanisms.json": _json(mechanisms),
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


def _source(entry: SourceEntry, document: Document) -> Snapshot:
    return {
        "slug": entry.slug,
        "file_name": entry.file,
        "sha256": entry.sha256,
        "title": entry.title,
        "title_reason": entry.title_reason,
        "publisher": entry.publisher,
        "kind": entry.kind,
        "date_signed": str(entry.date_signed) if entry.date_signed else None,
        "date_published": str(entry.date_published) if entry.date_published else None,
        "url_original": entry.url_original,
        "body_start": document.body_start,
        "body_end": document.body_end,
        "note": "\n".join(filter(None, (entry.publisher_reason, entry.note))),
        "facts": [
            {"label": fact.label, "value": fact.value, "start": fact.start, "end": fact.end}
            for fact in sorted(document.facts, key=lambda fact: (fact.start, fact.end, fact.label))
        ],
    }


def _edition(slug: str, document: Document) -> Snapshot:
    edition = document.edition
    if edition.programme is None:
        raise BuildError(f"{slug}：没有读到项目名称。")
    return {
        "programme": edition.programme.value,
        "year": edition.year.value if edition.year else None,
        "issuing_body": edition.issuing_body.value if edition.issuing_body else "",
        "theme": edition.theme.value if edition.theme else "",
        "procedure": edition.procedure.value if edition.procedure else "",
        "source": slug,
        "facts": _edition_facts(slug, edition),
        "quotas": sorted((_quota(quota) for quota in edition.quotas), key=lambda quota: quota["tier"]),
    }


def _edition_facts(slug: str, edition: EditionFacts) -> list[Snapshot]:
    labelled = {
        "项目": edition.programme,
        "年度": edition.year,
        "发布机关": edition.issuing_body,
        "年度主题": edition.theme,
        "遴选程序": edition.procedure,
        "成文日期": edition.date_signed,
        "发布日期": edition.date_published,
    }
    facts = [
        {"label": label, "value": str(value.value), "start": value.start, "end": value.end, "source": slug}
        for label, value in labelled.items()
        if isinstance(value, Printed)
    ]
    return sorted(facts, key=lambda fact: (fact["start"], fact["label"]))


def _quota(quota: Quota) -> Snapshot:
    declared = quota.declared
    quoted = {"tier": quota.tier, "declared": declared.value}
    if isinstance(declared, Inferred):
        return {**quoted, "start": None, "end": None, "rule": declared.rule}
    return {**quoted, "start": declared.start, "end": declared.end, "rule": ""}
