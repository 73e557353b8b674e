"""What is cited of a case, in the terms of CSL; nothing that its source does not print.

A case printed within a document is cited as a part of it, a document that is about one case as itself.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from cases.choices import SourceKind
from cases.models import Award, EditionIssuer, Source
from cases.models.award import AwardQuerySet

# All stand on the web. What is no article and no report is cited as a web page (GB/T 7714—2025, 8.11.1).
TYPES = {SourceKind.ARTICLE: "article-journal", SourceKind.REPORT: "report"}
PERSONS, INSTITUTION, COLUMN = "作者", "单位", "栏目"  # labels of what a document says of itself
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a bibliography.

    `type` is that of CSL: webpage, article-journal, report, or dataset, which has a `version`. `authors`
    wrote what is cited; `container` is the document or journal that holds it, `editors` answer for that
    document. Where no day is printed, `year` may be one that the page lets see, an estimate. `is_list` tells
    a list from other pages.
    """

    id: str
    type: str
    title: str
    url: str
    accessed: date
    authors: tuple[str, ...] = ()
    container: str = ""
    editors: tuple[str, ...] = ()
    issued: date | None = None
    year: int | None = None
    is_list: bool = False
    version: str = ""


def with_references(awards: AwardQuerySet) -> AwardQuerySet:
    """With all that `reference_of` reads, in a fixed number of queries."""
    issuers = Prefetch("edition__issuers", EditionIssuer.objects.select_related("body"))
    return awards.select_related("source", "edition").prefetch_related(
        "source__facts", issuers, "attributions"
    )


def reference_of(award: Award, name: str, url: str, accessed: date) -> Reference:
    """What to cite: `name` is what the case is called, `url` its absolute address, `accessed` a day."""
    source, kind = award.source, SourceKind(award.source.kind)
    issued = source.date_published or source.date_signed
    common = (award.accession, TYPES.get(kind, "webpage"))
    if kind in TYPES:
        journal = source.publisher if kind == SourceKind.ARTICLE else ""
        year = None if issued else _year_of(source)
        return Reference(
            *common, _title(source), url, accessed, authors(source), journal, issued=issued, year=year
        )
    called = award.title or f"[{name}]"  # in brackets what nobody printed
    return Reference(
        *common,
        called,
        url,
        accessed,
        container=_title(source),
        editors=_responsible(award),
        issued=issued,
        is_list=kind == SourceKind.LIST,
    )


def authors(source: Source) -> tuple[str, ...]:
    """Who wrote the document, as far as it says so; empty otherwise."""
    facts = _facts(source)
    if PERSONS in facts:
        return persons(facts[PERSONS])
    return (facts[INSTITUTION],) if INSTITUTION in facts else ()


def persons(printed: str) -> tuple[str, ...]:
    """The names in a printed line of authors: `陈 平 彭 雷` → 陈平, 彭雷.

    Names of two characters are often spaced out to the width of three. Where single characters do
    not pair up the line stays as printed.
    """
    if re.search("[、，,；;]", printed):
        parts = (re.sub(r"\s+", "", name) for name in re.split("[、，,；;]", printed))
        return tuple(name for name in parts if name)
    words = printed.split()
    pairs = re.findall(r"(?<!\S)\S \S(?!\S)|\S{2,}", " ".join(words))
    names = tuple(name.replace(" ", "") for name in pairs)
    return names if "".join(names) == "".join(words) else (printed.strip(),)


def _facts(source: Source) -> dict[str, str]:
    return {fact.label: fact.value for fact in source.facts.all()}


def _year_of(source: Source) -> int | None:
    """The year of the column under which a page without a date stands."""
    found = YEAR.search(_facts(source).get(COLUMN, ""))
    return int(found[0]) if found else None


def _title(source: Source) -> str:
    """The title of a document; one that it does not print stands in brackets, as the standard has it."""
    return f"[{source.title}]" if source.title_supplied else source.title


def _responsible(award: Award) -> tuple[str, ...]:
    """Who answers for a document of many cases.

    Of a reposted one these are the bodies that it names as having issued it; who only carries it, such as a
    县民政局 of no county, does not answer for it.
    """
    if award.source.kind == SourceKind.REPOST:
        return _printed_issuers(award)
    return (award.source.publisher,) if award.source.publisher else ()


def _printed_issuers(award: Award) -> tuple[str, ...]:
    origins = (origin for origin in award.attributions.all() if origin.field == "issuing_body")
    if not any(not origin.rule and not origin.set_aside for origin in origins):
        return ()
    return tuple(issuer.body.name for issuer in award.edition.issuers.all())
