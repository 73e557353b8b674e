"""A synthetic library of any size: real divisions, real sentences recombined, realistic proportions.

It goes through the same models and constraints as the real one. The same `seed` and `size` give the
same library on every database.
"""

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from cases.choices import (
    ApplicantKind,
    ApplicantLevel,
    CodingState,
    Confidence,
    IssuingBody,
    Programme,
    Setting,
    SourceKind,
    State,
    Tier,
)
from cases.models import Attribution, Award, Coding, DataVersion, Division, Edition, Mechanism, Source

YEARS = range(2010, 2026)
TIERS = {
    Programme.SQZL: (Tier.WINNER, Tier.NOMINEE),
    Programme.JCZL: (Tier.TYPICAL,),
    Programme.SYQ: (Tier.PILOT,),
}
PRINTED = ("year", "programme", "tier", "title", "applicant")
INFERRED = ("applicant_level", "applicant_kind", "setting")
MEAN_CODINGS = 2.8
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Material:
    """What the library is made of: words of the real documents and rows of the real tables."""

    sentences: list[str]
    titles: list[str]
    counties: list[Division]
    paths: dict[int, str]
    mechanisms: list[Mechanism]


def populate(size: int, *, seed: int = 1) -> None:
    """Add `size` published awards to a database that holds the real library."""
    rng = random.Random(seed)  # noqa: S311 - reproducible data, not a secret
    material = _material()
    keys = [(year, programme) for year in YEARS for programme in Programme]
    with transaction.atomic():
        for index, (year, programme) in enumerate(keys):
            share = size // len(keys) + (index < size % len(keys))
            _populate_edition(year, programme, share, material, rng)
        Award.objects.update(version=DataVersion.advance(everything=True))


def _material() -> Material:
    awards = list(Award.objects.order_by("accession"))
    texts = "\n".join(award.text for award in awards)
    sentences = [s for s in re.split(r"(?<=[。;；])|\n", texts) if 20 <= len(s) <= 160]
    counties = list(Division.objects.filter(level="county", last_year=None).exclude(code="").order_by("key"))
    divisions = Division.objects.in_bulk()
    return Material(
        sentences=sentences,
        titles=sorted(
            {part for award in awards for part in re.split(r"[ ,:]", award.title) if len(part) > 3}
        ),
        counties=counties,
        paths={county.pk: _path(county, divisions) for county in counties},
        mechanisms=list(Mechanism.objects.order_by("slug")),
    )


def _path(division: Division, divisions: dict[int, Division]) -> str:
    parent = divisions.get(division.parent_id) if division.parent_id else None
    return (_path(parent, divisions) if parent else "") + division.name


@dataclass(slots=True)
class Draft:
    """One synthetic award before it has its place in a source."""

    heading: str
    paragraphs: list[str]
    values: dict[str, object]
    codings: list[tuple[Mechanism, str]]


def _draft(material: Material, tier: str, rank: int, rng: random.Random) -> Draft:
    county = rng.choice(material.counties)
    title = f"“{rng.choice(material.titles)}”{rng.choice(material.titles)}"[:60]
    applicant = material.paths[county.pk] + rng.choice(["区委、区政府", "民政局", "人民政府", "街道办事处"])
    sentences = rng.sample(material.sentences, rng.randint(2, 6))
    cut = rng.randint(1, len(sentences))
    paragraphs = ["".join(part) for part in (sentences[:cut], sentences[cut:]) if part]
    ranks = [1 / (position + 1) for position in range(len(material.mechanisms))]
    wanted = min(len(sentences), max(0, round(rng.gauss(MEAN_CODINGS, 1.4))))
    terms = dict.fromkeys(rng.choices(material.mechanisms, ranks, k=wanted))
    values = {
        "tier": tier,
        "rank": rank,
        "title": title,
        "applicant": applicant,
        "applicant_level": rng.choice(ApplicantLevel.values),
        "applicant_kind": rng.choice([*ApplicantKind.values, ""]),
        "setting": rng.choice([*Setting.values, ""]),
        "place_then": county,
        "place_now": county,
        "state": State.PUBLISHED,
    }
    return Draft(
        f"{rank}.{title}({applicant})", paragraphs, values, list(zip(terms, sentences, strict=False))
    )


def _populate_edition(
    year: int, programme: Programme, size: int, material: Material, rng: random.Random
) -> None:
    tiers = TIERS[programme]
    drafts = [_draft(material, rng.choice(tiers), position + 101, rng) for position in range(size)]
    source = _source(year, programme, drafts)
    edition, _created = Edition.objects.get_or_create(
        programme=programme, year=year, defaults={"issuing_body": IssuingBody.MCA, "source": source}
    )
    start, awards = 0, []
    for draft in drafts:
        awards.append(_award(draft, edition, source, start))
        start += len(draft.heading) + 1 + sum(len(paragraph) + 1 for paragraph in draft.paragraphs)
    pairs = list(zip(awards, drafts, strict=True))
    for first in range(0, len(pairs), BATCH):
        rows = pairs[first : first + BATCH]
        Award.objects.bulk_create([award for award, _draft in rows])
        Attribution.objects.bulk_create([row for award, _draft in rows for row in _attributions(award)])
        Coding.objects.bulk_create([row for award, draft in rows for row in _codings(award, draft)])


def _source(year: int, programme: str, drafts: list[Draft]) -> Source:
    text = "\n".join("\n".join([draft.heading, *draft.paragraphs]) for draft in drafts) or "空"
    slug = f"synthetic-{year}-{programme}"
    return Source.objects.create(
        slug=slug,
        file_name=f"{slug}.txt",
        sha256=hashlib.sha256(f"{slug}\n{text}".encode()).hexdigest(),
        title=f"{year}年度{Programme(programme).label}名单(合成)",
        kind=SourceKind.LIST,
        text=text,
        body_start=0,
        body_end=len(text),
    )


def _award(draft: Draft, edition: Edition, source: Source, start: int) -> Award:
    starts, offset = [], start + len(draft.heading) + 1
    for paragraph in draft.paragraphs:
        starts.append(offset)
        offset += len(paragraph) + 1
    rank, tier = draft.values["rank"], str(draft.values["tier"])
    return Award(
        accession=f"{edition.year}-{edition.programme}-{tier[0]}{rank}",
        edition=edition,
        source=source,
        start=start,
        end=offset - 1,
        text="\n".join(draft.paragraphs),
        paragraph_starts=starts,
        **draft.values,
    )


def _attributions(award: Award) -> Iterator[Attribution]:
    for field in PRINTED:
        yield Attribution(award=award, field=field, start=award.start, end=award.start + 4)
    for field in INFERRED:
        if getattr(award, field):
            yield Attribution(award=award, field=field, rule="synthetic")


def _codings(award: Award, draft: Draft) -> Iterator[Coding]:
    for mechanism, sentence in draft.codings:
        start = award.source.text.index(sentence, award.start, award.end)
        yield Coding(
            award=award,
            mechanism=mechanism,
            start=start,
            end=start + len(sentence),
            confidence=Confidence.HIGH,
            state=CodingState.ACCEPTED,
            coder="synthetic",
        )
