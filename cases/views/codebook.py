"""The codebook: every column, every value of every vocabulary, every rule of inference; as page and CSV."""

from dataclasses import astuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from casebook.methods import read_only
from cases.exports.case_list import below_the_site
from cases.exports.codebook import (
    COLUMNS,
    HEADER,
    VOCABULARIES,
    coders,
    entries,
    further_schemes,
    mechanisms,
    rule_label,
    values,
)
from cases.exports.codebook_then import entries_then
from cases.exports.download import described
from cases.exports.tables import answer_table
from cases.fields import FIELDS
from cases.index.current import current_index
from cases.listing.earlier import VERSION, asked_version
from cases.models import CodingScheme, DataVersion
from cases.models.scheme import MECHANISMS
from cases.pages.kept_pages import kept
from cases.pages.page import CODEBOOK, Page, absolute
from cases.pages.reliability import reliability
from cases.readers.rules import RULES
from cases.records.figure_row import COLUMNS as FIGURE_COLUMNS
from cases.refusals import as_lines, refusing


@read_only
@kept
def codebook(request: HttpRequest) -> HttpResponse:
    vocabulary = current_index().vocabulary
    context = {
        "page": Page(CODEBOOK.name, CODEBOOK, absolute(request, CODEBOOK.url)),
        "columns": FIELDS,
        "figure_columns": FIGURE_COLUMNS,
        "vocabularies": [
            (name, label, values(name, choices, vocabulary)) for name, label, choices in VOCABULARIES
        ],
        "rules": [(rule, rule_label(rule)) for rule in RULES.values()],
        "mechanisms": mechanisms(),
        "further_schemes": [(scheme, terms, reliability(scheme)) for scheme, terms in further_schemes()],
        "reliability": reliability(CodingScheme.objects.get(slug=MECHANISMS)),
        "coders": coders(),
    }
    return render(request, "codebook/page.html", context)


@read_only
@described
@refusing(as_lines)
def codebook_csv(request: HttpRequest, *, describes: bool = False) -> HttpResponseBase:
    """Columns, vocabularies, mechanisms and rules in one table, in the CSV form of all exports."""
    index = current_index()
    version = asked_version(request.GET)

    def rows() -> list[tuple[str, ...]]:
        return [HEADER, *map(astuple, entries_then(version) if version else entries(index.vocabulary))]

    return answer_table(
        request,
        index,
        rows,
        lambda: COLUMNS,
        stem=f"codebook-v{version.number}" if version else "codebook",
        title=f"{settings.SITE_NAME}编码手册",
        page=below_the_site(CODEBOOK.url),
        words=f"第 {version.number} 版" if version else "",
        query=f"{VERSION}={version.number}" if version else "",
        parameters=(VERSION,),
        decides=(DataVersion.current().token,),  # the database may be ahead of the index
        at=version,
        describes=describes,
    )
