"""About the library."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casebook.methods import read_only
from cases.exports.licence import paragraphs, terms_of_use
from cases.index.current import current_index
from cases.models import PublicVersion
from cases.pages.about import about_page, last_change, latest_case, programmes
from cases.pages.kept_pages import kept
from cases.pages.versions import whole_citation


@read_only
@kept
def about(request: HttpRequest) -> HttpResponse:
    index, latest_version = current_index(), PublicVersion.objects.first()
    citation = whole_citation(request, latest_version)
    context = {
        "page": about_page(request, index, citation),
        "citation": citation,
        "total": len(index.all),
        "source_total": len(index.vocabulary.sources),
        "version": index.version.number,
        "latest_version": latest_version,
        "changed": last_change(),
        "latest": latest_case(index),
        "programmes": programmes(index),
        "terms": terms_of_use(),
        "licence": paragraphs(),
    }
    return render(request, "about/page.html", context)
