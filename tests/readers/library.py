"""The five sources and what a person reads in them, for the tests of the readers."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cases.library.curated import load_issuing_bodies, load_programmes, load_tiers, printed_vocabulary
from cases.readers import reading
from cases.readers.reading import Detection
from cases.readers.records import AwardRecord, Document, SourceEntry
from cases.readers.registry import load_registry, load_text

FIXTURES = Path(__file__).parents[2] / "fixtures"
REGISTRY = {entry.slug: entry for entry in load_registry(FIXTURES / "curated/sources.toml")}
CURATED = FIXTURES / "curated"
NAMES = printed_vocabulary(load_programmes(CURATED), load_tiers(CURATED), load_issuing_bodies(CURATED))
NOTICE, LIST, CASES = "mca-2014-notice", "sqzl-2015-list", "mca-2021-cases"
ARTICLE, REPORT = "jnlt-2019-yuhuatai", "cncn-2016-chaoyang"
SLUGS = tuple(REGISTRY)


@dataclass(frozen=True)
class Expected:
    """A row of `awards.psv`, checked by eye against the printed sources."""

    accession: str
    title: str
    applicant: str
    place: str
    kind: str


@cache
def source(slug: str) -> str:
    return load_text(REGISTRY[slug], FIXTURES / "sources")


def read(text: str, registry: SourceEntry | None = None) -> Document:
    """Read by the names of the curated files."""
    return reading.read(text, NAMES, registry)


def detect(text: str) -> Detection:
    return reading.detect(text, NAMES)


@cache
def document(slug: str) -> Document:
    return read(source(slug), REGISTRY[slug])


def entry(slug: str) -> SourceEntry:
    return REGISTRY[slug]


def expected() -> list[Expected]:
    rows = (Path(__file__).parent / "awards.psv").read_text("utf-8").splitlines()
    return [Expected(*row.split("|")) for row in rows]


@cache
def awards() -> dict[str, tuple[str, AwardRecord]]:
    """Accession to source slug and record, for the whole library."""
    return {award.accession or "?": (slug, award) for slug in SLUGS for award in document(slug).awards}


def told(document: Document) -> list[tuple[object, ...]]:
    """What a document's awards say, without where they say it: equal for equal contents."""
    return [
        (
            award.accession,
            award.title.value,
            award.applicant.value if award.applicant else None,
            award.place.value if award.place else None,
            award.text,
        )
        for award in document.awards
    ]


def printed_paragraphs(text: str, after: str, before: str | None) -> list[str]:
    """The non-blank lines between two printed lines, cut out without the readers."""
    rows = [row.strip() for row in re.split(r"\n", text)]
    first = rows.index(after) + 1
    last = rows.index(before) if before else len(rows)
    return [row for row in rows[first:last] if row]
