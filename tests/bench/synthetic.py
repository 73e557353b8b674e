"""A synthetic library of any size: real divisions, real sentences recombined, realistic proportions.

It goes through the same models, checks and constraints as the real one. The same `seed` and `size` give the
same library on every database.
"""

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from cases.choices import (
    ApplicantKind,
    ApplicantLevel,
    CodingState,
    Confidence,
    Setting,
    SourceKind,
    State,
)
from cases.curation.readings import printed_vocabulary
from cases.fields import BY_NAME
from cases.models import (
    Attribution,
    Award,
    Coder,
    Coding,
    Division,
    Edition,
    EditionIssuer,
    IssuingBody,
    KeyFigure,
    Mechanism,
    Programme,
    Source,
    Tier,
)
from cases.models.writing import writing
from cases.places.gazetteer import Gazetteer
from cases.readers.printed_vocabulary import PrintedVocabulary
from cases.records.record import place_parts
from cases.vocabulary import read_places

YEARS = range(2010, 2026)
PRINTED = ("year", "programme", "issuing_body", "tier", "rank", "title", "applicant")
DECIDED = ("applicant_level", "applicant_kind", "applicant_organ", "setting")  # by chance, not by the rules
STATED = (
    "number",
    "value",
    "upper",
    "qualifier",
    "unit",
    "counted",
    "subject",
    "scope",
    "when",
    "state",
    "note",
)
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
    gazetteer: Gazetteer
    programmes: list[Programme]
    issuer: IssuingBody
    names: PrintedVocabulary
    figures: dict[
        str, list[KeyFigure]
    ]  # what the real texts count, by sentence; passages count from its start


def populate(size: int, *, seed: int = 1) -> None:
    """Add `size` published awards to a database that holds the real library."""
    rng = random.Random(seed)
    material = _material()
    keys = [(year, programme) for year in YEARS for programme in material.programmes]
    for index, (year, programme) in enumerate(keys):
        share = size // len(keys) + (index < size % len(keys))
        with writing(note="合成数据"):  # one for all would hold all of them in memory
            _populate_edition(year, programme, share, material, rng)


def _material() -> Material:
    awards = list(Award.objects.order_by("accession"))
    texts = "\n".join(award.text for award in awards)
    sentences = [s.strip() for s in re.split(r"(?<=[。;；])|\n", texts) if 20 <= len(s.strip()) <= 160]
    lasting = Division.objects.filter(Q(first_year=None) | Q(first_year__lte=YEARS[0]), level="county")
    counties = list(lasting.filter(last_year=None).exclude(code="").order_by("key"))
    divisions = Division.objects.in_bulk()
    return Material(
        sentences=sentences,
        titles=sorted(
            {part for award in awards for part in re.split(r"[ ,:]", award.title) if len(part) > 3}
        ),
        counties=counties,
        paths={county.pk: _path(county, divisions) for county in counties},
        mechanisms=list(Mechanism.objects.order_by("slug")),
        gazetteer=Gazetteer(read_places()),
        programmes=list(Programme.objects.prefetch_related("programme_tiers__tier")),
        issuer=IssuingBody.objects.all()[0],
        names=printed_vocabulary(),
        figures=_figures(sentences),
    )


def _figures(sentences: list[str]) -> dict[str, list[KeyFigure]]:
    """The real key figures by the sentence that states them; places and times of others are left out."""
    found: dict[str, list[KeyFigure]] = {}
    for figure in KeyFigure.objects.accepted().select_related("award__source").order_by("pk"):
        evidence = figure.award.source.text[figure.start : figure.end]
        of = [each for each in sentences if evidence in each and each in figure.award.text]
        if of and figure.counted in of[0]:
            figure.start = of[0].index(evidence)
            figure.end = figure.start + len(evidence)
            figure.scope = figure.scope if figure.scope in of[0] else ""
            figure.when = figure.when if figure.when in of[0] else ""
            found.setdefault(of[0], []).append(figure)
    return found


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
    figures: list[tuple[KeyFigure, str]]


def _draft(material: Material, tier: Tier, rank: int, rng: random.Random) -> Draft:
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
    codings = list(zip(terms, sentences, strict=False))
    figures = [(figure, each) for each in sentences for figure in material.figures.get(each, ())]
    return Draft(f"{rank}.{title}({applicant})", paragraphs, values, codings, figures)


