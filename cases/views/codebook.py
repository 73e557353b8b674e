"""The codebook: every column, every value of every vocabulary, every rule of inference; as page and CSV."""

from dataclasses import astuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casebook.methods import read_only
from cases.exports.codebook import (
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
from cases.exports.tables import table_file
from cases.fields import FIELDS
from cases.index.current import current_index
from cases.listing.earlier import VERSION, version_of
from cases.pages.page import CODEBOOK, Page, absolute
from cases.readers.rules import RULES
from cases.refusals import as_lines, refusing


@read_only
def codebook(request: HttpRequest) -> HttpResponse:
    vocabulary = current_index().vocabulary
    context = {
        "page": Page(CODEBOOK.name, CODEBOOK, absolute(request, CODEBOOK.url)),
        "columns": FIELDS,
        "vocabularies": [
            (name, label, values(name, choices, vocabulary)) for name, label, choices in VOCABULARIES
        ],
        "rules": [(rule, rule_label(rule)) for rule in RULES.values()],
        "mechanisms": mechanisms(),
        "further_schemes": further_schemes(),
        "coders": coders(),
    }
    return render(request, "codebook/page.html", context)


@read_only
@refusing(as_lines)
def codebook_csv(request: HttpRequest) -> HttpResponse:
    """Columns, vocabularies, mechanisms and rules in one table, in the CSV form of all exports."""
    if typed := request.GET.get(VERSION, "").strip():
        version = version_of(typed)
        rows = [HEADER, *map(astuple, entries_then(version))]
        return table_file(request, f"codebook-v{version.number}", rows, (VERSION,))
    return table_file(
        request, "codebook", [HEADER, *map(astuple, entries(current_index().vocabulary))], (VERSION,)
    )
