"""The library, a version and a frozen list as schema.org Datasets, for search engines of data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cases.exports import licence
from cases.exports.earlier import OF_VERSIONS
from cases.exports.file_format import Format
from cases.exports.formats import FORMATS
from cases.facets.declarations import NONE, YEAR
from cases.index.index import Index
from cases.listing.state import address_at
from cases.pages.page import absolute

DESCRIPTION = (
    "全国社区治理和基层治理创新评选的入选案例：标题、申报单位、正文照原文录入，"
    "年度、地区、机制等逐项注明出处或者推断规则。"
)
KEYWORDS = ("社区治理", "基层治理", "创新案例", "治理机制")
KEPT = tuple(form for form in FORMATS if form.extension in OF_VERSIONS)  # of which versions are kept
COUNTRY = {"@type": "Place", "name": "中国"}


@dataclass(frozen=True, slots=True)
class DataSet:
    """What is told of a data set: `url` is its own page, `query` are the parameters of its files."""

    url: str
    name: str
    description: str
    version: int
    day: date
    query: str = ""
    formats: tuple[Format, ...] = FORMATS
    sha256: str = ""
    citation: str = ""
    years: str = ""


def years_of(index: Index) -> str:
    """The first and the last year of the cases, as ISO 8601 has an interval; empty where there is none."""
    known = sorted(year for year, ids in index.bitmaps[YEAR.name].items() if year != NONE and ids)
    return f"{known[0]}/{known[-1]}" if known else ""


def linked(request: HttpRequest, data: DataSet) -> dict[str, Any]:
    """Its members as schema.org names them; those that nothing is known of are left out."""
    whole = absolute(request, reverse("home"))
    above = {"@type": "Dataset", "@id": whole, "name": settings.SITE_NAME} if data.url != whole else None
    members: dict[str, Any] = {
        "@type": "Dataset",
        "@id": data.url,
        "name": data.name,
        "description": data.description,
        "url": data.url,
        "identifier": data.sha256 and f"sha256:{data.sha256}",
        "version": str(data.version),
        "dateModified": data.day.isoformat(),
        "license": licence.URL,
        "citation": data.citation,
        "creator": operator(),
        "publisher": operator(),
        "isAccessibleForFree": True,
        "inLanguage": "zh-Hans",
        "keywords": list(KEYWORDS),
        "temporalCoverage": data.years,
        "spatialCoverage": COUNTRY,
        "isPartOf": above,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": form.label,
                "encodingFormat": form.content_type.partition(";")[0],
                "contentUrl": absolute(request, address),
            }
            for form, address in files_of(data.query, data.formats)
        ],
    }
    return {name: value for name, value in members.items() if value}


def operator() -> dict[str, str] | None:
    """Who runs the site, where the settings say so."""
    if not settings.SITE_OPERATOR:
        return None
    return {"@type": "Organization", "name": settings.SITE_OPERATOR}


def files_of(query: str, formats: Iterable[Format]) -> list[tuple[Format, str]]:
    """(format, path) of the files of a list."""
    return [(form, address_at(reverse(f"cases-{form.extension}"), query)) for form in formats]


def of_library(request: HttpRequest, index: Index, citation: str = "") -> dict[str, Any]:
    """The library as it is now, by its data version: no query, for the home page asks none more."""
    data = DataSet(
        url=absolute(request, reverse("home")),
        name=settings.SITE_NAME,
        description=DESCRIPTION,
        version=index.version.number,
        day=index.day,
        citation=citation,
        years=years_of(index),
    )
    return linked(request, data)