def _populate_edition(
    year: int, programme: Programme, size: int, material: Material, rng: random.Random
) -> None:
    tiers = [each.tier for each in programme.programme_tiers.all()]
    drafts = [_draft(material, rng.choice(tiers), position + 101, rng) for position in range(size)]
    drafts.sort(key=lambda draft: tiers.index(draft.values["tier"]))
    edition, is_new = Edition.objects.get_or_create(programme=programme, year=year)
    if is_new:
        EditionIssuer.objects.create(edition=edition, body=material.issuer)
    edition = Edition.objects.prefetch_related("issuers__body").get(pk=edition.pk)
    bodies = [material.names.issuers.name_of(body.slug) for body in edition.bodies]
    title = f"{year}年度{programme}名单(合成)"
    lines = [title, "\n"]
    starts, headings = _arrange(drafts, lines)
    lines.append("，".join([f"{year}年", programme.name, "、".join(bodies)]) + "。")
    source = _source(f"synthetic-{year}-{programme.slug}", title, "".join(lines))
    beginnings = {tier: Award(edition=edition, tier=tier).beginning() for tier in tiers}
    awards = [
        _award(draft, edition, source, start, beginnings) for draft, start in zip(drafts, starts, strict=True)
    ]
    pairs = list(zip(awards, drafts, strict=True))
    for first in range(0, len(pairs), BATCH):
        rows = pairs[first : first + BATCH]
        Award.objects.bulk_create([award for award, _draft in rows])
        origins = (
            row for award, _draft in rows for row in _attributions(award, headings[award.tier], material)
        )
        Attribution.objects.bulk_create(list(origins))
        coder = Coder.objects.get_or_create(name="synthetic")[0]
        Coding.objects.bulk_create([row for award, draft in rows for row in _codings(award, draft, coder)])
        stated = [row for award, draft in rows for row in _key_figures(award, draft, coder)]
        KeyFigure.objects.bulk_create(stated)


def _arrange(drafts: list[Draft], lines: list[str]) -> tuple[list[int], dict[Tier, int]]:
    """Add the awards to the text, under a heading for each tier; where they and the headings begin."""
    starts: list[int] = []
    headings: dict[Tier, int] = {}
    length = sum(map(len, lines))
    for draft in drafts:
        tier = draft.values["tier"]
        if tier not in headings:
            headings[tier] = length
            lines.append(f"{tier.name}\n")
            length += len(lines[-1])
        starts.append(length)
        lines.append("".join(f"{line}\n" for line in [draft.heading, *draft.paragraphs]))
        length += len(lines[-1])
    return starts, headings


def _source(slug: str, title: str, text: str) -> Source:
    return Source.objects.create(
        slug=slug,
        file_name=f"{slug}.txt",
        sha256=hashlib.sha256(f"{slug}\n{text}".encode()).hexdigest(),
        title=title,
        kind=SourceKind.LIST,
        text=text,
        body_start=0,
        body_end=len(text),
    )


def _award(draft: Draft, edition: Edition, source: Source, start: int, beginnings: dict[Tier, str]) -> Award:
    starts, offset = [], start + len(draft.heading) + 1
    for paragraph in draft.paragraphs:
        starts.append(offset)
        offset += len(paragraph) + 1
    return Award(
        accession=f"{beginnings[draft.values['tier']]}{draft.values['rank']}",
        edition=edition,
        source=source,
        start=start,
        end=offset - 1,
        text="\n".join(draft.paragraphs),
        paragraph_starts=starts,
        **draft.values,
    )


def _attributions(award: Award, heading: int, material: Material) -> Iterator[Attribution]:
    """Where the source says the values: the tier in its heading, other facts of all awards at the end."""
    gazetteer, named = material.gazetteer, material.names.by_field
    for field in PRINTED:
        value = str(BY_NAME[field].value_in(award))
        words = named[field].name_of(value) if field in named else value
        if field == "tier":
            start = heading
        elif field in ("rank", "title", "applicant"):
            start = award.source.text.index(words, award.start)
        else:
            start = award.source.text.rindex(words)
        yield Attribution(award=award, field=field, start=start, end=start + len(words))
    for field in DECIDED:
        if getattr(award, field):
            yield Attribution(award=award, field=field, rule="curated", note="合成数据。")
    place = gazetteer.by_key[award.place_then.key]
    for field, name in place_parts(gazetteer.lineage(place, award.edition.year)).items():
        start = award.source.text.find(name, award.start, award.end) if name else -1
        if start >= 0:
            yield Attribution(award=award, field=field, start=start, end=start + len(name))
        elif name:
            yield Attribution(award=award, field=field, rule="place-from-gazetteer")


def _codings(award: Award, draft: Draft, coder: Coder) -> Iterator[Coding]:
    for mechanism, sentence in draft.codings:
        start = award.source.text.index(sentence, award.start, award.end)
        yield Coding(
            award=award,
            mechanism=mechanism,
            start=start,
            end=start + len(sentence),
            confidence=Confidence.HIGH,
            state=CodingState.ACCEPTED,
            coder=coder,
        )


def _key_figures(award: Award, draft: Draft, coder: Coder) -> Iterator[KeyFigure]:
    once = {}
    for figure, sentence in draft.figures:
        start = award.source.text.index(sentence, award.start, award.end)
        values = {name: getattr(figure, name) for name in STATED}
        row = KeyFigure(
            award=award, coder=coder, start=start + figure.start, end=start + figure.end, **values
        )
        once[row.start, row.end, row.number, row.counted, row.scope] = row
    yield from once.values()
